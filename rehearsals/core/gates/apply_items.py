"""How a decision's conditions and risks become items of a run, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.night.state import Item

ItemEvent = e.ItemClosed | e.RiskExtended


def take_item_event(draft: Draft, event: ItemEvent, fact: e.Fact) -> None:
    """Change the draft by one event about an open item."""
    item = draft.items[event.item]
    if isinstance(event, e.ItemClosed):
        draft.items[event.item] = _closed(item, fact, event.evidence)
    else:
        draft.items[event.item] = replace(item, owner=event.accepted_by, due=event.expires)


def open_items(draft: Draft, event: e.GateDecided, fact: e.Fact, number: int) -> None:
    """The conditions and risks of a decision stand open; `number` is its place at the gate."""
    before = f"{event.gate}-{number}"
    items = [
        Item(
            id=f"{before}-C{place}",
            kind="condition",
            text=condition.item,
            owner=condition.owner,
            opened_at=fact.at,
            due=condition.due,
            gate=event.gate,
        )
        for place, condition in enumerate(event.conditions, 1)
    ]
    items += [
        Item(
            id=f"{before}-R{place}",
            kind="risk",
            text=risk.risk,
            owner=risk.accepted_by,
            opened_at=fact.at,
            due=risk.expires,
            gate=event.gate,
        )
        for place, risk in enumerate(event.risks, 1)
    ]
    draft.items.update({item.id: item for item in items})


def drop_items(draft: Draft, event: e.GateWithdrawn, fact: e.Fact) -> None:
    """With a go fall its conditions and risks: nobody owes them, the next decision names its own.

    What an earlier decision of the gate left open has fallen with that one; notes worth keeping
    stay.
    """
    evidence = f"The go of {event.gate} was withdrawn: {event.reason}"
    for item in list(draft.items.values()):
        if item.gate == event.gate and item.kind != "lesson" and item.closed_at is None:
            draft.items[item.id] = _closed(item, fact, evidence)


def _closed(item: Item, fact: e.Fact, evidence: str) -> Item:
    by = fact.on_behalf_of or fact.actor
    return replace(item, closed_at=fact.at, closed_by=by, evidence=evidence)
