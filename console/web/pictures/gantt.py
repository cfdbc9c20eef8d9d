"""The Gantt of a run: planned, actual and expected, outages as bands, gates, the driving chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from console.standing import Standing
from console.web.pictures.gantt_head import bands, gate_lane
from console.web.pictures.gantt_records import Bar, Gantt, GanttView, Links, Row
from console.web.pictures.gantt_rows import Chosen, choose
from console.web.pictures.gantt_tasks import LABELS, ROW, TaskArtist
from console.web.pictures.overview import Overview, Stay, overview
from console.web.pictures.ticks import ticks
from console.web.pictures.words import fit
from console.web.views.expected import Expected, expected
from console.web.views.outages import OutageView, outages
from dependencies.forecast.records import Forecast
from reports.drawing.axis import Axis, build_axis
from runbooks.clocktime import local_short

_TICKS = 36
_GATES = 26
LANE = 16
_MARGIN = timedelta(hours=2)
Span = tuple[datetime, datetime]
#: The shortest time that can be shown.
_SHORTEST = timedelta(minutes=30)


def gantt(
    stands: Standing,
    links: Links,
    view: GanttView | None = None,
    ahead: Expected | None = None,
    forecast: Forecast | None = None,
) -> Gantt:
    """The picture of a run as it stands; what is chosen in `view` and does not exist is empty.

    With a forecast the P80 of what is ahead is drawn too.
    """
    view = view or GanttView()
    ahead = ahead or expected(stands)
    out = outages(stands, ahead)
    span = whole_span(stands, ahead, out)
    axis = _axis(view, span, out)
    artist = TaskArtist(stands, ahead, axis, links, forecast)
    chosen = choose(stands, view)
    chain = chain_of(stands, ahead, view.chain)
    rows, height = _rows(artist, chosen, frozenset(chain))
    drawn = bands(stands, axis, out)
    gates = gate_lane(stands, artist)
    gates_y, lanes_y = float(_TICKS), float(_TICKS + (_GATES if gates else 0))
    lanes = max((band.lane + 1 for band in drawn.bands), default=0)
    shown = (axis.parts[0].start, axis.parts[-1].end)
    now_x = round(axis.x(stands.now), 1) if shown[0] <= stands.now <= shown[1] else None
    zone = stands.state.runbook.timezone
    return Gantt(
        width=view.width,
        labels=LABELS,
        head=lanes_y + lanes * LANE + 4,
        height=height,
        row_height=ROW,
        zone=zone,
        start=shown[0],
        end=shown[1],
        ticks=ticks(axis, zone),
        compressed=tuple(
            (round(part.left, 1), round(part.width, 1)) for part in axis.parts if not part.focus
        ),
        rows=rows,
        bands=drawn.bands,
        more_bands=drawn.more,
        gates=gates,
        gates_y=gates_y,
        lanes_y=lanes_y,
        chain_links=_chain_links(rows, chain),
        chain_words=_chain_words(stands, view.chain, chain),
        now_x=now_x if stands.state.status == "open" else None,
        now_words=f"now, {local_short(stands.now, zone)}",
        forecast=forecast is not None,
        pages=chosen.pages,
        overview=_overview(stands, ahead, (span, shown), view, links),
    )


def chain_of(stands: Standing, ahead: Expected, target: str) -> tuple[str, ...]:
    """The tasks that drive the end, a gate, an outage's end or a task, as things stand."""
    if not target:
        return ()
    book, index = stands.state.runbook, stands.state.index
    if target == "end":
        return ahead.chain(ahead.last)
    if target in book.gate_by_id:
        return ahead.chain(book.gate_by_id[target].meeting)
    if target in book.outages:
        closing = [task for (task, _), keys in index.closes.items() if target in keys]
        return ahead.chain(next((task for task in closing if task in ahead.dates), None))
    return ahead.chain(target)


