"""The secrets that sign for a route, and the address that it leads to, taken from the vault."""

from __future__ import annotations

from datetime import datetime

from notices.keys import Vault
from notices.subscriptions.records import Route


def secrets_of(vault: Vault, route: Route, at: datetime) -> tuple[str, ...]:
    """The secrets that sign at an instant (aware), the newest first; none but of a webhook.

    After a rotation the one before signs along for a time, so that the receiver can change over.
    """
    if route.kind != "webhook":
        return ()
    newest = vault.webhook_secret(route.id, route.secret)
    if route.secret > 1 and route.previous_until is not None and at < route.previous_until:
        return newest, vault.webhook_secret(route.id, route.secret - 1)
    return (newest,)


def opened_address(vault: Vault, route: Route) -> str:
    """Where a route leads, in clear; raises SettingsError if it was sealed with another key."""
    return vault.open(route.address)
