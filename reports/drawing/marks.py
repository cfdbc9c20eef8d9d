"""The shapes the timeline is drawn with; states differ by shape and hatch, not by colour alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BarKind = Literal["planned", "done", "running", "failed", "unknown", "outage", "outage-open"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A length of time, in pixels; `title` says it in words."""

    kind: BarKind
    x: float
    width: float
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """A thin line from ready to started; open if nobody has started."""

    x: float
    width: float
    title: str
    open: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A moment: a gate planned or decided (diamonds), a task skipped (a ring), or given up."""

    kind: Literal["gate-planned", "gate-go", "gate-no_go", "gate-deferred", "skipped", "given-up"]
    x: float
    title: str
    label: str = ""
    #: Where the label's middle lies: beside the point where another label is in the way.
    label_x: float = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """A row: what was planned above what happened."""

    kind: Literal["heading", "gates", "outage", "task"]
    label: str
    title: str
    y: float = 0
    planned: tuple[Bar | Point, ...] = field(default=())
    actual: tuple[Bar | Wait | Point, ...] = field(default=())
