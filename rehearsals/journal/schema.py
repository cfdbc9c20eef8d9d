"""Bringing a database to the journal's schema; Alembic is loaded only when there is work to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Text, column, select, table

from rehearsals.journal.tables import SCHEMA, SCHEMA_TABLE
from runbooks.errors import JournalError

_VERSION = select(column("version_num", Text)).select_from(table(SCHEMA_TABLE))


def schema_of(connection: Connection, name: str) -> str | None:
    """The schema of a database; None for an empty one.

    `name` is what messages call it. Raises JournalError for a database of something else.
    """
    dialect = connection.dialect
    if dialect.has_table(connection, SCHEMA_TABLE):
        return connection.execute(_VERSION).scalar()
    if dialect.get_table_names(connection):
        raise JournalError(
            f"{name} is a database, but not a journal.", hint="Name another data directory."
        )
    return None


def migrate(writer: Connection, name: str) -> None:
    """Make or change the tables until they are as this release knows them, all or nothing.

    Raises JournalError for a database of something else, or with a schema of a newer release.
    """
    with writer.begin():
        found = schema_of(writer, name)
        if found != SCHEMA:  # else another process was first
            _upgrade(writer, name, found)


def _upgrade(writer: Connection, name: str, found: str | None) -> None:
    from alembic import command  # noqa: PLC0415 - slow to load and seldom needed
    from alembic.config import Config  # noqa: PLC0415 - as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    config = Config()
    scripts = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", scripts.replace("%", "%%"))
    config.attributes["connection"] = writer
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise JournalError(
            f"{name} was written by a newer Callboard: its schema is {found}, and this release"
            f" knows {SCHEMA} at most.",
            hint="Use the release that wrote it, or name another data directory.",
        )
    command.upgrade(config, "head")
