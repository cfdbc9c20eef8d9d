"""Who was told of a notice: subscriber by channel, what became of each route, who was missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from console.notice_data import delivery_data, health_data
from console.notice_page import delivery_words
from console.notice_seen import KIND_WORDS, STATE_WORDS, NoticesSeen, kind_said
from console.output import table, wrapped
from notices.core.state import Thread
from notices.outbox.delivery import Delivery
from notices.subscriptions.reach import Reach, Reached, reach_of
from notices.subscriptions.records import RouteKind
from runbooks.clocktime import local_time
from runbooks.errors import CallboardError

_SHORT = {**STATE_WORDS, "accepted": "accepted", "leased": "on its way", "superseded": "superseded"}
_BAD = ("failing", "failed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A subscriber, how far the notice has come with them, and each delivery by kind of route."""

    reached: Reached
    cells: Mapping[RouteKind, tuple[Delivery, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """The newest revision of a notice, and whom it has reached; reminders of it count too."""

    reach: Reach
    rows: tuple[Row, ...]
    #: The kinds of routes that there are deliveries over.
    kinds: tuple[RouteKind, ...]
    #: Whether somebody must be told, is not, and it soon starts.
    blocking: bool


def matrix_of(seen: NoticesSeen, thread: Thread) -> Matrix:
    """The matrix of a notice; raises CallboardError if nothing of it is published."""
    if not thread.revisions:
        raise CallboardError(
            f"Nothing of {thread.id} is published yet.",
            hint=f"Look at its draft: `callboard notices drafts {seen.run}`.",
        )
    newest = thread.revisions[-1]
    reach = reach_of(
        seen.subscriptions,
        newest.notice,
        seen.deliveries,
        mode=seen.communications,
        withheld=newest.withheld,
    )
    found = seen.deliveries.of(newest.notice.id, newest.notice.revision)
    rows = tuple(Row(reached=one, cells=_cells(seen, one, found)) for one in reach.rows)
    used = {kind for row in rows for kind in row.cells}
    return Matrix(
        reach=reach,
        rows=rows,
        kinds=tuple(kind for kind in KIND_WORDS if kind in used),
        blocking=reach.is_blocking(seen.now),
    )


def matrix_shown(seen: NoticesSeen, thread: Thread) -> Iterator[RenderableType]:
    """The matrix as a table, with what stands in the way above it and what failed below."""
    found = matrix_of(seen, thread)
    notice = found.reach.notice
    head = (
        f"{notice.id}, revision {notice.revision} ({kind_said(notice.kind)}): {found.reach.words}"
    )
    yield Text(f"{head}, {found.reach.acknowledged} acknowledged.")
    if found.reach.missed:
        yield Text(banner(found), style="bold red")
    shown = table("Subscriber", *(KIND_WORDS[kind] for kind in found.kinds), "Reached")
    for row in found.rows:
        cells = [_joined(seen, row.cells.get(kind, ())) for kind in found.kinds]
        shown.add_row(_name(row.reached), *cells, _reached(row.reached))
    yield shown
    if any(row.reached.mandatory for row in found.rows):
        yield Text("* must be told")
    failed = [each for row in found.rows for cell in row.cells.values() for each in cell]
    for each in failed:
        if each.state in _BAD:
            yield Text(wrapped(f"{delivery_words(seen, each)} [{each.key}]", 4))


def banner(found: Matrix) -> str:
    """Who must be told and was not; it stands in the way once the start is near."""
    names = ", ".join(row.subscriber.name for row in found.reach.missed)
    why = "; this stands in the way of the start" if found.blocking else ""
    return wrapped(f"MUST BE TOLD AND ARE NOT: {names}{why}.")


def matrix_data(seen: NoticesSeen, thread: Thread) -> dict[str, Any]:
    """The matrix as JSON."""
    found = matrix_of(seen, thread)
    notice = found.reach.notice
    return {
        "notice": notice.id,
        "revision": notice.revision,
        "counted": len(found.reach.counted),
        "reached": found.reach.reached,
        "acknowledged": found.reach.acknowledged,
        "missed": [row.subscriber.id for row in found.reach.missed],
        "blocking": found.blocking,
        "sender": health_data(seen.sender),
        "subscribers": [
            {
                "id": row.reached.subscriber.id,
                "name": row.reached.subscriber.name,
                "listed": row.reached.subscriber.listed,
                "mandatory": row.reached.mandatory,
                "state": row.reached.state,
                "why": row.reached.why,
                "deliveries": [
                    {"kind": kind, **delivery_data(one)}
                    for kind, cell in row.cells.items()
                    for one in cell
                ],
            }
            for row in found.rows
        ],
    }


def _cells(
    seen: NoticesSeen, one: Reached, found: tuple[Delivery, ...]
) -> Mapping[RouteKind, tuple[Delivery, ...]]:
    cells: dict[RouteKind, tuple[Delivery, ...]] = {}
    for each in found:
        route = seen.subscriptions.routes.get(each.id.route)
        if route is not None and route.subscriber == one.subscriber.id:
            cells[route.kind] = (*cells.get(route.kind, ()), each)
    return cells


def _joined(seen: NoticesSeen, cell: tuple[Delivery, ...]) -> str:
    return "\n".join(_cell(one, seen.zone) for one in cell) or "-"


def _cell(delivery: Delivery, zone: str) -> str:
    tries = f" x{len(delivery.attempts)}" if len(delivery.attempts) > 1 else ""
    at = f" {local_time(delivery.told_at, zone)}" if delivery.told_at else ""
    event = "" if delivery.id.event == "said" else f"{delivery.id.event.partition(':')[2]}: "
    return f"{event}{_SHORT[delivery.state]}{tries}{at}"


def _name(one: Reached) -> str:
    marks = ("" if one.subscriber.listed else " (not listed)", " *" if one.mandatory else "")
    return f"{one.subscriber.name}{''.join(marks)}"


def _reached(one: Reached) -> str:
    return one.state if not one.why else f"{one.state}: {one.why}"
