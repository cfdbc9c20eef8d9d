"""The tasks of a way back as tables: when each is done, what it undoes, and whose it is."""

from __future__ import annotations

from rich.table import Table

from console.naming import party_name
from console.output import table
from console.ways_back import Preview
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from rehearsals.outlook.turning import Turning
from runbooks.clocktime import local_short, minutes_text


def planned_leg(state: RunState, found: Preview) -> Table:
    """By its links and likely lengths, if it is decided now."""
    zone, book = state.runbook.timezone, state.runbook
    rows = table("Task", "From", "To", "Title and owner")
    titles = {task.id: task for task in book.way_back(found.kind).tasks}
    does = _does(state, found.kind, found.choice.undone, found.choice.returned)
    dates = found.leg.tasks
    for key in sorted(dates, key=lambda key: (dates[key].early_start, dates[key].early_finish)):
        rows.add_row(
            key,
            local_short(dates[key].early_start, zone),
            local_short(dates[key].early_finish, zone),
            f"{titles[key].title}\n{party_name(book, titles[key].party)}{does.get(key, '')}",
        )
    return rows


def leg_from_its_beginning(state: RunState, turning: Turning) -> Table:
    """The tasks of the way back from its beginning, which is not decided yet."""
    book = state.runbook
    rows = table("Task", "Begins after", "Ends after", "Title and owner")
    titles = {task.id: task for task in book.way_back(turning.kind).tasks}
    does = _does(state, turning.kind, turning.undoes, turning.ends_outages)
    for task in turning.now.tasks if turning.now else ():
        rows.add_row(
            task.id,
            minutes_text(task.begins),
            minutes_text(task.ends),
            f"{titles[task.id].title}\n{party_name(book, titles[task.id].party)}"
            f"{does.get(task.id, '')}",
        )
    return rows


def _does(
    state: RunState, kind: WayBackKind, undone: tuple[str, ...], returned: tuple[str, ...]
) -> dict[str, str]:
    """What each task of the way back is there for: `; undoes M10-039; ends OUT-EES`."""
    book = state.runbook
    undoes: dict[str, list[str]] = {}
    ends: dict[str, list[str]] = {}
    for task in undone:
        for back in book.way_back(kind).undoing(state.index.tasks[task]):
            undoes.setdefault(back, []).append(task)
    for key in returned:
        if edge := book.outages[key].closed_on_way_back(kind):
            ends.setdefault(edge.task, []).append(key)
    return {
        task: "".join(
            f"; {does} {', '.join(by[task])}"
            for does, by in (("undoes", undoes), ("ends", ends))
            if task in by
        )
        for task in {**undoes, **ends}
    }
