"""The one place that compiles: functions on arrays become machine code, kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function as machine code; kept beside its file, so that it is compiled once a machine.

    Whole numbers and no fast-math: figures do not depend on the processor.
    """
    made: Callable[P, R] = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return made


def compiled_in_parallel(function: Callable[P, R]) -> Callable[P, R]:
    """The same, with its `prange` loops spread over the cores."""
    made: Callable[P, R] = numba.njit(cache=True, nogil=True, parallel=True, error_model="numpy")(
        function
    )
    return made
