"""Random words by counting: Threefry-2x32 with 13 rounds, the same everywhere for the same counter.

After J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel Random Numbers: As Easy as
1, 2, 3" (SC11). A word depends on its key and counter alone, so draws can be made in any order, by
any number of threads, and none moves another. 13 rounds are the fewest that pass BigCrush.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from dependencies.kernels.compiled import compiled_bare

_PARITY: Final = np.uint32(0x1BD11BDA)


@compiled_bare
def _mixed(first: np.uint32, second: np.uint32, turn: np.uint32) -> tuple[np.uint32, np.uint32]:
    """One round: add, turn left, exclusive or."""
    total = np.uint32(first + second)
    back = np.uint32(np.uint32(32) - turn)
    turned = np.uint32(np.uint32(second << turn) | np.uint32(second >> back))
    return total, np.uint32(turned ^ total)


@compiled_bare
def threefry(
    key: tuple[np.uint32, np.uint32], first: np.uint32, second: np.uint32
) -> tuple[np.uint32, np.uint32]:
    """Two random words for a counter of two words."""
    k0, k1 = key
    k2 = np.uint32(np.uint32(k0 ^ k1) ^ _PARITY)
    a, b = np.uint32(first + k0), np.uint32(second + k1)
    a, b = _mixed(a, b, np.uint32(13))
    a, b = _mixed(a, b, np.uint32(15))
    a, b = _mixed(a, b, np.uint32(26))
    a, b = _mixed(a, b, np.uint32(6))
    a, b = np.uint32(a + k1), np.uint32(b + np.uint32(k2 + np.uint32(1)))
    a, b = _mixed(a, b, np.uint32(17))
    a, b = _mixed(a, b, np.uint32(29))
    a, b = _mixed(a, b, np.uint32(16))
    a, b = _mixed(a, b, np.uint32(24))
    a, b = np.uint32(a + k2), np.uint32(b + np.uint32(k0 + np.uint32(2)))
    a, b = _mixed(a, b, np.uint32(13))
    a, b = _mixed(a, b, np.uint32(15))
    a, b = _mixed(a, b, np.uint32(26))
    a, b = _mixed(a, b, np.uint32(6))
    a, b = np.uint32(a + k0), np.uint32(b + np.uint32(k1 + np.uint32(3)))
    return _mixed(a, b, np.uint32(17))
