"""The planner: earliest and latest dates, float, scopes, and what it refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dependencies.planner import plan, plan_leg, plan_rollback, rollback_seconds
from runbooks.errors import AmbiguousTime, CycleError, PlanError, TimeError
from runbooks.model import Runbook
from runbooks.tasks import WayBackTask
from tests.dependencies import oracle
from tests.dependencies.factories import a_runbook, a_task


def at(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_task_without_predecessors_starts_with_the_plan() -> None:
    """T+0 is the runbook's start, 09:00 BST."""
    assert plan(a_runbook(a_task("A"))).tasks["A"].early_start == at("2025-09-01T08:00")


def test_task_starts_when_its_last_predecessor_lets_it_go() -> None:
    """The longest way to a task decides."""
    runbook = a_runbook(a_task("A"), a_task("B", duration="2h"), a_task("C", "A", "B"))
    assert plan(runbook).tasks["C"].early_start == at("2025-09-01T10:00")


@pytest.mark.parametrize(("lag", "start"), [("15m", "09:15"), ("-15m", "08:45")])
def test_lag_and_lead_move_the_successor(lag: str, start: str) -> None:
    """A lag is waited for after the predecessor; a lead lets the task go before its end."""
    runbook = a_runbook(a_task("A"), a_task("B", {"task": "A", "lag": lag}))
    assert plan(runbook).tasks["B"].early_start == at(f"2025-09-01T{start}")


def test_lead_never_starts_a_task_before_the_plan() -> None:
    """A lead longer than the predecessor does not reach back beyond T+0."""
    runbook = a_runbook(a_task("A"), a_task("B", {"task": "A", "lag": "-3h"}))
    task = plan(runbook).tasks["B"]
    assert (task.early_start, task.driven_by) == (at("2025-09-01T08:00"), "start")


def test_not_before_holds_a_task() -> None:
    """A task waits for its fixed time, and the plan says that this drives it."""
    runbook = a_runbook(a_task("A"), a_task("B", "A", not_before="2025-09-01T12:00"))
    task = plan(runbook).tasks["B"]
    assert (task.early_start, task.driven_by, task.driver, task.wait) == (
        at("2025-09-01T11:00"),
        "not_before",
        "A",
        7200,
    )


def test_not_before_counted_from_the_start() -> None:
    """`T+90m` is elapsed time from the runbook's start."""
    runbook = a_runbook(a_task("A", not_before="T+90m"))
    assert plan(runbook).tasks["A"].early_start == at("2025-09-01T09:30")


def test_likely_durations_are_planned() -> None:
    """Of a three-point duration the likely value counts."""
    runbook = a_runbook(a_task("A", duration={"low": "1h", "likely": "2h", "high": "9h"}))
    assert plan(runbook).finish == at("2025-09-01T10:00")


def test_float_is_what_a_task_may_slip() -> None:
    """The shorter of two branches has the difference as float; the longer one is critical."""
    runbook = a_runbook(a_task("A"), a_task("B", duration="3h"), a_task("C", "A", "B"))
    tasks = plan(runbook).tasks
    assert {key: (task.total_float, task.critical) for key, task in tasks.items()} == {
        "A": (7200, False),
        "B": (0, True),
        "C": (0, True),
    }


def test_late_dates_never_pass_the_finish() -> None:
    """A lead to a successor does not let a task end after the plan itself."""
    runbook = a_runbook(
        a_task("A"), a_task("B", {"task": "A", "lag": "-1h"}, duration="2h"), a_task("C")
    )
    planned = plan(runbook)
    assert planned.tasks["A"].late_finish <= planned.finish


def test_figures_of_a_textbook_network() -> None:
    """Five activities with the figures of a hand calculation, in minutes."""
    runbook = a_runbook(
        a_task("A", duration="3m"),
        a_task("B", "A", duration="4m"),
        a_task("C", "A", duration="2m"),
        a_task("D", "B", "C", duration="5m"),
        a_task("E", "C", duration="1m"),
    )
    planned = plan(runbook)
    zero = planned.start
    figures = {
        key: tuple(
            int((moment - zero).total_seconds() / 60)
            for moment in (t.early_start, t.early_finish, t.late_start, t.late_finish)
        )
        for key, t in planned.tasks.items()
    }
    assert figures == {
        "A": (0, 3, 0, 3),
        "B": (3, 7, 3, 7),
        "C": (3, 5, 5, 7),
        "D": (7, 12, 7, 12),
        "E": (5, 6, 11, 12),
    }
    assert planned.critical_path == ("A", "B", "D")


