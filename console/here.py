"""What surrounds a command: the environment and the clock, passed in so that tests can choose."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings, settings_from


@dataclass(frozen=True, kw_only=True, slots=True)
class Here:
    """The surroundings of one command."""

    environ: Mapping[str, str]
    #: The instant, aware, in UTC.
    now: Callable[[], datetime]


_HERE: ContextVar[Here] = ContextVar("here")


@contextmanager
def being(here: Here | None) -> Iterator[None]:
    """Run what is inside in these surroundings, by default the process's own."""
    token = _HERE.set(here or Here(environ=os.environ, now=SystemClock().now))
    try:
        yield
    finally:
        _HERE.reset(token)


def now() -> datetime:
    """The instant, aware, in UTC."""
    return _HERE.get().now()


def settings() -> Settings:
    """The operator's settings; raises SettingsError."""
    return settings_from(_HERE.get().environ)
