"""What is foreseen while a run is followed: anew for each event and minute, and nobody waits."""

from __future__ import annotations

from console.foreseeing import EVERY, Foreseer, Work, foreseen_of
from console.foreseen import NOTHING, Foreseen
from console.standing import Standing, standing
from rehearsals.core import commands as c
from rehearsals.testing import Trial, at
from tests.console.nights_ahead import a_night, begun


class Beside:
    """Work that is done when the test says so, and a clock that stands still."""

    def __init__(self) -> None:
        self.works: list[Work] = []
        self.made: list[int] = []
        self.time = 1_000.0

    def foreseer(self) -> Foreseer:
        """One to which every run is large."""
        return Foreseer(
            make=self._make, at_once=0, begin=self.works.append, clock=lambda: self.time
        )

    def _make(self, stands: Standing) -> Foreseen:
        self.made.append(stands.state.seq)
        self.time += 2.0
        return Foreseen(seq=stands.state.seq, at=stands.now)


def stands(trial: Trial, minutes: float) -> Standing:
    """How a run stands at a minute."""
    return standing(trial.state, at(minutes))


def test_a_small_run_is_foreseen_at_once_and_no_more_than_once_a_minute() -> None:
    """What time alone changes is told in minutes."""
    trial, made = begun(a_night()), Beside()
    foreseer = Foreseer(make=made._make)
    first = foreseer.of(stands(trial, 30))
    assert first.seq == trial.state.seq
    assert foreseer.of(stands(trial, 30.5)) is first
    assert foreseer.of(stands(trial, 31)) is not first
    trial.start(31.2, "M")
    assert foreseer.of(stands(trial, 31.3)).seq == trial.state.seq
    assert len(made.made) == 3


def test_nobody_waits_for_a_large_run() -> None:
    """There is nothing at first, and word that it comes; then it says as of when it is."""
    trial, beside = begun(a_night()), Beside()
    foreseer = beside.foreseer()
    first = foreseer.of(stands(trial, 30))
    foreseer.of(stands(trial, 30))
    assert (first.outlook, first.newer, len(beside.works)) == (None, True, 1)
    beside.works.pop()()
    trial.start(31, "M")
    found = foreseer.of(stands(trial, 31))
    assert (found.seq, found.at, found.newer) == (trial.state.seq - 1, at(30), False)


def test_a_large_run_is_foreseen_every_so_often() -> None:
    """However fast events come."""
    trial, beside = begun(a_night()), Beside()
    foreseer = beside.foreseer()
    foreseer.of(stands(trial, 30))
    beside.works.pop()()
    trial.start(31, "M")
    foreseer.of(stands(trial, 31))
    assert not beside.works
    beside.time += EVERY
    foreseer.of(stands(trial, 32))
    assert len(beside.works) == 1


def test_what_fails_beside_the_board_is_tried_again_later() -> None:
    """It must not say for ever that a newer one is being worked out."""
    trial, beside = begun(a_night()), Beside()

    def fail(_stands: Standing) -> Foreseen:
        raise ZeroDivisionError

    foreseer = Foreseer(make=fail, at_once=0, begin=beside.works.append, clock=lambda: beside.time)
    foreseer.of(stands(trial, 30))
    try:
        beside.works.pop()()
    except ZeroDivisionError:
        beside.time += EVERY
    assert not foreseer.of(stands(trial, 30)).newer
    assert foreseer.of(stands(trial, 31)).newer


def test_of_a_run_that_is_over_nothing_is_foreseen() -> None:
    """Neither once nor while it is followed."""
    trial = begun(a_night())
    trial.ask(40, c.AbandonRun, reason="enough")
    assert foreseen_of(stands(trial, 50)) is NOTHING
    assert Foreseer().of(stands(trial, 50)) is NOTHING
    assert not NOTHING.is_told


def test_what_is_foreseen_says_until_when_the_next_gate_must_decide() -> None:
    """Or the one that is asked for; one that has decided must not."""
    trial = begun(a_night())
    found = foreseen_of(stands(trial, 30))
    assert found.outlook is not None
    assert found.decide_by is not None
    assert (found.decide_by.gate, found.seq, found.at) == ("G1", trial.state.seq, at(30))
    trial.start(31, "M")
    trial.decide(40, "G1")
    assert foreseen_of(stands(trial, 45), "G1").decide_by is None