def test_autumn_night_has_the_hour_twice() -> None:
    """Three hours from 00:30 BST on 26 October 2025 end at 02:30 GMT: durations are elapsed."""
    runbook = a_runbook(
        a_task("A", not_before="2025-10-26T00:30", duration="3h"), start="2025-10-25T09:00"
    )
    assert plan(runbook).finish == at("2025-10-26T02:30")


def test_spring_night_skips_the_hour() -> None:
    """Three hours from 00:30 GMT on 29 March 2026 end at 04:30 BST, which is 03:30 UTC."""
    runbook = a_runbook(
        a_task("A", not_before="2026-03-29T00:30", duration="3h"), start="2026-03-28T09:00"
    )
    assert plan(runbook).finish == at("2026-03-29T03:30")


@pytest.mark.parametrize(
    ("day", "hours"), [("2025-10-26", 25), ("2026-03-29", 23), ("2025-09-21", 24)]
)
def test_days_between_fixed_times_are_as_long_as_they_are(day: str, hours: int) -> None:
    """From midnight to midnight there are 23, 24 or 25 hours, and the wait shows them."""
    midnight = datetime.fromisoformat(day)
    runbook = a_runbook(
        a_task("A", duration="0m"),
        a_task("B", "A", not_before=(midnight + timedelta(days=1)).isoformat()),
        start=midnight.isoformat(),
    )
    assert plan(runbook).tasks["B"].wait == hours * 3600


def test_scope_plans_only_its_tasks_and_takes_other_links_as_met() -> None:
    """A rehearsal of a part does not wait for what is not in it."""
    runbook = a_runbook(
        a_task("A", duration="8h"),
        a_task("B", "A", not_before="2025-09-02T09:00"),
        a_task("C", "B"),
    )
    planned = plan(runbook, scope=("B", "C"))
    assert (list(planned.tasks), planned.start, planned.tasks["B"].driver) == (
        ["B", "C"],
        at("2025-09-02T08:00"),
        None,
    )


def test_scope_with_an_unknown_task_is_refused() -> None:
    """A scope that names nothing known is a mistake, not an empty plan."""
    with pytest.raises(PlanError, match="Z, which is not a task of trial"):
        plan(a_runbook(a_task("A")), scope=("Z",))


def test_empty_scope_is_an_empty_plan() -> None:
    """With nothing in scope the plan begins and ends at T+0."""
    planned = plan(a_runbook(a_task("A")), scope=())
    assert (planned.start, planned.finish, planned.critical_path) == (
        at("2025-09-01T08:00"),
        at("2025-09-01T08:00"),
        (),
    )


def test_cycle_is_refused_and_named() -> None:
    """A circle cannot be planned."""
    with pytest.raises(CycleError, match="A -> B -> A"):
        plan(a_runbook(a_task("A", "B"), a_task("B", "A")))


@pytest.mark.parametrize(
    ("kind", "start"), [("FS", "10:15"), ("SS", "08:15"), ("FF", "09:45"), ("SF", "08:00")]
)
def test_each_kind_of_link_holds_its_own_ends(kind: str, start: str) -> None:
    """Two hours of work, then half an hour of it, with a quarter of an hour between two ends."""
    link = {"task": "A", "link": kind, "lag": "15m"}
    runbook = a_runbook(a_task("A", duration="2h"), a_task("B", link, duration="30m"))
    assert plan(runbook).tasks["B"].early_start == at(f"2025-09-01T{start}")


def test_link_to_an_unknown_task_is_refused() -> None:
    """A link to nothing is not taken as met."""
    with pytest.raises(PlanError, match="A depends on Z, which is not a task"):
        plan(a_runbook(a_task("A", "Z")))


def test_working_time_passes_in_working_hours_alone() -> None:
    """Ten hours of office work that begin on a Friday end on the Monday after."""
    office = {"office": {"days": "mon-fri", "hours": "09:00-17:00"}}
    friday = a_runbook(
        a_task("A", duration="10h", calendar="office"),
        start="2025-09-05T09:00",
        calendars=office,
    )
    assert plan(friday).tasks["A"].early_finish == at("2025-09-08T10:00")


def test_unknown_calendar_is_refused() -> None:
    """A duration in a calendar that nobody declared is not silently planned as elapsed time."""
    with pytest.raises(TimeError, match="office is not a calendar"):
        plan(a_runbook(a_task("A", calendar="office")))


def test_ambiguous_time_is_refused_naming_the_task() -> None:
    """01:30 on 26 October 2025 happens twice."""
    with pytest.raises(AmbiguousTime, match="not_before of A"):
        plan(a_runbook(a_task("A", not_before="2025-10-26T01:30")))


