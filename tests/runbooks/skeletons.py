"""The skeletons in `tests/data` that the library was made from: rows by id, times as instants."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"
MARKS = {"S": "sourced", "M": "mixed", "A": "assumed"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One task of a skeleton."""

    id: str
    title: str
    after: frozenset[str]
    not_before: str
    #: Seconds.
    duration: int
    start: datetime
    end: datetime
    #: The gate's id, or empty.
    gate: str
    #: The rollback task that undoes it, or empty.
    undo: str
    #: As the skeleton names them; some are no systems, such as `Governance` and `All`.
    systems: frozenset[str]
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """One planned outage."""

    opens: str
    closes: str
    start: datetime
    end: datetime


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The tasks of `m10_runbook`, `m10_rollback` or `m11_runbook`, in order."""
    return tuple(_row(row) for row in _read(f"{name}_skeleton.csv"))


@cache
def windows() -> dict[str, Window]:
    """The outages of M10, by id."""
    return {
        row["ref"]: Window(
            opens=row["open_task"],
            closes=row["close_task"],
            start=datetime.fromisoformat(row["start_utc"]),
            end=datetime.fromisoformat(row["end_utc"]),
        )
        for row in _read("m10_outage_windows.csv")
    }


def _read(file: str) -> list[dict[str, str]]:
    with (_DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _row(row: dict[str, str]) -> Row:
    undone_by = row["fallback"] if row["fallback"].startswith("R") else ""
    return Row(
        id=row["id"],
        title=row["task"],
        after=frozenset(row["depends_on"].split()),
        not_before=row["not_before_local"],
        duration=int(row["duration_min"]) * 60,
        start=datetime.fromisoformat(row["planned_start_utc"]),
        end=datetime.fromisoformat(row["planned_end_utc"]),
        gate=row["gate"].split(" ")[0],
        undo=f"M10-{undone_by}" if undone_by[1:].isdigit() else "",
        systems=frozenset(row["system"].split("/")),
        mark=MARKS[row["basis"][0]],
    )
