"""Working time: when it is next open, when so much of it has passed, and the same backwards.

Working time is reckoned in its own coordinate, the working seconds since the first span: in it a
duration is a plain sum. A finish lies in `(opens, closes]` of a span, a start in `[opens, closes)`.
"""

from __future__ import annotations

from dependencies.kernels.arrays import FAR, SLOT_BITS, Hours
from dependencies.kernels.compiled import compiled_bare


@compiled_bare
def span_closing_after(hours: Hours, calendar: int, at: int) -> int:
    """The first span of a calendar that closes after an instant; `first[calendar + 1]` if none."""
    last = hours.first[calendar + 1]
    slot = (at - hours.since) >> SLOT_BITS
    if slot >= hours.slots.shape[1]:
        return last
    span = hours.slots[calendar, max(slot, 0)]
    while span < last and hours.closes[span] <= at:
        span += 1
    return span


@compiled_bare
def next_open(hours: Hours, calendar: int, at: int) -> int:
    """The first working instant from an instant on; FAR if there is none."""
    span = span_closing_after(hours, calendar, at)
    if span >= hours.first[calendar + 1]:
        return FAR
    return max(at, hours.opens[span])


@compiled_bare
def worked_until(hours: Hours, calendar: int, at: int) -> int:
    """The working seconds before an instant."""
    span = span_closing_after(hours, calendar, at)
    if span >= hours.first[calendar + 1]:
        span -= 1
        return hours.before[span] + hours.closes[span] - hours.opens[span]
    return hours.before[span] + max(0, at - hours.opens[span])


@compiled_bare
def finish_after(hours: Hours, calendar: int, start: int, length: int) -> int:
    """When a length of work begun at a working instant is done; FAR beyond the last span."""
    if length == 0:
        return start
    span, last = span_closing_after(hours, calendar, start), hours.first[calendar + 1]
    done = hours.before[span] + start - hours.opens[span] + length
    while span < last and hours.before[span] + hours.closes[span] - hours.opens[span] < done:
        span += 1
    if span >= last:
        return FAR
    return hours.opens[span] + done - hours.before[span]


@compiled_bare
def instant_worked(hours: Hours, calendar: int, worked: int, near: int) -> int:
    """The working instant before which so many seconds were worked; -FAR if there is none.

    `near` is an instant close behind it, from which it is looked for backwards.
    """
    first, last = hours.first[calendar], hours.first[calendar + 1]
    span = min(span_closing_after(hours, calendar, near), last - 1)
    while span >= first and hours.before[span] > worked:
        span -= 1
    while span >= first and hours.before[span] + hours.closes[span] - hours.opens[span] <= worked:
        span += 1
        if span >= last:
            return FAR
    if span < first:
        return -FAR
    return hours.opens[span] + worked - hours.before[span]


@compiled_bare
def start_reaching(hours: Hours, calendar: int, length: int, finish: int) -> int:
    """The earliest working instant from which a length of work ends at `finish` or later."""
    if length == 0:
        return next_open(hours, calendar, finish)
    span, last = span_closing_after(hours, calendar, finish - 1), hours.first[calendar + 1]
    if span >= last:
        return FAR
    # Work cannot end between two spans: it then ends with the first second of the next one.
    done = hours.before[span] + max(1, finish - hours.opens[span])
    return instant_worked(hours, calendar, done - length, finish)


@compiled_bare
def last_open(hours: Hours, calendar: int, at: int) -> int:
    """The last working instant up to an instant; -FAR if there is none."""
    span, first = span_closing_after(hours, calendar, at), hours.first[calendar]
    if span < hours.first[calendar + 1] and hours.opens[span] <= at:
        return at
    span -= 1
    return hours.closes[span] - 1 if span >= first else -FAR


@compiled_bare
def last_start(hours: Hours, calendar: int, length: int, finish: int) -> int:
    """The latest working instant from which a length of work is done by `finish`."""
    if length == 0:
        return last_open(hours, calendar, finish)
    done = worked_until(hours, calendar, finish) - length
    return instant_worked(hours, calendar, done, finish) if done >= 0 else -FAR
