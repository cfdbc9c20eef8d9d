"""Fixed ids for what Callboard shows in Prefect, so that showing it twice shows it once."""

from __future__ import annotations

import re
from typing import get_args
from uuid import NAMESPACE_URL, UUID, uuid5

from rehearsals.core.events import ControlEvent, PlanEvent

_NAMESPACE = uuid5(NAMESPACE_URL, "callboard")
#: What the names of these kinds begin with.
_SUBJECTS: dict[str, str] = {
    **{kind.__name__: "control" for kind in get_args(ControlEvent)},
    **{kind.__name__: "plan" for kind in get_args(PlanEvent)},
    "Countersigned": "gate",
}
_WORDS = re.compile(r"[A-Z][a-z0-9]*")


def task_run_id(run: str, task: str, attempt: int) -> UUID:
    """The id of the Prefect task run for an attempt at a task; attempt 0 is its being skipped."""
    return uuid5(_NAMESPACE, f"task-run/{run}/{task}/{attempt}")


def event_id(run: str, seq: int) -> UUID:
    """The id of the Prefect event for an entry of a run's journal."""
    return uuid5(_NAMESPACE, f"event/{run}/{seq}")


def event_name(kind: str) -> str:
    """`callboard.task.started` for the event type `TaskStarted`: first the thing, then the rest.

    What the people who run the night say, and what becomes of the plan, has no thing in front:
    `callboard.control.starts-stopped`, `callboard.plan.turned-back`.
    """
    thing, *verb = [word.lower() for word in _WORDS.findall(kind)]
    if subject := _SUBJECTS.get(kind):
        thing, verb = subject, [thing, *verb]
    return f"callboard.{thing}.{'-'.join(verb)}"


def resource_id(run: str) -> str:
    """The Prefect resource that a run's events are about."""
    return f"callboard.run.{run}"


def run_tag(run: str) -> str:
    """The tag of every flow run that has driven a run."""
    return f"callboard-run:{run}"


def artifact_key(kind: str, run: str) -> str:
    """A Prefect artifact key: lower-case letters, digits and dashes only."""
    return re.sub(r"[^a-z0-9]+", "-", f"callboard-{kind}-{run}".lower()).strip("-")
