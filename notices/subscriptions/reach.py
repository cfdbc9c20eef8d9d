"""Whom a notice has reached, whom not and why, and whether that stands in the way; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from notices.core.ladder import before
from notices.core.notice import Notice
from notices.outbox.delivery import Delivery, DeliveryBook, DeliveryState
from notices.subscriptions.matching import in_audience, is_for, is_mandatory, routes_for
from notices.subscriptions.records import Route, Subscriber, Subscriptions
from rehearsals.core.events import Communications
from runbooks.calendars import BUILT_IN

#: Of one subscriber. `reached`: a mail server or their machine took it over one route at least.
ReachState = Literal["acknowledged", "reached", "waiting", "unreached"]
#: Working days before the start by which whoever must be told is reached, or it stands in the way.
BLOCKS_AT = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """How far a notice has come with one subscriber."""

    subscriber: Subscriber
    #: Whether they must be told of it.
    mandatory: bool
    state: ReachState
    #: Why they are not reached, in a few words; empty if they are.
    why: str = ""

    @property
    def is_reached(self) -> bool:
        """Whether it has come to them."""
        return self.state in ("acknowledged", "reached")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How far a revision has come with all whom it is for."""

    notice: Notice
    #: In order of entry; those who signed up by themselves are in it and are not counted.
    rows: tuple[Reached, ...]

    @property
    def counted(self) -> tuple[Reached, ...]:
        """Those that an operator knows."""
        return tuple(row for row in self.rows if row.subscriber.listed)

    @property
    def reached(self) -> int:
        """How many of those counted are reached."""
        return sum(row.is_reached for row in self.counted)

    @property
    def acknowledged(self) -> int:
        """How many of those counted have said so."""
        return sum(row.state == "acknowledged" for row in self.counted)

    @property
    def words(self) -> str:
        """`9 of 12 reached`."""
        return f"{self.reached} of {len(self.counted)} reached"

    @property
    def missed(self) -> tuple[Reached, ...]:
        """Those that must be told, and are not reached."""
        return tuple(row for row in self.counted if row.mandatory and not row.is_reached)

    def is_blocking(self, now: datetime, days: int = BLOCKS_AT) -> bool:
        """Whether it stands in the way: soon it starts, and somebody who must know does not."""
        start = self.notice.window.start
        if not self.missed or self.notice.over or start is None:
            return False
        return now >= before(start, f"{days}wd", BUILT_IN["england"], self.notice.zone)


def reach_of(
    subs: Subscriptions,
    notice: Notice,
    book: DeliveryBook,
    *,
    mode: Communications,
    withheld: str = "",
) -> Reach:
    """How far the newest revision of a notice has come; a reminder of it counts too.

    `mode` is that of the run now; `withheld` says why the revision left over no channel.
    """
    told = _told(subs, book.of(notice.id, notice.revision))
    able = {route.subscriber for route in routes_for(subs, notice, mode)}
    routes = _routes(subs)
    rows: list[Reached] = []
    for one in subs.subscribers.values():
        theirs = routes.get(one.id, ())
        if one.id not in told and not _counts(subs, notice, one, theirs):
            continue
        standing = _standing(told.get(one.id, ()))
        state, why = standing or _without_delivery(notice, theirs, able=one.id in able)
        row = Reached(
            subscriber=one,
            mandatory=is_mandatory(subs, notice, one) and in_audience(one, notice),
            state=state,
            why=why,
        )
        held_back = withheld and not row.is_reached
        rows.append(replace(row, state="unreached", why=withheld) if held_back else row)
    return Reach(notice=notice, rows=tuple(rows))


def _routes(subs: Subscriptions) -> Mapping[str, Sequence[Route]]:
    found: dict[str, list[Route]] = {}
    for route in subs.routes.values():
        found.setdefault(route.subscriber, []).append(route)
    return found


def _told(subs: Subscriptions, deliveries: Sequence[Delivery]) -> Mapping[str, Sequence[Delivery]]:
    """Deliveries by whom their routes belong to."""
    found: dict[str, list[Delivery]] = {}
    for one in deliveries:
        route = subs.routes.get(one.id.route)
        if route is not None:
            found.setdefault(route.subscriber, []).append(one)
    return found


def _counts(subs: Subscriptions, notice: Notice, one: Subscriber, routes: Sequence[Route]) -> bool:
    """Whether a notice is for somebody: wanted, mandatory, or they have no route that says no."""
    if one.left_at is not None or not in_audience(one, notice):
        return False
    standing = [route for route in routes if route.state != "removed"]
    return any(is_for(subs, notice, route) for route in standing) if standing else one.listed


#: What the state of a delivery means for whom it is for, the best one first.
_BEST_FIRST: Mapping[DeliveryState, tuple[ReachState, str]] = {
    "acknowledged": ("acknowledged", ""),
    "delivered": ("reached", ""),
    "accepted": ("reached", ""),
    "leased": ("waiting", "being sent"),
    "pending": ("waiting", "about to be sent"),
    "failing": ("unreached", "the route fails"),
    "failed": ("unreached", "the route failed"),
    "superseded": ("unreached", "superseded before it was sent"),
    "suppressed": ("unreached", "not sent"),
}


def _standing(deliveries: Sequence[Delivery]) -> tuple[ReachState, str] | None:
    """The best of some deliveries, with what is known of it; None if there are none."""
    for state, (as_, why) in _BEST_FIRST.items():
        for one in deliveries:
            if one.state == state:
                if state == "pending" and one.attempts:
                    return as_, f"tried, and to be tried again: {one.answer}"
                known = one.failing or one.suppressed or one.answer if as_ == "unreached" else ""
                return as_, f"{why}: {known}" if known else why
    return None


def _without_delivery(
    notice: Notice, routes: Sequence[Route], *, able: bool
) -> tuple[ReachState, str]:
    if able:
        return "waiting", "about to be sent"
    standing = [route for route in routes if route.state != "removed"]
    if not standing:
        ended = [route.ended_because for route in routes if route.ended_because]
        return "unreached", f"no route: {ended[-1]}" if ended else "no route"
    if any(route.active for route in standing):
        return "unreached", "no route for tests" if notice.test else "only routes for tests"
    if any(route.state == "pending" for route in standing):
        return "unreached", "no route is confirmed yet"
    return "unreached", f"its route rests: {standing[-1].ended_because}"
