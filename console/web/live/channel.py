"""A channel: one page of one run, as all who have it open see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.web.live.frames import frame
from console.web.live.stream import Stream

#: The page that is told only that something happened, and fetches itself.
TICK = "tick"
#: A program that reads on by itself: it costs little, and is told of everything at once.
FEED = "feed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What a channel is about; `TICK` stands for all personal pages, `FEED` for programs."""

    run: str
    page: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A page's regions as they were rendered at a sequence number of the run."""

    seq: int
    regions: Mapping[str, str]
    #: For the browser's clock: see `rendering.Clock`.
    clock: Mapping[str, object]
    #: How many forecasts were worked out beside the pages so far.
    made: int = 0

    @property
    def news_number(self) -> int:
        """Grows with whatever there is to be shown anew."""
        return self.seq + self.made

    def whole(self) -> bytes:
        """Everything, for a page that may have missed something."""
        return self.news(None)

    def news(self, before: Shown | None) -> bytes:
        """What is new since a page was rendered before: regions that differ, then the clock."""
        old = before.regions if before else {}
        fresh = {name: text for name, text in self.regions.items() if old.get(name) != text}
        parts = b""
        if fresh:
            parts += frame("regions", fresh, id_=str(self.seq))
        if before is None or before.news_number != self.news_number:
            parts += frame("tick", {"seq": self.seq}, id_=str(self.seq))
        return parts + frame("clock", dict(self.clock))


@dataclass(slots=True)
class Channel:
    """The open pages of a topic, and what was shown last; used by the loop's thread alone."""

    topic: Topic
    streams: set[Stream] = field(default_factory=set)
    shown: Shown | None = None

    def show(self, shown: Shown) -> None:
        """Send everybody what is new."""
        message, whole = shown.news(self.shown), shown.whole()
        self.shown = shown
        for stream in self.streams:
            stream.put(message, whole=whole)
