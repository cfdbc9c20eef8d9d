"""Making the automatic checks of gates from the command line."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from console import here
from console.output import emit, talk, wrapped
from console.returns import Registry
from rehearsals.checks.probe import allowed_from, probe
from rehearsals.checks.recheck import Checker, Made, Probe, Sign, reads_returns
from rehearsals.core.command import CHECK
from rehearsals.core.commands import By
from rehearsals.desk import Desk
from rehearsals.readiness.book import readiness_ledger
from runbooks.errors import CallboardError


def checker(desk: Desk, actor: str) -> Checker:
    """The checks on a desk, put down as somebody who asked for them."""
    readiness = readiness_ledger(desk.journal, here.now).state()
    return Checker(desk=desk, readiness=readiness, probe=_probe(), sign=_sign(actor, CHECK))


def recheck_after(register: Registry) -> None:
    """Make the checks of open runs that read returns again, after something became of a return.

    It is the machine that finds and records, so whoever changed the return needs no right in the
    runs. What goes wrong there is told and takes nothing back.
    """
    again = Checker(
        desk=Desk(register.journal, here.now),
        readiness=register.state,
        probe=_probe(),
        sign=_sign(register.caller.actor, CHECK),
    )
    try:
        made = again.recheck_open_runs(reads_returns)
    except CallboardError as error:
        talk(f"callboard: the checks of open runs could not be made again: {error}")
        return
    for run, findings in made.items():
        for each in findings:
            if each.recorded:
                emit(wrapped(f"Run {run}: {words(each)}"))


def words(made: Made) -> str:
    """A check that was made, as a line."""
    met = "met" if made.found.met else "NOT MET" if made.found.looked else "NOT LOOKED AT"
    return f"{made.gate} {made.criterion}: {met}. {made.found.value}"


def _probe() -> Probe:
    return partial(probe, allowed=allowed_from(here.settings().check_hosts))


def _sign(actor: str, channel: str) -> Sign:
    def sign() -> By:
        return {"id": f"{channel}:{uuid4().hex}", "actor": actor, "channel": channel}

    return sign
