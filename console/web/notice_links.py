"""Whose links open what: from the token of a link in a message to its route, or its delivery.

Tokens are derived from the key of the house and stand nowhere. They are compared in constant time;
one that is void or made up opens nothing, and is answered like any other address that there is not.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from console.web.notice_reading import NoticeReader
from notices.keys import TOKEN_LENGTH, Vault, vault_of
from notices.subscriptions.links import Purpose, TokenTable, ack_token
from notices.subscriptions.records import Route, Subscriptions


@dataclass(frozen=True, kw_only=True, slots=True)
class Acknowledged:
    """The delivery that a link acknowledges."""

    #: The run whose notice it is of.
    topic: str
    key: str
    route: Route


@dataclass(slots=True)
class _Acks:
    """The tokens that acknowledge, as far as they were worked out."""

    #: The number of the newest fact of the subscriptions that they rest on.
    seq: int = -1
    #: As of which write to the journal.
    writes: int = -1
    known: set[str] = field(default_factory=set)
    by_token: dict[str, tuple[str, str]] = field(default_factory=dict)


class NoticeLinks:
    """Finds routes and deliveries by tokens; for many threads."""

    def __init__(self, home: Path, environ: Mapping[str, str], notices: NoticeReader) -> None:
        """Find nothing yet; the key of the house is read, or made, when it is first needed."""
        self._home = home
        self._environ = environ
        self._notices = notices
        self._lock = Lock()
        self._table: TokenTable | None = None
        self._acks = _Acks()

    @cached_property
    def vault(self) -> Vault:
        """What derives and seals; raises SettingsError for a key that is too short."""
        return vault_of(self._home, self._environ)

    def route(self, purpose: Purpose, token: str) -> Route | None:
        """The route of a link, in whatever state it is; None: the link opens nothing."""
        subs = self._notices.subscriptions()
        with self._lock:
            if self._table is None or self._table.seq != subs.seq:
                self._table = TokenTable(self.vault, subs)
            return self._table.route(purpose, token)

    def acknowledged(self, token: str) -> Acknowledged | None:
        """The delivery that a link acknowledges; None: the link opens nothing."""
        if len(token) != TOKEN_LENGTH or not token.isascii():
            return None
        subs = self._notices.subscriptions()
        with self._lock:
            self._catch_up(subs)
            # By its beginning, and then the whole of it in constant time.
            found = self._acks.by_token.get(token)
            if found is None:
                return None
        topic, key = found
        route = subs.routes[self._route_of(key)]
        if not hmac.compare_digest(ack_token(self.vault, route, key).encode(), token.encode()):
            return None
        return Acknowledged(topic=topic, key=key, route=route)

    def _catch_up(self, subs: Subscriptions) -> None:
        """Work out the tokens of the deliveries that are new; of all, if the links may be new."""
        writes = self._notices.writes()
        if (self._acks.seq, self._acks.writes) == (subs.seq, writes):
            return
        if self._acks.seq != subs.seq:
            self._acks = _Acks(seq=subs.seq)
        self._acks.writes = writes
        for topic in self._notices.runs():
            for key in self._notices.deliveries(topic).deliveries.keys() - self._acks.known:
                self._acks.known.add(key)
                route = subs.routes.get(self._route_of(key))
                if route is not None:
                    self._acks.by_token[ack_token(self.vault, route, key)] = (topic, key)

    @staticmethod
    def _route_of(key: str) -> str:
        return key.rpartition("/")[2]
