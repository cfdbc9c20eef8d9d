"""Shared by the rules on unknown ids: the tasks of all legs, and the finding with a near miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbooks.findings import Finding, Path, error
from runbooks.model import Runbook
from runbooks.near_miss import near_miss
from runbooks.rules.subject import Subject
from runbooks.tasks import Task, WayBackTask
from runbooks.ways_back import WAY_BACK_NAMES, WAYS_BACK, WayBackKind

#: Looking for near misses among 10,000 ids takes time; after so many the cause is another.
_MOST_SUGGESTIONS = 20


def tasks_of_all_legs(runbook: Runbook) -> Iterator[tuple[Path, str, Task]]:
    """Every task with its path and how a message names it; the ways back come last."""
    for number, task in enumerate(runbook.tasks):
        yield ("tasks", number), f"task {task.id}", task
    for kind in WAYS_BACK:
        for path, who, task in tasks_of_way_back(runbook, kind):
            yield path, who, task


def tasks_of_way_back(
    runbook: Runbook, kind: WayBackKind
) -> Iterator[tuple[Path, str, WayBackTask]]:
    """The tasks of one way back, each with its path and how a message names it."""
    for number, task in enumerate(runbook.way_back(kind).tasks):
        yield (kind, "tasks", number), f"{WAY_BACK_NAMES[kind]} task {task.id}", task


def unknown_ids(
    subject: Subject,
    rule: str,
    noun: str,
    known: frozenset[str] | None,
    references: Iterable[tuple[Path, str, str]],
    *,
    otherwise: str,
) -> Iterator[Finding]:
    """A finding for each reference (path, who names it, id) to an id that is not known.

    `otherwise` is the hint where no known id resembles it. Nothing if the known ids are not known.
    """
    if known is None:
        return
    choices = tuple(sorted(known))
    suggested = 0
    for path, namer, name in references:
        if name in known or _stands_in(path, subject):
            continue
        near = near_miss(name, choices) if suggested < _MOST_SUGGESTIONS else None
        suggested += 1
        hint = f"Did you mean {near}?" if near else otherwise
        who = namer[:1].upper() + namer[1:]
        message = f"{who} names the {noun} {name}, which is not declared."
        yield error(rule, path, message, hint)


def _stands_in(path: Path, subject: Subject) -> bool:
    """Whether nobody wrote what stands at a path; entries of lists are always written."""
    key = path[-1]
    return isinstance(key, str) and subject.gaps.hide(path[:-1], key)
