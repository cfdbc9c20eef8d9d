"""What follows from a supposition: what moves, what is hit, and where the delay ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dependencies.planner import plan
from dependencies.supposing import read_supposed
from dependencies.what_if import WhatIf, what_if
from dependencies.what_if_json import what_if_data
from runbooks.model import Runbook
from tests.dependencies.factories import a_gate, a_runbook, a_task, an_outage

#: A, B and the gate's meeting M at noon, then C; the outage lasts from A to C.
BOOK = a_runbook(
    a_task("A"),
    a_task("B", "A"),
    a_task("M", "B", not_before="2025-09-01T12:00"),
    a_task("C", "M", not_after="2025-09-01T14:30"),
    a_task("X"),
    gates=[a_gate("G", "M")],
    outages={"OUT": an_outage("A", "C", hard_limit="6h")},
)


def found(*texts: str, book: Runbook = BOOK) -> WhatIf:
    """What follows if that were so."""
    return what_if(book, plan(book), [read_supposed(text) for text in texts], plan)


def test_only_what_moves_is_listed_by_how_much() -> None:
    """B takes and finishes longer; the meeting at noon keeps its time."""
    moved = found("B=+20m").tasks
    assert [(one.id, one.starts_later, one.finishes_later) for one in moved] == [("B", 0, 1200)]


def test_the_wait_that_absorbs_a_delay_says_what_is_left_of_it() -> None:
    """Of the hour before the meeting, 40 minutes."""
    (wait,) = found("B=+20m").absorbed
    assert (wait.task, wait.moved, wait.driven_by) == ("M", "B", "not_before")
    assert (wait.before, wait.after) == (3600, 2400)


def test_a_longer_delay_hits_the_gate_the_outage_and_the_deadlines() -> None:
    """Three hours: one is absorbed, two arrive."""
    hit = found("A=+3h")
    assert [task.id for task in hit.tasks] == ["A", "B", "M", "C"]
    assert [(gate.name, gate.seconds) for gate in hit.effect.gates] == [("G", 7200)]
    assert [outage.id for outage in hit.outages] == ["OUT"]
    assert {one.after.id for one in hit.effect.missed} == {"C", "OUT"}
    assert [step.task for step in hit.chain] == ["A", "B", "M", "C"]
    assert hit.absorbed == ()


def test_a_deadline_with_less_to_spare_is_no_missed_one() -> None:
    """Its margin is given before and after."""
    hit = found("M=+10m").effect.deadlines
    margins = {one.after.id: (one.before.margin, one.after.margin) for one in hit}
    assert margins == {"C": (1800, 1200), "OUT": (3600, 3000)}
    assert not found("M=+10m").effect.missed


def test_a_task_held_by_another_predecessor_absorbs_too() -> None:
    """Y waits for A anyway; X beside it has half an hour less to spare."""
    book = a_runbook(a_task("A"), a_task("X", duration="20m"), a_task("Y", "A", "X"))
    (wait,) = found("X=+30m", book=book).absorbed
    assert (wait.task, wait.driven_by, wait.driver, wait.after) == ("Y", "link", "A", 600)


def test_what_has_nothing_behind_it_and_does_not_change_moves_nothing() -> None:
    """No task, no chain, no wait."""
    hit = found("X=1h")
    assert (hit.tasks, hit.chain, hit.absorbed, hit.outages) == ((), (), (), ())


def test_working_time_stretches_a_delay_to_the_next_day() -> None:
    """Half an hour more in an office that closes at five ends the next morning."""
    book = a_runbook(a_task("A", duration="8h", calendar="england"), a_task("B", "A"))
    moved = found("A=+30m", book=book).tasks
    day = timedelta(hours=16, minutes=30).total_seconds()
    assert [(one.id, one.finishes_later) for one in moved] == [("A", day), ("B", day)]


def test_the_data_of_a_what_if() -> None:
    """Everything by name, lengths in minutes, times in UTC."""
    data: dict[str, Any] = what_if_data(found("A=+3h"))
    assert data["supposed"] == ["A=+3h"]
    assert data["finish"]["moves_minutes"] == 120
    assert data["gates"]["G"]["moves_minutes"] == 120
    assert data["gates"]["G"]["slack_minutes"] == {"before": 60, "after": 0}
    assert (data["outages"]["OUT"]["length_minutes"], data["newly_missed"]) == (420, ["C", "OUT"])
    assert data["outages"]["OUT"]["hard_limit_minutes"] == 360
    assert what_if_data(found("B=+20m"))["gates"]["G"]["moves_minutes"] == 0


@given(minutes=st.integers(1, 600))
def test_what_is_left_and_what_arrives_is_the_delay(minutes: int) -> None:
    """The wait before the meeting takes up to an hour of any delay, the meeting the rest."""
    hit = found(f"A=+{minutes}m")
    left = sum(wait.after for wait in hit.absorbed if wait.task == "M")
    later = sum(task.starts_later for task in hit.tasks if task.id == "M")
    assert (left, later) == (max(0, 60 - minutes) * 60, max(0, minutes - 60) * 60)
