"""When a delivery that failed is tried again, and when its route counts as failing; pure.

The steps are those of Standard Webhooks. Notices have a deadline, which webhooks have not: at the
next reminder, or at the start, a late message is of no use. So a try comes at the latest after a
third of the time that is left, and the tries come closer as the deadline does.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

_SECOND, _MINUTE, _HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
#: Before the second try, the third, and so on.
STEPS = (
    5 * _SECOND,
    5 * _MINUTE,
    30 * _MINUTE,
    2 * _HOUR,
    5 * _HOUR,
    10 * _HOUR,
    14 * _HOUR,
    20 * _HOUR,
    24 * _HOUR,
)
#: Tries altogether; a redelivery that somebody asks for comes on top.
TRIES = len(STEPS) + 1
#: No try sooner than that: whoever is down is not to be met by a hail of messages as well.
FLOOR = _MINUTE
#: No try sooner than that after "too many requests".
THROTTLED_FLOOR = 5 * _MINUTE
#: Failed attempts after which a route is failing, however far away the deadline is.
FAILING_AFTER = 4
#: Before the deadline a route is failing sooner: there is no time left to hope.
FAILING_BEFORE = 24 * _HOUR
_LEAST, _SPREAD = 0.8, 0.4
#: Seconds; whatever is asked for beyond that is no number of seconds to reckon with.
_A_LONG_TIME = 10.0**6


def next_try(
    *,
    key: str,
    attempt: int,
    now: datetime,
    deadline: datetime | None,
    retry_after: float = 0,
    throttled: bool = False,
) -> datetime | None:
    """When a delivery is tried again whose attempt (from 1) failed just now; None: never.

    `retry_after` is what the other side asked for, in seconds, 0 if it did not; it is believed
    between one step and two, and a step is no longer than a third of the time that is left. The
    same key and attempt always give the same jitter.

    A step may be cut short by a third of the time that is left, and is at least a minute: but for
    the first one. Most failures are a connection that was just reset or a server that is just
    restarting, and five seconds later they are over.
    """
    if attempt >= TRIES or (deadline is not None and now >= deadline):
        return None
    step = STEPS[attempt - 1]
    wait = step * (_LEAST + _SPREAD * _drawn(key, attempt))
    third = timedelta.max if deadline is None else (deadline - now) / 3
    if retry_after > 0:
        asked = timedelta(seconds=min(retry_after, _A_LONG_TIME))
        wait = min(max(asked, min(step, third)), 2 * step)
    else:
        wait = min(wait, third)
    if throttled:
        wait = max(wait, THROTTLED_FLOOR)
    elif attempt > 1:
        wait = max(wait, FLOOR)
    return _no_later(now + wait, now, deadline)


def is_failing(
    *, attempt: int, now: datetime, deadline: datetime | None, retry_at: datetime | None
) -> bool:
    """Whether a route counts as failing after an attempt (from 1) that failed just now.

    So it does when nothing more is tried. Within a day of the deadline one failure is enough,
    unless it is the first and the next try comes within a minute: a blip is nobody's alarm.
    """
    if retry_at is None or attempt >= FAILING_AFTER:
        return True
    if deadline is None or now < deadline - FAILING_BEFORE:
        return False
    return attempt > 1 or retry_at > now + FLOOR


def _no_later(at: datetime, now: datetime, deadline: datetime | None) -> datetime:
    """A try never comes behind the deadline, and one comes when a day is left to it.

    That one decides in time whether the fallback is needed.
    """
    if deadline is None:
        return at
    eve = deadline - FAILING_BEFORE
    return min(at, eve if eve - now >= THROTTLED_FLOOR else deadline)


def _drawn(key: str, attempt: int) -> float:
    """A number from 0 to 1 that looks like chance; no two routes are tried at one moment."""
    digest = sha256(f"{key}#{attempt}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48
