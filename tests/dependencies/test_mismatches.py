"""How the dates of an anchored plan differ from the written ones."""

from __future__ import annotations

from datetime import date

from dependencies.anchor import anchor
from tests.dependencies.factories import a_runbook, a_task, an_outage


def mismatches(start: str, day: date, *, hours: int = 1, count: int = 1) -> tuple[str, ...]:
    """What is said of a runbook of equal tasks side by side, moved to a day."""
    tasks = [a_task(f"T{n}", duration=f"{hours}h") for n in range(count)]
    return anchor(a_runbook(*tasks, start=start), day).mismatches


def test_same_weekday_is_no_mismatch() -> None:
    """A run on another ordinary Monday differs in nothing."""
    assert mismatches("2025-09-01T09:00", date(2025, 9, 8)) == ()


def test_weekday_that_differs_is_said_once() -> None:
    """One line stands for all tasks: they all move by as many weekdays."""
    assert mismatches("2025-09-05T09:00", date(2025, 9, 9), count=5) == (
        "T0 moves from Friday to Tuesday, and every other task by as many weekdays.",
    )


def test_bank_holiday_of_both_nations_names_the_tasks_on_it() -> None:
    """A task that falls on a holiday which its written day was not is named."""
    assert mismatches("2026-05-18T09:00", date(2026, 5, 25)) == (
        (
            "Mon 25 May 2026 is Spring Bank Holiday in England and Wales and in Scotland: "
            "T0 runs on that day."
        ),
    )


def test_bank_holiday_of_one_nation_is_said_of_that_nation() -> None:
    """The first Monday in August is a holiday in Scotland only."""
    (line,) = mismatches("2026-07-27T09:00", date(2026, 8, 3))
    assert "Summer Bank Holiday in Scotland: T0 runs" in line
    assert "England" not in line


def test_bank_holiday_that_is_lost_is_said_too() -> None:
    """A plan written for a holiday may count on it."""
    assert mismatches("2026-05-25T09:00", date(2026, 5, 18)) == (
        (
            "Mon 18 May 2026 is no bank holiday, as Mon 25 May 2026 was "
            "(Spring Bank Holiday in England and Wales and in Scotland): T0 runs on that day."
        ),
    )


def test_bank_holiday_on_which_nothing_runs_is_not_a_mismatch() -> None:
    """A holiday between two tasks concerns nobody."""
    runbook = a_runbook(
        a_task("A"), a_task("B", "A", not_before="2026-05-20T09:00"), start="2026-05-15T09:00"
    )
    assert anchor(runbook, date(2026, 5, 22)).mismatches == ()


def test_many_tasks_are_counted_not_listed() -> None:
    """Three tasks are named, the others counted."""
    (line,) = mismatches("2026-05-18T09:00", date(2026, 5, 25), count=5)
    assert line.endswith("T0, T1, T2 and 2 more run on that day.")


def test_long_day_that_is_gained_names_the_tasks_across_the_change() -> None:
    """In the night of 25 October 2026 a task of two days spans an extra hour."""
    assert mismatches("2026-10-17T20:00", date(2026, 10, 24), hours=12) == (
        (
            "Sun 25 Oct 2026 has 25 hours, where Sun 18 Oct 2026 has 24: "
            "T0 runs across the clock change."
        ),
    )


def test_short_day_without_tasks_across_the_change_is_still_said() -> None:
    """The waits of that day are an hour shorter, even if no task spans the change."""
    runbook = a_runbook(
        a_task("A"), a_task("B", "A", not_before="2026-03-23T09:00"), start="2026-03-21T09:00"
    )
    assert anchor(runbook, date(2026, 3, 28)).mismatches == (
        (
            "Sun 29 Mar 2026 has 23 hours, where Sun 22 Mar 2026 has 24: "
            "no task runs across the clock change."
        ),
    )


def test_long_day_that_is_lost_names_the_tasks_as_written() -> None:
    """A rehearsal of the clock-change night on another night does not rehearse the change."""
    assert mismatches("2025-10-25T20:00", date(2025, 11, 1), hours=12) == (
        (
            "Sun 2 Nov 2025 has 24 hours, where Sun 26 Oct 2025 has 25: "
            "as written, T0 runs across a clock change."
        ),
    )


def test_outage_across_a_clock_change_is_longer() -> None:
    """Between the same times on the clock it lasts an hour more, though no task spans it."""
    runbook = a_runbook(
        a_task("A"),
        a_task("B", "A", not_before="2026-10-19T09:00"),
        start="2026-10-17T09:00",
        outages={"OUT-A": an_outage("A", "B"), "OUT-B": an_outage("A", "A")},
    )
    lines = anchor(runbook, date(2026, 10, 24)).mismatches
    assert lines[-1] == "OUT-A lasts 1 h 00 min longer than written."


def test_outages_across_the_other_clock_change_are_shorter() -> None:
    """All of them are named."""
    runbook = a_runbook(
        a_task("A"),
        a_task("B", "A", not_before="2026-03-23T09:00"),
        start="2026-03-21T09:00",
        outages={key: an_outage("A", "B") for key in ("OUT-A", "OUT-B")},
    )
    lines = anchor(runbook, date(2026, 3, 28)).mismatches
    assert lines[-1] == "OUT-A, OUT-B last 1 h 00 min shorter than written."
