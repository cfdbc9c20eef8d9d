"""Which tasks a Gantt shows: filtered, by phase; of a long run the page of what is current."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from console.standing import Standing
from console.web.pictures.gantt_records import GanttView, Pages
from rehearsals.core.state import TaskState
from runbooks.tasks import Task
from runbooks.ways_back import WAY_BACK_NAMES

#: What is current, most urgent first; then whatever is open.
_CURRENT: tuple[tuple[TaskState, ...], ...] = (
    ("failed", "unknown", "running", "ready"),
    ("held", "waiting"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """The tasks of one page, each with the title of its phase, and where the page lies."""

    tasks: tuple[tuple[Task, str], ...]
    pages: Pages


def choose(stands: Standing, view: GanttView) -> Chosen:
    """The tasks that a view shows."""
    shown = [pair for pair in _by_phase(stands) if _wanted(stands, pair[0], view)]
    size = max(view.rows, 1)
    of = max(ceil(len(shown) / size), 1)
    page = _current(stands, shown) // size + 1 if view.page is None else view.page
    page = min(max(page, 1), of)
    first = (page - 1) * size
    tasks = tuple(shown[first : first + size])
    return Chosen(
        tasks=tasks,
        pages=Pages(
            page=page,
            of=of,
            first=first + 1 if tasks else 0,
            last=first + len(tasks),
            tasks=len(shown),
        ),
    )


def _by_phase(stands: Standing) -> Iterator[tuple[Task, str]]:
    """All tasks, a phase at a time; the way back that is run comes last."""
    book, index = stands.state.runbook, stands.state.index
    members: dict[str, list[Task]] = {phase: [] for phase in book.all_phases}
    back: list[Task] = []
    for task in index.tasks.values():
        if task.id in book.way_back_of:
            back.append(task)
        else:
            members.setdefault(task.phase, []).append(task)
    for phase, tasks in members.items():
        title = _phase_title(phase, book.all_phases)
        yield from ((task, title) for task in tasks)
    for task in back:
        yield task, f"Way back: {WAY_BACK_NAMES[book.way_back_of[task.id]]}"


def _phase_title(phase: str, titles: Mapping[str, str]) -> str:
    title = titles.get(phase, phase)
    return title if title == phase else f"{phase}  {title}"


def _wanted(stands: Standing, task: Task, view: GanttView) -> bool:
    if view.tasks is not None and task.id not in view.tasks:
        return False
    if view.phases and task.phase not in view.phases:
        return False
    owners = {stands.state.owner(task.id), *task.with_}
    if view.parties and not owners & view.parties:
        return False
    return not view.states or stands.states.get(task.id, "given_up") in view.states


def _current(stands: Standing, shown: Sequence[tuple[Task, str]]) -> int:
    """The place of the first task that something is up with."""
    for wanted in _CURRENT:
        for place, (task, _) in enumerate(shown):
            if stands.states.get(task.id) in wanted:
                return place
    return 0
