"""One task: its times, its neighbours, what was measured, said and attached, and its history."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from console.foreseen import NOTHING, Foreseen
from console.naming import party_name
from console.web.pictures.gantt_records import Links
from console.web.pictures.graph import Graph, GraphView, graph
from console.web.reading import Look
from console.web.views.contacts import Contacts, PartyContacts
from console.web.views.expected import expected
from console.web.views.mine import own_parties
from console.web.views.moments import late_text
from console.web.views.task_actions import Acting
from console.web.views.task_card import Cards, Linked, TaskCard
from console.web.views.task_foreseen import TaskForeseen, task_foreseen
from console.web.views.task_may import TaskMay
from console.web.views.task_rows import (
    EntryRow,
    FileRow,
    IncidentRow,
    NoteRow,
    ResultRow,
    TimeRow,
    entry_of,
    files_of,
    incidents_of,
    length_of,
    notes_of,
    results_of,
    times_of,
)
from console.web.visitor import Visitor
from rehearsals.core.history import history_of
from rehearsals.core.readiness import ready_at
from rehearsals.core.tasks.copies import copies_of
from runbooks.errors import RunNotFound
from runbooks.tasks import Task

#: Neighbours of one side that are listed; the graph has more.
_MOST_LINKED = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskPage:
    """The page."""

    card: TaskCard
    phase: str
    #: "a person" or what a machine does.
    done_by: str
    times: tuple[TimeRow, ...]
    late: str
    waited: str
    worked: str
    attempts: int
    with_: tuple[str, ...]
    systems: tuple[str, ...]
    leads_to: Linked | None
    leads_to_gate: str
    leads_to_href: str
    before: tuple[Linked, ...]
    behind: tuple[Linked, ...]
    more_before: int
    more_behind: int
    #: Copies that are still to be confirmed, and those that are.
    missing: tuple[str, ...]
    confirmed: tuple[str, ...]
    results: tuple[ResultRow, ...]
    history: tuple[EntryRow, ...]
    notes: tuple[NoteRow, ...]
    files: tuple[FileRow, ...]
    incidents: tuple[IncidentRow, ...]
    manager: PartyContacts
    foreseen: TaskForeseen | None
    picture: Graph


def task_view(look: Look, visitor: Visitor, task_id: str, foreseen: Foreseen = NOTHING) -> TaskPage:
    """The page of a task; raises RunNotFound if the run has none of that id."""
    state = look.state
    task = state.index.tasks.get(task_id)
    if task is None:
        raise RunNotFound(
            f"Run {state.run} has no task of that name.", hint="Look for it in the plan."
        )
    contacts = Contacts(look, visitor.register)
    cards = Cards(look=look, ahead=expected(look.standing), contacts=contacts)
    acting = Acting(
        look=look,
        may=TaskMay(look=look, visitor=visitor),
        task=task,
        parties=own_parties(look, visitor),
        back=f"/runs/{look.run}/tasks/{task_id}",
    )
    before = state.index.predecessors(task_id)
    behind = [t for t in state.index.behind.get(task_id, ()) if t not in state.given_up]
    gate = _leads_to(look, task_id)
    copies = copies_of(state, task_id)
    confirmed = state.task(task_id).confirmations
    book = state.runbook
    return TaskPage(
        card=cards.card(acting),
        phase=book.all_phases.get(task.phase, task.phase),
        done_by=_done_by(task),
        times=tuple(times_of(cards, task_id)),
        late=late_text(look.standing.late(task_id)),
        waited=length_of(ready_at(state, task_id), state.task(task_id).started_at),
        worked=length_of(state.task(task_id).started_at, state.task(task_id).settled_at),
        attempts=len(state.task(task_id).attempts),
        with_=tuple(book.group_names.get(one, party_name(book, one)) for one in task.with_),
        systems=tuple(
            book.systems[one].name if one in book.systems else one
            for one in dict.fromkeys((*task.works_on, *task.uses))
        ),
        leads_to=cards.linked(state.runbook.gate_by_id[gate].meeting) if gate else None,
        leads_to_gate=f"{gate} {book.gate_by_id[gate].title}" if gate else "",
        leads_to_href=f"/runs/{look.run}/gates/{gate}" if gate else "",
        before=tuple(cards.linked(one, before=True) for one in before[:_MOST_LINKED]),
        behind=tuple(cards.linked(one) for one in behind[:_MOST_LINKED]),
        more_before=max(len(before) - _MOST_LINKED, 0),
        more_behind=max(len(behind) - _MOST_LINKED, 0),
        missing=tuple(party_name(book, one) for one in copies if one not in confirmed),
        confirmed=tuple(party_name(book, one) for one in copies if one in confirmed),
        results=tuple(results_of(look, task)),
        history=tuple(entry_of(look, one) for one in reversed(history_of(look.facts, task_id))),
        notes=tuple(notes_of(look, task_id)),
        files=tuple(files_of(look, task_id)),
        incidents=tuple(incidents_of(look, task_id)),
        manager=contacts.of_manager(),
        foreseen=task_foreseen(look, foreseen, task_id, gate or ""),
        picture=graph(
            look.standing,
            Links(tasks=f"/runs/{look.run}/tasks/", gates=f"/runs/{look.run}/gates/"),
            GraphView(focus=task_id, steps=1, chain=""),
            cards.ahead,
        ),
    )


def _done_by(task: Task) -> str:
    if task.run is None:
        return "a person"
    if task.run.notify:
        return "the engine (once the notices are out)"
    return "the engine (a wait)" if task.run.wait else "the engine (a program)"


def _leads_to(look: Look, task_id: str) -> str | None:
    """The nearest gate behind a task that is still to be passed."""
    state = look.state
    seen, queue = {task_id}, deque([task_id])
    while queue:
        one = queue.popleft()
        gate = state.index.meeting_of.get(one)
        if gate is not None and one != task_id and not state.gate(gate.id).passed:
            return gate.id
        fresh = [t for t in state.index.behind.get(one, ()) if t not in seen]
        seen.update(fresh)
        queue.extend(fresh)
    return None
