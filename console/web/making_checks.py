"""Making the automatic checks of a gate for somebody who asked for them by the web."""

from __future__ import annotations

from console.web.asking import Asking
from console.web.house import House
from console.web.reading import Look
from console.web.views.gate_may import Trying
from rehearsals.checks.evaluate import evaluate
from rehearsals.checks.found import Found, needs_recording
from rehearsals.checks.probe import allowed_from, probe
from rehearsals.checks.recheck import record_command
from rehearsals.core.command import CHECK, By
from runbooks.errors import Refused
from runbooks.gates import Criterion, Gate


def make_checks(house: House, look: Look, gate: Gate, asking: Asking) -> None:
    """Look at what the checks of a gate look at, and record what is news.

    Servers are asked before anything is written, so that a slow one holds up nobody. Raises Refused
    for somebody who may have no check made, and JournalError.
    """
    mine = Trying(look=look, visitor=asking.visitor)
    checked = [one for one in gate.criteria if one.check and mine.may_check(gate.id, one.id)]
    if not checked:
        raise Refused(
            "not-permitted",
            f"The checks of {gate.id} are not yours to have made.",
            hint="Ask the party of the criterion, or the cutover manager.",
        )
    findings = [(one, _found(house, look, gate, one)) for one in checked]
    for criterion, finding in findings:
        if finding and needs_recording(look.state, gate, criterion, finding):
            command = record_command(gate, criterion, finding, _by(asking, criterion.id))
            house.writer.submit(look.run, command)


def _by(asking: Asking, criterion: str) -> By:
    """A finding is a machine's: whoever asked for it stands beside it."""
    by = asking.by()
    by["id"] = f"{by['id']}:{criterion}"
    by["channel"] = CHECK
    return by


def _found(house: House, look: Look, gate: Gate, criterion: Criterion) -> Found | None:
    check = criterion.check
    if check is None:
        return None
    if check.http is not None:
        return probe(check.http, allowed=allowed_from(house.environ.get(_HOSTS, "")))
    return evaluate(check, gate.id, look.state, house.reader.readiness(), look.real_now)


_HOSTS = "CALLBOARD_CHECK_HOSTS"
