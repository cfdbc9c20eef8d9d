"""How often somebody outside may ask for something: freely at first, then after longer pauses.

The limits by address and in all are decided with the request (`notices/subscriptions/limits.py`);
these here go by where it comes from, or by whose link it is, and are forgotten with the process.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from console.web.signing_in.throttle import Throttle

#: Requests from one network that are free, and the longest pause after that.
_FREE, _LONGEST = 10, timedelta(hours=1)
#: Where it cannot be told whence a request comes, all such ones count together.
_NOWHERE = "nowhere"


class SignUps:
    """Counts requests by where they come from; for many threads."""

    def __init__(self) -> None:
        self._throttle = Throttle(free=_FREE, longest=_LONGEST)

    def attempt(self, address: str | None, now: datetime) -> timedelta | None:
        """Count a request; or, uncounted, how long it has to wait."""
        return self._throttle.attempt(address or _NOWHERE, now)
