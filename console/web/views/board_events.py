"""The last events on the board, newest first; a run of like ones is one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from console.naming import party_name
from console.telling import sentence
from console.web.reading import Look
from console.web.views.moments import Shown, clock_time
from console.web.views.told import kind_of, who_said
from rehearsals.core import events as e
from rehearsals.core.events import Fact
from rehearsals.core.state import RunState
from rehearsals.core.tasks.completing import within_tolerance

#: Lines that are told, and facts that are looked through for them.
_LAST, _FARTHEST = 12, 300


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRow:
    """Something that has happened, or several times the like."""

    key: str
    at: Shown | None
    text: str
    who: str
    #: "", "good" or "bad".
    kind: str


@dataclass(kw_only=True, slots=True)
class _Like:
    """Facts that are told in one line, newest first."""

    #: The same for all that belong into the line; None: it stands alone.
    subject: tuple[str, object] | None
    facts: list[Fact] = field(default_factory=list)
    #: The number of the oldest fact: it stays while the line grows.
    first: int = 0


def event_rows(look: Look) -> tuple[EventRow, ...]:
    """The last events of a run."""
    return tuple(_row(look, like) for like in _lines(look))


def _lines(look: Look) -> Sequence[_Like]:
    lines: list[_Like] = []
    newest = len(look.facts)
    for back, fact in enumerate(reversed(look.facts[-_FARTHEST:])):
        subject = _subject(look.state, fact)
        line = _joined(lines, subject)
        if line is None:
            if len(lines) == _LAST:
                break
            line = _Like(subject=subject)
            lines.append(line)
        line.facts.append(fact)
        line.first = newest - back
    return lines


def _joined(lines: Sequence[_Like], subject: tuple[str, object] | None) -> _Like | None:
    """The line that a fact belongs into, with nothing but other runs of like facts behind it."""
    for line in reversed(lines if subject else ()):
        if line.subject is None:
            return None
        if line.subject == subject:
            return line
    return None


def _subject(state: RunState, fact: Fact) -> tuple[str, object] | None:
    """What makes facts alike; what is not as expected is always told by itself."""
    match fact.event:
        case e.CopyConfirmed(task=task) if task in state.index.tasks:
            results = fact.event.results
            amiss = any(
                wanted.id in results and not within_tolerance(wanted, results[wanted.id])
                for wanted in state.index.tasks[task].results
            )
            return None if amiss else ("confirmed", task)
        case e.RollAnswered(call=call, present=True, note=""):
            return "present", call
        case e.VoteCast(gate=gate, vote="go"):
            return "go", gate
        case _:
            return None


def _row(look: Look, like: _Like) -> EventRow:
    newest = like.facts[0]
    many = len(like.facts) > 1
    return EventRow(
        key=str(like.first),
        at=clock_time(newest.at, look.state.runbook.timezone, look.now),
        text=_of_many(look.state, like.facts) if many else sentence(newest.event, look.state),
        who="" if many else who_said(look, newest.on_behalf_of or newest.actor),
        kind=kind_of(newest.event),
    )


def _of_many(state: RunState, facts: Sequence[Fact]) -> str:
    """What like events say: `M10-061 ERDS test: 5 more confirmed, the last Aidien`."""
    match facts[0].event:
        case e.CopyConfirmed(task=task, party=party):
            title = state.index.tasks[task].title
            last = party_name(state.runbook, party)
            return f"{task} {title}: {len(facts)} more confirmed, the last {last}."
        case e.RollAnswered(call=call, party=party):
            last = party_name(state.runbook, party)
            return f"Roll-call {call}: {len(facts)} more are there, the last {last}."
        case e.VoteCast(gate=gate, member=member):
            last = party_name(state.runbook, member)
            return f"Gate {gate}: {len(facts)} more vote GO, the last {last}."
        case other:
            return sentence(other, state)


__all__ = ["EventRow", "event_rows"]
