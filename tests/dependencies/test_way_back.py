"""The way back: how long it takes, and until when it can be begun."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from dependencies.way_back import WayBack, way_back
from runbooks.model import Runbook
from tests.dependencies.factories import a_gate, a_runbook, a_task


def a_runbook_with_a_way_back(**fields: Any) -> Runbook:
    """Two rollback tasks of an hour, one after the other, which gate G1 may ask for."""
    leg = [
        {"id": "R1", "title": "Restore", "party": "si", "duration": "1h"},
        {"id": "R2", "title": "Check", "party": "si", "duration": "1h", "after": ["R1"]},
    ]
    return a_runbook(
        a_task("A"),
        a_task("MEET", "A"),
        gates=[a_gate("G1", "MEET")],
        rollback={"gates": ["G1"], "tasks": leg},
        **fields,
    )


def test_way_back_must_begin_so_long_before_it_must_be_done() -> None:
    """Two hours before the service must be back."""
    back = way_back(a_runbook_with_a_way_back(restore_by="2025-09-01T18:00"), {"A", "MEET"})
    assert back == WayBack(seconds=7200, restore_by=datetime(2025, 9, 1, 17, tzinfo=UTC))
    assert back.latest_start == datetime(2025, 9, 1, 15, tzinfo=UTC)


def test_way_back_without_a_time_to_be_back_has_no_latest_start() -> None:
    """How long it takes is known all the same."""
    back = way_back(a_runbook_with_a_way_back(), {"MEET"})
    assert back is not None
    assert (back.seconds, back.latest_start) == (7200, None)


def test_no_way_back_where_no_gate_may_ask_for_it() -> None:
    """A rehearsal of what comes after the last such gate cannot turn back."""
    assert way_back(a_runbook_with_a_way_back(), {"A"}) is None


def test_no_way_back_in_a_runbook_without_one() -> None:
    """Nothing is made up."""
    assert way_back(a_runbook(a_task("A")), {"A"}) is None


def test_standing_down_is_a_way_back_of_its_own() -> None:
    """With its own gates and its own length."""
    leg = [{"id": "S1", "title": "Reopen", "party": "si", "duration": "30m", "always": True}]
    book = a_runbook_with_a_way_back(stand_down={"gates": ["G1"], "tasks": leg})

    back = way_back(book, {"MEET"}, "stand_down")

    assert back == WayBack(seconds=1800, restore_by=None)


def test_a_chosen_part_of_the_way_back_is_shorter() -> None:
    """Only what is to be done counts."""
    back = way_back(a_runbook_with_a_way_back(), {"MEET"}, "rollback", {"R2"})
    assert back == WayBack(seconds=3600, restore_by=None)
