"""Moving the wall-clock times of a runbook by whole days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dependencies.shifting import rebuilt, shift_runbook, wall_clock
from runbooks.model import Runbook
from runbooks.moments import LocalTime
from tests.dependencies.factories import a_gate, a_runbook, a_task


def held(not_before: str, **fields: Any) -> Runbook:
    """A runbook of one task with a fixed time."""
    return a_runbook(a_task("A", not_before=not_before), **fields)


def moved(not_before: str, days: int) -> tuple[str, tuple[str, ...]]:
    """The fixed time of a task so many days later, and the notes on it."""
    runbook, notes = shift_runbook(held(not_before), days)
    return str(runbook.tasks[0].not_before), notes


def test_every_wall_clock_time_moves() -> None:
    """Start, target, tasks on both legs, outages and instructions all move together."""
    runbook = held(
        "2025-09-02T10:00",
        restore_by="2025-09-03T06:00",
        outages={"OUT-X": {"system": "X", "from": "2025-09-02T10:00", "to": "2025-09-02T11:00"}},
        rollback={"tasks": [a_task("R1", not_before="2025-09-02T12:00").model_dump()]},
        instructions=[
            {"audience": "supplier", "text": "Stop.", "from": "A", "until": "2025-09-04T09:00"}
        ],
    )
    shifted, notes = shift_runbook(runbook, 7)
    outage = shifted.outages["OUT-X"]
    assert [
        str(moment)
        for moment in (
            shifted.start,
            shifted.restore_by,
            shifted.tasks[0].not_before,
            shifted.rollback.tasks[0].not_before,
            outage.from_,
            outage.to,
            shifted.instructions[0].from_,
            shifted.instructions[0].until,
        )
    ] == [
        "2025-09-08T09:00",
        "2025-09-10T06:00",
        "2025-09-09T10:00",
        "2025-09-09T12:00",
        "2025-09-09T10:00",
        "2025-09-09T11:00",
        "A",
        "2025-09-11T09:00",
    ]
    assert notes == ()


def test_deadlines_windows_and_shifts_move() -> None:
    """So do fixed starts, and the times that the checks of gates look at."""
    span = {"from": "2025-09-02T10:00", "to": "2025-09-02T12:00"}
    forecast = {"forecast_p80_before": {"target": "finish", "before": "2025-09-05T09:00"}}
    criterion = {"id": "SOON", "owner": "si", "check": forecast}
    shifted, notes = shift_runbook(
        a_runbook(
            a_task("A", fixed="2025-09-02T10:00", not_after="2025-09-02T11:00"),
            a_task("B", "A", not_after="T+2wd"),
            blackouts={"FREEZE": {"title": "Freeze", "windows": [span]}},
            resources={"ann": {"person": True, "shifts": [span]}},
            gates=[a_gate("G", "B", criteria=[criterion])],
        ),
        7,
    )
    window, shift = shifted.blackouts["FREEZE"].windows[0], shifted.resources["ann"].shifts[0]
    check = shifted.gates[0].criteria[0].check
    assert check is not None
    assert check.forecast_p80_before is not None
    moved_times = (
        shifted.tasks[0].fixed,
        shifted.tasks[0].not_after,
        shifted.tasks[1].not_after,
        *(window.from_, window.to, shift.from_, shift.to),
        check.forecast_p80_before.before,
    )
    assert list(map(str, moved_times)) == [
        "2025-09-09T10:00",
        "2025-09-09T11:00",
        "T+2wd",
        *("2025-09-09T10:00", "2025-09-09T12:00", "2025-09-09T10:00", "2025-09-09T12:00"),
        "2025-09-12T09:00",
    ]
    assert notes == ()


def test_dates_of_a_calendar_do_not_move() -> None:
    """Days off and on are dates of the programme, whenever a run of its plan is."""
    calendar = {
        "closed": ["2025-09-02..2025-09-03"],
        "open": ["2025-09-06"],
        "hours": "08:00-12:00",
    }
    runbook = a_runbook(a_task("A", calendar="office"), calendars={"office": calendar})
    shifted, _ = shift_runbook(runbook, 7)
    assert shifted.calendars == runbook.calendars
    assert shifted.calendars["office"].days_off == runbook.calendars["office"].days_off


def test_times_from_the_start_stay_as_written() -> None:
    """An offset is relative to the start, which moves."""
    assert moved("T+2h", 7) == ("T+2h", ())


def test_no_days_change_nothing() -> None:
    """A runbook that does not move is the same runbook, offsets and all."""
    runbook = held("2025-10-26T01:30+00:00")
    assert shift_runbook(runbook, 0) == (runbook, ())


def test_time_with_an_offset_keeps_its_local_wall_clock_time() -> None:
    """17:00 UTC on a summer day is 18:00 in London, and stays 18:00 there."""
    assert moved("2025-09-19T17:00Z", 60) == ("2025-11-18T18:00", ())


def test_time_that_happens_twice_is_the_first() -> None:
    """Moved onto the night the clocks go back, the summer time is taken, and said so."""
    assert moved("2025-10-25T01:30", 365) == (
        "2026-10-25T01:30+01:00",
        (
            (
                "not_before of A: 01:30 on Sun 25 Oct 2026 happens twice; "
                "the first, 01:30 BST, is taken."
            ),
        ),
    )


def test_time_that_is_skipped_moves_over_the_gap() -> None:
    """Moved onto the night the clocks go forward, the time goes with them, and is said so."""
    assert moved("2025-03-29T01:30", 365) == (
        "2026-03-29T02:30",
        (
            (
                "not_before of A: 01:30 on Sun 29 Mar 2026 is skipped by the clocks; "
                "it becomes 02:30 BST."
            ),
        ),
    )


def test_rebuilt_runbook_works_out_its_tasks_afresh() -> None:
    """A copy does not answer from what the original had looked up."""
    runbook = held("2025-09-02T10:00")
    assert "A" in runbook.task_by_id
    assert list(rebuilt(runbook, tasks=(a_task("B"),)).task_by_id) == ["B"]


@pytest.mark.parametrize(
    ("instant", "wall"),
    [
        (datetime(2025, 9, 19, 17, tzinfo=UTC), "2025-09-19T18:00"),
        (datetime(2025, 10, 26, 0, 30, tzinfo=UTC), "2025-10-26T01:30+01:00"),
        (datetime(2025, 10, 26, 1, 30, tzinfo=UTC), "2025-10-26T01:30+00:00"),
    ],
)
def test_wall_clock_names_one_instant(instant: datetime, wall: str) -> None:
    """A wall-clock time has an offset exactly where it would otherwise be ambiguous."""
    assert str(wall_clock(instant, "Europe/London")) == wall


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001
        lambda at: at.replace(microsecond=0)
    ),
    st.integers(-1500, 1500),
)
def test_wall_clock_times_are_kept(wall: datetime, days: int) -> None:
    """Whatever the day, a time keeps its place on the clock, unless that place is skipped."""
    runbook = held(f"{wall.isoformat()}Z")
    zone = runbook.timezone
    written = runbook.tasks[0].not_before
    assert isinstance(written, LocalTime)
    before = datetime.fromisoformat(wall_clock(written.instant(zone), zone).wall)
    shifted, notes = shift_runbook(runbook, days)
    after = shifted.tasks[0].not_before
    assert isinstance(after, LocalTime)
    after_wall = datetime.fromisoformat(wall_clock(after.instant(zone), zone).wall)
    gap = timedelta(hours=1) if any("skipped" in note for note in notes) else timedelta()
    assert after_wall - before == timedelta(days=days) + gap
