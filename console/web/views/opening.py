"""What the pages for opening a run show: the choices, and what would be opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from console.planning import COMMUNICATIONS, Planned
from console.prepared_runs import Prepared
from console.web.house import House
from console.web.opening_form import MODES, REAL, SCALES, OpenForm
from console.web.visitor import Visitor
from dependencies.check import load
from dependencies.planner import plan
from rehearsals.core.words import Mode
from runbooks.clocktime import local, minutes_text
from runbooks.errors import CallboardError, JournalError
from runbooks.library import library_names
from runbooks.model import Runbook

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choosing:
    """What can be chosen of one runbook."""

    #: The shelf: each runbook's name, its title, and whether it is the one that is chosen.
    books: tuple[tuple[str, str, bool], ...]
    title: str
    #: When the plan as written begins, with the weekday.
    begins: str
    zone: str
    gates: Choices
    modes: Sequence[tuple[str, str, str]]
    #: The runs that it may follow; empty if the runbook follows none.
    earlier: Choices
    follows: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What would be opened, for people."""

    run: str
    mode: Mode
    title: str
    facts: tuple[tuple[str, str], ...]
    #: What is different on the days it is moved to; None: it is not moved.
    moved: str | None
    mismatches: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    notes: tuple[str, ...]
    warning: str | None


def choosing(house: House, visitor: Visitor, runbook: str) -> Choosing:
    """The choices for a runbook of the shelf; raises RunbookNotFound and RunbookInvalid."""
    book = load(runbook)
    tasks = plan(book).tasks
    gates = [
        (
            gate.id,
            f"{gate.id} {gate.title}, {local(tasks[gate.meeting].early_start, book.timezone)}",
        )
        for gate in book.gates
    ]
    start = min(task.early_start for task in tasks.values())
    live = visitor.has({"cutover_manager"})
    return Choosing(
        books=tuple((name, _title(name), name == book.runbook) for name in library_names()),
        title=f"{book.title}, version {book.version}",
        begins=local(start, book.timezone),
        zone=book.timezone,
        gates=gates,
        modes=[mode for mode in MODES if live or mode[0] != "live"],
        earlier=tuple(_earlier(house, book)),
        follows=book.follows.runbook if book.follows else "",
    )


def preview_view(ready: Prepared, form: OpenForm) -> Preview:
    """A run that could be opened, as the page before the opening shows it."""
    planned, moved = ready.planned, ready.planned.anchored
    book = moved.runbook
    return Preview(
        run=ready.run,
        mode=planned.wanted.mode,
        title=f"{book.title}, version {book.version}",
        facts=tuple(_facts(ready, form)),
        moved=f"Moved by {moved.shift_days:+} days." if moved.shift_days else None,
        mismatches=moved.mismatches,
        out_of_scope=moved.out_of_scope,
        notes=tuple(_notes(ready)),
        warning=ready.warning(),
    )


def _title(name: str) -> str:
    try:
        return load(name).title
    except CallboardError:
        return name


def _earlier(house: House, book: Runbook) -> Iterator[tuple[str, str]]:
    """The runs of the runbook before it, newest first; those that cannot be read are left out."""
    if book.follows is None:
        return
    for run in reversed(house.reader.runs()):
        try:
            state = house.reader.state(run)
        except JournalError:
            continue
        if state.runbook.runbook == book.follows.runbook:
            passed = state.gate(book.follows.approval).passed
            word = "passed" if passed else "NOT passed"
            yield run, f"{run}: {state.mode}, {book.follows.approval} {word}"


def _facts(ready: Prepared, form: OpenForm) -> Iterator[tuple[str, str]]:
    planned = ready.planned
    moved, zone = planned.anchored, planned.anchored.runbook.timezone
    dates = plan(moved.runbook, moved.scope)
    whole = len(moved.scope) + len(moved.out_of_scope)
    yield "Tasks", f"{len(moved.scope)} of {whole}" if moved.out_of_scope else f"{whole}"
    yield "From", local(dates.start, zone)
    yield "To, as planned", local(dates.finish, zone)
    yield "Its clock", _clock(form)
    if length := _takes(planned, (dates.finish - dates.start).total_seconds()):
        yield "So it takes", length
    if planned.wanted.mode == "rehearsal":
        yield "Who takes part", _who(ready)
    if planned.wanted.communications:
        yield "Messages to the outside", COMMUNICATIONS[planned.wanted.communications]
    if moved.open_outages:
        yield "Taken as open already", ", ".join(moved.open_outages)


def _clock(form: OpenForm) -> str:
    if form.mode == "simulation":
        return "It leaps from one thing to the next"
    words = dict(SCALES).get(form.scale, f"{form.scale} times as fast")
    return "The machine's own" if form.mode == "live" or form.scale == REAL else words


def _takes(planned: Planned, seconds: float) -> str:
    if planned.wanted.factor is None:
        return ""
    return f"about {minutes_text(seconds / planned.wanted.factor)} if all goes to plan"


def _who(ready: Prepared) -> str:
    words = [*ready.attendance.values()]
    simulated = words.count("simulated")
    if not simulated:
        return "Every party acts for itself"
    mine = [party for party, how in ready.attendance.items() if how != "simulated"]
    book = ready.planned.written
    # The ids of parties; "party" has a plural of its own.
    played = f"Simulated people play {simulated} {'party' if simulated == 1 else 'parties'}"
    names = ", ".join(book.parties[party].name for party in mine)
    return f"{played}; you act for {names}" if names else played


def _notes(ready: Prepared) -> Iterator[str]:
    book = ready.planned.anchored.runbook
    if book.notice:
        yield " ".join(book.notice.split())
    if ready.deviation:
        yield ready.deviation
    yield from ready.carried()
