"""Random words by counting."""

from __future__ import annotations

import numpy as np
import pytest

from dependencies.forecast.names import key_of, words_of
from dependencies.kernels.threefry import threefry
from dependencies.kernels.trials_arrays import LANES
from dependencies.kernels.trials_draws import draw_normals

MOST = 0xFFFFFFFF


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        pytest.param((0, 0), (0, 0), (0x9D1C5EC6, 0x8BD50731), id="zeros"),
        pytest.param((MOST, MOST), (MOST, MOST), (0xFD36D048, 0x2D17272C), id="ones"),
        pytest.param(
            (0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xBA3E4725, 0xF27D669E), id="pi"
        ),
    ],
)
def test_words_are_those_that_were_published(
    counter: tuple[int, int], key: tuple[int, int], words: tuple[int, int]
) -> None:
    """The known answers for 13 rounds that come with Random123."""
    first, second = (np.uint32(each) for each in counter)

    found = threefry((np.uint32(key[0]), np.uint32(key[1])), first, second)

    assert words == tuple(int(word) for word in found)


def test_a_seed_and_a_purpose_have_a_key_of_their_own() -> None:
    """What is drawn for one purpose says nothing of another."""
    keys = {key_of(seed, purpose) for seed in range(50) for purpose in ("task", "party")}

    assert len(keys) == 100


def test_names_do_not_touch_the_bits_that_number_draws() -> None:
    """Two trials of one task never share a counter."""
    _, more = words_of([f"T{number}" for number in range(1000)])

    assert not (more & np.uint32((1 << 20) - 1)).any()


def test_variates_are_standard_normal() -> None:
    """Mean, variance, skewness and kurtosis of 25,600 of them, within four standard errors."""
    drawn = normals(200)
    count = drawn.size

    assert abs(drawn.mean()) < 4 / count**0.5
    assert abs(drawn.var() - 1) < 4 * (2 / count) ** 0.5
    assert abs((drawn**3).mean()) < 4 * (15 / count) ** 0.5
    assert abs((drawn**4).mean() - 3) < 4 * (96 / count) ** 0.5


def test_variates_of_different_tasks_and_trials_are_independent() -> None:
    """Between tasks, and between the two halves of a block that share their random words."""
    drawn = normals(200)

    assert abs(np.corrcoef(drawn[0::2].ravel(), drawn[1::2].ravel())[0, 1]) < 4 / 12_800**0.5
    halves = drawn[:, : LANES // 2].ravel(), drawn[:, LANES // 2 :].ravel()
    assert abs(np.corrcoef(*halves)[0, 1]) < 4 / 12_800**0.5
    assert abs(np.corrcoef(halves[0] ** 2, halves[1] ** 2)[0, 1]) < 4 / 12_800**0.5


def normals(tasks: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """The variates of one block, by task."""
    drawn = np.empty((tasks, LANES), np.float32)
    name, more = words_of([f"T{number}" for number in range(tasks)])
    for row in range(tasks):
        draw_normals(key_of(3, "task"), name[row], more[row], 0, drawn[row])
    return drawn.astype(np.float64)
