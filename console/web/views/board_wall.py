"""What of the board fits the Wall, a screen that nobody scrolls, and how much does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.web.views.board_needs import NeedRow
from console.web.views.board_outages import OutageRow
from console.web.views.board_tasks import TaskGroup, TaskRow

#: Tasks that a column of a 16:9 screen has room for, needs that are shown above them, and how many
#: tasks the room of two needs would hold.
_COLUMN, _MOST_NEEDS, _OF_TWO_NEEDS = 7, 2, 3
#: The room for outages, and what one takes that has a second line, or has none.
_ROOM, _TWO_LINES, _ONE_LINE = 40, 8, 5


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
    tasks = tuple(rows[: _COLUMN - (len(asked) * _OF_TWO_NEEDS + 1) // 2])
    room, shown = _ROOM, []
    for one in out:
        room -= _TWO_LINES if one.second_line else _ONE_LINE
        if room < 0:
            break
        shown.append(one)
    return WallView(
        needs=asked,
        more_needs=len(urgent) - len(asked),
        tasks=tasks,
        more_tasks=sum(group.count for group in groups) - len(tasks),
        outages=tuple(shown),
        more_outages=len(out) - len(shown),
    )
