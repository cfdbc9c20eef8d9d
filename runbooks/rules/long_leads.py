"""A lead longer than what it counts back over: in a run it counts from the start at the earliest.

Nobody knows beforehand when a task will start, and a finish is foreseen only once it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from runbooks.durations import format_seconds
from runbooks.findings import Finding, Path, warning
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject
from runbooks.tasks import Link, LinkKind, Task

RULE = "long-lead"
_BY_FINISH = frozenset({LinkKind.FINISH_START, LinkKind.FINISH_FINISH})


def check(subject: Subject) -> Iterator[Finding]:
    """Leads longer than the likely duration of the predecessor; on its start, every lead.

    A predecessor with a working calendar may last longer than its duration; it is passed over.
    """
    tasks = {task.id: (path, task) for path, _, task in tasks_of_all_legs(subject.runbook)}
    for path, who, task in tasks_of_all_legs(subject.runbook):
        for number, link in enumerate(task.after):
            lead, most = -link.lag, _longest(subject, link, tasks)
            if most is None or lead <= most:
                continue
            yield warning(
                RULE,
                (*path, "after", number, "lag"),
                f"The lead of {who} on {link.task}, {format_seconds(lead)}, reaches back beyond "
                f"the start of {link.task}; in a run it counts from that start at the earliest.",
                f"{_shorter(most)}, or link to what comes before {link.task}.",
            )


def _shorter(most: int) -> str:
    return f"Shorten the lead to {format_seconds(most)} at most" if most else "Remove the lead"


def _longest(subject: Subject, link: Link, tasks: Mapping[str, tuple[Path, Task]]) -> int | None:
    """Seconds of the longest lead that a link can have; None if nobody knows."""
    if link.link not in _BY_FINISH:
        return 0
    path, source = tasks.get(link.task, ((), None))
    if source is None or subject.gaps.hide(path, "duration", "calendar", "party"):
        return None
    elapsed = subject.runbook.calendar_of(source) is None
    return source.duration.likely if elapsed else None
