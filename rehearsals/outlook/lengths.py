"""How long a way back takes, or the chosen tasks of it: likely, and by chance."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from dependencies.forecast.modelling import model_of
from dependencies.forecast.order_statistics import quantile
from dependencies.forecast.simulation import SHARE, Stop, simulate
from dependencies.forecast.watching import watch_of
from dependencies.frame import frame_of
from dependencies.kernels.arrays import FINISH
from dependencies.kernels.forward import Early
from dependencies.network import Network
from dependencies.passes import earliest, finish_of_all
from dependencies.way_back_length import leg_network
from rehearsals.outlook.keeping import Kept
from runbooks.model import Runbook
from runbooks.ways_back import WayBackKind


@dataclass(frozen=True, kw_only=True, slots=True)
class LegTask:
    """A task of a way back, in seconds from its beginning."""

    id: str
    begins: int
    ends: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LegLengths:
    """How long a way back takes, in seconds."""

    likely: int
    p50: int
    p80: int
    #: By their likely beginnings.
    tasks: tuple[LegTask, ...]


NOTHING_TO_DO = LegLengths(likely=0, p50=0, p80=0, tasks=())
_KEPT = Kept[LegLengths](64)


def leg_lengths(
    runbook: Runbook, kind: WayBackKind, chosen: Collection[str], *, seed: int, trials: int
) -> LegLengths:
    """The lengths of some tasks of a way back, by its links and durations alone.

    Calendars, windows and not-before times are left aside, as in `leg_seconds`: nobody knows
    beforehand when it would start, so they do not depend on the time and are kept.
    """
    return _KEPT.of(
        runbook,
        (kind, frozenset(chosen), seed, trials),
        lambda: _lengths(runbook, kind, chosen, seed=seed, trials=trials),
    )


def _lengths(
    runbook: Runbook, kind: WayBackKind, chosen: Collection[str], *, seed: int, trials: int
) -> LegLengths:
    network = leg_network(runbook, kind, frame_of(runbook), chosen, bare=True)
    if network is None:
        return NOTHING_TO_DO
    network, early = earliest(network)
    p50, p80 = _by_chance(network, seed=seed, trials=trials)
    return LegLengths(
        likely=finish_of_all(early), p50=p50, p80=p80, tasks=_in_order(network, early)
    )


def _by_chance(network: Network, *, seed: int, trials: int) -> tuple[int, int]:
    """The P50 and P80 of the finish of all, in whole seconds."""
    made = model_of(network, None, seed)
    watch = watch_of(made.model.net, [(-1, FINISH)], [])._replace(samples=0)
    ordered = np.sort(simulate(made.model, watch, Stop(trials=trials)).kept[0])
    return quantile(ordered, 0.5), quantile(ordered, SHARE)


def _in_order(network: Network, early: Early) -> tuple[LegTask, ...]:
    rows = zip(network.tasks, early.start.tolist(), early.finish.tolist(), strict=True)
    written = network.written.tolist()
    found = [
        (start, place, LegTask(id=task.id, begins=start, ends=finish))
        for place, (task, start, finish) in zip(written, rows, strict=True)
    ]
    return tuple(task for _, _, task in sorted(found, key=lambda one: one[:2]))
