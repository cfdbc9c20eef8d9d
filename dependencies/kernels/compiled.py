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


def compiled_bare(function: Callable[P, R]) -> Callable[P, R]:
    """The same for a function that makes no arrays, only fills those it is given.

    Arrays are then not counted as they are handed on. Counting costs more than the work itself
    where a network of many arrays is handed to a small function for each task.
    """
    made: Callable[P, R] = numba.njit(
        cache=True, nogil=True, error_model="numpy", forceinline=True, _nrt=False
    )(function)
    return made


def compiled_in_parallel(function: Callable[P, R]) -> Callable[P, R]:
    """The same, with its `prange` loops spread over the cores."""
    made: Callable[P, R] = numba.njit(cache=True, nogil=True, parallel=True, error_model="numpy")(
        function
    )
    return made
