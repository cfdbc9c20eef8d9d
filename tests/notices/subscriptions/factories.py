"""An office to try, at a time that a test may move; and a notice of a system."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from notices.core.notice import Affected, Content, Named, Notice, Window
from notices.subscriptions import asked as a
from notices.subscriptions.addresses import Address, read_address
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.records import Route, RouteKind, Subscriptions
from notices.subscriptions.testing import VAULT, by
from rehearsals.journal.memory import MemoryJournal
from rehearsals.testing import OPENED
from runbooks.errors import Refused

MAIL = "jane@acme.example"
HOOK = "https://hooks.acme.example/callboard?key=hidden"


def address(kind: RouteKind, text: str) -> Address:
    """An address that may be used."""
    found = read_address(kind, text, VAULT)
    assert isinstance(found, Address), found
    return found


def mail(text: str = MAIL, **changes: Any) -> NewRoute:
    """A route to a mailbox, as it is asked for."""
    return address("email", text).route(**changes)


def hook(text: str = HOOK, **changes: Any) -> NewRoute:
    """A route to a machine."""
    return address("webhook", text).route(**changes)


class Trial:
    """The subscriptions on a journal in memory, with the supplier `acme` in them."""

    def __init__(self) -> None:
        self.now = OPENED
        self.journal = MemoryJournal()
        self.office = SubscriptionOffice(self.journal, lambda: self.now)
        self.add("acme")

    @property
    def subs(self) -> Subscriptions:
        """How they are now."""
        return self.office.state()

    def ask(self, kind: type[Any], /, **fields: Any) -> list[Any]:
        """Hand in a command; its events."""
        facts = self.office.submit(kind(**{**by(), **fields}))
        return [fact.event for fact in facts]

    def refused(self, kind: type[Any], /, **fields: Any) -> str:
        """The code with which a command is refused."""
        with pytest.raises(Refused) as refused:
            self.ask(kind, **fields)
        assert refused.value.hint
        return refused.value.code

    def add(self, name: str, *roles: str) -> None:
        """Add a listed subscriber, by default a supplier."""
        one = Organisation(name=name.upper(), roles=roles or ("supplier",))
        self.ask(a.AddSubscriber, subscriber=name, organisation=one)

    def route(self, route: NewRoute | None = None, subscriber: str = "acme") -> Route:
        """Ask for a route that waits to be confirmed."""
        self.ask(a.RequestRoute, subscriber=subscriber, route=route or mail())
        return list(self.subs.routes.values())[-1]

    def active(self, route: NewRoute | None = None, subscriber: str = "acme") -> Route:
        """A route that is confirmed."""
        asked = self.route(route, subscriber)
        how = "link" if asked.kind == "email" else "test"
        self.ask(a.ConfirmRoute, route=asked.id, how=how)
        return self.subs.routes[asked.id]

    def state(self, route: str = "acme-1") -> str:
        """How a route stands."""
        return self.subs.routes[route].state

    def sent(self) -> list[str]:
        """The keys of what was put on its way, in order."""
        return [row.key for row in self.journal.queued("subscriptions")]


def a_notice(
    *systems: str,
    audience: tuple[str, ...] = (),
    start: datetime = OPENED + timedelta(days=30),
    **changes: Any,
) -> Notice:
    """A firm notice of some systems, of EES if none is named, for everybody."""
    content = Content(
        title="Out of service",
        systems=tuple(Affected(id=one, name=one) for one in systems or ("EES",)),
        window=Window(start=start, end=start + timedelta(hours=8)),
        audience=tuple(Named(id=one, name=one) for one in audience),
    )
    return Notice(
        **{
            "id": "M10-OUT",
            "revision": 0,
            "kind": "firm",
            "status": "firm",
            "run": "M10",
            "outage": "OUT",
            "test": False,
            "live": True,
            "environment": "production",
            "zone": "Europe/London",
            "content": content,
            "created_at": OPENED,
            "published_at": OPENED,
            "approved_by": "ann",
            **changes,
        }
    )
