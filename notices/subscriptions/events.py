"""What can have happened to the subscriptions: a frozen record per event; no secret is in any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from notices.subscriptions.records import EVERYTHING, Interest, RouteKind

#: Who took a route away: somebody who reads there, by the link in a message or on the page of the
#: subscription; an operator; or nobody, because it was never confirmed.
RemovedBy = Literal["one_click", "self_service", "operator", "expired"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriberAdded:
    """An organisation can be told from now on."""

    subscriber: str
    name: str
    roles: tuple[str, ...]
    mpids: tuple[str, ...] = ()
    listed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriberChanged:
    """An organisation's name, roles or identifiers changed; all of them as they are now."""

    subscriber: str
    name: str
    roles: tuple[str, ...]
    mpids: tuple[str, ...] = ()
    listed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriberLeft:
    """An organisation is told no more."""

    subscriber: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriberMerged:
    """Who signed up by themselves is a listed organisation: their routes are its from now on."""

    subscriber: str
    into: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteRequested:
    """Somebody asked to be told over a route; until it is confirmed nothing but that is sent."""

    route: str
    subscriber: str
    kind: RouteKind
    address: str
    shown: str
    mark: str = ""
    label: str = ""
    interest: Interest = EVERYTHING
    role_mailbox: bool = False
    test: bool = False
    calendar: bool = False
    fallback: bool = False
    #: Whether it came from the public page.
    signed_up: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteMessageAsked:
    """A message goes to a route once more: to have it confirmed, or to try it."""

    route: str
    #: Its number among those of the route; the request itself was number 1.
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteVerified:
    """Whoever reads there confirmed it, or its machine answered the signed test."""

    route: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteChanged:
    """What is sent over a route changed; all of it as it is now."""

    route: str
    label: str
    interest: Interest
    role_mailbox: bool
    test: bool
    calendar: bool
    fallback: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteRemoved:
    """Nothing goes over a route any more, for good."""

    route: str
    by: RemovedBy
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteDisabled:
    """A route rests until somebody enables it."""

    route: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteEnabled:
    """A route is used again."""

    route: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SecretRotated:
    """A webhook signs with a new secret, and until an instant with the one before as well."""

    route: str
    secret: int
    previous_until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class LinksRenewed:
    """The links of a route were made anew; the ones before are void."""

    route: str
    links: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SystemMadeMandatory:
    """Those in a role must be told of a system."""

    system: str
    role: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SystemMadeOptional:
    """Those in a role need not be told of a system any more."""

    system: str
    role: str
    reason: str


SubscriptionEvent = (
    SubscriberAdded
    | SubscriberChanged
    | SubscriberLeft
    | SubscriberMerged
    | RouteRequested
    | RouteMessageAsked
    | RouteVerified
    | RouteChanged
    | RouteRemoved
    | RouteDisabled
    | RouteEnabled
    | SecretRotated
    | LinksRenewed
    | SystemMadeMandatory
    | SystemMadeOptional
)
SUBSCRIPTION_EVENT_TYPES: tuple[type[SubscriptionEvent], ...] = get_args(SubscriptionEvent)
