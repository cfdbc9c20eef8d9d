"""What decisions left open: conditions, accepted risks and lessons, whose and until when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from console.naming import party_name, person_name
from console.web.views.gate_may import Option, Trying
from console.web.views.moments import Shown, late_text, shown
from rehearsals.core import commands as c
from rehearsals.core.gates.speakers import deciders
from rehearsals.core.night.state import Item
from runbooks.clocktime import local

_KINDS = {"condition": "Condition", "risk": "Accepted risk", "lesson": "Lesson"}
_OWNERS = {"condition": "Owed by", "risk": "Accepted by", "lesson": "Noted by"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemRow:
    """Something that was left open, or was."""

    id: str
    kind: str
    text: str
    #: `Owed by RECCo`.
    whose: str
    due: Shown | None
    late: str
    #: `open`, `overdue`, `accepted`, `kept` or `closed`.
    stands: str
    gate: str | None
    #: The run it was carried over from.
    carried_from: str | None
    #: How it was closed; empty while it is open.
    closed: str
    may_close: bool
    #: In whose name the visitor may accept it for longer.
    may_extend: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """What stands open first, by when it is due; then what does not."""

    open: tuple[ItemRow, ...]
    lessons: tuple[ItemRow, ...]
    closed: tuple[ItemRow, ...]


def items(trying: Trying, gates: Collection[str | None] | None = None) -> Items:
    """The items of a run, or of some gates."""
    state = trying.look.state
    wanted = [one for one in state.items.values() if gates is None or one.gate in gates]
    wanted.sort(key=lambda one: (one.due is None, one.due or one.opened_at))
    rows = [(one, _row(trying, one)) for one in wanted]
    return Items(
        open=tuple(r for one, r in rows if one.closed_at is None and one.kind != "lesson"),
        lessons=tuple(r for one, r in rows if one.closed_at is None and one.kind == "lesson"),
        closed=tuple(r for one, r in rows if one.closed_at is not None),
    )


def _row(trying: Trying, item: Item) -> ItemRow:
    look = trying.look
    book, now = look.state.runbook, look.now
    stands = _stands(item, past=item.due is not None and item.due <= now)
    late = (now - item.due).total_seconds() if item.due and stands == "overdue" else 0
    return ItemRow(
        id=item.id,
        kind=_KINDS[item.kind],
        text=item.text,
        whose=f"{_OWNERS[item.kind]} {party_name(book, item.owner)}",
        due=shown(item.due, book.timezone),
        late=late_text(late, "overdue"),
        stands=stands,
        gate=item.gate,
        carried_from=item.carried_from,
        closed=_closed(item, book.timezone),
        may_close=item.closed_at is None
        and trying.may(c.CloseItem, item=item.id, evidence="trial"),
        may_extend=_may_extend(trying, item),
    )


def _stands(item: Item, *, past: bool) -> str:
    if item.closed_at is not None:
        return "closed"
    if item.kind == "lesson":
        return "kept"
    if past:
        return "overdue"
    return "accepted" if item.kind == "risk" else "open"


def _closed(item: Item, zone: str) -> str:
    if item.closed_at is None:
        return ""
    by = f" by {person_name(item.closed_by)}" if item.closed_by else ""
    return f"Closed {local(item.closed_at, zone)}{by}: {item.evidence}"


def _may_extend(trying: Trying, item: Item) -> tuple[Option, ...]:
    """Who decided the gate that it comes from may; of one carried over, any decider of the run."""
    if item.kind != "risk" or item.closed_at is not None or item.due is None:
        return ()
    state = trying.look.state
    gates = [state.runbook.gate_by_id[item.gate]] if item.gate else state.runbook.gates
    parties = dict.fromkeys(party for gate in gates for party in deciders(state, gate))
    return trying.parties(
        c.ExtendRisk, "decided_by", parties, item=item.id, expires=trying.look.now, reason="trial"
    )
