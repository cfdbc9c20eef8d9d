"""Looking at passwords: throttled, a few at a time, and as long for nobody as for somebody."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property

from console.web.signing_in.sparing import Rooms
from console.web.signing_in.throttle import Throttle
from rehearsals.people.secrets import fits, hash_password
from runbooks.errors import CallboardError

#: Each takes 64 MiB and some 50 ms of every core.
_AT_ONCE, _WAITING = 3, 12
_ACCOUNT = {"free": 5, "longest": timedelta(minutes=15)}
#: Many people may share an address.
_ADDRESS = {"free": 30, "longest": timedelta(minutes=5)}


class TooSoon(CallboardError):
    """Too many wrong passwords lately: there is a pause before the next try."""

    def __init__(self, left: timedelta) -> None:
        #: Whole seconds until the next try.
        self.seconds = int(left.total_seconds()) + 1
        super().__init__(
            f"There were too many wrong tries. Wait {_words(self.seconds)}, then try again.",
            hint="Even the right password is not looked at before.",
        )


def check_twice(password: str, again: str) -> None:
    """Raise CallboardError unless a new password was typed the same twice."""
    if password != again:
        raise CallboardError("The two passwords are not the same.", hint="Type them again.")


def _words(seconds: int) -> str:
    if seconds < 90:  # noqa: PLR2004 - reads better as seconds
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"{-(-seconds // 60)} minutes"


class Passwords:
    """Looks at passwords; for many threads."""

    def __init__(self) -> None:
        self._rooms = Rooms(working=_AT_ONCE, waiting=_WAITING)
        self._accounts = Throttle(**_ACCOUNT)  # type: ignore[arg-type]
        self._addresses = Throttle(**_ADDRESS)  # type: ignore[arg-type]

    def are_right(
        self, password: str, hashed: str | None, *, key: str, address: str | None, now: datetime
    ) -> bool:
        """Whether a password is that of a hash; as slow where there is none.

        `key` is whose tries are counted together; `address` is None where it says nothing. Raises
        TooSoon and Busy.
        """
        self.pause(key, address, now)
        with self._rooms.place():
            looked_at = self._nobodys if hashed is None else hashed
            right = fits(password, looked_at) and hashed is not None
        if right:
            self._accounts.forget(key)
            if address is not None:
                self._addresses.give_back(address)
        return right

    def pause(self, key: str, address: str | None, now: datetime) -> None:
        """Count a try; raises TooSoon if it comes too soon."""
        waits: Iterable[timedelta | None] = (
            self._addresses.attempt(address, now) if address is not None else None,
            self._accounts.attempt(key, now),
        )
        longest = max((wait for wait in waits if wait is not None), default=None)
        if longest is not None:
            raise TooSoon(longest)

    def hashed(self, password: str) -> str:
        """The hash of a new password; raises Busy."""
        with self._rooms.place():
            return hash_password(password)

    @cached_property
    def _nobodys(self) -> str:
        """The hash of a password that nobody has."""
        return hash_password(secrets.token_urlsafe())
