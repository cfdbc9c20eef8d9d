"""Quantiles of trials, and how far one may be off: order statistics with binomial ranks.

H. A. David and H. N. Nagaraja, "Order Statistics" (2003), section 7.1: no distribution is assumed.
"""

from __future__ import annotations

from math import ceil, floor, sqrt

from dependencies.kernels.arrays import I32

#: The normal quantile of a 95 % interval.
_Z = 1.959964


def quantile(ordered: I32, share: float) -> int:
    """The least value that at least this share of the trials, in order, does not exceed."""
    return int(ordered[max(0, ceil(share * len(ordered) - 1e-9) - 1)])


def interval(ordered: I32, share: float) -> tuple[int, int]:
    """Between which two trials the quantile lies with 95 %."""
    count = len(ordered)
    middle, off = count * share, _Z * sqrt(count * share * (1 - share))
    low, high = max(0, floor(middle - off) - 1), min(count - 1, ceil(middle + off))
    return int(ordered[low]), int(ordered[high])


def half_width(ordered: I32, share: float) -> float:
    """Half of what the interval of a quantile spans, in seconds."""
    low, high = interval(ordered, share)
    return (high - low) / 2
