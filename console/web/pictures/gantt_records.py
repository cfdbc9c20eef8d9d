"""What a Gantt picture consists of: places in pixels, words, and classes for the style sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from console.web.pictures.overview import Overview
from console.web.pictures.ticks import Tick
from rehearsals.core.state import TaskState


@dataclass(frozen=True, kw_only=True, slots=True)
class GanttView:
    """What of a run is shown."""

    #: The time that is shown (UTC), both or neither; None: everything, the busiest time in full.
    start: datetime | None = None
    end: datetime | None = None
    #: Only tasks of these; empty: all.
    phases: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    states: frozenset[TaskState] = frozenset()
    #: Only these tasks; None: all.
    tasks: frozenset[str] | None = None
    #: What the driving chain leads to: `end`, a gate, an outage or a task; empty: none is marked.
    chain: str = "end"
    #: From 1; None: the page that holds what is current.
    page: int | None = None
    rows: int = 200
    #: Pixels for the time.
    width: int = 1100


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """Where a picture leads to."""

    #: In front of a task's id: `/runs/DR1/tasks/`.
    tasks: str
    #: In front of a gate's id.
    gates: str
    #: The address of the picture zoomed to a time; None: the overview leads nowhere.
    zoom: Callable[[datetime, datetime], str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A length of time. `top` and `height` are within its row."""

    kind: str
    x: float
    width: float
    top: float
    height: float
    title: str
    #: Whether it goes on beyond the edge of the picture.
    cut_left: bool = False
    cut_right: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Diamond:
    """A gate: where its decision is planned, expected or was taken."""

    kind: str
    x: float
    title: str
    label: str = ""
    label_x: float = 0.0
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A phase's heading, or a task."""

    key: str
    y: float
    label: str
    title: str
    heading: bool = False
    odd: bool = False
    href: str = ""
    state: TaskState = "waiting"
    icon: str = ""
    driving: bool = False
    bars: tuple[Bar, ...] = ()
    diamonds: tuple[Diamond, ...] = ()
    #: From its expected end to the forecast's P80.
    whisker: Bar | None = None
    #: `25 min late`, behind its last bar.
    note: str = ""
    note_x: float = 0.0
    #: Whether what it shows lies all before or all after the time shown.
    before: bool = False
    after: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """An outage: a band across all rows, with its name in a lane above them."""

    x: float
    width: float
    lane: int
    name: str
    title: str
    is_open: bool
    #: From where on it is only expected; None: all of it happened.
    expected_x: float | None
    cut_left: bool = False
    cut_right: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Pages:
    """Which of the rows are shown."""

    page: int
    of: int
    first: int
    last: int
    #: Tasks that the filter lets through.
    tasks: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Gantt:
    """The whole picture."""

    width: int
    labels: int
    head: float
    height: float
    row_height: float
    zone: str
    start: datetime
    end: datetime
    ticks: tuple[Tick, ...]
    #: Stretches of the axis that are compressed: (x, width).
    compressed: tuple[tuple[float, float], ...]
    rows: tuple[Row, ...]
    bands: tuple[Band, ...]
    #: Outages that have no room for a name above.
    more_bands: int
    gates: tuple[Diamond, ...]
    gates_y: float
    lanes_y: float
    #: Paths between tasks of the driving chain that stand on this page.
    chain_links: tuple[str, ...]
    #: The driving chain in words.
    chain_words: str
    now_x: float | None
    now_words: str
    #: Whether the forecast is drawn.
    forecast: bool
    pages: Pages
    overview: Overview = field(repr=False)
