"""Words for what a plan says: waits and what they are for, chains, floats, deadlines."""

from __future__ import annotations

from collections.abc import Sequence

from console.app import WIDTH
from dependencies.plan import Chain, ChainStep, Deadline
from dependencies.waits import window_before
from runbooks.clocktime import minutes_text
from runbooks.durations import format_seconds
from runbooks.model import Runbook
from runbooks.tasks import Task

#: Columns by which chains stand further in.
INDENT = 4
_DAY = 86_400
#: What may hold the first task of a chain, which waits behind no other.
_HOLDING = ("calendar", "outage", "blackout")
_FOR = {
    "not_before": "not before",
    "fixed": "fixed start",
    "start": "the plan's start",
    "now": "now",
}


def float_text(seconds: int) -> str:
    """Float for people: `none`, `1h30m`, and in whole hours from a day on."""
    if not seconds:
        return "none"
    if seconds < 0:
        return f"LATE {float_text(-seconds)}"
    return format_seconds(seconds - seconds % 3600 if seconds >= _DAY else seconds)


def takes_text(book: Runbook, task: Task) -> str:
    """`2h30m`, or of working time `40h W`: in hours, as no working day has 24 of them."""
    seconds = task.duration.likely
    if book.calendar_of(task) is None:
        return format_seconds(seconds)
    hours, rest = divmod(seconds, 3600)
    return f"{f'{hours}h' if hours else ''}{format_seconds(rest) if rest or not hours else ''} W"


def wait_for(book: Runbook, step: ChainStep) -> str:
    """What a step waits for, once its driver has let it go: `not before`, `calendar office`."""
    task = book.task_by_id[step.task]
    if step.driven_by == "calendar":
        return f"calendar {book.calendar_of(task)}"
    if step.driven_by in {"blackout", "outage"}:
        name = window_before(book, task, step.start)
        return f"{step.driven_by} {name}" if name else step.driven_by
    return _FOR.get(step.driven_by, "")


def holder(book: Runbook, step: ChainStep) -> str:
    """What holds a step, in a sentence: `M10-078's fixed time`, `blackout FREEZE`."""
    if step.driven_by in {"blackout", "outage"}:
        return wait_for(book, step)
    if step.driven_by == "calendar":
        return f"{step.task}'s {wait_for(book, step)}"
    return f"{step.task}'s fixed time"


def held_words(book: Runbook, chain: Chain) -> str:
    """The last wait of a chain, which would absorb a delay before it; empty if it has none."""
    step = chain.held_by
    return f"held {minutes_text(step.wait)} by {holder(book, step)}" if step else ""


def steps_text(book: Runbook, steps: Sequence[ChainStep], since: str | None = None) -> str:
    """A chain since the gate before its end, or since a task, with the waits in it.

    It is broken into lines that fit the width if they stand `INDENT` columns further in.
    """
    parts: list[str] = []
    for number, step in enumerate(_shown(book, steps, since)):
        if number and step.wait:
            parts.append(f"({wait_words(book, step)})")
        elif step is steps[0] and step.driven_by in _HOLDING:
            parts.append(f"({wait_for(book, step)})")
        gate = None if number else book.gate_by_meeting.get(step.task)
        parts.append(f"{gate.id} {step.task}" if gate and len(steps) > 1 else step.task)
    return joined(parts)


def wait_words(book: Runbook, step: ChainStep) -> str:
    """`wait 16h15m: not before`."""
    why = wait_for(book, step)
    return f"wait {format_seconds(step.wait)}{f': {why}' if why else ''}"


def joined(parts: Sequence[str], first: str = "") -> str:
    """The links of a chain as lines, none of which is broken within a link."""
    lines = [first]
    for number, part in enumerate(parts):
        link = f"{part} >" if number < len(parts) - 1 else part
        longer = f"{lines[-1]} {link}" if lines[-1] else link
        if len(longer) > WIDTH - INDENT and lines[-1]:
            lines.append(link)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def deadline_words(book: Runbook, deadline: Deadline) -> str:
    """What must happen by a deadline."""
    match deadline.kind:
        case "not_after":
            return f"{deadline.id} is finished (not after)"
        case "fixed":
            return f"{deadline.id} starts (fixed)"
        case "hard_limit":
            limit = book.outages[deadline.id].hard_limit
            most = f" of {minutes_text(limit.likely)}" if limit else ""
            return f"outage {deadline.id} ends within its hard limit{most}"
        case "restore_by":
            gate = book.gate_by_meeting.get(deadline.task or "")
            last = f" from {gate.id}, the last gate for it," if gate else ""
            return f"turning back{last} is over (restore by)"


def to_spare(deadline: Deadline) -> str:
    """`6 h 45 min`, `20 min, NEAR` or `LATE by 1 h 00 min`."""
    if deadline.missed:
        return f"LATE by {minutes_text(-deadline.margin)}"
    return f"{minutes_text(deadline.margin)}{', NEAR' if deadline.near else ''}"


def _shown(book: Runbook, steps: Sequence[ChainStep], since: str | None) -> Sequence[ChainStep]:
    """The end of a chain, from a task of it, or from the last gate that it passes on its way."""
    for place in range(len(steps) - 1, -1, -1):
        if steps[place].task == since:
            return steps[place:]
    for place in range(len(steps) - 2, -1, -1):
        if steps[place].task in book.gate_by_meeting:
            return steps[place:]
    return steps
