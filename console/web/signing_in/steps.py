"""Who has just signed in anew at the identity provider, so that a decision needs no password."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

#: How long a step-up holds.
LIFE = timedelta(minutes=5)


class Steps:
    """Step-ups by session; for many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at: dict[str, datetime] = {}

    def take(self, session: str, now: datetime) -> None:
        """Note that whoever is signed in by a session has signed in anew."""
        with self._lock:
            self._at = {key: at for key, at in self._at.items() if now - at < LIFE}
            self._at[session] = now

    def is_fresh(self, session: str, now: datetime) -> bool:
        """Whether that was just now."""
        with self._lock:
            at = self._at.get(session)
            return at is not None and timedelta() <= now - at < LIFE

    def drop(self, session: str) -> None:
        """Forget about a session that has ended."""
        with self._lock:
            self._at.pop(session, None)
