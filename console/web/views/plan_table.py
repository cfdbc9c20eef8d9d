"""The table of all tasks of a run: filtered and sorted here, a page of it at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil

from console.foreseen import NOTHING, Foreseen
from console.naming import party_name
from console.standing import Standing
from console.web.views.expected import Expected, expected
from console.web.views.moments import Shown, clock_time, late_text, shown
from console.web.views.plan_finding import Found, find
from console.web.views.plan_floats import Floats, TaskFloats, floats_of
from console.web.views.plan_options import Option, PlanOptions, phase_title, plan_options
from console.web.views.plan_query import (
    Params,
    PlanQuery,
    address,
    common,
    common_pairs,
    word,
)
from rehearsals.outlook.dates import Dates

#: Tasks of a page.
PAGE = 100
#: What can be sorted by, with the head of its column.
SORTS: Mapping[str, str] = {
    "id": "Task",
    "state": "State",
    "planned": "Planned",
    "expected": "Began or expected",
    "late": "Late",
    "party": "Party",
    "phase": "Phase",
}
#: What is still to be done first, by plan: how an open run is shown to who asks for no order.
OPEN_FIRST = "open"
LATE: tuple[Option, ...] = (("", "Any"), ("yes", "Late now"), ("all", "Late, also when done"))


@dataclass(frozen=True, kw_only=True, slots=True)
class TableQuery(PlanQuery):
    """What somebody wants to see of the tasks; a chain here lets only its tasks through."""

    #: Words that the id, the title or the party must hold.
    q: str = ""
    #: `yes`: ready or running, and late, as the board counts them; `all`: done ones too.
    late: str = ""
    #: A key of SORTS, with a dash before it the other way round; or OPEN_FIRST. Empty: as usual.
    sort: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """From when to when; the end without its day if that is the same."""

    start: Shown
    end: Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRow:
    """A task."""

    id: str
    title: str
    href: str
    state: str
    phase: str
    party: str
    planned: Span | None
    #: As it happened, or is expected.
    lived: Span | None
    #: `expected, to`, `to be expected until` and the like: what stands before its end.
    lived_word: str
    late: str
    #: None of what is over, and as long as nothing is foreseen.
    floats: TaskFloats | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TablePage:
    """The page; addresses lead to it with something changed."""

    rows: tuple[TableRow, ...]
    #: The gate towards which float is given; empty if none is ahead.
    gate: str
    query: TableQuery
    options: PlanOptions
    chains: tuple[Option, ...]
    late: tuple[Option, ...]
    #: How it is sorted for who asks for no order.
    usual: str
    #: Heads of columns, with the address that sorts by them, and how they are sorted now.
    sorts: Mapping[str, tuple[str, str | None]]
    sort_options: tuple[Option, ...]
    first: int
    last: int
    #: Tasks that the filters let through, and all of the run.
    found: int
    tasks: int
    previous: str | None
    next: str | None
    clear: str | None
    csv: str


def table_query(params: Params) -> TableQuery:
    """What an address asks of the table; what cannot be read counts as not asked."""
    sort, late = word(params, "sort"), word(params, "late")
    return TableQuery(
        **common(params),
        q=word(params, "q"),
        late=late if late in dict(LATE) else "",
        sort=sort if sort == OPEN_FIRST or sort.removeprefix("-") in SORTS else "",
    )


def plan_table(
    stands: Standing, query: TableQuery, path: str, foreseen: Foreseen = NOTHING
) -> TablePage:
    """A page of the table of a run; `path` is its own address."""
    floats = floats_of(foreseen)
    ahead, query = expected(stands), in_order(stands, query)
    found = find(stands, ahead, query)
    of = max(ceil(len(found) / PAGE), 1)
    number = min(query.page or 1, of)
    first = (number - 1) * PAGE
    some = found[first : first + PAGE]
    usual = usual_order(stands)
    pairs = _pairs(query, usual)
    options = plan_options(stands)
    return TablePage(
        rows=tuple(_rows(stands, ahead, some, path.removesuffix("/plan/table"), floats)),
        gate=floats.gate if floats else "",
        query=query,
        options=options,
        chains=(("", "Any task"), ("end", "The end"), *options.chains[1:-1]),
        late=LATE,
        usual=usual,
        sorts=dict(_sorts(query, path, usual)),
        sort_options=tuple(_sort_options(query)),
        first=first + 1 if some else 0,
        last=first + len(some),
        found=len(found),
        tasks=len(stands.state.index.tasks),
        previous=address(path, {**pairs, "page": number - 1}) if number > 1 else None,
        next=address(path, {**pairs, "page": number + 1}) if number < of else None,
        clear=path if len(found) < len(stands.state.index.tasks) else None,
        csv=address(f"{path}.csv", pairs),
    )


def usual_order(stands: Standing) -> str:
    """How the tasks of a run are sorted for who asks for no order."""
    return OPEN_FIRST if stands.state.status == "open" else "planned"


def in_order(stands: Standing, query: TableQuery) -> TableQuery:
    """A query, in the usual order if it asks for none."""
    return query if query.sort else replace(query, sort=usual_order(stands))


def _pairs(query: TableQuery, usual: str) -> dict[str, object]:
    """All of a query for an address, without the page."""
    sort = "" if query.sort == usual else query.sort
    return {"q": query.q, **common_pairs(query), "late": query.late, "sort": sort}


def _sorts(
    query: TableQuery, path: str, usual: str
) -> Iterator[tuple[str, tuple[str, str | None]]]:
    """Each head leads to its own order; the one that is sorted by, to the other way round."""
    for key, head in SORTS.items():
        here = query.sort.removeprefix("-") == key
        down = query.sort.startswith("-")
        # Who sorts by lateness looks for the latest.
        fresh = f"-{key}" if key == "late" else key
        asked = (key if down else f"-{key}") if here else fresh
        way = ("descending" if down else "ascending") if here else None
        yield head, (address(path, _pairs(replace(query, sort=asked), usual)), way)


def _sort_options(query: TableQuery) -> Iterator[Option]:
    """For phones, where a table has no heads to tap."""
    yield OPEN_FIRST, "what is open first"
    for key, head in SORTS.items():
        late = key == "late"
        yield f"-{key}" if late else key, "latest first" if late else head.lower()
    if query.sort not in (*SORTS, OPEN_FIRST, "-late"):
        yield query.sort, f"{SORTS[query.sort[1:]].lower()}, last first"
    elif query.sort == "late":
        yield query.sort, "latest last"


def _rows(
    stands: Standing, ahead: Expected, found: list[Found], run: str, floats: Floats | None
) -> Iterator[TableRow]:
    zone = stands.state.runbook.timezone
    for one in found:
        task, record = one.task, stands.state.task(one.task.id)
        planned, now = stands.dates.get(task.id), ahead.dates.get(task.id)
        yield TableRow(
            id=task.id,
            title=task.title,
            href=f"{run}/tasks/{task.id}",
            state="blocked" if record.blocks else one.state,
            phase=phase_title(stands, task.id),
            party=party_name(stands.state.runbook, stands.state.owner(task.id)),
            planned=_span(planned, zone),
            lived=_span(now, zone),
            lived_word=_lived_word(begun=record.started_at is not None, over=record.settled),
            late=late_text(one.late),
            floats=floats.of(task.id) if floats else None,
        )


def _lived_word(*, begun: bool, over: bool) -> str:
    """What stands between the two times of what happened, or is expected."""
    if over:
        return "to"
    return "expected until" if begun else "expected, to"


def _span(dates: Dates | None, zone: str) -> Span | None:
    if dates is None:
        return None
    start, end = shown(dates.start, zone), clock_time(dates.finish, zone, dates.start)
    return Span(start=start, end=end) if start and end else None
