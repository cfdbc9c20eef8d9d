"""The backward pass: the latest dates that leave a target where it is, and the free float."""

from __future__ import annotations

from dependencies.kernels.arrays import FAR, FF, FS, I64, OPEN, OVER, SS, START, Arrays
from dependencies.kernels.compiled import compiled_bare, plain_if_small
from dependencies.kernels.forward import Early
from dependencies.kernels.placing import closing, finish_of, place_late


@plain_if_small
@compiled_bare
def backward(net: Arrays, early: Early, last_start: I64, last_finish: I64) -> None:
    """Latest dates, in place of the limits given: FAR where nothing limits, as off every way there.

    `last_start` and `last_finish` hold the limits of the target before, the latest dates after.
    """
    for task in range(net.duration.shape[0] - 1, -1, -1):
        if net.standing[task] == OVER:
            last_start[task], last_finish[task] = early.start[task], early.finish[task]
            continue
        if last_start[task] >= FAR and last_finish[task] >= FAR:
            continue
        if net.standing[task] == OPEN:
            _latest(net, early, task, last_start, last_finish)
            _hand_on_starts(net, task, last_start[task], last_start, last_finish)
            _hand_on_outages(net, early, task, last_start, last_finish)
        elif last_finish[task] < FAR:
            last_start[task] = early.start[task]
        else:
            # Nothing moves a start that has been.
            last_start[task] = FAR
            continue
        _hand_on_finishes(net, task, last_finish[task], last_start, last_finish)


@compiled_bare
def _latest(net: Arrays, early: Early, task: int, last_start: I64, last_finish: I64) -> None:
    start = place_late(net, task, last_start[task], last_finish[task], early.start, early.finish)
    last_start[task] = start
    last_finish[task] = finish_of(net, task, net.duration[task], start)


@compiled_bare
def _hand_on_starts(net: Arrays, task: int, limit: int, last_start: I64, last_finish: I64) -> None:
    for link in range(net.first[task], net.first[task + 1]):
        source, kind, allowed = net.source[link], net.kind[link], limit - net.lag[link]
        if kind == FS:
            last_finish[source] = min(last_finish[source], allowed)
        elif kind == SS:
            last_start[source] = min(last_start[source], allowed)


@compiled_bare
def _hand_on_finishes(
    net: Arrays, task: int, limit: int, last_start: I64, last_finish: I64
) -> None:
    for link in range(net.first[task], net.first[task + 1]):
        source, kind, allowed = net.source[link], net.kind[link], limit - net.lag[link]
        if kind == FF:
            last_finish[source] = min(last_finish[source], allowed)
        elif kind not in (FS, SS):
            last_start[source] = min(last_start[source], allowed)


@compiled_bare
def _hand_on_outages(
    net: Arrays, early: Early, task: int, last_start: I64, last_finish: I64
) -> None:
    """What runs after an outage hangs on the end of it."""
    for outage in range(net.outage_first[task], net.outage_first[task + 1]):
        if early.start[task] < closing(net, outage, early.start, early.finish):
            continue
        closer = net.closer[outage]
        if net.closer_end[outage] == START:
            last_start[closer] = min(last_start[closer], last_start[task])
        else:
            last_finish[closer] = min(last_finish[closer], last_start[task])


@plain_if_small
@compiled_bare
def free_floats(net: Arrays, early: Early, last_start: I64, last_finish: I64, free: I64) -> None:
    """Fill in how far each task may slip before any task behind it does; seconds.

    The limits given are those of the target; the early dates of what is behind are added to them.
    """
    for task in range(net.duration.shape[0]):
        if net.standing[task] == OPEN:
            _hand_on_starts(net, task, early.start[task], last_start, last_finish)
            _hold_outages(net, early, task, last_start, last_finish)
        if net.standing[task] != OVER:
            _hand_on_finishes(net, task, early.finish[task], last_start, last_finish)
    for task in range(net.duration.shape[0]):
        free[task] = 0
        if net.standing[task] == OPEN:
            start = place_late(
                net, task, last_start[task], last_finish[task], early.start, early.finish
            )
            free[task] = start - early.start[task]
        elif net.standing[task] != OVER:
            free[task] = last_finish[task] - early.finish[task]


@compiled_bare
def _hold_outages(net: Arrays, early: Early, task: int, last_start: I64, last_finish: I64) -> None:
    """An outage may end as late as what runs after it begins."""
    for outage in range(net.outage_first[task], net.outage_first[task + 1]):
        if early.start[task] < closing(net, outage, early.start, early.finish):
            continue
        closer, start = net.closer[outage], early.start[task]
        if net.closer_end[outage] == START:
            last_start[closer] = min(last_start[closer], start)
        else:
            last_finish[closer] = min(last_finish[closer], start)
