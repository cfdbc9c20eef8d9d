"""A network in which one decision comes later, everything else as it is."""

from __future__ import annotations

from collections.abc import Callable

from dependencies.kernels.arrays import I64, OPEN, Arrays

Change = Callable[[Arrays], Arrays]


def no_earlier(meeting: int, decided: int) -> Change:
    """With a meeting, by place, that at its likely length ends at an instant or later (seconds)."""

    def change(net: Arrays) -> Arrays:
        if net.standing[meeting] != OPEN:
            return net._replace(ended=_raised(net.ended, meeting, decided))
        starts = decided - int(net.duration[meeting])
        return net._replace(earliest=_raised(net.earliest, meeting, starts))

    return change


def later(meeting: int, seconds: int) -> Change:
    """With a meeting, by place, that ends so many seconds later, whatever lets it go.

    One that sits already goes on for longer; one to come is let go later by everything.
    """

    def change(net: Arrays) -> Arrays:
        first, last = net.first[meeting], net.first[meeting + 1]
        lag = net.lag.copy()
        lag[first:last] += seconds
        earliest, counted = net.earliest.copy(), net.counted_from.copy()
        ended = net.ended.copy()
        earliest[meeting] += seconds
        counted[meeting] += seconds
        ended[meeting] += seconds
        return net._replace(lag=lag, earliest=earliest, counted_from=counted, ended=ended)

    return change


def _raised(dates: I64, place: int, least: int) -> I64:
    raised = dates.copy()
    raised[place] = max(int(raised[place]), least)
    return raised
