"""What decisions left open and what the run before did: conditions, accepted risks, lessons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rehearsals.core import events as e
from rehearsals.core.night.state import Item
from reports.figures.material import Material
from reports.figures.voices import voice_of

#: `accepted`: a risk that has not expired; `expired`: one that has, and stands open again;
#: `overdue`: open after the time at which it was due; `noted`: a lesson.
ItemStanding = Literal["open", "overdue", "accepted", "expired", "noted", "closed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Extension:
    """An accepted risk that was accepted for longer."""

    at: datetime
    accepted_by: str
    expires: datetime
    reason: str
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemFigures:
    """One item; instants in UTC."""

    id: str
    kind: str
    text: str
    #: Who owes it, or who accepted the risk by name.
    owner: str
    standing: ItemStanding
    gate: str | None
    #: The run that it was carried over from.
    carried_from: str | None
    opened_at: datetime
    #: When a condition is due, or an accepted risk expires.
    due: datetime | None
    closed_at: datetime | None
    closed_by: str
    evidence: str
    extensions: tuple[Extension, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemsFigures:
    """The items in order of their ids' first mention."""

    items: tuple[ItemFigures, ...]


def build_items(material: Material) -> ItemsFigures:
    """Every item of the run, as it stood at the journal's last fact."""
    return ItemsFigures(
        items=tuple(_measure(material, item) for item in material.state.items.values())
    )


def _measure(material: Material, item: Item) -> ItemFigures:
    return ItemFigures(
        id=item.id,
        kind=item.kind,
        text=item.text,
        owner=material.party_name(item.owner),
        standing=_standing(material, item),
        gate=item.gate,
        carried_from=item.carried_from,
        opened_at=item.opened_at,
        due=item.due,
        closed_at=item.closed_at,
        closed_by=material.party_name(item.closed_by),
        evidence=item.evidence,
        extensions=tuple(
            Extension(
                at=fact.at,
                accepted_by=material.party_name(fact.event.accepted_by),
                expires=fact.event.expires,
                reason=fact.event.reason,
                by=voice_of(material, fact),
            )
            for fact in material.facts
            if isinstance(fact.event, e.RiskExtended) and fact.event.item == item.id
        ),
    )


def _standing(material: Material, item: Item) -> ItemStanding:
    if item.closed_at is not None:
        return "closed"
    if item.kind == "lesson":
        return "noted"
    late = item.due is not None and item.due <= material.as_of
    if item.kind == "risk":
        return "expired" if late else "accepted"
    return "overdue" if late else "open"
