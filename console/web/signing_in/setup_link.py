"""The link by which an empty register is begun: 256 random bits, for half an hour, for one time.

It is kept in this process alone, and printed by it; a restart makes another one.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from threading import Lock

LIFE = timedelta(minutes=30)
_SECRET_BYTES = 32


class SetupLink:
    """At most one link at a time; for many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._secret: str | None = None
        self._until: datetime | None = None

    def make(self, url: str, now: datetime) -> str:
        """A new link below `url`; an older one leads nowhere any more."""
        with self._lock:
            self._secret = secrets.token_urlsafe(_SECRET_BYTES)
            self._until = now + LIFE
            return f"{url}/set-up/{self._secret}"

    def opens(self, secret: str, now: datetime) -> bool:
        """Whether a secret is that of the link, in time."""
        with self._lock:
            if self._secret is None or self._until is None or now >= self._until:
                return False
            return hmac.compare_digest(self._secret.encode(), secret.encode(errors="replace"))

    def use(self, secret: str) -> None:
        """Have the link lead nowhere any more: the register has begun."""
        with self._lock:
            if self._secret is not None and hmac.compare_digest(
                self._secret.encode(), secret.encode(errors="replace")
            ):
                self._secret = None
