"""The critical path method: a forward and a backward pass over a network of whole seconds.

Formulas after J. E. Kelley and M. R. Walker, "Critical-Path Planning and Scheduling" (1959), with
lags on the links and not-before times on the tasks.
"""

from __future__ import annotations

from dataclasses import dataclass

from dependencies.network import Network


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """Starts and drivers by place in the network, in seconds from the plan's start."""

    early_start: list[int]
    late_start: list[int]
    #: The predecessor that lets the task go last (ties: the first written), or None.
    driver: list[int | None]
    #: When the driver lets it go; the plan's start for a task without predecessors.
    released: list[int]
    #: The latest early finish of all tasks.
    finish: int


def compute_dates(network: Network) -> Dates:
    """Earliest dates from the start, then latest dates from the finish those give."""
    early_start, driver, released = _forward(network)
    finish = max(map(int.__add__, early_start, network.durations), default=0)
    return Dates(
        early_start=early_start,
        late_start=_backward(network, finish),
        driver=driver,
        released=released,
        finish=finish,
    )


def _forward(network: Network) -> tuple[list[int], list[int | None], list[int]]:
    """Early start = the latest of plan start, not-before, and each predecessor's finish + lag."""
    count = len(network.ids)
    start, finish, released = [0] * count, [0] * count, [0] * count
    driver: list[int | None] = [None] * count
    durations, not_before = network.durations, network.not_before
    first, source, lag = network.first, network.source, network.lag
    for number in network.order:
        begin, end = first[number], first[number + 1]
        earliest = 0
        if begin < end:
            driving = source[begin]
            release = finish[driving] + lag[begin]
            for link in range(begin + 1, end):
                freed = finish[source[link]] + lag[link]
                if freed > release:
                    driving, release = source[link], freed
            driver[number], released[number] = driving, release
            earliest = max(release, 0)
        floor = not_before[number]
        if floor is not None and floor > earliest:
            earliest = floor
        start[number] = earliest
        finish[number] = earliest + durations[number]
    return start, driver, released


def _backward(network: Network, finish: int) -> list[int]:
    """Late finish = the earliest of the plan's finish and each successor's late start - lag.

    Not-before times hold nothing back from the far end, so they play no part.
    """
    late_finish = [finish] * len(network.ids)
    late_start = late_finish.copy()
    durations, first, source, lag = network.durations, network.first, network.source, network.lag
    for number in reversed(network.order):
        latest = late_start[number] = late_finish[number] - durations[number]
        for link in range(first[number], first[number + 1]):
            allowed = latest - lag[link]
            late_finish[source[link]] = min(late_finish[source[link]], allowed)
    return late_start
