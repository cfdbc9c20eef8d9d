"""Who was told of a revision: a row for each subscriber, a column for each way outside; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from console.notice_matrix import Row, matrix_of
from console.notice_seen import NoticesSeen
from console.web.views.notices_banners import Banner, missed_banner
from console.web.views.notices_cards import row_id
from console.web.views.notices_cells import Cell, cell_of
from console.web.views.notices_words import (
    CHANNELS,
    FAILED,
    REACHED,
)
from notices.core.state import Thread
from notices.outbox.delivery import Delivery


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixRow:
    """A subscriber."""

    id: str
    name: str
    #: Addresses within the page, by which its routes are led to.
    anchors: tuple[str, ...]
    listed: bool
    mandatory: bool
    shape: str
    state: str
    why: str
    #: One for each column.
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixView:
    """The whole of a revision."""

    revision: int
    newest: bool
    #: `9 of 12 reached`, and how many of them said so.
    reached: str
    acknowledged: int
    counted: int
    banner: Banner | None
    channels: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    #: Keys of what failed, which can be made again in one go.
    failed: tuple[str, ...]


def matrix_view(seen: NoticesSeen, thread: Thread, revision: int, *, may_act: bool) -> MatrixView:
    """The matrix of a revision that there is; `may_act` says who looks may have things done."""
    newest = revision == len(thread.revisions) - 1
    found = matrix_of(seen, replace(thread, revisions=thread.revisions[: revision + 1]))
    rows = tuple(
        _row(seen, row, [row.cells.get(kind, ()) for kind in found.kinds], may_act and newest)
        for row in sorted(
            found.rows, key=lambda row: (row.reached.is_reached, not row.reached.mandatory)
        )
    )
    return MatrixView(
        revision=revision,
        newest=newest,
        reached=found.reach.words,
        acknowledged=found.reach.acknowledged,
        counted=len(found.reach.counted),
        banner=missed_banner(seen, found.reach) if newest else None,
        channels=tuple(CHANNELS[kind] for kind in found.kinds),
        rows=rows,
        failed=tuple(_failed(found.rows)) if may_act and newest else (),
    )


def _failed(rows: tuple[Row, ...]) -> Iterator[str]:
    for row in rows:
        for cell in row.cells.values():
            yield from (one.key for one in cell if one.state in FAILED)


def _row(
    seen: NoticesSeen, row: Row, cells: list[tuple[Delivery, ...]], may_act: bool
) -> MatrixRow:
    reached = row.reached
    shape, state = REACHED[reached.state]
    anchors = dict.fromkeys(row_id(one.id.route) for cell in cells for one in cell)
    return MatrixRow(
        id=reached.subscriber.id,
        name=reached.subscriber.name,
        anchors=tuple(anchors),
        listed=reached.subscriber.listed,
        mandatory=reached.mandatory,
        shape=shape,
        state=state,
        why=reached.why,
        cells=tuple(tuple(cell_of(seen, one, may_act=may_act) for one in cell) for cell in cells),
    )
