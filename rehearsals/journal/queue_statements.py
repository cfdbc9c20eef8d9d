"""The statements of the queue of deliveries; `statements.py` compiles them with the others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, func, insert, literal_column, or_, select, update
from sqlalchemy.sql import ClauseElement, ColumnElement

from rehearsals.journal.places import Place
from rehearsals.journal.tables import deliveries

_COLUMNS = tuple(deliveries.c[name] for name in Place._fields)
_MOVED = ("place", "due_at", "attempts", "token", "holder", "held_until")
_NOW: BindParameter[int] = bindparam("now")
_NO_LANE: ColumnElement[str] = literal_column("''")
_WAITS = deliveries.c.place == literal_column("'waiting'")


def queue_statements() -> dict[str, ClauseElement]:
    """All of them, by the names that `Statements` gives them."""
    own = deliveries.c.key == bindparam("key")
    moved: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in _MOVED}
    return {
        "delivery": select(*_COLUMNS).where(own),
        "insert_delivery": insert(deliveries).values(
            {name: bindparam(name) for name in Place._fields}
        ),
        "update_delivery": update(deliveries).where(own).values(moved),
        "supersede": update(deliveries)
        .where(
            deliveries.c.lane == bindparam("lane"),
            deliveries.c.rank < bindparam("rank"),
            _WAITS,
        )
        .values(place=literal_column("'superseded'")),
        "wait_again": update(deliveries)
        .where(own)
        .values(place=literal_column("'waiting'"), due_at=bindparam("due_at")),
        "claimable": _claimable(),
        "queued": select(*_COLUMNS)
        .where(deliveries.c.topic == bindparam("topic"))
        .order_by(deliveries.c.id),
        "waiting": _waiting(),
    }


def _claimable() -> ClauseElement:
    """The longest due first; of those due at one instant the first written."""
    others = deliveries.alias()
    lane_in_hand = (
        select(others.c.id)
        .where(
            others.c.lane == deliveries.c.lane,
            others.c.lane != _NO_LANE,
            others.c.held_until > _NOW,
        )
        .exists()
    )
    return (
        select(*_COLUMNS)
        .where(
            deliveries.c.pool == bindparam("pool"),
            _WAITS,
            deliveries.c.due_at <= _NOW,
            or_(deliveries.c.held_until.is_(None), deliveries.c.held_until <= _NOW),
            ~lane_in_hand,
        )
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(bindparam("most"))
        # Said, because a dialect that needs an offset would else ask for it as a parameter.
        .offset(literal_column("0"))
    )


def _waiting() -> ClauseElement:
    own = (deliveries.c.pool == bindparam("pool"), _WAITS)
    due = (*own, deliveries.c.due_at <= _NOW)
    return select(
        select(func.count()).select_from(deliveries).where(*due).scalar_subquery().label("due"),
        select(func.min(deliveries.c.due_at)).where(*due).scalar_subquery().label("oldest"),
        select(func.min(deliveries.c.due_at))
        .where(*own, deliveries.c.due_at > _NOW)
        .scalar_subquery()
        .label("next_at"),
    )
