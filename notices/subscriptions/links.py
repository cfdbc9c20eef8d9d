"""Where messages lead, and which route the token of a link belongs to.

A token is derived from the route and the number of its links, so renewing them voids the ones
before, and no journal holds any. Tokens are compared in constant time.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from typing import Literal

from notices.channels.port import Links
from notices.keys import TOKEN_LENGTH, Vault
from notices.outbox.rows import DeliveryId
from notices.subscriptions.records import Route, Subscriptions

#: What a link does, and how its address begins: `/n/u/TOKEN`.
Purpose = Literal["unsubscribe", "manage", "confirm", "feed"]
PLACES: dict[Purpose, str] = {"unsubscribe": "u", "manage": "m", "confirm": "c", "feed": "f"}
ACKNOWLEDGE = "a"


def links_of(
    vault: Vault, base: str, route: Route, notice: str = "", key: str = "", *, test: bool = False
) -> Links:
    """The links of a message to a route, about a notice, with the key of its delivery.

    `base` is the console's address without a slash at its end. Without a notice there is nothing to
    acknowledge; a route that is confirmed has no link to confirm it. A `test` is on no page for
    everybody, so its links lead to what the route alone may read.
    """
    under = link(vault, base, route, "feed") if test else base
    page = f"{under}/outages/{notice}" if notice else ""
    return Links(
        html=page,
        ics=f"{page}.ics" if page else "",
        json=f"{page}.json" if page else "",
        acknowledge=f"{base}/n/{ACKNOWLEDGE}/{ack_token(vault, route, key)}" if page else "",
        unsubscribe=link(vault, base, route, "unsubscribe"),
        manage=link(vault, base, route, "manage"),
        confirm=link(vault, base, route, "confirm") if route.state == "pending" else "",
    )


def link(vault: Vault, base: str, route: Route, purpose: Purpose) -> str:
    """One link of a route; that of its feeds goes on, such as with `/outages.ics`."""
    return f"{base}/n/{PLACES[purpose]}/{route_token(vault, route, purpose)}"


def route_token(vault: Vault, route: Route, purpose: Purpose) -> str:
    """The token of a route for a purpose."""
    return vault.token(purpose, route.id, route.links)


def ack_token(vault: Vault, route: Route, key: str) -> str:
    """The token by which one delivery is acknowledged."""
    return vault.token("ack", route.id, route.links, key)


def route_by_token(vault: Vault, subs: Subscriptions, purpose: Purpose, token: str) -> Route | None:
    """The route of a token, in whatever state it is: what ended is told so, and gets no feed.

    It looks at all routes; a page that is asked often keeps a `TokenTable`.
    """
    return TokenTable(vault, subs).route(purpose, token)


class TokenTable:
    """The tokens of all routes for as long as the subscriptions stay as they are."""

    def __init__(self, vault: Vault, subs: Subscriptions) -> None:
        self.seq = subs.seq
        self._vault = vault
        self._routes = subs.routes
        self._made: dict[Purpose, tuple[tuple[bytes, str], ...]] = {}

    def route(self, purpose: Purpose, token: str) -> Route | None:
        """The route of a token; None if there is none."""
        if not _is_one(token):
            return None
        if purpose not in self._made:
            self._made[purpose] = tuple(
                (route_token(self._vault, route, purpose).encode(), route.id)
                for route in self._routes.values()
            )
        found = _match(self._made[purpose], token)
        return self._routes[found] if found else None

    def delivery(self, keys: Iterable[str], token: str) -> str | None:
        """The key among some that a token acknowledges; None if there is none."""
        return _match(self._acks(keys), token) if _is_one(token) else None

    def _acks(self, keys: Iterable[str]) -> Iterator[tuple[bytes, str]]:
        for key in keys:
            route = self._routes.get(DeliveryId.of(key).route)
            if route is not None:
                yield ack_token(self._vault, route, key).encode(), key


def _is_one(token: str) -> bool:
    return len(token) == TOKEN_LENGTH and token.isascii()


def _match(tokens: Iterable[tuple[bytes, str]], token: str) -> str | None:
    """What belongs to a token; all are compared, so that the time says nothing."""
    asked, found = token.encode(), None
    for known, name in tokens:
        if hmac.compare_digest(known, asked):
            found = name
    return found
