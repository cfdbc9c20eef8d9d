"""What of the board fits the Wall, a screen that nobody scrolls, and how much does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.web.views.board_needs import NeedRow
from console.web.views.board_outages import OutageRow
from console.web.views.board_tasks import TaskGroup, TaskRow

#: Lines that a screen of 16:9 has room for: of its column of tasks and needs, and of outages.
_COLUMN, _MOST_OUTAGES, _MOST_NEEDS = 11, 5, 3


@dataclass(frozen=True, kw_only=True, slots=True)
class WallView:
    """What is shown, and how many of each are not."""

    needs: tuple[NeedRow, ...]
    more_needs: int
    tasks: tuple[TaskRow, ...]
    more_tasks: int
    outages: tuple[OutageRow, ...]
    more_outages: int


def on_the_wall(
    needs: Sequence[NeedRow], groups: Sequence[TaskGroup], out: Sequence[OutageRow]
) -> WallView:
    """Choose what is shown: what is urgent first, then tasks in the order of the board."""
    urgent = tuple(need for need in needs if need.urgent)
    asked = urgent[:_MOST_NEEDS]
    rows = [row for group in groups for row in group.rows]
    # A need takes as much room as a task.
    tasks = tuple(rows[: _COLUMN - len(asked)])
    shown = tuple(out[:_MOST_OUTAGES])
    return WallView(
        needs=asked,
        more_needs=len(urgent) - len(asked),
        tasks=tasks,
        more_tasks=sum(group.count for group in groups) - len(tasks),
        outages=shown,
        more_outages=len(out) - len(shown),
    )
