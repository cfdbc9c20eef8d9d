"""Whom no real notice can reach any more that must be told: never a silent hole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from notices.subscriptions.records import Mandatory, Route, Subscriber, Subscriptions


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """A subscriber without any active route for real notices, who must be told of some system."""

    subscriber: Subscriber
    #: What they must be told of.
    mandatory: tuple[Mandatory, ...]
    #: The route whose end left nobody; None if there never was one that worked.
    route: Route | None
    #: Why, in a few words that go on from the name: `unsubscribed by one click`.
    reason: str
    #: Since when (UTC); None where there never was a route.
    at: datetime | None

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems of which they must be told, each once."""
        return tuple(dict.fromkeys(one.system for one in self.mandatory))


def alarms(subs: Subscriptions) -> tuple[Alarm, ...]:
    """The subscribers that an operator knows and nobody can reach, in order of entry."""
    reached = {
        route.subscriber for route in subs.routes.values() if route.active and not route.test
    }
    return tuple(
        _alarm(subs, one, mandatory)
        for one in subs.subscribers.values()
        if one.listed
        and one.left_at is None
        and one.id not in reached
        and (mandatory := subs.mandatory_for(one))
    )


def alarm_of(subs: Subscriptions, subscriber: str) -> Alarm | None:
    """The alarm about one subscriber."""
    return next((one for one in alarms(subs) if one.subscriber.id == subscriber), None)


def _alarm(subs: Subscriptions, one: Subscriber, mandatory: tuple[Mandatory, ...]) -> Alarm:
    theirs = [route for route in subs.routes.values() if route.subscriber == one.id]
    ended = [route for route in theirs if route.ended_at is not None and route.verified_at]
    if ended:
        last = max(ended, key=lambda route: route.ended_at or route.requested_at)
        reason = f"{last.shown} was the last route: {last.ended_because}"
        return Alarm(
            subscriber=one, mandatory=mandatory, route=last, reason=reason, at=last.ended_at
        )
    waiting = [route for route in theirs if route.state == "pending" and not route.test]
    if waiting:
        first = waiting[0]
        reason = f"{first.shown} is not confirmed yet"
        at = first.requested_at
        return Alarm(subscriber=one, mandatory=mandatory, route=first, reason=reason, at=at)
    reason = "only routes for tests are there" if any(r.active for r in theirs) else "no route yet"
    return Alarm(subscriber=one, mandatory=mandatory, route=None, reason=reason, at=None)