def test_plan_beyond_the_calendar_is_refused() -> None:
    """Durations that reach beyond the year 9999 are an error with a message."""
    tasks = [a_task("T0", duration="3600d")]
    tasks += [a_task(f"T{n}", f"T{n - 1}", duration="3600d") for n in range(1, 900)]
    with pytest.raises(PlanError, match="beyond the year 9999"):
        plan(a_runbook(*tasks))


def a_rollback() -> Runbook:
    """A way back of two tasks beside a third, 90 minutes along the longer way."""
    tasks = [
        a_task("R1", duration="30m"),
        a_task("R2", "R1", duration="1h"),
        a_task("R3", "R1", duration="20m"),
    ]
    return a_runbook(
        a_task("A"),
        rollback={"tasks": [WayBackTask.model_validate(task.model_dump()) for task in tasks]},
    )


def test_rollback_takes_its_longest_way() -> None:
    """The length of the leg is that of its driving chain."""
    assert rollback_seconds(a_rollback()) == 90 * 60


def test_rollback_is_planned_from_its_declaration() -> None:
    """The leg's dates count from the moment at which turning back is declared."""
    planned = plan_rollback(a_rollback(), at("2025-09-21T11:45"))
    assert (planned.finish, planned.critical_path) == (at("2025-09-21T13:15"), ("R1", "R2"))


def test_a_chosen_leg_is_planned_past_what_is_left_out() -> None:
    """From the decision, each task behind its chosen predecessors, with the lags between."""
    tasks = [
        a_task("R1", duration="30m"),
        a_task("R2", {"task": "R1", "lag": "15m"}, duration="2h"),
        a_task("R3", "R2", duration="10m"),
    ]
    leg = {"tasks": [WayBackTask.model_validate(task.model_dump()) for task in tasks]}
    decided = at("2025-09-21T11:45")

    planned = plan_leg(a_runbook(a_task("A"), rollback=leg), "rollback", decided, {"R1", "R3"})

    assert planned.tasks["R3"].early_start == at("2025-09-21T12:30")
    assert list(planned.tasks) == ["R1", "R3"]


def test_rollback_length_is_none_without_a_rollback() -> None:
    """A runbook without a way back has no length of it."""
    assert rollback_seconds(a_runbook(a_task("A"))) is None


@st.composite
def runbooks(draw: st.DrawFn) -> Runbook:
    """Acyclic runbooks, written in any order, with lags, leads and not-before times."""
    count = draw(st.integers(1, 9))
    tasks = []
    for number in range(count):
        predecessors = draw(st.sets(st.integers(0, count - 1), max_size=4))
        links = [
            {"task": f"T{p}", "lag": draw(st.integers(-5, 5)) * 600}
            for p in sorted(predecessors)
            if p < number
        ]
        held = draw(st.none() | st.integers(-24, 24 * 60))
        not_before = (
            None
            if held is None
            else (datetime(2025, 10, 24, 4) + timedelta(hours=held)).isoformat() + "Z"  # noqa: DTZ001
        )
        minutes = draw(st.integers(0, 300))
        tasks.append(a_task(f"T{number}", *links, duration=f"{minutes}m", not_before=not_before))
    return a_runbook(*draw(st.permutations(tasks)), start="2025-10-24T09:00")


@settings(max_examples=200)
@given(runbooks())
def test_dates_are_those_of_a_slow_and_obvious_planner(runbook: Runbook) -> None:
    """For any acyclic runbook the dates equal the definitions written down as recursion."""
    tasks = plan(runbook).tasks
    assert {key: t.early_finish for key, t in tasks.items()} == oracle.early_finish(runbook)
    assert {key: t.late_finish for key, t in tasks.items()} == oracle.late_finish(runbook)


@given(runbooks())
def test_float_is_never_negative_and_the_last_task_has_none(runbook: Runbook) -> None:
    """Nothing is late in a plan, and what ends it cannot slip."""
    planned = plan(runbook)
    assert all(task.total_float >= 0 for task in planned.tasks.values())
    assert planned.tasks[planned.critical_path[-1]].critical


@given(runbooks())
def test_order_of_writing_changes_no_date(runbook: Runbook) -> None:
    """A runbook written backwards has the same dates."""
    turned = a_runbook(*reversed(runbook.tasks), start="2025-10-24T09:00")
    dates = {key: task.early_start for key, task in plan(runbook).tasks.items()}
    assert {key: task.early_start for key, task in plan(turned).tasks.items()} == dates
