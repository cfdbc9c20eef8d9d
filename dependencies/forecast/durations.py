"""How durations may turn out: triangular, or given that a task has already lasted so long.

The triangular distribution: S. Kotz and J. R. van Dorp, "Beyond Beta" (2004), chapter 1. Correlated
draws: a Gaussian copula (R. B. Nelsen, "An Introduction to Copulas", 2006).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dependencies.kernels.arrays import I64

F64 = npt.NDArray[np.float64]

#: A task that has outrun its high estimate is taken to go on for 10 % of what it has lasted, and at
#: most for 50 %: an assumption of ours, for nothing is known of such a task but that it goes on.
OUTRUN_LIKELY, OUTRUN_MOST = 0.1, 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Durations:
    """The durations of `n` tasks in seconds, working seconds where they have a calendar."""

    low: F64
    likely: F64
    high: F64
    #: Seconds that a running task has lasted; 0 of others.
    elapsed: F64

    @property
    def certain(self) -> npt.NDArray[np.bool_]:
        """What is not drawn, but taken as it is."""
        return self.low >= self.high

    @property
    def highest(self) -> I64:
        """The longest that may be drawn."""
        return np.ceil(np.where(self.certain, self.likely, self.high)).astype(np.int64)


def spread_out(likely: F64, low: float, high: float) -> tuple[F64, F64]:
    """Low and high of durations with a single value, by the factors of a runbook."""
    return likely * low, likely * high


def outrun(durations: Durations) -> npt.NDArray[np.bool_]:
    """Which running tasks have lasted for as long as their high estimate, or longer."""
    return ~durations.certain & (durations.elapsed >= durations.high)


def going_on(durations: Durations) -> Durations:
    """The same, with a new estimate of what has outrun its high one."""
    beyond, elapsed = outrun(durations), durations.elapsed
    return Durations(
        low=np.where(beyond, elapsed, durations.low),
        likely=np.where(beyond, elapsed * (1 + OUTRUN_LIKELY), durations.likely),
        high=np.where(beyond, elapsed * (1 + OUTRUN_MOST), durations.high),
        elapsed=elapsed,
    )


def quantile_after(low: float, likely: float, high: float, elapsed: float, share: F64) -> F64:
    """Quantiles of a triangular duration that has lasted for more than `elapsed`."""
    width, rise, fall = high - low, likely - low, high - likely
    before = 0.0
    if elapsed > low:
        before = (
            (elapsed - low) ** 2 / (width * rise)
            if elapsed <= likely and rise
            else 1 - (high - elapsed) ** 2 / (width * fall)
        )
    below, above = before + (1 - before) * share, (1 - before) * (1 - share)
    return np.where(
        below < rise / width,
        low + np.sqrt(below * width * rise),
        high - np.sqrt(above * width * fall),
    )
