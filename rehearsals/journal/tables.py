"""The tables of the SQL journal, in SQLAlchemy Core; made by the migrations, never from here.

Every column is plain text or an integer: times are RFC 3339, or microseconds since 1970 where they
are compared; data is canonical JSON. So no value needs conversion, and the bytes that were hashed
are the bytes that are stored.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text

#: The newest migration; a test holds it to the scripts.
SCHEMA = "0002"
#: Where the database remembers its schema; a name of our own, so that no other file passes.
SCHEMA_TABLE = "journal_schema"

metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("on_behalf_of", Text),
    Column("channel", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
leases = Table(
    "leases",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("token", Integer, nullable=False),
    Column("holder", Text),
    Column("expires_at", Text, nullable=False),
)
cursors = Table(
    "cursors",
    metadata,
    Column("follower", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("topic", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Index("ix_outbox_topic", "topic", "id"),
)
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("topic", Text, nullable=False),
    Column("pool", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("place", Text, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("token", Integer, nullable=False),
    Column("holder", Text),
    Column("held_until", BigInteger),
    Index("ix_deliveries_due", "pool", "place", "due_at", "id"),
    Index("ix_deliveries_lane", "lane", "rank"),
    Index("ix_deliveries_topic", "topic", "id"),
)
