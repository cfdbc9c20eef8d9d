"""The one place that compiles: functions on arrays become machine code, kept on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from threading import local
from time import perf_counter
from typing import Any, ClassVar, Generic, ParamSpec, TypeVar

from dependencies.kernels.kept import kept_here

P = ParamSpec("P")
R = TypeVar("R")

#: A network of so many tasks is small: Python is through with it long before numba is loaded.
SMALL = 1_000


class _Here(local):
    """What a thread is doing."""

    plainly = False


class WhenCalled(Generic[P, R]):
    """A function that becomes machine code as it is first called, from Python or from another one.

    Loading numba takes longer than most commands do, and few of them plan anything.
    """

    #: Seconds that small work may take without numba, in all: then loading it is worth the while.
    patience: ClassVar[float] = 0.3
    _here: ClassVar[_Here] = _Here()

    def __init__(self, function: Callable[P, R], **options: Any) -> None:
        """With the options of numba's `njit`."""
        self.__doc__ = function.__doc__
        self.__wrapped__ = function
        self._options = options
        self.spares_small_work = False

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the machine code, or the function as it is written."""
        if self._here.plainly:
            return self.__wrapped__(*args, **kwargs)
        if self.spares_small_work and WhenCalled.patience > 0 and _first_length(args) <= SMALL:
            return self._plainly(*args, **kwargs)
        made: Callable[P, R] = self._made
        return made(*args, **kwargs)

    def _plainly(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function as it is written, and all that it calls."""
        self._here.plainly, began = True, perf_counter()
        try:
            return self.__wrapped__(*args, **kwargs)
        finally:
            self._here.plainly = False
            WhenCalled.patience -= perf_counter() - began

    @cached_property
    def _made(self) -> Any:
        import numba  # noqa: PLC0415 - the point of it all

        if "NUMBA_CACHE_DIR" not in os.environ:
            numba.config.CACHE_DIR = str(kept_here())  # type: ignore[attr-defined]
        return numba.njit(cache=True, nogil=True, error_model="numpy", **self._options)(
            self.__wrapped__
        )

    @property
    def _numba_type_(self) -> Any:
        """What numba asks for of a function that a compiled one calls."""
        return self._made._numba_type_


def _first_length(args: Sequence[Any]) -> int:
    """The length of the first array that is given, by itself or as the first of several."""
    first = args[0][0] if isinstance(args[0], tuple) else args[0]
    return len(first)


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


def plain_if_small(function: Callable[P, R]) -> Callable[P, R]:
    """A compiled function that is called as it is written while there is little to do.

    A plan of a hundred tasks takes a few milliseconds that way, and loading numba a hundred times
    as long; the figures are the same. Only for what means the same to Python: no unsigned numbers.
    """
    assert isinstance(function, WhenCalled)
    function.spares_small_work = True
    return function
