"""What is entered about organisations, their routes and duties: parts of commands and files."""

from __future__ import annotations

from dataclasses import dataclass

from notices.subscriptions.records import EVERYTHING, Interest, RouteKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """An organisation as it is to be entered."""

    name: str
    roles: tuple[str, ...]
    mpids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRoute:
    """A route as it is to be entered; its address was looked at, and sealed if it is a secret."""

    kind: RouteKind
    #: These three come from `notices/subscriptions/addresses.py`.
    address: str
    shown: str
    mark: str
    label: str = ""
    interest: Interest = EVERYTHING
    role_mailbox: bool = False
    test: bool = False
    calendar: bool = False
    fallback: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An organisation of a file, with its routes."""

    subscriber: str
    organisation: Organisation
    routes: tuple[NewRoute, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MandatoryEntry:
    """A system of a file of which those in a role must be told."""

    system: str
    role: str
    source: str
