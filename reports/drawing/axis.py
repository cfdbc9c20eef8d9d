"""A time axis with a focus: one window at full scale, what lies around it compressed.

A cutover's plan spans weeks, nearly all of its work one weekend. The axis is linear in each of its
parts, so that order is kept and bars within a part can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

#: Share of the width for the focus, and the least for a compressed part.
_FOCUS_SHARE = 0.74
_LEAST_SHARE = 0.05
#: A focus that is this share of the whole needs no compression.
_WHOLE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch of the axis with one scale."""

    start: datetime
    end: datetime
    left: float
    width: float
    focus: bool

    @property
    def right(self) -> float:
        """Where the next part begins."""
        return self.left + self.width

    @property
    def pixels_per_hour(self) -> float:
        """The scale."""
        return self.width / ((self.end - self.start) / timedelta(hours=1))

    def x(self, instant: datetime) -> float:
        """Where an instant of this part lies."""
        return self.left + self.width * ((instant - self.start) / (self.end - self.start))


@dataclass(frozen=True, kw_only=True, slots=True)
class Axis:
    """The parts, in order, without gaps."""

    parts: tuple[Part, ...]

    def x(self, instant: datetime) -> float:
        """Where an instant lies; those off the axis lie at its ends."""
        for part in self.parts:
            if instant <= part.end:
                return part.x(max(instant, part.start))
        return self.parts[-1].right

    @property
    def compressed(self) -> bool:
        """Whether it has more than one scale."""
        return len(self.parts) > 1


def build_axis(
    span: tuple[datetime, datetime],
    focus: tuple[datetime, datetime] | None,
    *,
    left: float,
    width: float,
) -> Axis:
    """An axis over a span of at least an hour, in pixels; the focus is cut to the span.

    Without a focus, or with one that is most of the span, the axis has a single scale.
    """
    start, end = span
    end = max(end, start + timedelta(hours=1))
    first, last = (max(focus[0], start), min(focus[1], end)) if focus else (start, end)
    if last <= first or last - first >= _WHOLE * (end - start):
        whole = Part(start=start, end=end, left=left, width=width, focus=True)
        return Axis(parts=(whole,))
    shares = _shares(first - start, end - last)
    parts, at = [], left
    stretches = ((start, first, False), (first, last, True), (last, end, False))
    for (begin, finish, is_focus), share in zip(stretches, shares, strict=True):
        if finish > begin:
            wide = share * width
            parts.append(Part(start=begin, end=finish, left=at, width=wide, focus=is_focus))
            at += wide
    return Axis(parts=tuple(parts))


def _shares(before: timedelta, after: timedelta) -> tuple[float, float, float]:
    """Shares of the width before, in and after the focus."""
    spare = 1 - _FOCUS_SHARE
    if not before or not after:
        rest = spare if before or after else 0.0
        return (rest if before else 0.0, 1 - rest, rest if after else 0.0)
    early = spare * (before / (before + after))
    early = min(max(early, _LEAST_SHARE), spare - _LEAST_SHARE)
    return early, _FOCUS_SHARE, spare - early
