"""What the rules look at: what a notice says, and what is known besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from notices.checking.problems import Problem
from notices.core.notice import Content, Window
from runbooks.clocktime import local
from runbooks.findings import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A notice under inspection."""

    content: Content
    #: The zone that people read the times in.
    zone: str
    #: When it is published (UTC); None: not known.
    now: datetime | None = None
    #: The announced window before, if it is known.
    previous: Window | None = None
    #: The codes of the systems that there are; None: any will do.
    known_systems: frozenset[str] | None = None
    #: Whether somebody wrote it by hand; else it was made from a plan, whose texts may be old.
    by_hand: bool = False

    def shown(self, instant: datetime) -> str:
        """An instant as people read it."""
        return local(instant, self.zone)


#: A lint rule: the problems it has with a notice.
Rule = Callable[[Subject], Iterator[Problem]]


def instants_of(content: Content) -> Iterator[tuple[Path, datetime]]:
    """Every instant that a content names, with its path."""
    for name, window in (("window", content.window), ("actual", content.actual)):
        yield from _of_window(name, window)
    for number, part in enumerate(content.parts):
        yield ("parts", number, "start"), part.start
        yield ("parts", number, "end"), part.end
    if content.cutoff:
        yield ("cutoff", "at"), content.cutoff.at
    for number, one in enumerate(content.submit_by):
        yield ("submit_by", number, "at"), one.at
    for name in ("backlog_clear_by", "next_update_due", "hard_limit_at", "all_clear_at"):
        instant = getattr(content, name)
        if instant is not None:
            yield (name,), instant


def systems_of(content: Content) -> Iterator[tuple[Path, str]]:
    """The code of every system that a content names, with its path."""
    for number, affected in enumerate(content.systems):
        yield ("systems", number), affected.id
    for number, unaffected in enumerate(content.unaffected):
        yield ("unaffected", number), unaffected.id


def texts_of(content: Content) -> Iterator[tuple[Path, str]]:
    """Every text for people that a content holds, with its path; empty ones are left out."""
    for name in (
        "title",
        "cause",
        "end_uncertainty",
        "backlog_handling",
        "action_required",
        "workaround",
    ):
        text: str = getattr(content, name)
        if text:
            yield (name,), text
    for number, part in enumerate(content.parts):
        yield ("parts", number, "text"), part.text
    if content.cutoff:
        yield ("cutoff", "what"), content.cutoff.what
    for number, one in enumerate(content.submit_by):
        yield ("submit_by", number, "what"), one.what


def _of_window(name: str, window: Window) -> Iterator[tuple[Path, datetime]]:
    if window.start is not None:
        yield (name, "start"), window.start
    if window.end is not None:
        yield (name, "end"), window.end
