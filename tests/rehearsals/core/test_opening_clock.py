"""The clock a run is opened with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rehearsals.core.events import RunOpened
from rehearsals.core.opening import open_run
from rehearsals.testing import OPENED, a_runbook, a_task, an_opening
from runbooks.errors import JournalError

REAL = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def clock_of(**changes: Any) -> dict[str, Any]:
    """The clock of a run opened with these changes."""
    opening = an_opening(a_runbook(a_task("A")), **changes)
    fact = open_run(opening, now=OPENED, actor="ann", channel="test", real_now=REAL)
    assert isinstance(fact.event, RunOpened)
    return fact.event.clock


def test_scaled_run_says_from_when_and_how_fast_its_clock_goes() -> None:
    """Every process can tell the time in the run from its journal."""
    assert clock_of(factor=60) == {
        "kind": "scaled",
        "epoch": "2026-01-12T09:00:00Z",
        "real_epoch": "2026-05-04T12:00:00Z",
        "factor": 60,
    }


def test_scaled_run_without_another_real_time_begins_now() -> None:
    """The night is rehearsed from this moment on, only faster."""
    opening = an_opening(a_runbook(a_task("A")), factor=2)

    fact = open_run(opening, now=REAL, actor="ann", channel="test")

    assert isinstance(fact.event, RunOpened)
    assert fact.event.clock["epoch"] == fact.event.clock["real_epoch"]
    assert fact.at - REAL == timedelta(0)


@pytest.mark.parametrize("clock", [{"factor": 60}, {"virtual": True}])
def test_live_run_keeps_real_time(clock: dict[str, Any]) -> None:
    """A cutover cannot be played faster than it is."""
    with pytest.raises(JournalError, match="its clock is the real one"):
        clock_of(mode="live", **clock)


def test_trial_of_a_live_run_may_go_faster() -> None:
    """Tests of the live mode would last a weekend otherwise."""
    assert clock_of(mode="live", factor=3600, trial=True)["kind"] == "scaled"
