"""Asking something of the programme: who may, handing it in, and reading what it amounts to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from console import here
from console.acting import Acting
from console.caller import caller_of
from console.opening import opened_journal
from rehearsals.core.command import By
from rehearsals.ledger import record_refusal
from rehearsals.names import PROGRAMME
from rehearsals.people.denying import check_voice
from rehearsals.people.opening import may_do
from rehearsals.people.words import Role
from rehearsals.programme.book import programme_ledger
from rehearsals.programme.commands import ProgrammeCommand
from rehearsals.programme.events import ProgrammeEvent
from rehearsals.programme.state import ProgrammeState
from runbooks.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Something that is asked of the programme: whose it is, and how it goes on from `may not`."""

    roles: tuple[Role, ...]
    what: str


FREEZING = Task(roles=("cutover_manager",), what="freeze a plan")
REQUESTING = Task(
    roles=("cutover_manager", "rehearsal_controller"), what="ask for a change of a frozen plan"
)
DECIDING = Task(roles=("decider", "cutover_manager"), what="enter the decision on a change")
PLANNING = Task(roles=("cutover_manager",), what="set or move a milestone")


def ask_programme(
    task: Task, make: Callable[[By, ProgrammeState], ProgrammeCommand], acting: Acting | None
) -> tuple[ProgrammeEvent, ...]:
    """Hand a command in; what is now so. Raises Refused, which is journalled."""
    acting = acting or Acting()
    with opened_journal(create=True) as journal:
        ledger = programme_ledger(journal, here.now)
        caller = caller_of(journal, acting)
        command = make(acting.by(caller, here.now()), ledger.state())
        refusal = may_do(
            caller.register, caller.actor, task.roles, task.what, here.now()
        ) or check_voice(caller.register, command)
        if refusal is not None:
            record_refusal(journal, PROGRAMME, command, refusal, here.now())
            raise Refused(refusal.code, refusal.message, hint=refusal.hint)
        return tuple(fact.event for fact in ledger.submit(command))


@contextmanager
def opened_programme() -> Iterator[ProgrammeState]:
    """What the programme amounts to now."""
    with opened_journal() as journal:
        yield programme_ledger(journal, here.now).state()
