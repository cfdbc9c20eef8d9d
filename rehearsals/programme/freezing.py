"""Whether a run of a frozen runbook may be opened: the pure rule, and what it says of a deviation.

A live run of a frozen runbook is of the plan it was frozen at, or of one that a change request was
approved for. A rehearsal may try another plan; that it does is said.
"""

from __future__ import annotations

from datetime import datetime

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.core.words import Mode
from rehearsals.programme.digest import plan_digest
from rehearsals.programme.state import Freeze, ProgrammeState
from runbooks.model import Runbook

#: Digits of a digest that people are shown.
SHOWN = 12


def may_open(
    programme: ProgrammeState, runbook: Runbook, mode: Mode, now: datetime
) -> Refusal | None:
    """Why a run of a runbook may not be opened now, as far as its freeze goes; None if it may."""
    if mode != "live" or deviation(programme, runbook, now) is None:
        return None
    book = runbook.runbook
    return refuse(
        "plan-frozen",
        f"{book} is frozen, and this is neither the plan it was frozen at nor one whose change was "
        "approved.",
        "Ask for the change: `callboard change request FILE --changes ... --reason ...`.",
    )


def deviation(programme: ProgrammeState, runbook: Runbook, now: datetime) -> str | None:
    """How a runbook differs from what it is frozen at, for people; None if it does not."""
    freeze = programme.freezes.get(runbook.runbook)
    if freeze is None or not freeze.holds(now):
        return None
    digest = plan_digest(runbook)
    if digest in allowed(programme, freeze):
        return None
    return (
        f"{runbook.runbook} is frozen at plan {freeze.what.digest[:SHOWN]}; "
        f"this is plan {digest[:SHOWN]}, for which no change was approved."
    )


def allowed(programme: ProgrammeState, freeze: Freeze) -> frozenset[str]:
    """The digests that a freeze lets be run: its own, and those of changes approved since."""
    approved = (
        request.what.digest
        for request in programme.requests
        if request.what.runbook == freeze.what.runbook
        and request.status == "approved"
        and request.at >= freeze.at
    )
    return frozenset({freeze.what.digest, *approved})
