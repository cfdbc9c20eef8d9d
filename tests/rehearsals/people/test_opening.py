"""Who may open a run whose notices go to everybody."""

from __future__ import annotations

import pytest

from rehearsals.core.words import Communications, Mode
from rehearsals.people.opening import may_open
from rehearsals.people.words import Role
from rehearsals.testing import OPENED
from tests.rehearsals.people.making import a_register, organisations, somebody


@pytest.mark.parametrize(
    ("role", "mode", "communications", "may"),
    [
        ("rehearsal_controller", "rehearsal", None, True),
        ("rehearsal_controller", "simulation", "test", True),
        ("rehearsal_controller", "rehearsal", "off", True),
        ("rehearsal_controller", "rehearsal", "on", False),
        ("rehearsal_controller", "simulation", "on", False),
        ("cutover_manager", "rehearsal", "on", True),
        ("cutover_manager", "live", "on", True),
        ("cutover_manager", "live", "test", True),
        ("communications_approver", "rehearsal", "on", False),
    ],
)
def test_a_rehearsal_is_told_to_everybody_on_the_managers_word_alone(
    role: Role, mode: Mode, communications: Communications | None, *, may: bool
) -> None:
    """Whoever may open it may have it told to test routes; who says more answers for that."""
    register = a_register(*organisations(), *somebody("pat", role))
    refusal = may_open(register, "pat", mode, OPENED, communications)
    assert (refusal is None) is may
