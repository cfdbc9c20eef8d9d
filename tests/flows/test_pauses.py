"""Pauses before something is started again: longer each time, and never too long."""

from __future__ import annotations

from flows.upkeep.pauses import LONGEST, STEADY, Pauses


def test_pauses_grow_up_to_the_longest() -> None:
    """1, 2, 4 ... seconds, so that what cannot start does not keep a machine busy."""
    pauses, seen = Pauses(), []
    for _ in range(8):
        pauses = pauses.after(0.1)
        seen.append(pauses.seconds)

    assert seen == [1, 2, 4, 8, 16, 32, LONGEST, LONGEST]


def test_pauses_start_afresh_after_a_steady_life() -> None:
    """What ran well for a while is started again soon."""
    tried = Pauses(ended=6)

    assert tried.after(STEADY).seconds == 1


def test_nothing_waits_before_it_has_ended() -> None:
    """The first start is at once."""
    assert Pauses().seconds == 0
