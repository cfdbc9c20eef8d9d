"""The board: how a run stands, on one screen of a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from console.board_back import way_back_ahead, way_back_taken
from console.board_expected import rest_for
from console.board_gates import decided_gates, next_gate, owed
from console.board_outages import all_outages, open_outages
from console.board_tasks import amiss_rows, task_rows
from console.board_window import window
from console.foreseen import NOTHING, Foreseen
from console.output import heading
from console.standing import Standing
from rehearsals.core.plan.turning_rules import turned_back_whole
from runbooks.clocktime import local

_BAR = 30


def board(
    stands: Standing, engine: str, foreseen: Foreseen = NOTHING, *, live: bool = False
) -> Iterator[RenderableType]:
    """The parts of the board; `engine` says what drives the run, `live` that it is being followed.

    Most urgent first, since a screen is cut off below. Raises what `plan` does.
    """
    ahead = rest_for(stands, foreseen)
    yield from _head(stands, engine, live=live)
    yield from _needs(stands)
    yield from way_back_taken(stands)
    if not live:
        yield from window(stands, foreseen)
    yield from task_rows(stands, ahead)
    yield from amiss_rows(stands)
    if live:
        # On a screen that is cut off, what people do now comes first.
        yield from window(stands, foreseen)
    if stands.state.status == "open":
        yield from next_gate(stands, ahead)
        yield from owed(stands)
        yield from way_back_ahead(stands)
        yield from open_outages(stands, ahead)
    else:
        yield from decided_gates(stands)
        yield from owed(stands)
        yield from all_outages(stands)
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
