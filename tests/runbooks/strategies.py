"""Hypothesis strategies for runbooks, with the ids and texts that YAML likes to misread."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from runbooks.checks import Check, ForecastBefore
from runbooks.forecasting import ForecastSettings, Spread
from runbooks.gates import Criterion, Gate
from runbooks.model import Follows, Runbook
from runbooks.outages import Edge, Outage
from runbooks.parties import Contact, Instruction, Party, System
from runbooks.tasks import (
    Automation,
    Basis,
    ExpectedResult,
    Link,
    LinkKind,
    NotifyRun,
    ShellRun,
    Task,
    WaitRun,
    WayBackTask,
)
from runbooks.ways_back import WayBack
from tests.runbooks.strategies_of_notices import (
    backlogs,
    cutoffs,
    leads,
    noticings,
    submissions,
)
from tests.runbooks.strategies_of_people import blackouts, calendars, people, teams
from tests.runbooks.strategies_of_values import (
    durations,
    ids,
    lags,
    local_times,
    maybe,
    moments,
    named,
    seconds,
    some,
    texts,
)

bases = st.builds(Basis, mark=st.sampled_from(["sourced", "mixed", "assumed"]), note=maybe(texts))
contacts = st.builds(
    Contact,
    name=texts,
    role=maybe(texts),
    email=maybe(st.just("a@b.example")),
    phone=maybe(st.just("+44 20 7946 0000")),
)
parties = st.builds(
    Party, name=texts, kind=maybe(texts), contacts=some(contacts), calendar=maybe(ids)
)
systems = st.builds(System, name=texts, contacts=some(contacts))
edges = st.builds(Edge, task=ids, at=st.sampled_from(["start", "finish"]))
outages = st.builds(
    Outage,
    system=ids,
    opens=maybe(edges),
    closes=maybe(edges),
    stand_down_closes=maybe(edges),
    rollback_closes=maybe(edges),
    from_=maybe(moments),
    to=maybe(moments),
    returns=st.sampled_from(["restored", "retired"]),
    still_closed_for=some(ids),
    hard_limit=maybe(durations),
    notice=maybe(leads),
    backlog=maybe(backlogs),
    unaffected=some(ids),
    access_cutoff=maybe(cutoffs),
    submit_by=some(submissions),
    note=maybe(texts),
    basis=maybe(bases),
)
links = st.builds(Link, task=ids, link=st.sampled_from(LinkKind), lag=lags)
figures = st.floats(allow_nan=False, allow_infinity=False)
results = st.builds(
    ExpectedResult,
    id=ids,
    unit=texts,
    expected=maybe(figures),
    tolerance=figures.map(abs),
)
milliseconds = st.integers(0, 999_999_999)
waits = st.builds(WaitRun, seconds=maybe(seconds | milliseconds.map(lambda ms: ms / 1000)))
shells = st.builds(
    ShellRun, argv=st.lists(texts, min_size=1, max_size=3).map(tuple), timeout=durations
)
notifications = st.builds(
    NotifyRun,
    told=st.sampled_from(["announced", "firm", "started", "completed", "all_clear"]),
    outages=some(ids),
    timeout=durations,
)
automations = (
    st.builds(Automation, wait=waits)
    | st.builds(Automation, shell=shells)
    | st.builds(Automation, notify=notifications)
)
_task_fields: dict[str, Any] = {
    "id": ids,
    "title": texts,
    "phase": ids,
    "party": ids,
    "with_": some(ids),
    "for_each": maybe(ids),
    "uses": some(ids),
    "after": some(links),
    "not_before": maybe(moments),
    "not_after": maybe(moments),
    "fixed": maybe(moments),
    "calendar": maybe(ids),
    "duration": durations,
    "needs": st.dictionaries(ids, st.integers(1, 9), max_size=2),
    "irreversible": st.booleans(),
    "locked_until_activated": st.booleans(),
    "activates": st.booleans(),
    "undo": maybe(ids),
    "results": some(results),
    "instructions": maybe(texts),
    "run": maybe(automations),
    "end": st.booleans(),
}
tasks = st.builds(Task, **_task_fields)
leg_tasks = st.builds(WayBackTask, always=st.booleans(), undoes=some(ids), **_task_fields)
ways_back = st.builds(
    WayBack, gates=some(ids), authority=maybe(ids), margin=seconds, tasks=some(leg_tasks)
)
forecast_checks = st.builds(
    Check, forecast_p80_before=st.builds(ForecastBefore, target=ids, before=moments)
)
gates = st.builds(
    Gate,
    id=ids,
    title=texts,
    meeting=ids,
    rule=st.sampled_from(["decider", "all_of", "quorum"]),
    decider=maybe(ids),
    members=some(ids),
    quorum=maybe(st.integers(1, 99)),
    point_of_no_return=st.booleans(),
    criteria=some(
        st.builds(Criterion, id=ids, title=maybe(texts), owner=ids, check=maybe(forecast_checks))
    ),
)
instructions = st.builds(
    Instruction, audience=ids, text=texts, from_=ids | moments, until=ids | moments
)
runbooks = st.builds(
    Runbook,
    runbook=ids,
    title=texts,
    version=texts,
    notice=maybe(texts),
    follows=maybe(st.builds(Follows, runbook=ids, approval=ids)),
    timezone=st.sampled_from(["Europe/London", "UTC"]),
    start=local_times,
    restore_by=maybe(moments),
    parties=named(parties),
    groups=named(some(ids)),
    systems=named(systems),
    phases=named(texts),
    resources=named(people | teams),
    calendars=named(calendars),
    blackouts=named(blackouts),
    outages=named(outages),
    tasks=some(tasks),
    gates=some(gates),
    stand_down=ways_back,
    rollback=ways_back,
    instructions=some(instructions),
    forecast=st.builds(
        ForecastSettings,
        spread=st.builds(Spread, low=st.floats(0, 1, exclude_min=True), high=st.floats(1, 10)),
        correlation=st.floats(0, 0.95),
    ),
    notices=noticings,
    float_limit=maybe(seconds),
)
