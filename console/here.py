"""What surrounds a command: the environment and the clock, passed in so that tests can choose."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings, settings_from

if TYPE_CHECKING:
    from rehearsals.core.state import RunState


def _ask(prompt: str) -> str | None:
    """What somebody types unseen; None where there is no terminal to ask at."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else None


def _confirm(question: str) -> bool | None:
    """Whether somebody at the terminal says yes; None where there is none to ask at."""
    if not sys.stdin.isatty():
        return None
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


def _read_line() -> str:
    return sys.stdin.readline().rstrip("\r\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Here:
    """The surroundings of one command."""

    environ: Mapping[str, str]
    #: The instant, aware, in UTC.
    now: Callable[[], datetime]
    #: Asks a person for a secret; None if there is no terminal.
    ask: Callable[[str], str | None] = _ask
    #: The next line of standard input.
    read_line: Callable[[], str] = _read_line
    #: Asks a person yes or no; None if there is no terminal.
    confirm: Callable[[str], bool | None] = _confirm


_HERE: ContextVar[Here] = ContextVar("here")


@contextmanager
def being(here: Here | None) -> Iterator[None]:
    """Run what is inside in these surroundings, by default the process's own."""
    token = _HERE.set(here or Here(environ=os.environ, now=SystemClock().now))
    try:
        yield
    finally:
        _HERE.reset(token)


def secret(name: str) -> str | None:
    """A secret of the environment, such as CALLBOARD_TOKEN; None if it is not set."""
    return _HERE.get().environ.get(name) or None


def environ() -> Mapping[str, str]:
    """The whole environment, for what reads several of its names together."""
    return _HERE.get().environ


def ask(prompt: str) -> str | None:
    """What a person types unseen; None if there is no terminal to ask at."""
    return _HERE.get().ask(prompt)


def confirm(question: str) -> bool | None:
    """Whether a person says yes; None if there is no terminal to ask at."""
    return _HERE.get().confirm(question)


def read_line() -> str:
    """The next line of standard input, without its end."""
    return _HERE.get().read_line()


def now() -> datetime:
    """The instant, aware, in UTC."""
    return _HERE.get().now()


def now_in(state: RunState) -> datetime:
    """What time it is in a run (UTC): the instant, unless the run's clock is scaled."""
    from rehearsals.clocks import run_time  # noqa: PLC0415 - brings zones along; help needs none

    return run_time(state.clock, now())


def settings() -> Settings:
    """The operator's settings; raises SettingsError."""
    return settings_from(_HERE.get().environ)
