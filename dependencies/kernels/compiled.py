"""The one place that compiles: functions on arrays become machine code, kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class WhenCalled(Generic[P, R]):
    """A function that becomes machine code as it is first called, from Python or from another one.

    Loading numba takes longer than most commands do, and few of them plan anything.
    """

    def __init__(self, function: Callable[P, R], **options: Any) -> None:
        """With the options of numba's `njit`."""
        self.__doc__ = function.__doc__
        self.__wrapped__ = function
        self._options = options

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the machine code."""
        made: Callable[P, R] = self._made
        return made(*args, **kwargs)

    @cached_property
    def _made(self) -> Any:
        import numba  # noqa: PLC0415 - the point of it all

        return numba.njit(cache=True, nogil=True, error_model="numpy", **self._options)(
            self.__wrapped__
        )

    @property
    def _numba_type_(self) -> Any:
        """What numba asks for of a function that a compiled one calls."""
        return self._made._numba_type_


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function as machine code; kept beside its file, so that it is compiled once a machine.

    Whole numbers and no fast-math: figures do not depend on the processor.
    """
    return WhenCalled(function)


def compiled_bare(function: Callable[P, R]) -> Callable[P, R]:
    """The same for a function that makes no arrays, only fills those it is given.

    Arrays are then not counted as they are handed on. Counting costs more than the work itself
    where a network of many arrays is handed to a small function for each task.
    """
    return WhenCalled(function, forceinline=True, _nrt=False)


def compiled_in_parallel(function: Callable[P, R]) -> Callable[P, R]:
    """The same, with its `prange` loops spread over the cores."""
    return WhenCalled(function, parallel=True)
