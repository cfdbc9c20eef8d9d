"""`show --follow`: the board of a run, drawn anew as soon as anybody has acted.

On a terminal it takes the whole screen and gives it back; elsewhere the board is printed anew after
each change. It looks at the journal alone, so that it works beside any engine and without one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from threading import Event
from time import monotonic

from rich.console import Console, Group, RenderableType
from rich.live import Live

from console.announced import announced_in
from console.app import WIDTH
from console.board import board
from console.driving import driven_by
from console.foreseeing import Foreseer
from console.foreseen import Foreseen
from console.here import now, now_in
from console.notice_needs import notice_needs
from console.notice_seen import NoticesReader
from console.output import emit, emit_rich, harmless
from console.standing import Standing, standing
from flows.signals import stopping_on_signals
from rehearsals.desk import Desk

#: Seconds: between looks at the journal, between two drawings at least, and at most, because time
#: passes too.
LOOK, PACE, REDRAW = 0.05, 0.2, 1.0

Board = Iterable[RenderableType]
Draw = Callable[[Board], None]


def follow(desk: Desk, run: str) -> None:
    """Show the board until the run is closed, or until Ctrl-C or SIGTERM; then show it once more.

    Raises what the journal and the plan raise.
    """
    terminal = sys.stdout.isatty()
    last: tuple[Standing, Foreseen] | None = None
    left = Event()
    with stopping_on_signals(left.set), _screen() if terminal else nullcontext(_print) as draw:
        for stands, foreseen in _standings(desk, run, left, redraw=terminal):
            draw(board(stands, driven_by(desk, stands.state), foreseen, live=terminal))
            last = stands, foreseen
    if terminal and last is not None:
        stands, foreseen = last
        emit_rich(*board(stands, driven_by(desk, stands.state), foreseen))


def _standings(
    desk: Desk, run: str, left: Event, *, redraw: bool
) -> Iterator[tuple[Standing, Foreseen]]:
    """How the run stands and what is foreseen of it, after every change until `left` is set.

    With `redraw` as time passes, too.
    """
    shown: object = None
    stands: Standing | None = None
    foreseer, notices = Foreseer(), NoticesReader(desk.journal, run)
    while not left.is_set():
        state = desk.state(run)
        at = now_in(state)
        seen = notices.seen(state, at, now())
        beside, announced = notice_needs(seen), announced_in(seen.book)
        stands = standing(state, at, stands, beside=beside, announced=announced)
        foreseen = foreseer.of(stands)
        # What is ready or late changes with time alone; on paper, only what has become ready.
        looks = (state.seq, seen.book.seq, tuple(stands.states.values()))
        if redraw or looks != shown:
            shown = looks
            yield stands, foreseen
        if state.status != "open":
            return
        _wait(desk, left)


def _wait(desk: Desk, left: Event) -> None:
    """Until the journal has changed, but not so soon that nobody could read; or a second."""
    since = monotonic()
    changed = False
    while (waited := monotonic() - since) < REDRAW and not left.wait(LOOK):
        changed = desk.journal.changed() or changed
        if changed and waited >= PACE:
            return


def _print(parts: Board) -> None:
    emit_rich(*parts)
    emit("-" * WIDTH)


@contextmanager
def _screen() -> Iterator[Draw]:
    """The whole terminal, given back at the end; what does not fit is cut off below."""
    console = Console(highlight=False, emoji=False, markup=False, soft_wrap=False)
    console.width = min(console.width, WIDTH)
    with Live(console=console, screen=True, auto_refresh=False) as live:
        yield lambda parts: live.update(Group(harmless(*parts)), refresh=True)
