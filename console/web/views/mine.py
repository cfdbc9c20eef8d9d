"""My tasks: what is mine or my party's now, next, and what I have done tonight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from console.naming import party_name
from console.telling import sentence
from console.web.reading import Look
from console.web.views.contacts import Contacts, PartyContacts
from console.web.views.expected import expected
from console.web.views.moments import Shown, clock_time
from console.web.views.spoken import who_said
from console.web.views.standing_words import stands_as
from console.web.views.task_actions import Acting
from console.web.views.task_card import Cards, Linked, TaskCard
from console.web.views.task_may import TaskMay
from console.web.views.waiting import Waiting
from console.web.views.waiting_for import waiting_for
from console.web.visitor import Visitor
from rehearsals.core.state import RunState
from rehearsals.core.tasks.copies import missing_copies
from rehearsals.people.words import Role
from runbooks.tasks import Task

#: Most urgent first.
_URGENCY = ("failed", "unknown", "blocked", "running", "ready", "held")
#: Cards and lines that a page holds; the table of the plan has them all.
_MOST_NOW, _MOST_NEXT, _MOST_DONE = 30, 12, 15
#: Who may look at the tasks of other parties here, to enter what they said.
_LOOKS_ON: frozenset[Role] = frozenset(
    {"scribe", "cutover_manager", "rehearsal_controller", "assurance"}
)
_OF_PARTIES: tuple[Role, ...] = ("task_owner", "decider", "adviser")


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """Something that was done tonight."""

    key: str
    at: Shown | None
    text: str
    who: str
    kind: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyChoice:
    """A party whose tasks can be looked at."""

    id: str
    name: str
    #: Tasks of it that need somebody now.
    open: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Mine:
    """The page."""

    #: The parties whose tasks are shown, by name.
    parties: tuple[str, ...]
    #: The party that was chosen, if it is not the visitor's own.
    other: str
    #: The parties that the visitor may choose from; empty: only their own.
    choices: tuple[PartyChoice, ...]
    chosen: str
    waiting: tuple[Waiting, ...]
    now: tuple[TaskCard, ...]
    now_more: int
    next: tuple[Linked, ...]
    next_more: int
    done: tuple[Done, ...]
    manager: PartyContacts
    #: Why nothing can be started, if starts are stopped.
    stopped: str
    over: bool
    simulated: bool


def mine(look: Look, visitor: Visitor, party: str | None) -> Mine:
    """What somebody, or a party that was chosen, has to do in a run."""
    state = look.state
    parties, other = _parties(look, visitor, party)
    back = f"/runs/{look.run}/mine" + (f"?{urlencode({'party': party})}" if other else "")
    cards = Cards(
        look=look, ahead=expected(look.standing), contacts=Contacts(look, visitor.register)
    )
    may = TaskMay(look=look, visitor=visitor)
    theirs = [task for task in state.index.tasks.values() if _concerns(state, task, parties)]
    current = sorted(
        (task for task in theirs if _is_current(look, task, parties)),
        key=lambda task: _urgency(look, task),
    )
    coming = sorted(
        (
            task.id
            for task in theirs
            if task.id in cards.ahead.dates and look.standing.states.get(task.id) == "waiting"
        ),
        key=lambda task: cards.ahead.dates[task].start,
    )
    actings = (
        Acting(look=look, may=may, task=task, parties=parties, back=back)
        for task in current[:_MOST_NOW]
    )
    return Mine(
        parties=tuple(sorted(party_name(state.runbook, one) for one in parties)),
        other=party_name(state.runbook, party) if other and party else "",
        choices=tuple(_choices(look, visitor)),
        chosen=party if other and party else "",
        waiting=waiting_for(look, may, parties, back),
        now=tuple(cards.card(acting) for acting in actings),
        now_more=max(len(current) - _MOST_NOW, 0),
        next=tuple(cards.linked(task) for task in coming[:_MOST_NEXT]),
        next_more=max(len(coming) - _MOST_NEXT, 0),
        done=tuple(_done(look, visitor, parties, other=other)),
        manager=cards.contacts.of_manager(),
        stopped=state.stopped or "",
        over=state.status != "open",
        simulated=state.clock.get("kind") == "virtual",
    )


def own_parties(look: Look, visitor: Visitor) -> frozenset[str]:
    """The parties of the run for which somebody does tasks, decides or advises."""
    found = (party for role in _OF_PARTIES for party in visitor.parties(role))
    return frozenset(found) & set(look.state.runbook.parties)


def _parties(look: Look, visitor: Visitor, party: str | None) -> tuple[frozenset[str], bool]:
    """Whose tasks are shown, and whether that is another party than the visitor's."""
    own = own_parties(look, visitor)
    if party is None or party not in look.state.runbook.parties:
        return own, False
    if party in own or visitor.has(_LOOKS_ON):
        return frozenset({party}), True
    return own, False