def whole_span(
    stands: Standing, ahead: Expected, out: Sequence[OutageView]
) -> tuple[datetime, datetime]:
    """From the first to the last of what was planned, happened or is expected (UTC)."""
    starts = [dates.start for dates in ahead.dates.values()]
    ends = [dates.finish for dates in ahead.dates.values()]
    starts += [view.expected_start for view in out if view.expected_start]
    ends += [view.expected_end for view in out if view.expected_end]
    begun = [one.started_at for task in stands.state.tasks.values() for one in task.attempts]
    return (
        min([stands.plan.start, *starts, *begun]),
        max([stands.plan.finish, *ends, *begun]),
    )


def busiest(out: Sequence[OutageView]) -> tuple[datetime, datetime] | None:
    """The time around the outages, with a margin; None without any."""
    moments = [
        moment
        for view in out
        for moment in (view.planned_start, view.planned_end, view.expected_start, view.expected_end)
        if moment is not None
    ]
    return (min(moments) - _MARGIN, max(moments) + _MARGIN) if moments else None


def _axis(
    view: GanttView,
    span: tuple[datetime, datetime],
    out: Sequence[OutageView],
) -> Axis:
    if view.start and view.end:
        end = max(view.end, view.start + _SHORTEST)
        return build_axis((view.start, end), None, left=0, width=view.width)
    # A little room on both sides, so that the first and the last bar can be seen whole.
    room = (span[1] - span[0]) / 100
    wide = (span[0] - room, span[1] + room)
    return build_axis(wide, busiest(out), left=0, width=view.width)


def _rows(
    artist: TaskArtist, chosen: Chosen, driving: frozenset[str]
) -> tuple[tuple[Row, ...], float]:
    """The rows one under the other, a heading before each phase, and the height of all."""
    rows: list[Row] = []
    y = 0.0
    for title, those in groupby(chosen.tasks, key=lambda pair: pair[1]):
        words = title
        rows.append(
            Row(
                key=f"phase {len(rows)}",
                y=y,
                label=fit(words, LABELS - 12, bold=True),
                title=words,
                heading=True,
            )
        )
        y += ROW
        for number, (task, _) in enumerate(those):
            odd = number % 2 == 1
            rows.append(artist.row(task, y, odd=odd, driving=task.id in driving))
            y += ROW
    return tuple(rows), y


def _chain_links(rows: Sequence[Row], chain: Sequence[str]) -> tuple[str, ...]:
    """A line from each task of the chain to the next, where both are on the page."""
    placed = {row.key: row for row in rows if row.bars and not row.heading}
    paths = []
    for earlier, later in pairwise(chain):
        if earlier in placed and later in placed:
            first, second = _lived(placed[earlier]), _lived(placed[later])
            x = first.x + first.width
            y = placed[earlier].y + first.top + first.height / 2
            across = max(second.x - x, 0.0)
            down = placed[later].y + second.top + second.height / 2 - y
            paths.append(f"M{x:.1f} {y:.1f}h{across / 2:.1f}v{down:.1f}H{second.x:.1f}")
    return tuple(paths)


def _lived(row: Row) -> Bar:
    """The bar that tells best when a task happens: the last one."""
    return row.bars[-1]


def _chain_words(stands: Standing, target: str, chain: Sequence[str]) -> str:
    if not chain:
        return ""
    name = "the end" if target == "end" else target
    open_ones = [task for task in chain if not stands.state.task(task).settled]
    return f"Driving chain to {name}: {len(chain)} tasks, {len(open_ones)} of them still to do."


def _overview(
    stands: Standing,
    ahead: Expected,
    times: tuple[Span, Span],
    view: GanttView,
    links: Links,
) -> Overview:
    stays = (
        Stay(start=dates.start, finish=dates.finish, settled=stands.state.task(task).settled)
        for task, dates in ahead.dates.items()
    )
    return overview(
        stays,
        *times,
        now=stands.now,
        width=view.width + LABELS,
        zone=stands.state.runbook.timezone,
        zoom=links.zoom,
    )
