"""What can be asked about the subscriptions: a frozen record per command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

from notices.subscriptions.entered import Entry, MandatoryEntry, NewRoute, Organisation
from notices.subscriptions.events import RemovedBy
from notices.subscriptions.records import Interest
from rehearsals.core.command import Command

#: How a route was confirmed: by the button on the page of its link, by the first signed test that
#: its machine took, or by the word of whoever reads there, which an operator enters.
ConfirmedBy = Literal["link", "test", "operator"]
#: The channel of commands from the public pages, which anybody may give.
PUBLIC = "public"


@dataclass(frozen=True, kw_only=True, slots=True)
class AddSubscriber(Command):
    """Have an organisation told that an operator knows."""

    subscriber: str
    organisation: Organisation


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeSubscriber(Command):
    """Change an organisation's name, roles or identifiers, or list one that signed up by itself.

    None leaves what is so.
    """

    subscriber: str
    name: str | None = None
    roles: tuple[str, ...] | None = None
    mpids: tuple[str, ...] | None = None
    listed: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveSubscriber(Command):
    """Have an organisation told no more; its routes end."""

    subscriber: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeSubscriber(Command):
    """Say that two subscribers are one organisation: the routes of the one are the other's."""

    subscriber: str
    into: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestRoute(Command):
    """Ask to be told over a route.

    With `signs_up` somebody asks whom no operator knows: an unlisted subscriber is added for them.
    """

    subscriber: str = ""
    route: NewRoute
    signs_up: Organisation | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResendConfirmation(Command):
    """Send once more what has a route confirmed, to one that waits for that."""

    route: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TryRoute(Command):
    """Send a test over a route."""

    route: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmRoute(Command):
    """Say that whoever reads at a route wants it; once more changes nothing."""

    route: str
    how: ConfirmedBy = "link"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRoute(Command):
    """Change what is sent over a route, never where to; None leaves what is so."""

    route: str
    label: str | None = None
    interest: Interest | None = None
    role_mailbox: bool | None = None
    test: bool | None = None
    calendar: bool | None = None
    fallback: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveRoute(Command):
    """Send nothing over a route any more, for good; once more changes nothing."""

    route: str
    by: RemovedBy
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DisableRoute(Command):
    """Let a route rest until somebody enables it."""

    route: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EnableRoute(Command):
    """Use a route again; one that was never confirmed has to be confirmed still."""

    route: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RotateSecret(Command):
    """Have a webhook signed with a new secret, for some time beside the old one."""

    route: str
    #: How long both sign; 24 hours to 7 days.
    both_for: timedelta = timedelta(hours=24)
    #: Whether somebody else knows the old one: it then signs no more at once.
    leaked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RenewLinks(Command):
    """Make the links of a route anew, so that the ones before are void."""

    route: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MakeMandatory(Command):
    """Lay down that those in a role must be told of a system."""

    system: str
    role: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MakeOptional(Command):
    """Lay down that those in a role need not be told of a system any more."""

    system: str
    role: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportSubscribers(Command):
    """Take in what a file says and the subscriptions do not: all of it, or nothing."""

    entries: tuple[Entry, ...]
    mandatory: tuple[MandatoryEntry, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpireRequests(Command):
    """End the routes that nobody has confirmed in time; the upkeep's alone."""


SubscriptionCommand = (
    AddSubscriber
    | ChangeSubscriber
    | LeaveSubscriber
    | MergeSubscriber
    | RequestRoute
    | ResendConfirmation
    | TryRoute
    | ConfirmRoute
    | ChangeRoute
    | RemoveRoute
    | DisableRoute
    | EnableRoute
    | RotateSecret
    | RenewLinks
    | MakeMandatory
    | MakeOptional
    | ImportSubscribers
    | ExpireRequests
)
SUBSCRIPTION_COMMAND_TYPES: tuple[type[SubscriptionCommand], ...] = get_args(SubscriptionCommand)
