"""The board: how a run stands, on one screen of a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from console.board_back import way_back_ahead, way_back_taken
from console.board_gates import decided_gates, next_gate, owed
from console.board_tasks import WORTH_TELLING, amiss_rows, task_rows
from console.output import heading, table
from console.standing import Standing
from rehearsals.core.plan.turning_rules import turned_back_whole
from runbooks.clocktime import local, local_short, minutes_text

_BAR = 30


def board(stands: Standing, engine: str, *, live: bool = False) -> Iterator[RenderableType]:
    """The parts of the board; `engine` says what drives the run, `live` that it is being followed.

    Most urgent first, since a screen is cut off below. Raises what `way_back` does.
    """
    yield from _head(stands, engine, live=live)
    yield from _needs(stands)
    yield from way_back_taken(stands)
    yield from task_rows(stands)
    yield from amiss_rows(stands)
    if stands.state.status == "open":
        yield from next_gate(stands)
        yield from owed(stands)
        yield from way_back_ahead(stands)
        yield from _outages(stands, stands.open_outages(), "Open outages")
    else:
        yield from decided_gates(stands)
        yield from owed(stands)
        yield from _outages(stands, list(stands.plan.outages), "Outages")
        yield Text(f"\nIts report: `callboard report {stands.state.run}`.")


def _head(stands: Standing, engine: str, *, live: bool) -> Iterator[RenderableType]:
    state = stands.state
    book = state.runbook
    yield Text(f"{state.run}: {state.mode} of {book.runbook}, {book.title}", style="bold")
    reason = f" ({state.close_reason})" if state.close_reason else ""
    status = f"{state.status.replace('_', ' ').upper()}{reason}"
    if state.status == "open" and turned_back_whole(state):
        status = "TURNING BACK"
    yield Text(f"{status}, {local(stands.now, book.timezone)}. {engine}".strip())
    if live:
        yield Text("Shown as it changes; Ctrl-C leaves.", style="dim")
    settled = sum(state.task(task).settled for task in stands.states)
    total = len(stands.states)
    filled = _BAR * settled // total if total else _BAR
    share = f"{settled} of {total} tasks settled"
    if state.given_up:
        share += f"; {len(state.given_up)} given up"
    yield Text(f"[{'#' * filled}{'.' * (_BAR - filled)}] {share}", style="green")


def _needs(stands: Standing) -> Iterator[RenderableType]:
    """What needs somebody, each with the command for it."""
    if not stands.needs:
        return
    yield heading("Needs somebody", len(stands.needs))
    for need in stands.needs:
        yield Text(need.text, style="bold red" if need.urgent else "yellow")
        if need.do:
            yield Padding(Text(f"`{need.do}`"), (0, 0, 0, 4))


def _outages(stands: Standing, keys: list[str], title: str) -> Iterator[RenderableType]:
    if not keys:
        return
    yield heading(title, len(keys))
    rows = table("Outage", "Open since", "Ended", "Planned end", "Late", "System")
    for key in keys:
        record, end = stands.state.outage(key), stands.outage_end(key)
        late = ((record.closed_at or stands.now) - end).total_seconds() if end else 0
        counts = record.opened_at is not None and late >= WORTH_TELLING
        ended = "still open" if record.is_open else _shown(record.closed_at, stands)
        rows.add_row(
            key,
            _shown(record.opened_at, stands) or "did not open",
            ended,
            _shown(end, stands) or "after this run",
            f"late {minutes_text(late)}" if counts else "",
            stands.state.runbook.outages[key].system,
        )
    yield rows


def _shown(instant: datetime | None, stands: Standing) -> str:
    return local_short(instant, stands.state.runbook.timezone) if instant else ""
