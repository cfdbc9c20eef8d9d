"""Until when a run can safely turn back, in words: the latest start, what is left, what binds."""

from __future__ import annotations

from dataclasses import dataclass

from console.foreseen import Foreseen
from console.web.reading import Look
from console.web.views.moments import Shown, clock_time
from rehearsals.core.plan.turning_rules import turned_back_whole
from rehearsals.outlook.lengths import LegLengths
from rehearsals.outlook.turning import Turning
from runbooks.clocktime import minutes_text


@dataclass(frozen=True, kw_only=True, slots=True)
class Undone:
    """A task that a rollback from here begins, in order, with its minutes from the beginning."""

    id: str
    title: str
    at_once: bool
    begins: str
    ends: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SafeBack:
    """Turning back as a run stands."""

    #: Why nothing can be turned back; empty if it can.
    none: str
    latest: Shown | None
    #: `2 h 10 min left`, `past by 20 min`; empty if nothing limits it.
    left: str
    past: bool
    #: Which of the two binds it, in a sentence.
    binds: str
    restore_by: Shown | None
    #: How long it takes from here, and begun at the latest safe start.
    p50: str
    p80: str
    then: str
    #: Worked on so far, and undone by it.
    undoes: tuple[str, ...]
    ends_outages: tuple[str, ...]
    leg: tuple[Undone, ...]


def safe_back(look: Look, foreseen: Foreseen) -> SafeBack | None:
    """Until when a run can turn back, as foreseen; None without a way back, or once it is taken."""
    back = look.state.runbook.rollback.tasks
    if foreseen.outlook is None or not back or turned_back_whole(look.state):
        return None
    turning, zone, now = foreseen.outlook.turning, look.state.runbook.timezone, look.now
    left = turning.left(now)
    return SafeBack(
        none=turning.none,
        latest=clock_time(turning.latest_start, zone, now),
        left="" if left is None else _left(left),
        past=turning.is_past(now),
        binds=_binds(look, turning),
        restore_by=clock_time(turning.restore_by, zone, now),
        p50=minutes_text(turning.now.p50) if turning.now else "",
        p80=minutes_text(turning.now.p80) if turning.now else "",
        then=_then(turning),
        undoes=tuple(_titled(look, task) for task in turning.undoes),
        ends_outages=turning.ends_outages,
        leg=tuple(_undone(look, turning.now)) if turning.now else (),
    )


def _left(seconds: int) -> str:
    return f"past by {minutes_text(-seconds)}" if seconds < 0 else f"{minutes_text(seconds)} left"


def _binds(look: Look, turning: Turning) -> str:
    zone = look.state.runbook.timezone
    if turning.binds == "irreversible" and turning.irreversible:
        task, at = turning.irreversible
        begins = clock_time(at, zone, look.now)
        return f"{_titled(look, task)}, which cannot be undone, begins {begins and begins.text}."
    by = clock_time(turning.restore_by, zone, look.now)
    if turning.binds == "restore_by" and by:
        spare = f", with {minutes_text(turning.margin)} to spare" if turning.margin else ""
        return f"The service of before must be back by {by.text}{spare}."
    return ""


def _then(turning: Turning) -> str:
    """How long it takes if it is begun at the latest, where that differs from now."""
    if turning.then is None or turning.now is None or turning.then.p80 == turning.now.p80:
        return ""
    return minutes_text(turning.then.p80)


def _undone(look: Look, lengths: LegLengths) -> list[Undone]:
    titles = {task.id: task.title for task in look.state.runbook.rollback.tasks}
    return [
        Undone(
            id=task.id,
            title=titles.get(task.id, ""),
            at_once=not task.begins,
            begins=minutes_text(task.begins),
            ends=minutes_text(task.ends),
        )
        for task in lengths.tasks
    ]


def _titled(look: Look, task: str) -> str:
    known = look.state.index.tasks.get(task)
    return f"{task} {known.title}" if known else task
