"""Waiting for something another thread or process does: by a condition and a deadline."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic

#: Seconds between looks.
LOOK = 0.005


def until(condition: Callable[[], object], *, seconds: float = 30.0, what: str = "") -> None:
    """Return once the condition holds; AssertionError after the deadline."""
    deadline = monotonic() + seconds
    pause = Event()
    while not condition():
        assert monotonic() < deadline, f"still not so after {seconds} s: {what or condition}"
        pause.wait(LOOK)
