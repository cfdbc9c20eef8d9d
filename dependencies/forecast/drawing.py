"""From durations to what the trials draw them by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from dependencies.forecast.durations import F64, Durations, going_on, quantile_after
from dependencies.forecast.names import key_of, words_of
from dependencies.forecast.normal_tables import normal_quantile, table_of
from dependencies.kernels.arrays import I32
from dependencies.kernels.trials_arrays import (
    F32,
    STEPS,
    Draws,
)

#: A cut that no variate reaches from above, or from below.
_ALWAYS = 100.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """Who draws: tasks by place, the party of each, and how far a party's tasks go together."""

    tasks: Sequence[str]
    parties: Sequence[str]
    correlation: float
    seed: int


def draws_of(durations: Durations, names: Names) -> Draws:
    """How the durations are drawn: the same for the same seed and name, whatever else there is."""
    tables, table = _tables(durations)
    durations = going_on(durations)
    known = list(dict.fromkeys(names.parties))
    rows = {party: row for row, party in enumerate(known)}
    count = len(names.tasks)
    name, more = words_of(names.tasks)
    party_name, party_more = words_of(known)
    certain = np.where(durations.certain, np.rint(durations.likely), -1).astype(np.int32)
    return Draws(
        certain=certain,
        name=name,
        name_more=more,
        party=np.array([rows[party] for party in names.parties], np.int32),
        common=np.full(count, np.sqrt(names.correlation), np.float32),
        own=np.full(count, np.sqrt(1 - names.correlation), np.float32),
        table=table,
        **_branches(durations),
        tables=tables,
        party_name=party_name,
        party_more=party_more,
        task_key=key_of(names.seed, "task"),
        party_key=key_of(names.seed, "party"),
    )


def _branches(durations: Durations) -> dict[str, F32]:
    """Both branches of the triangular distributions, and of what has passed its likely value."""
    low, high = durations.low, durations.high
    width = np.where(durations.certain, 1.0, high - low)
    rise, fall = durations.likely - low, high - durations.likely
    past, elapsed = durations.elapsed > low, durations.elapsed
    cut = np.where(rise > 0, normal_quantile(np.clip(rise / width, 0, 1)), -_ALWAYS)
    cut = np.where(fall > 0, cut, _ALWAYS)
    values = {
        "cut": np.where(past, np.where(elapsed < durations.likely, _ALWAYS, -_ALWAYS), cut),
        "low": np.where(past, elapsed, low),
        "low_by": np.where(past, high - elapsed, np.sqrt(np.maximum(width * rise, 0))),
        "high": high,
        "high_by": -np.where(past, high - elapsed, np.sqrt(np.maximum(width * fall, 0))),
    }
    return {key: value.astype(np.float32) for key, value in values.items()}


def _tables(durations: Durations) -> tuple[F32, I32]:
    """A table for each task that runs and has not lasted for its likely duration yet."""
    elapsed = durations.elapsed
    wanted = np.flatnonzero(
        ~durations.certain & (elapsed > durations.low) & (elapsed < durations.likely)
    )
    rows = np.zeros((len(wanted), STEPS + 2), np.float32)
    table = np.full(len(elapsed), -1, np.int32)
    table[wanted] = np.arange(len(wanted))
    for row, task in enumerate(wanted.tolist()):
        rows[row] = table_of(partial(_share_of_rest, durations, task))
    return rows, table


def _share_of_rest(durations: Durations, task: int, share: F64) -> F64:
    """Quantiles of a running task's duration: 0 is what it has lasted, 1 its high estimate."""
    low, likely, high, elapsed = (
        float(each[task])
        for each in (durations.low, durations.likely, durations.high, durations.elapsed)
    )
    return (quantile_after(low, likely, high, elapsed, share) - elapsed) / (high - elapsed)
