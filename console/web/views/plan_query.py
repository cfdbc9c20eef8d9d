"""What somebody wants to see of a plan: read from an address, and written into one again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, Protocol, TypedDict, get_args
from urllib.parse import urlencode

from rehearsals.core.state import TaskState

#: The states that can be asked for, in the order in which a task goes through them.
STATES: tuple[TaskState, ...] = get_args(TaskState)
Rows = Literal["shown", "all", "chain"]
Zooming = Literal["", "now", "all"]
_INSTANT = "%Y%m%dT%H%MZ"
_MOST_PAGES = 100_000
#: Characters of a word that is looked for.
_LONGEST = 200


class Params(Protocol):
    """The query of an address."""

    def get(self, key: str) -> str | None:
        """The last value of a key."""

    def getlist(self, key: str) -> list[str]:
        """All values of a key."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanQuery:
    """Filters of the Gantt, of the graph and of the table of tasks; empty: everything."""

    phase: str = ""
    party: str = ""
    states: tuple[TaskState, ...] = ()
    #: As in a Gantt: `end`, a gate, an outage or a task; `none`: no chain is marked.
    chain: str = ""
    page: int | None = None


class Common(TypedDict):
    """The fields of a PlanQuery."""

    phase: str
    party: str
    states: tuple[TaskState, ...]
    chain: str
    page: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class GanttQuery(PlanQuery):
    """What of a run a Gantt shows."""

    #: Around now, everything, or the given time; empty: as is usual for the run.
    zoom: Zooming = ""
    #: UTC, both or neither.
    start: datetime | None = None
    end: datetime | None = None
    #: Tasks that lie in the time shown, all tasks, or those of the driving chain.
    rows: Rows = "shown"


def gantt_query(params: Params) -> GanttQuery:
    """What an address asks of a Gantt; what cannot be read counts as not asked."""
    start, end = _instant(params.get("from")), _instant(params.get("to"))
    both = start is not None and end is not None and start < end
    zoom, rows = params.get("zoom"), params.get("rows")
    return GanttQuery(
        **common(params),
        zoom="" if both else "now" if zoom == "now" else "all" if zoom == "all" else "",
        start=start if both else None,
        end=end if both else None,
        rows="all" if rows == "all" else "chain" if rows == "chain" else "shown",
    )


def common(params: Params) -> Common:
    """The filters that all pages of a plan know, as fields of their queries."""
    wanted = params.getlist("state")
    return {
        "phase": word(params, "phase"),
        "party": word(params, "party"),
        "states": tuple(state for state in STATES if state in wanted),
        "chain": word(params, "chain"),
        "page": number(params.get("page"), _MOST_PAGES),
    }


def word(params: Params, key: str) -> str:
    """A word of an address, cut to what anybody would look for."""
    return " ".join((params.get(key) or "").split())[:_LONGEST]


def number(text: str | None, most: int) -> int | None:
    """A whole number from 1 on; None for anything else."""
    if not text or not (text.isascii() and text.isdecimal()) or len(text) > 10:  # noqa: PLR2004
        return None
    return min(int(text), most) or None


def instant_text(instant: datetime) -> str:
    """An instant as an address carries it, to the minute."""
    return instant.astimezone(UTC).strftime(_INSTANT)


def address(path: str, pairs: Mapping[str, object]) -> str:
    """A path with a query; values that are empty are left out, lists stand several times."""
    return f"{path}?{query}" if (query := urlencode(list(pairs_of(pairs)))) else path


def common_pairs(query: PlanQuery) -> dict[str, object]:
    """The filters of a query for an address, without the page."""
    return {
        "phase": query.phase,
        "party": query.party,
        "state": query.states,
        "chain": query.chain,
    }


def gantt_pairs(query: GanttQuery) -> dict[str, object]:
    """All of a Gantt's query for an address, without the page."""
    return {
        **common_pairs(query),
        "rows": "" if query.rows == "shown" else query.rows,
        "zoom": query.zoom,
        "from": instant_text(query.start) if query.start else "",
        "to": instant_text(query.end) if query.end else "",
    }


def pairs_of(pairs: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Keys and values as an address or a form carries them, without what is empty."""
    for key, value in pairs.items():
        values: Sequence[object] = value if isinstance(value, tuple | list) else (value,)
        yield from ((key, str(each)) for each in values if each not in ("", None))


def _instant(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text or "", _INSTANT).replace(tzinfo=UTC)
    except ValueError:
        return None
