"""A task as whoever does it needs it: how it stands, the wording, with whom, what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from console.naming import party_name, person_name
from console.web.form_effects import released_by
from console.web.reading import Look
from console.web.views.contacts import Contacts, PartyContacts
from console.web.views.expected import Expected
from console.web.views.moments import Shown, clock_time, earliest
from console.web.views.standing_words import (
    AT_WORDS,
    late_words,
    since_when,
    stands_as,
    task_page,
    why_so,
)
from console.web.views.task_actions import Acting, Actions, actions_of
from rehearsals.core.readiness import open_predecessors
from rehearsals.core.tasks.copies import copies_of
from rehearsals.outlook.dates import Dates
from runbooks.clocktime import minutes_text
from runbooks.instructions import instructions_of
from runbooks.tasks import Task

#: Neighbours that are shown with their contacts.
_MOST_LINKED = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """A task that another waits for, or that waits for it."""

    id: str
    title: str
    href: str
    state: str
    owner: str
    #: When it is expected to end, or to start.
    at: Shown | None
    #: Of a predecessor: whom to ask.
    contacts: PartyContacts | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockShown:
    """Why it cannot go on."""

    whose: str
    reason: str
    needs: str
    since: Shown | None
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskCard:
    """A task."""

    id: str
    title: str
    href: str
    state: str
    owner: str
    #: Whose it is to the visitor: "for North Grid", "with you"; empty: it is theirs.
    whose: str
    #: What matters of its times, in a few words: "ready since", "expected to start".
    at_word: str
    at: Shown | None
    for_how_long: str
    #: "planned start" of what has not begun, "planned end" of the rest: what its lateness is of.
    due_word: str
    due: Shown | None
    expected_end: Shown | None
    late: str
    instructions: str
    blocks: tuple[BlockShown, ...]
    #: Why it is held or has failed.
    why: str
    #: Who confirms it, and how many have; empty of a task without copies.
    copies: str
    irreversible: bool
    gate: str
    waits_for: tuple[Linked, ...]
    releases: tuple[Linked, ...]
    releases_more: int
    contacts: tuple[PartyContacts, ...]
    actions: Actions


@dataclass(frozen=True, kw_only=True, slots=True)
class Cards:
    """Makes cards: what all of them need, worked out once."""

    look: Look
    ahead: Expected
    contacts: Contacts

    def card(self, acting: Acting) -> TaskCard:
        """The card of a task."""
        task, look = acting.task, self.look
        state, record = look.state, look.state.task(task.id)
        word = stands_as(look, task.id)
        since = since_when(look, task.id)
        released = released_by(state, task.id)
        gate = state.index.meeting_of.get(task.id)
        planned, begun = look.standing.planned(task.id), record.progress == "running"
        return TaskCard(
            id=task.id,
            title=task.title,
            href=task_page(look, task.id),
            state=word,
            owner=party_name(state.runbook, state.owner(task.id)),
            whose=_whose(acting),
            at_word=AT_WORDS.get(word, "since"),
            at=self.shown(since) if since else self._expected(task.id, "start"),
            for_how_long=minutes_text((look.now - since).total_seconds()) if since else "",
            due_word="planned end" if begun else "planned start",
            due=self.shown(planned.finish if begun else planned.start),
            expected_end=self._expected(task.id, "finish"),
            late=late_words(look, task.id),
            instructions=instructions_of(task, state.runbook),
            blocks=blocks_of(self, task.id),
            why=why_so(look, task.id),
            copies=_copies(look, task),
            irreversible=task.irreversible,
            gate=f"{gate.id} {gate.title}" if gate else "",
            waits_for=tuple(self.linked(t, before=True) for t in self._open_before(task.id)),
            releases=tuple(self.linked(one.id) for one in released[:_MOST_LINKED]),
            releases_more=max(len(released) - _MOST_LINKED, 0),
            contacts=self.contacts.of_parties(_involved(acting, released)),
            actions=actions_of(acting) if not record.settled or acting.back else Actions(),
        )

    def linked(self, task_id: str, *, before: bool = False) -> Linked:
        """A neighbour; one in front with whom to ask, as long as it is open."""
        state = self.look.state
        owner = state.owner(task_id)
        asked = before and not state.task(task_id).settled
        return Linked(
            id=task_id,
            title=state.index.tasks[task_id].title,
            href=task_page(self.look, task_id),
            state=stands_as(self.look, task_id),
            owner=party_name(state.runbook, owner),
            at=self._expected(task_id, "finish" if before else "start"),
            contacts=self.contacts.of_party(owner) if asked else None,
        )

    def shown(self, instant: datetime | None) -> Shown | None:
        """An instant on the clock of the run."""
        return clock_time(instant, self.look.state.runbook.timezone, self.look.now)

    def _open_before(self, task_id: str) -> tuple[str, ...]:
        waits = open_predecessors(self.look.state, task_id)
        return waits[:_MOST_LINKED]

    def _expected(self, task_id: str, end: Literal["start", "finish"]) -> Shown | None:
        dates: Dates | None = self.ahead.dates.get(task_id)
        if dates is None:
            return None
        moment = self.shown(dates.start if end == "start" else dates.finish)
        return earliest(moment, self.ahead.doubt(task_id, end))


def blocks_of(cards: Cards, task_id: str) -> tuple[BlockShown, ...]:
    """What keeps a task, or copies of it, from going on."""
    state = cards.look.state
    return tuple(
        BlockShown(
            whose=party_name(state.runbook, one.party) if one.party else "",
            reason=one.reason,
            needs=one.needs,
            since=cards.shown(one.at),
            by=person_name(one.by),
        )
        for one in state.task(task_id).blocks
    )


def _whose(acting: Acting) -> str:
    state, task = acting.look.state, acting.task
    if state.owner(task.id) in acting.parties:
        return ""
    copies = [p for p in copies_of(state, task.id) if p in acting.parties]
    if copies:
        names = ", ".join(party_name(state.runbook, party) for party in copies[:3])
        return f"for {names}{' and others' if len(copies) > 3 else ''}"  # noqa: PLR2004
    there = [p for p in state.runbook.members_of(task.with_) if p in acting.parties]
    return f"with {party_name(state.runbook, there[0])}" if there else ""


def _copies(look: Look, task: Task) -> str:
    if not task.for_each:
        return ""
    confirmed = len(look.state.task(task.id).confirmations)
    each = len(copies_of(look.state, task.id))
    return (
        f"Each of {each} confirms its own; it is done when all have ({confirmed} of {each} so far)"
    )


def _involved(acting: Acting, released: Iterable[Task]) -> tuple[str, ...]:
    """The owner, who must be there, and who goes on afterwards; not the visitor's own parties."""
    state, task = acting.look.state, acting.task
    # A group as a whole is nobody to ring.
    there = [name for name in task.with_ if name not in state.runbook.groups]
    after = [state.owner(one.id) for one in released]
    involved = (state.owner(task.id), *there, *after)
    mine = acting.may.visitor.parties()
    return tuple(party for party in involved if party not in mine)
