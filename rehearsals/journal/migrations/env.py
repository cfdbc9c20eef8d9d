"""Alembic's way in: run the scripts in the transaction of the connection that is handed in."""

from __future__ import annotations

from alembic import context

from rehearsals.journal.tables import SCHEMA_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=SCHEMA_TABLE,
)
context.run_migrations()
