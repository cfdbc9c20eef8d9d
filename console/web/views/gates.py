"""All gates of a run in order: when, what is shown, what was decided; and what is owed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.gate_page import OUTCOMES
from console.naming import party_names
from console.web.reading import Look
from console.web.views.board_gates import ChainLink, gate_row
from console.web.views.expected import Expected, expected
from console.web.views.gate_items import Items, items
from console.web.views.gate_may import Trying
from console.web.views.moments import WORTH_TELLING, Shown, late_text, shown
from console.web.visitor import Visitor
from rehearsals.core.events import GateDecided
from rehearsals.core.gates.checking import open_criteria
from rehearsals.core.state import Decision
from runbooks.clocktime import minutes_text
from runbooks.gates import Gate


@dataclass(frozen=True, kw_only=True, slots=True)
class GateLine:
    """A gate among all of them."""

    id: str
    title: str
    href: str
    #: Its outcome, or that it sits, or was given up.
    state: str
    point_of_no_return: bool
    planned: Shown | None
    #: When it was decided; of one that was not, when its meeting is expected to begin.
    expected: Shown | None
    decided: bool
    #: `1 h 05 min of slack`, `25 min late`.
    slack: str
    late: bool
    criteria: str
    votes: str
    #: The newest decision: by whom and why.
    decision: str
    #: What somebody has to look at: spoken words to be signed, a go to be looked at again.
    attention: tuple[str, ...]
    #: What still drives it, next task first.
    chain: tuple[ChainLink, ...]
    #: Whether it is the next one.
    next: bool
    #: Whether nothing is awaited of it any more: it is passed or given up, and nothing is odd.
    behind: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class GatesView:
    """The gates of a run."""

    run: str
    gates: tuple[GateLine, ...]
    items: Items

    @property
    def ahead(self) -> tuple[GateLine, ...]:
        """The gates that somebody has to look at still: undecided, or with words to be seen to."""
        return tuple(gate for gate in self.gates if not gate.behind)

    @property
    def behind(self) -> tuple[GateLine, ...]:
        """The gates of which nothing is awaited any more."""
        return tuple(gate for gate in self.gates if gate.behind)


def gates(look: Look, visitor: Visitor) -> GatesView:
    """The gates of a run, by the planned time of their meetings."""
    return GatesView(
        run=look.run,
        gates=tuple(_lines(look)),
        items=items(Trying(look=look, visitor=visitor)),
    )


def _lines(look: Look) -> Iterator[GateLine]:
    stands = look.standing
    ahead = expected(stands)
    known = [gate for gate in look.state.index.meeting_of.values() if gate.meeting in stands.dates]
    known.sort(key=lambda gate: stands.planned(gate.meeting).start)
    coming = stands.open_gates() if look.state.status == "open" else []
    for gate in known:
        yield _line(look, ahead, gate, is_next=gate in coming[:1])


def _line(look: Look, ahead: Expected, gate: Gate, *, is_next: bool) -> GateLine:
    record = look.state.gate(gate.id)
    row = gate_row(look, ahead, gate)
    zone = look.state.runbook.timezone
    open_still = look.state.status == "open" and not record.passed and row.state != "given up"
    decided = record.last.at if record.passed and record.last else None
    attention = tuple(_attention(look, gate))
    late = _decided_late(look, gate) if decided else ""
    return GateLine(
        id=gate.id,
        title=gate.title,
        href=row.href,
        state="given up" if gate.meeting in look.state.given_up else row.state,
        point_of_no_return=gate.point_of_no_return,
        planned=shown(look.standing.planned(gate.meeting).start, zone),
        expected=shown(decided, zone) if decided else row.expected if open_still else None,
        decided=decided is not None,
        slack=row.slack if open_still else late,
        late=row.late if open_still else bool(late),
        criteria=_criteria(look, gate),
        votes=row.votes,
        decision=_decision(look, record.last) if record.last else "",
        attention=attention,
        chain=row.chain if is_next else (),
        next=is_next,
        behind=not open_still and not attention,
    )


def _decided_late(look: Look, gate: Gate) -> str:
    last = look.state.gate(gate.id).last
    planned = look.standing.planned(gate.meeting).finish
    return late_text((last.at - planned).total_seconds()) if last else ""


def _criteria(look: Look, gate: Gate) -> str:
    if not gate.criteria:
        return ""
    blocking = [one.id for one in gate.criteria if one.blocking]
    missing = open_criteria(look.state, gate)
    return f"{len(blocking) - len(missing)} of {len(blocking)} met"


def _decision(look: Look, decision: Decision) -> str:
    what = decision.what
    outcome = OUTCOMES[what.outcome if isinstance(what, GateDecided) else "withdrawn"]
    until = ""
    if isinstance(what, GateDecided) and what.until:
        waits = (what.until - look.now).total_seconds()
        until = f", until {shown_text(look, what)}"
        until += f" (in {minutes_text(waits)})" if waits > WORTH_TELLING else " (past)"
    return f"{outcome}{until} by {party_names(look.state.runbook, what.decided_by)}: {what.reason}"


def shown_text(look: Look, what: GateDecided) -> str:
    """Until when a decision was put off, for people; empty if it was not."""
    moment = shown(what.until, look.state.runbook.timezone)
    return moment.text if moment else ""


def _attention(look: Look, gate: Gate) -> Iterator[str]:
    record = look.state.gate(gate.id)
    if record.look_again:
        yield f"Look at it again: {record.look_again}"
    if record.to_sign:
        count = len(record.to_sign)
        yield f"{count} spoken word{'' if count == 1 else 's'} to be signed"
