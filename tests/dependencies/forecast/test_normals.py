"""The curves that make words variates, and variates durations."""

from __future__ import annotations

from math import cos, erfc, log, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dependencies.kernels.trials_normals import normal_pair, root_of_phi

WORDS = st.integers(0, 2**32 - 1)


@given(first=WORDS, second=WORDS)
def test_a_pair_lies_as_far_out_as_its_first_word_says(first: int, second: int) -> None:
    """The radius of Box and Muller, to 1e-4."""
    x, y = normal_pair(np.uint32(first), np.uint32(second))
    radius = sqrt(max(0.0, -2 * log(min(1.0, (first + 0.5) / 2**32))))

    assert np.hypot(x, y) == pytest.approx(radius, abs=1e-3 if radius < 0.01 else 1e-4)


@given(second=WORDS)
def test_a_pair_points_where_its_second_word_says(second: int) -> None:
    """Up to an eighth to either side of one of the four axes."""
    x, y = normal_pair(np.uint32(2**31), np.uint32(second))
    signed = second - 2**32 if second >= 2**31 else second
    along = max(abs(x), abs(y)) / np.hypot(x, y)

    assert along == pytest.approx(cos(pi / 4 * signed / 2**31), abs=1e-5)


@given(z=st.floats(-4.5, 4.5))
def test_the_root_of_the_distribution_function(z: float) -> None:
    """To 2e-5: a fourteenth of a second of an hour's spread."""
    assert root_of_phi(np.float32(z)) == pytest.approx(sqrt(erfc(-z / sqrt(2)) / 2), abs=2e-5)


@pytest.mark.parametrize("z", [-9.0, 9.0])
def test_the_root_stays_as_it_is_far_out(z: float) -> None:
    """What lies further out counts as 4.5."""
    assert root_of_phi(np.float32(z)) == root_of_phi(np.float32(np.clip(z, -4.5, 4.5)))
