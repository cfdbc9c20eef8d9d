"""Opening a run from a page or by the API: what it would be, who may, and that it is done once."""

from __future__ import annotations

from collections.abc import Mapping

from console.planning import Planned, Wanted
from console.prepared_runs import Known, Prepared, prepared
from console.web.asking import Asking
from console.web.house import House
from console.web.visitor import Visitor
from rehearsals.core.events import Attendance
from rehearsals.core.state import RunState
from rehearsals.names import PEOPLE, run_stream
from rehearsals.people.asked import GetIn
from rehearsals.people.opening import may_open
from rehearsals.programme.book import programme_ledger
from rehearsals.programme.commands import OpenRun
from runbooks.errors import JournalError, Refused, RunbookNotFound
from runbooks.library import library_names


def preview(
    house: House,
    wanted: Wanted,
    name: str | None = None,
    attendance: Mapping[str, Attendance] | None = None,
) -> Prepared:
    """What would be opened, and what hinders it; nothing is written down.

    Raises RunbookNotFound for anything that is not on the shelf (a path of this machine is nobody's
    to name from outside), RunNotFound for a run that is to be followed and is not there,
    CallboardError for what does not fit together (AnchorError among them), JournalError.
    """
    if wanted.runbook not in library_names():
        raise RunbookNotFound(
            f"There is no runbook {wanted.runbook} on the shelf.",
            hint=f"There are: {', '.join(library_names())}. One of your own is opened on the "
            "command line: `callboard rehearse FILE --open-only`.",
        )
    earlier = house.look(house.reader.resolve(wanted.follows)).state if wanted.follows else None
    known = Known(
        now=house.now(),
        runs=house.reader.runs(),
        register=house.register(),
        programme=programme_ledger(house.journal, house.now).state(),
        earlier=earlier,
    )
    return prepared(wanted, known, name=name, attendance=attendance)


def open_wanted(
    house: House,
    asking: Asking,
    wanted: Wanted,
    name: str | None,
    attendance: Mapping[str, Attendance],
) -> RunState:
    """Open a run, durably; the same key again gives the run that it opened.

    The actor and the channel are the asking's. Raises Refused (journalled) for who may not, a
    frozen plan, a missing approval and a name that is taken, and what `preview` raises.
    """
    by = asking.by()
    if done := opened_by(house, by["id"]):
        return house.look(done).state
    sends = wanted.communications
    if refusal := may_open(house.register(), by["actor"], wanted.mode, house.now(), sends):
        house.writer.deny(PEOPLE, GetIn(**by), refusal)
    ready = preview(house, wanted, name, attendance)
    if ready.refusal is not None:
        asked = OpenRun(run=ready.run, runbook=ready.planned.written.runbook, **by)
        house.writer.deny(ready.run, asked, ready.refusal)
    fact = ready.fact(
        actor=by["actor"], channel=by["channel"], real_now=house.now(), command=by["id"]
    )
    try:
        return house.writer.open(fact, ready.run)
    except JournalError:
        # Somebody else has just taken the name, or the disk is full.
        check_free(house, ready.run)
        raise


def opened_by(house: House, command: str) -> str | None:
    """The run that a command opened, if it did; runs that cannot be read are passed over."""
    for run in reversed(house.reader.runs()):
        try:
            first = next(iter(house.journal.read(run_stream(run))), None)
        except JournalError:
            continue
        if first is not None and first.entry.command == command:
            return run
    return None


def check_free(house: House, name: str) -> None:
    """Raise Refused if there is a run of a name, in either case."""
    taken = [run for run in house.reader.runs() if run.lower() == name.lower()]
    if taken:
        raise Refused(
            "name-taken", f"There is a run {taken[0]} already.", hint="Choose another name."
        )


def everybody(planned: Planned) -> dict[str, Attendance]:
    """Simulated people play all parties that have something to do or to say."""
    book, scope = planned.anchored.runbook, set(planned.anchored.scope)
    tasks = [task for task in book.tasks if task.id in scope]
    gates = [gate for gate in book.gates if gate.meeting in scope]
    words = [book.rollback.authority, book.stand_down.authority]
    for task in tasks:
        words += [task.party, task.for_each, *task.with_]
    for gate in gates:
        words += [gate.decider, *gate.members, *gate.advised_by]
        words += [criterion.owner for criterion in gate.criteria]
    named = set(book.members_of(tuple(word for word in words if word is not None)))
    return {party: "simulated" for party in book.parties if party in named}


def all_but_mine(planned: Planned, visitor: Visitor) -> dict[str, Attendance]:
    """Simulated people play everybody but the parties that somebody acts for; these take part."""
    person = visitor.person
    held = visitor.register.roles_of(person.id, visitor.now) if person else ()
    mine = {party for one in held for party in one.parties}
    return {party: "required" if party in mine else "simulated" for party in everybody(planned)}
