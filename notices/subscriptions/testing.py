"""Factories for tests and trials: routes, subscribers, and the shipped ones with all confirmed.

Every default stands here once; a test states only what matters to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from notices.keys import Vault
from notices.subscriptions import asked as a
from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.reading import read_subscribers
from notices.subscriptions.records import Mandatory, Route, Subscriber, Subscriptions
from notices.subscriptions.shipped import SHIPPED, shipped_text
from rehearsals.core.command import By
from rehearsals.testing import OPENED

#: A key that nobody uses.
VAULT = Vault(b"a key for tests and trials alone")
_numbers = count(1)


def a_subscriber(name: str = "acme", **changes: Any) -> Subscriber:
    """A listed supplier."""
    return Subscriber(**{"id": name, "name": name.upper(), "roles": ("supplier",), **changes})


def a_route(route: str = "acme-1", **changes: Any) -> Route:
    """An active route by mail for everything that is real, of the subscriber in its id."""
    address = f"{route}@supplier.example"
    return Route(
        **{
            "id": route,
            "subscriber": route.rpartition("-")[0],
            "kind": "email",
            "address": address,
            "shown": address,
            "mark": route,
            "state": "active",
            "requested_at": OPENED,
            "verified_at": OPENED,
            **changes,
        }
    )


def subscriptions(
    *routes: Route,
    subscribers: Iterable[Subscriber] = (),
    mandatory: Iterable[tuple[str, str]] = (),
) -> Subscriptions:
    """Subscriptions of some routes; a subscriber that is not given is a listed supplier.

    `mandatory` are systems with the role they are mandatory for.
    """
    given = {one.id: one for one in subscribers}
    owners = {route.subscriber: a_subscriber(route.subscriber) for route in routes}
    return Subscriptions(
        subscribers={**owners, **given},
        routes={route.id: route for route in routes},
        mandatory=tuple(
            Mandatory(system=system, role=role, source="a test") for system, role in mandatory
        ),
        seq=len(routes),
    )


def by(actor: str = "ann", channel: str = "test") -> By:
    """The fields of a command that say whose it is, with an id of its own."""
    return {"id": f"subscriptions-{next(_numbers)}", "actor": actor, "channel": channel}


def seeded(office: SubscriptionOffice, vault: Vault = VAULT) -> Subscriptions:
    """The shipped subscribers, all of whose routes are confirmed; for demonstrations and tests.

    No confirmation is waited for, so this is for addresses that lead nowhere.
    """
    name = SHIPPED[0]
    read = read_subscribers(shipped_text(name) or "", f"{name}.yaml", office.state(), vault)
    if read.findings:
        raise AssertionError(str(read.findings[0]))
    office.submit(a.ImportSubscribers(entries=read.entries, mandatory=read.mandatory, **by()))
    confirm_all(office)
    return office.state()


def confirm_all(office: SubscriptionOffice) -> None:
    """Confirm every route that waits for it."""
    for route in office.state().routes.values():
        if route.state == "pending":
            how: a.ConfirmedBy = "link" if route.kind == "email" else "test"
            office.submit(a.ConfirmRoute(route=route.id, how=how, **by()))
