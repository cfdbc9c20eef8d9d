"""Hypothesis strategies for runbooks, with the ids and texts that YAML likes to misread."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from runbooks.calendars import Calendar, Resource
from runbooks.durations import Duration
from runbooks.gates import Criterion, Gate
from runbooks.model import Follows, Runbook
from runbooks.moments import LocalTime, Offset
from runbooks.outages import Edge, NoticeLead, Outage
from runbooks.parties import Contact, Instruction, Party, System
from runbooks.tasks import (
    Automation,
    Basis,
    ExpectedResult,
    Link,
    LinkKind,
    ShellRun,
    Task,
    WaitRun,
    WayBackTask,
)
from runbooks.ways_back import WayBack

_DECADE = 3_660 * 86_400

ids = st.sampled_from(
    ["A", "NO", "on", "y", "null", "true", "false", "e1", "T1d", "T-2h", "M10-024", "x.y_z"]
) | st.from_regex(r"\A[A-Za-z][A-Za-z0-9._-]{0,8}\Z")
texts = (
    st.sampled_from(
        ["null", "~", "true", "NO", "1e3", "12:30", "2025-09-19", "- a", "a: b", "# no", "'", "|"]
    )
    | st.sampled_from(["first\n  second\n\nthird", "tab\tin", "%x", "@y", "0x1F", "1_0", ".inf"])
    | st.text(
        st.characters(
            exclude_categories=["Cs", "Cc"],
            exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
            include_characters="\t\n",
        ),
        min_size=1,
        max_size=40,
    )
).filter(lambda text: text.strip() != "")
seconds = st.integers(0, _DECADE)
lags = st.integers(-_DECADE, _DECADE)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


def _named(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(ids, strategy, max_size=3)


local_times = st.builds(
    lambda at, offset: LocalTime(wall=at.replace(microsecond=0).isoformat(), offset=offset),
    st.datetimes(),
    _maybe(st.integers(-14 * 60, 14 * 60)),
)
moments = local_times | st.builds(Offset, seconds=lags)
durations = st.lists(seconds, min_size=3, max_size=3).map(
    lambda three: Duration(**dict(zip(("low", "likely", "high"), sorted(three), strict=True)))
)
bases = st.builds(Basis, mark=st.sampled_from(["sourced", "mixed", "assumed"]), note=_maybe(texts))
contacts = st.builds(
    Contact,
    name=texts,
    role=_maybe(texts),
    email=_maybe(st.just("a@b.example")),
    phone=_maybe(st.just("+44 20 7946 0000")),
)
parties = st.builds(Party, name=texts, kind=_maybe(texts), contacts=_some(contacts))
systems = st.builds(System, name=texts, contacts=_some(contacts))
edges = st.builds(Edge, task=ids, at=st.sampled_from(["start", "finish"]))
outages = st.builds(
    Outage,
    system=ids,
    opens=_maybe(edges),
    closes=_maybe(edges),
    stand_down_closes=_maybe(edges),
    rollback_closes=_maybe(edges),
    from_=_maybe(moments),
    to=_maybe(moments),
    returns=st.sampled_from(["restored", "retired"]),
    still_closed_for=_some(ids),
    hard_limit=_maybe(durations),
    notice=_maybe(st.just(NoticeLead(lead="10wd"))),
    note=_maybe(texts),
    basis=_maybe(bases),
)
links = st.builds(Link, task=ids, link=st.sampled_from(LinkKind), lag=lags)
figures = st.floats(allow_nan=False, allow_infinity=False)
results = st.builds(
    ExpectedResult,
    id=ids,
    unit=texts,
    expected=_maybe(figures),
    tolerance=figures.map(abs),
)
milliseconds = st.integers(0, 999_999_999)
waits = st.builds(WaitRun, seconds=_maybe(seconds | milliseconds.map(lambda ms: ms / 1000)))
shells = st.builds(
    ShellRun, argv=st.lists(texts, min_size=1, max_size=3).map(tuple), timeout=durations
)
automations = st.builds(Automation, wait=waits) | st.builds(Automation, shell=shells)
_task_fields: dict[str, Any] = {
    "id": ids,
    "title": texts,
    "phase": ids,
    "party": ids,
    "with_": _some(ids),
    "for_each": _maybe(ids),
    "uses": _some(ids),
    "after": _some(links),
    "not_before": _maybe(moments),
    "duration": durations,
    "needs": st.dictionaries(ids, st.integers(1, 9), max_size=2),
    "irreversible": st.booleans(),
    "locked_until_activated": st.booleans(),
    "activates": st.booleans(),
    "undo": _maybe(ids),
    "results": _some(results),
    "instructions": _maybe(texts),
    "run": _maybe(automations),
    "end": st.booleans(),
}
tasks = st.builds(Task, **_task_fields)
leg_tasks = st.builds(WayBackTask, always=st.booleans(), undoes=_some(ids), **_task_fields)
ways_back = st.builds(WayBack, gates=_some(ids), authority=_maybe(ids), tasks=_some(leg_tasks))
gates = st.builds(
    Gate,
    id=ids,
    title=texts,
    meeting=ids,
    rule=st.sampled_from(["decider", "all_of", "quorum"]),
    decider=_maybe(ids),
    members=_some(ids),
    quorum=_maybe(st.integers(1, 99)),
    point_of_no_return=st.booleans(),
    criteria=_some(st.builds(Criterion, id=ids, title=_maybe(texts), owner=ids)),
)
instructions = st.builds(
    Instruction, audience=ids, text=texts, from_=ids | moments, until=ids | moments
)
runbooks = st.builds(
    Runbook,
    runbook=ids,
    title=texts,
    version=texts,
    notice=_maybe(texts),
    follows=_maybe(st.builds(Follows, runbook=ids, approval=ids)),
    timezone=st.sampled_from(["Europe/London", "UTC"]),
    start=local_times,
    restore_by=_maybe(moments),
    parties=_named(parties),
    groups=_named(_some(ids)),
    systems=_named(systems),
    phases=_named(texts),
    resources=_named(st.builds(Resource, capacity=st.integers(1, 9))),
    calendars=_named(st.builds(Calendar)),
    outages=_named(outages),
    tasks=_some(tasks),
    gates=_some(gates),
    stand_down=ways_back,
    rollback=ways_back,
    instructions=_some(instructions),
)
