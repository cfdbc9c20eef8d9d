"""What draws are keyed by: a seed and a purpose, and the name of a task or a party."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from dependencies.kernels.trials_arrays import PAIR_BITS, U32, Key


def key_of(seed: int, purpose: str) -> Key:
    """The key of all draws of one purpose."""
    digest = blake2b(f"{purpose}/{seed}".encode(), digest_size=8).digest()
    first, second = np.frombuffer(digest, "<u4")
    return np.uint32(first), np.uint32(second)


def words_of(names: Sequence[str]) -> tuple[U32, U32]:
    """Two words for each name, the second with its low bits free to number draws.

    44 bits of a digest: that two of 10,000 names draw alike happens once in 350,000 runbooks.
    """
    digests = b"".join(blake2b(name.encode(), digest_size=8).digest() for name in names)
    words = np.frombuffer(digests, "<u4").reshape(-1, 2)
    return words[:, 0].copy(), words[:, 1] << np.uint32(PAIR_BITS)
