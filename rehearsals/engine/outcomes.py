"""What the engine says of attempts that have ended: done, or failed with words the run takes.

A success that comes before another task lets the finish go (FF, SF) is kept until it does. It is
kept in memory alone: of an engine that ends meanwhile the outcome is unknown to the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core.command import ENGINE
from rehearsals.core.refusals import LONGEST_TEXT
from rehearsals.core.state import RunState
from rehearsals.core.tasks.finish_held import finish_from
from rehearsals.engine.executor import JobOutcome
from runbooks.characters import without_controls

ACTOR = "engine"
#: The refusal of a success that came too early: it is no failure, and is said again.
TOO_EARLY = "finish-held"


class Outcomes:
    """The outcomes that have come in and that the journal does not have yet."""

    def __init__(self) -> None:
        self._waiting: list[JobOutcome] = []

    def take(self, state: RunState, outcomes: Iterable[JobOutcome]) -> None:
        """Keep what has come in, and forget what somebody has said already."""
        self._waiting += outcomes
        self._waiting = [one for one in self._waiting if _still_running(state, one)]

    def sayable(self, state: RunState, now: datetime) -> tuple[c.AnyCommand, ...]:
        """The commands that say what may be said at an instant (UTC), in order of arrival."""
        return tuple(
            _command(one)
            for one in self._waiting
            if (at := _sayable_from(state, one, now)) is not None and at <= now
        )

    def next_at(self, state: RunState, now: datetime) -> datetime | None:
        """When more may be said (UTC), if that is known."""
        moments = (_sayable_from(state, one, now) for one in self._waiting)
        return min((at for at in moments if at is not None and at > now), default=None)


def by_engine(what: str) -> c.By:
    """The engine; the id says what the command is for, so it comes once."""
    return {"id": f"engine:{what}", "actor": ACTOR, "channel": ENGINE}


def refused_outcome(command: c.CompleteTask, refusal: c.Refusal) -> c.FailTask:
    """The failure of an attempt whose success the run would not take."""
    return c.FailTask(
        task=command.task,
        reason=_acceptable(str(refusal)),
        attempt=command.attempt,
        **by_engine(f"{command.task}:{command.attempt}:refused"),
    )


def _sayable_from(state: RunState, outcome: JobOutcome, now: datetime) -> datetime | None:
    return finish_from(state, outcome.task) if outcome.ok else now


def _still_running(state: RunState, outcome: JobOutcome) -> bool:
    record = state.task(outcome.task)
    return record.progress == "running" and record.attempts[-1].number == outcome.attempt


def _command(outcome: JobOutcome) -> c.AnyCommand:
    if not outcome.ok:
        return c.FailTask(
            task=outcome.task,
            reason=_acceptable(outcome.reason),
            attempt=outcome.attempt,
            **by_engine(f"{outcome.task}:{outcome.attempt}:fail"),
        )
    return c.CompleteTask(
        task=outcome.task,
        attempt=outcome.attempt,
        **by_engine(f"{outcome.task}:{outcome.attempt}:done"),
    )


def _acceptable(reason: str) -> str:
    """A machine's words as the run takes them; refused, the attempt would seem to run for ever."""
    text = reason.encode("utf-8", errors="replace").decode().replace("\r", "\n")
    return without_controls(text).strip()[:LONGEST_TEXT] or "no reason given"
