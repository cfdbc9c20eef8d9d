"""The list of all runs: each by itself, so that one whose journal was altered hides no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.web.house import House
from console.web.views.moments import Shown, shown_in_full
from rehearsals.core.state import RunState
from runbooks.errors import JournalError


@dataclass(frozen=True, kw_only=True, slots=True)
class RunRow:
    """A run in the list."""

    id: str
    mode: str
    title: str
    #: The runbook's name and version.
    book: str
    status: str
    opened: Shown | None
    closed: Shown | None
    settled: int
    tasks: int
    #: What its engine does, in words; empty for a run that is over.
    engine: str
    driven: bool
    #: Why it cannot be read; then nothing else is known.
    problem: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is being played."""
        return self.status == "open"


def run_rows(house: House) -> tuple[RunRow, ...]:
    """All runs, the newest first."""
    return tuple(_row(house, run) for run in reversed(house.reader.runs()))


def comparable(rows: Sequence[RunRow]) -> list[tuple[str, str]]:
    """The runs that can be compared, as choices."""
    return [
        (row.id, f"{row.id}: {row.mode} of {row.book}, {row.opened.text if row.opened else ''}")
        for row in rows
        if not row.problem
    ]


def _row(house: House, run: str) -> RunRow:
    try:
        state = house.reader.state(run)
        driven = state.status == "open" and house.reader.driven(run)
    except JournalError as error:
        return _altered(run, error)
    book = state.runbook
    return RunRow(
        id=run,
        mode=state.mode,
        title=book.title,
        book=f"{book.runbook} {book.version}",
        status=state.status,
        opened=shown_in_full(state.opened_at, book.timezone),
        closed=shown_in_full(state.closed_at, book.timezone),
        settled=state.settled_count,
        tasks=len(state.index.tasks),
        engine=_engine(state, driven=driven),
        driven=driven,
    )


def _altered(run: str, error: JournalError) -> RunRow:
    return RunRow(
        id=run,
        mode="",
        title="",
        book="",
        status="altered",
        opened=None,
        closed=None,
        settled=0,
        tasks=0,
        engine="",
        driven=False,
        problem=str(error),
    )


def _engine(state: RunState, *, driven: bool) -> str:
    if state.status != "open":
        return ""
    return "driven by an engine" if driven else "no engine drives it"