def _choices(look: Look, visitor: Visitor) -> Iterator[PartyChoice]:
    """One's own parties, where they are several; all of them for those who act for others."""
    state, own = look.state, own_parties(look, visitor)
    counts: dict[str, int] = {}
    for task in look.standing.those("failed", "unknown", "running", "ready", "held"):
        owner = state.owner(task.id)
        counts[owner] = counts.get(owner, 0) + 1
        for party in missing_copies(state, task.id):
            counts[party] = counts.get(party, 0) + (party != owner)
    all_of_them = visitor.has(_LOOKS_ON)
    if not all_of_them and len(own) < 2:  # noqa: PLR2004 - one is no choice
        return
    shown = [p for p in state.runbook.parties if all_of_them or p in own]
    for party in sorted(shown, key=lambda p: (-counts.get(p, 0), party_name(state.runbook, p))):
        name = party_name(state.runbook, party)
        yield PartyChoice(id=party, name=name, open=counts.get(party, 0))


def _concerns(state: RunState, task: Task, parties: frozenset[str]) -> bool:
    """Whether parties own a task, have a copy of it, or must be there."""
    if task.id in state.given_up:
        return False
    if state.owner(task.id) in parties or not parties.isdisjoint(missing_copies(state, task.id)):
        return True
    return not parties.isdisjoint(state.runbook.members_of(task.with_))


def _is_current(look: Look, task: Task, parties: frozenset[str]) -> bool:
    """Whether it needs somebody now; a party that has confirmed its copy is done with it."""
    if stands_as(look, task.id) not in _URGENCY:
        return False
    state = look.state
    if not task.for_each or state.owner(task.id) in parties:
        return True
    return not parties.isdisjoint(missing_copies(state, task.id))


def _urgency(look: Look, task: Task) -> tuple[int, int, int]:
    """By state, then the latest first, then as written."""
    word = stands_as(look, task.id)
    return (
        _URGENCY.index(word),
        -look.standing.late(task.id),
        look.state.index.order[task.id],
    )


def _done(look: Look, visitor: Visitor, parties: Iterable[str], *, other: bool) -> Iterator[Done]:
    """What the visitor has said, newest first; of another party what was said of its tasks."""
    state, person, found = look.state, visitor.person, 0
    zone, those = state.runbook.timezone, frozenset(parties)
    for seq in range(len(look.facts), 0, -1):
        fact = look.facts[seq - 1]
        task = getattr(fact.event, "task", None)
        of_party = task in state.index.tasks and state.owner(str(task)) in those
        mine_alone = person is not None and person.id in (fact.actor, fact.on_behalf_of)
        if of_party if other else mine_alone:
            found += 1
            yield Done(
                key=f"fact-{seq}",
                at=clock_time(fact.at, zone, look.now),
                text=sentence(fact.event, state),
                who=who_said(fact) if other or fact.actor != (person.id if person else "") else "",
            )
        if found >= _MOST_DONE:
            return
