"""The Plan page: which time and which tasks its Gantt shows, and the ways to others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.foreseen import NOTHING, Foreseen
from console.standing import Standing
from console.web.pictures.gantt import chain_of, gantt
from console.web.pictures.gantt_records import Gantt, GanttView, Links
from console.web.pictures.zooms import Zoom, zooms
from console.web.views.expected import Expected, expected
from console.web.views.plan_options import PlanOptions, plan_options
from console.web.views.plan_query import GanttQuery, address, gantt_pairs, pairs_of

#: What may be looked at before and after a run.
_MARGIN = timedelta(days=60)
#: A link: address, words, whether it is what is shown, and no count.
Tab = tuple[str, str, bool, None]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanPage:
    """The page; addresses lead to the page itself with something changed."""

    gantt: Gantt
    query: GanttQuery
    options: PlanOptions
    zooms: tuple[Tab, ...]
    #: What the form of filters carries besides its own fields.
    kept: tuple[tuple[str, str], ...]
    #: And what another form carries that leaves the picture as it is.
    whole: tuple[tuple[str, str], ...]
    #: Tasks of the run, and the address that shows all that the filters let through, in any time.
    tasks: int
    all_rows: str | None
    #: The address without any filter; None if there is none.
    clear: str | None
    previous: str | None
    next: str | None


def plan_page(
    stands: Standing, query: GanttQuery, path: str, foreseen: Foreseen = NOTHING
) -> PlanPage:
    """The page of a run's plan; `path` is its own address, below which the others lie."""
    ahead = expected(stands)
    offered = zooms(stands, ahead)
    start, end, rows = _time(stands, ahead, query, offered)
    run = path.removesuffix("/plan")

    def zoomed(first: datetime, last: datetime) -> str:
        return address(path, gantt_pairs(replace(query, zoom="", start=first, end=last)))

    view = GanttView(
        start=start,
        end=end,
        phases=frozenset(filter(None, [query.phase])),
        parties=frozenset(filter(None, [query.party])),
        states=frozenset(query.states),
        tasks=rows,
        chain=_target(query),
        page=query.page,
    )
    links = Links(tasks=f"{run}/tasks/", gates=f"{run}/gates/", zoom=zoomed)
    forecast = foreseen.outlook.forecast if foreseen.outlook else None
    picture = gantt(stands, links, view, ahead, forecast)
    pages = picture.pages
    pairs = gantt_pairs(query)
    return PlanPage(
        gantt=picture,
        query=query,
        options=plan_options(stands),
        zooms=tuple(_tabs(query, offered, (start, end), path)),
        kept=tuple((key, str(pairs[key])) for key in ("zoom", "from", "to") if pairs[key]),
        whole=tuple(pairs_of(pairs)),
        tasks=len(stands.state.index.tasks),
        all_rows=address(path, {**pairs, "rows": "all"})
        if rows is not None and pages.tasks < len(stands.state.index.tasks)
        else None,
        clear=path if _filtered(query) else None,
        previous=address(path, {**pairs, "page": pages.page - 1}) if pages.page > 1 else None,
        next=address(path, {**pairs, "page": pages.page + 1}) if pages.page < pages.of else None,
    )


def _target(query: GanttQuery) -> str:
    return "" if query.chain == "none" else query.chain or "end"


def _filtered(query: GanttQuery) -> bool:
    return bool(query.phase or query.party or query.states or query.chain or query.rows != "shown")


def _time(
    stands: Standing, ahead: Expected, query: GanttQuery, offered: tuple[Zoom, ...]
) -> tuple[datetime | None, datetime | None, frozenset[str] | None]:
    """The time shown and the tasks to choose from.

    An open run is shown around now, unless nothing lies there: long before it begins.
    """
    now = next((zoom for zoom in offered if zoom.name == "Around now"), None)
    start, end = _asked(stands, ahead, query)
    if start is None and query.zoom != "all" and now is not None:
        start, end = now.start, now.end
    there = _within(stands, ahead, start, end) if start and end else None
    if not query.zoom and query.start is None and there is not None and not there:
        start, end, there = None, None, None
    if query.rows == "chain":
        return start, end, frozenset(chain_of(stands, ahead, _target(query) or "end"))
    return start, end, there if query.rows == "shown" else None


def _asked(
    stands: Standing, ahead: Expected, query: GanttQuery
) -> tuple[datetime | None, datetime | None]:
    """The time that was asked for, as far as it is anywhere near the run."""
    if query.start is None or query.end is None:
        return None, None
    ends = [stands.plan.finish, stands.now, *(one.finish for one in ahead.dates.values())]
    first = min(stands.plan.start, stands.state.opened_at) - _MARGIN
    start, end = max(query.start, first), min(query.end, max(ends) + _MARGIN)
    return (start, end) if start < end else (None, None)


def _within(stands: Standing, ahead: Expected, start: datetime, end: datetime) -> frozenset[str]:
    """The tasks that are planned, were done or are expected in a stretch of time."""
    return frozenset(
        task
        for dates in (stands.dates, ahead.dates)
        for task, one in dates.items()
        if one.start <= end and one.finish >= start
    )


def _tabs(
    query: GanttQuery,
    offered: tuple[Zoom, ...],
    shown: tuple[datetime | None, datetime | None],
    path: str,
) -> list[Tab]:
    tabs: list[Tab] = []
    for zoom in offered:
        asked = replace(query, zoom="", start=zoom.start, end=zoom.end)
        if zoom.start is None:
            asked = replace(asked, zoom="all")
        elif zoom.name == "Around now":
            asked = replace(asked, zoom="now", start=None, end=None)
        tabs.append((address(path, gantt_pairs(asked)), zoom.name, _is(zoom, shown), None))
    return tabs


def _is(zoom: Zoom, shown: tuple[datetime | None, datetime | None]) -> bool:
    """Whether a zoom is what is shown; an address holds it to the minute."""
    if zoom.start is None or zoom.end is None or shown[0] is None or shown[1] is None:
        return zoom.start is None and shown[0] is None
    ends = ((zoom.start, shown[0]), (zoom.end, shown[1]))
    return all(abs((one - other).total_seconds()) < 60 for one, other in ends)  # noqa: PLR2004
