"""How communications stand after some facts, and which of two standings counts."""

from __future__ import annotations

from typing import get_args

import pytest

from notices.core.communications import Standing, after, stricter
from rehearsals.core import commands as c
from rehearsals.core.words import Communications, Mode
from rehearsals.testing import Trial, a_runbook, a_task


@pytest.mark.parametrize(
    ("mode", "first"), [("live", "on"), ("rehearsal", "test"), ("simulation", "off")]
)
def test_a_run_begins_with_the_communications_of_its_mode(mode: Mode, first: str) -> None:
    """A simulated weekend passes in seconds: nobody is sent its notices."""
    trial = Trial(a_runbook(a_task("T1")), mode=mode)
    assert after(Standing(), trial.facts).mode == first


def test_whoever_sets_them_is_quoted() -> None:
    """Why something was withheld stands beside it."""
    trial = Trial(a_runbook(a_task("T1")))
    trial.ask(1, c.SetCommunications, mode="off", reason="the press listens")
    standing = after(Standing(), trial.facts)
    assert standing.why_withheld == "communications are off: the press listens"


def test_the_stricter_of_two_lets_less_out() -> None:
    """Whichever way round they are asked."""
    modes = get_args(Communications)
    for one in modes:
        for other in modes:
            found = stricter(Standing(mode=one), Standing(mode=other)).mode
            assert modes.index(found) == min(modes.index(one), modes.index(other))
