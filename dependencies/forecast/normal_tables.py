"""Tables of distributions by the quantile of the standard normal distribution."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import erfc, sqrt

import numpy as np

from dependencies.forecast.durations import F64
from dependencies.kernels.trials_arrays import F32, STEPS
from dependencies.kernels.trials_normals import FURTHEST


@cache
def grid() -> F64:
    """The points of a table."""
    return np.linspace(-float(FURTHEST), float(FURTHEST), STEPS + 1)


@cache
def shares() -> F64:
    """The standard normal distribution function at the points of a table."""
    return np.array([erfc(-z / sqrt(2)) / 2 for z in grid()])


def table_of(quantile: Callable[[F64], F64]) -> F32:
    """A distribution as the trials read it: its quantiles at the points, and one to spare."""
    values = quantile(shares())
    return np.append(values, values[-1]).astype(np.float32)


def normal_quantile(share: F64) -> F64:
    """Where the standard normal distribution function reaches a share, within FURTHEST."""
    found: F64 = np.interp(share, shares(), grid())
    return found
