"""The latest safe start of turning back, tried minute by minute, and of a whole leg."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rehearsals.core.plan.turning_choice import choose
from rehearsals.outlook.lengths import leg_lengths
from rehearsals.outlook.projected import projected
from rehearsals.outlook.rest import rest_of
from rehearsals.outlook.turning import turning_before, turning_of
from rehearsals.testing import OPENED, Trial, at
from tests.rehearsals.outlook.nights import LEG, a_book


@pytest.mark.parametrize(
    ("restore_by", "binds"),
    [("2026-01-12T20:00", "irreversible"), ("2026-01-12T12:00", "restore_by")],
)
def test_before_a_run_the_whole_leg_counts(restore_by: str, binds: str) -> None:
    """The earlier of the two, with the whole leg's P80."""
    book = a_book(restore_by=restore_by)
    planned = {"P": OPENED + timedelta(minutes=90)}
    found = turning_before(book, planned.get, seed=1)
    assert found.now is not None
    assert [task.id for task in found.now.tasks] == [task["id"] for task in LEG]
    late = at((int(restore_by[11:13]) - 9) * 60) - timedelta(seconds=found.now.p80)
    assert found.latest_start == min(planned["P"], late)
    assert found.binds == binds


@pytest.mark.parametrize("minutes", range(60, 300, 15))
def test_every_start_up_to_the_latest_is_over_in_time_and_none_behind_it(minutes: int) -> None:
    """Tried minute by minute with what is touched by each."""
    restore_by = at(minutes)
    trial = Trial(a_book(restore_by=f"{restore_by:%Y-%m-%dT%H:%M}", margin="5m"))
    trial.do(0, 30, "A")
    trial.start(30, "M")
    rest = rest_of(trial.state, at(40))
    found = turning_of(rest, seed=1)
    assert found.latest_start is not None

    def in_time(start: datetime) -> bool:
        leg = choose(projected(rest, start), "rollback", "").leg
        length = leg_lengths(trial.state.runbook, "rollback", leg, seed=1, trials=10_000).p80
        return start + timedelta(seconds=length, minutes=5) <= restore_by

    safe = [one for one in range(41, 90) if in_time(at(one))]
    assert safe == [one for one in range(41, 90) if at(one) <= found.latest_start]
