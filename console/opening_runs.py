"""Opening a run on the command line: who asks, what is journalled of a refusal, what is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn
from uuid import uuid4

from console import here
from console.acting import Acting
from console.caller import opener_of
from console.output import talk, wrapped
from console.planning import Wanted
from console.prepared_runs import Known, Prepared, prepared
from rehearsals.core.command import Refusal
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.ledger import record_refusal
from rehearsals.people.book import people_ledger
from rehearsals.programme.book import programme_ledger
from rehearsals.programme.commands import OpenRun
from runbooks.errors import Refused

#: Makes sure of a run that is for real: its name, and what it is, in a sentence.
Sure = Callable[[str, str], None]
_INVITE = (
    " Invite them with `callboard user invite PERSON`; `callboard user list` shows who has one."
)


def open_run_of(
    desk: Desk, wanted: Wanted, name: str | None, acting: Acting, *, sure: Sure | None = None
) -> tuple[RunState, tuple[str, ...]]:
    """Open the run that is wanted; its state, and what a person should know about it.

    Raises Refused (journalled) for who may not, a frozen plan and a missing approval, and what
    `prepared` and `Desk.open` do.
    """
    ready = prepared(wanted, _known(desk, wanted), name=name)
    actor = opener_of(desk.journal, acting, wanted.mode, wanted.communications)
    if ready.refusal is not None:
        _deny(desk, ready, ready.refusal, actor)
    if warning := ready.warning():
        talk(wrapped(warning + _INVITE))
    if sure is not None:
        sure(ready.run, ready.planned.summary(ready.run))
    if wanted.mode == "simulation" and acting.as_ is None:
        # Who happens to simulate stays out of the journal: one seed, one journal.
        actor = "simulation"
    fact = ready.fact(actor=actor, channel="cli", real_now=here.now())
    return desk.open(fact, ready.run), tuple(ready.lines())


def _known(desk: Desk, wanted: Wanted) -> Known:
    return Known(
        now=here.now(),
        runs=desk.runs(),
        register=people_ledger(desk.journal, here.now).state(),
        programme=programme_ledger(desk.journal, here.now).state(),
        earlier=desk.state(desk.resolve(wanted.follows)) if wanted.follows else None,
    )


def _deny(desk: Desk, ready: Prepared, refusal: Refusal, actor: str) -> NoReturn:
    book = ready.planned.written.runbook
    asked = OpenRun(id=f"cli:{uuid4().hex}", actor=actor, run=ready.run, runbook=book)
    record_refusal(desk.journal, ready.run, asked, refusal, here.now())
    raise Refused(refusal.code, refusal.message, hint=refusal.hint)
