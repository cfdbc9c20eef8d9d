"""Who is told: organisations that subscribe, and the routes by which they are reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

RouteKind = Literal["email", "webhook", "slack_webhook", "slack_bot"]
#: `pending`: not yet confirmed by whoever reads there. `active`: notices go there. `disabled`: its
#: owner's machine said that it is gone (410), or an operator stopped it. `removed`: for good.
RouteState = Literal["pending", "active", "disabled", "removed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Interest:
    """Which notices somebody wants; what is empty asks for all of it."""

    #: Ids of systems, such as EES.
    systems: tuple[str, ...] = ()
    #: Such as `production`.
    environments: tuple[str, ...] = ()


EVERYTHING = Interest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One way to reach a subscriber."""

    #: Such as `acme-3`: the subscriber, and the number of the route there.
    id: str
    subscriber: str
    kind: RouteKind
    #: An e-mail address in clear; an address that is a secret itself is sealed (`notices/keys.py`).
    address: str = field(repr=False)
    #: The address as it may be shown: without what makes it a secret.
    shown: str
    #: What the same address gives again, whatever it looks like sealed; nothing leads back from it.
    mark: str = ""
    label: str = ""
    interest: Interest = EVERYTHING
    state: RouteState = "pending"
    #: Read by several people: unsubscribing asks for confirmation, since one would do it for all.
    role_mailbox: bool = False
    #: Whether it takes the notices of rehearsals and of tests, and those alone.
    test: bool = False
    #: Whether mails carry the calendar file.
    calendar: bool = False
    #: Whether it is only used when another route of the subscriber fails.
    fallback: bool = False
    requested_at: datetime
    #: Whether whoever reads there asked for it, on the public page.
    signed_up: bool = False
    #: How many messages to confirm or test it were asked for, and when the newest one was.
    asked: int = 1
    asked_at: datetime | None = None
    verified_at: datetime | None = None
    #: The number of the signing secret, from 1, and until when the one before it signs as well.
    secret: int = 1
    previous_until: datetime | None = None
    #: The number of its links (unsubscribe, self-service, feeds), from 1: another one voids them.
    links: int = 1
    #: Why it is disabled or removed, and when.
    ended_at: datetime | None = None
    ended_because: str = ""

    @property
    def active(self) -> bool:
        """Whether notices go there."""
        return self.state == "active"

    @property
    def last_asked_at(self) -> datetime:
        """When the newest message to confirm or test it was asked for (UTC)."""
        return self.asked_at or self.requested_at


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscriber:
    """An organisation that is told."""

    id: str
    name: str
    #: What it is to the cutover, in the audiences' words: `supplier`, `agent`, `ldsos`, or a party.
    roles: tuple[str, ...]
    #: Market participant ids.
    mpids: tuple[str, ...] = ()
    #: Whether an operator knows it, so that it counts as reached or not; who signs up by themselves
    #: is not listed until an operator says who that is.
    listed: bool = True
    #: Its number of routes so far, removed ones too.
    numbered: int = 0
    left_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mandatory:
    """A system of which those in a role must be told."""

    system: str
    role: str
    #: Where that is laid down; a notice period is never assumed to be law.
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscriptions:
    """The subscriptions as they are now."""

    subscribers: Mapping[str, Subscriber] = field(default_factory=dict)
    #: By id, in order of request; removed ones stay.
    routes: Mapping[str, Route] = field(default_factory=dict)
    mandatory: tuple[Mandatory, ...] = ()
    seq: int = 0

    def mandatory_for(self, subscriber: Subscriber) -> tuple[Mandatory, ...]:
        """The systems of which a subscriber must be told, as one of its roles."""
        roles = {role.casefold() for role in subscriber.roles}
        return tuple(one for one in self.mandatory if one.role.casefold() in roles)

    def routes_of(self, subscriber: str) -> tuple[Route, ...]:
        """The routes of a subscriber that were not removed."""
        return tuple(
            route
            for route in self.routes.values()
            if route.subscriber == subscriber and route.state != "removed"
        )
