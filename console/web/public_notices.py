"""What everybody may read, and what is for a route alone; nothing that was not let out.

A notice of the real night is for everybody once it is published. One of a rehearsal is only if the
run's communications let it out to all when it was published; then it is marked everywhere. What was
withheld, and what is only drafted, is for nobody here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from notices.core.communications import Standing, after
from notices.core.notice import Notice
from notices.core.state import NoticeBook, Revision, Thread
from notices.subscriptions.matching import routes_for
from notices.subscriptions.records import Route, Subscriptions
from rehearsals.core.events import Communications, CommunicationsSet, Fact, RunOpened

#: For how long the board tells of what is over; the feeds do longer.
ON_THE_BOARD = timedelta(days=14)
#: Whether somebody may read a notice that went out while communications were in a mode.
LetOut = Callable[[Notice, Communications], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One notice as somebody may read it: those of its revisions that were let out to them."""

    run: str
    #: In order; there is one at least.
    revisions: tuple[Revision, ...]
    #: The time in the run (UTC).
    now: datetime
    #: Whether the run still goes on.
    open: bool

    @property
    def newest(self) -> Notice:
        """What counts."""
        return self.revisions[-1].notice

    @property
    def id(self) -> str:
        """The id of the notice."""
        return self.newest.id

    @property
    def rehearsed(self) -> bool:
        """Whether it is not for real."""
        return self.newest.test

    @property
    def on_the_board(self) -> bool:
        """Whether it concerns anybody now; a rehearsal's does as long as the rehearsal goes on."""
        if self.rehearsed:
            return self.open
        lately = self.now - self.newest.published_at < ON_THE_BOARD
        return lately or not settled(self.newest)


def settled(notice: Notice) -> bool:
    """Whether nothing is to be expected of an outage, for nobody."""
    stays = notice.content.stays_closed and notice.content.all_clear_at is None
    return notice.over and not (stays and notice.status != "cancelled")


def communications_of(facts: Iterable[Fact]) -> tuple[tuple[datetime, Standing], ...]:
    """How communications stood from when on (UTC, the run's time), in order."""
    found: list[tuple[datetime, Standing]] = []
    standing = Standing()
    for fact in facts:
        if isinstance(fact.event, RunOpened | CommunicationsSet):
            standing = after(standing, (fact,))
            found.append((fact.recorded_at, standing))
    return tuple(found)


def to_all(notice: Notice, mode: Communications) -> bool:
    """Whether everybody may read a notice that went out in a mode."""
    return not notice.test or mode == "on"


def to_route(subs: Subscriptions, route: Route) -> LetOut:
    """Whether a route is for a notice, were it the only one of its subscriber."""
    alone = replace(subs, routes={route.id: route})
    return lambda notice, mode: bool(routes_for(alone, notice, mode))


def said(
    run: str,
    book: NoticeBook,
    stood: Sequence[tuple[datetime, Standing]],
    let_out: LetOut,
    *,
    now: datetime,
    open_: bool,
) -> tuple[Said, ...]:
    """What somebody may read of a run's notices, in order of first mention.

    `stood` says how communications stood; what is for real went out while they were on.
    """
    found = (tuple(_let_out(thread, stood, let_out)) for thread in book.threads.values())
    return tuple(
        Said(run=run, revisions=revisions, now=now, open=open_) for revisions in found if revisions
    )


def _let_out(
    thread: Thread, stood: Sequence[tuple[datetime, Standing]], let_out: LetOut
) -> Iterator[Revision]:
    for revision in thread.revisions:
        notice = revision.notice
        mode = _mode_at(stood, notice.published_at) if notice.test else "on"
        if not revision.withheld and let_out(notice, mode):
            yield revision


def _mode_at(stood: Sequence[tuple[datetime, Standing]], instant: datetime) -> Communications:
    modes = [standing.mode for since, standing in stood if since <= instant]
    return modes[-1] if modes else "off"
