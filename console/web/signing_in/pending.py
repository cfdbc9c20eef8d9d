"""Who has gone to the identity provider and has not come back yet."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

#: How long somebody may take there.
LIFE = timedelta(minutes=10)
#: So many at a time; one more drives out the oldest, first of those from the same address.
MOST, MOST_FROM_ONE = 2_000, 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """A sign-in that has begun."""

    state: str = field(repr=False)
    #: What the browser holds that has gone, in a cookie.
    browser: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    #: Where to go when it is done: a path of ours.
    next: str
    began: datetime
    address: str | None = None
    #: The session that asks for a step-up; None: somebody signs in.
    session: str | None = None


class PendingSignIns:
    """Keeps sign-ins that have begun, by their state; for many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_state: dict[str, Pending] = {}

    def put(self, pending: Pending) -> None:
        """Remember one."""
        with self._lock:
            now = pending.began
            self._by_state = {
                key: one for key, one in self._by_state.items() if now - one.began < LIFE
            }
            same = [key for key, one in self._by_state.items() if one.address == pending.address]
            mine = same if pending.address is not None else []
            if len(mine) >= MOST_FROM_ONE:
                del self._by_state[mine[0]]
            elif len(self._by_state) >= MOST:
                del self._by_state[next(iter(self._by_state))]
            self._by_state[pending.state] = pending

    def take(self, state: str, browser: str | None, now: datetime) -> Pending | None:
        """The one of a state, once, for the browser that began it and in time; else None."""
        with self._lock:
            found = self._by_state.get(state)
            if found is None or browser is None:
                return None
            if not hmac.compare_digest(found.browser.encode(), browser.encode()):
                return None
            del self._by_state[state]
            return found if now - found.began < LIFE else None
