"""The outages on the board: what is open and when it ends, or all of them once a run is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import RenderableType

from console.board_tasks import WORTH_TELLING
from console.output import heading, table
from console.standing import Standing
from rehearsals.outlook.outages import outage_of
from rehearsals.outlook.rest import Rest
from runbooks.clocktime import local_short, minutes_text


def open_outages(stands: Standing, ahead: Rest | None) -> Iterator[RenderableType]:
    """What is open, and when it ends: as announced or planned, and as things stand."""
    keys = stands.open_outages()
    if not keys:
        return
    yield heading("Open outages", len(keys))
    rows = table("Outage", "Open since", _end_word(stands, keys), "Expected end", "Late", "System")
    for key in keys:
        rows.add_row(
            key,
            _shown(stands.state.outage(key).opened_at, stands),
            _shown(stands.announced_end(key), stands) or "after this run",
            _expected(stands, ahead, key),
            _late(stands, key),
            stands.state.runbook.outages[key].system,
        )
    yield rows


def all_outages(stands: Standing) -> Iterator[RenderableType]:
    """Every outage of a run that is over, as planned and as it happened."""
    keys = list(stands.plan.outages)
    if not keys:
        return
    yield heading("Outages", len(keys))
    rows = table("Outage", "Open since", "Ended", _end_word(stands, keys), "Late", "System")
    for key in keys:
        record = stands.state.outage(key)
        rows.add_row(
            key,
            _shown(record.opened_at, stands) or "did not open",
            "still open" if record.is_open else _shown(record.closed_at, stands),
            _shown(stands.announced_end(key), stands) or "after this run",
            _late(stands, key),
            stands.state.runbook.outages[key].system,
        )
    yield rows


def _end_word(stands: Standing, keys: Sequence[str]) -> str:
    """What an end that does not move by itself is called: people were told it, or not yet."""
    told = all(key in stands.announced.ends for key in keys)
    return "Announced end" if told else "Planned end"


def _expected(stands: Standing, ahead: Rest | None, key: str) -> str:
    """When it ends if the rest goes by plan; below it whether that is no more than the earliest."""
    if ahead is None:
        return ""
    out = outage_of(ahead, key)
    if out.ends_at is None:
        return ""
    doubt = "\nat the earliest" if out.ends_doubt else ""
    return f"{_shown(out.ends_at, stands)}{doubt}"


def _late(stands: Standing, key: str) -> str:
    record, end = stands.state.outage(key), stands.announced_end(key)
    late = ((record.closed_at or stands.now) - end).total_seconds() if end else 0
    counts = record.opened_at is not None and late >= WORTH_TELLING
    return f"late {minutes_text(late)}" if counts else ""


def _shown(instant: datetime | None, stands: Standing) -> str:
    return local_short(instant, stands.state.runbook.timezone) if instant else ""
