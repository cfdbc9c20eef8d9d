"""Every statement of the SQL journal, named, in SQLAlchemy Core, compiled once for a database.

SQLAlchemy's own path through `execute` costs more per append than the append itself; the text it
makes, kept and handed to the driver with named parameters, costs half (`bench/journal.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Dialect, Text, bindparam, func, insert, null, select, update
from sqlalchemy.sql import ClauseElement

from rehearsals.journal.queue_statements import queue_statements
from rehearsals.journal.tables import cursors, events, leases, outbox

_STREAM: BindParameter[str] = bindparam("stream")


@dataclass(frozen=True, kw_only=True, slots=True)
class Statements:
    """The texts of all statements for one database."""

    #: stream, fenced -> seq, hash of the stream's head; token of the lease held on `fenced`.
    head_and_token: str
    #: A whole row.
    insert_event: str
    #: stream, low, high -> rows in order, both ends included.
    read: str
    #: from_ -> the first stream of that name or behind it.
    stream_from: str
    #: behind -> the first stream behind that name.
    stream_behind: str
    #: stream -> token, holder, expires_at.
    lease: str
    #: stream, token, holder, expires_at.
    insert_lease: str
    update_lease: str
    #: stream, token: the holder goes, if the token is still that one.
    release_lease: str
    #: follower, stream -> seq.
    cursor: str
    #: follower, stream, seq.
    insert_cursor: str
    update_cursor: str
    #: key, topic, payload; nothing if the key is there.
    insert_outbox: str
    #: topic -> key, payload in order.
    outbox: str
    #: key -> the place of a delivery, in the order of `Place`.
    delivery: str
    #: A whole place.
    insert_delivery: str
    #: key, and what can change of a place.
    update_delivery: str
    #: lane, rank: what waits in the lane at a lower rank is superseded.
    supersede: str
    #: key, due_at: it waits, whatever it did.
    wait_again: str
    #: pool, now, most -> the places that may be claimed, the longest due first.
    claimable: str
    #: topic -> places in order.
    queued: str
    #: pool, now -> how many are due, since when the oldest, when the next one will be.
    waiting: str

    @classmethod
    def compiled(cls, dialect: Dialect) -> Statements:
        """Compile all of them, once for each kind of database: it takes longer than opening one."""
        kind = dialect.name, dialect.paramstyle
        if kind not in _COMPILED:
            texts = {name: str(made.compile(dialect=dialect)) for name, made in _made().items()}
            _COMPILED[kind] = cls(**texts)
        return _COMPILED[kind]


_COMPILED: dict[tuple[str, str], Statements] = {}


def _made() -> dict[str, ClauseElement]:
    return {
        **_event_statements(),
        **_lease_statements(),
        **_follower_statements(),
        **queue_statements(),
    }


def _event_statements() -> dict[str, ClauseElement]:
    newest = select(func.max(events.c.seq)).where(events.c.stream == _STREAM).scalar_subquery()
    last_hash = select(events.c.hash).where(events.c.stream == _STREAM, events.c.seq == newest)
    held = select(leases.c.token).where(
        leases.c.stream == bindparam("fenced"), leases.c.holder.is_not(None)
    )
    first_name = select(func.min(events.c.stream))
    return {
        "head_and_token": select(
            newest.label("seq"),
            last_hash.scalar_subquery().label("hash"),
            held.scalar_subquery().label("token"),
        ),
        "insert_event": insert(events),
        "read": select(events)
        .where(
            events.c.stream == _STREAM, events.c.seq.between(bindparam("low"), bindparam("high"))
        )
        .order_by(events.c.seq),
        "stream_from": first_name.where(events.c.stream >= bindparam("from_")),
        "stream_behind": first_name.where(events.c.stream > bindparam("behind")),
    }


def _lease_statements() -> dict[str, ClauseElement]:
    own = leases.c.stream == _STREAM
    kept: dict[str, BindParameter[Any]] = {
        name: bindparam(name) for name in ("token", "holder", "expires_at")
    }
    return {
        "lease": select(leases.c.token, leases.c.holder, leases.c.expires_at).where(own),
        "insert_lease": insert(leases),
        "update_lease": update(leases).where(own).values(kept),
        "release_lease": update(leases)
        .where(own, leases.c.token == bindparam("token"), leases.c.holder.is_not(None))
        .values(holder=null()),
    }


def _follower_statements() -> dict[str, ClauseElement]:
    own = (cursors.c.follower == bindparam("follower"), cursors.c.stream == _STREAM)
    there = select(outbox.c.id).where(outbox.c.key == bindparam("key")).exists()
    row = select(*(_text(name).label(name) for name in ("key", "topic", "payload")))
    return {
        "cursor": select(cursors.c.seq).where(*own),
        "insert_cursor": insert(cursors),
        "update_cursor": update(cursors).where(*own).values(seq=bindparam("seq")),
        "insert_outbox": insert(outbox).from_select(["key", "topic", "payload"], row.where(~there)),
        "outbox": select(outbox.c.key, outbox.c.payload)
        .where(outbox.c.topic == bindparam("topic"))
        .order_by(outbox.c.id),
    }


def _text(name: str) -> BindParameter[str]:
    return bindparam(name, type_=Text)
