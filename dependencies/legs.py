"""The links of a way back of which only a part is run: what is not run is passed over.

Without the graph library, so that the core of a run can use it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from graphlib import TopologicalSorter

from runbooks.tasks import Task

#: A predecessor, and the lag of the link in seconds.
LinkTo = tuple[str, int]


def links_among(tasks: Sequence[Task], chosen: Collection[str]) -> dict[str, tuple[LinkTo, ...]]:
    """The predecessors of each chosen task among the chosen, in the order of the tasks.

    A task that is not chosen hands on its own predecessors; the lags along the way add up, and of
    several ways to the same predecessor the longest counts. Links to other tasks are met. The
    tasks must not wait for each other in a circle.
    """
    ids = {task.id for task in tasks}
    before = {
        task.id: [(link.task, link.lag) for link in task.after if link.task in ids]
        for task in tasks
    }
    order = TopologicalSorter({key: {name for name, _ in links} for key, links in before.items()})
    reached: dict[str, dict[str, int]] = {}
    for key in order.static_order():
        reached[key] = _longest(_through(before[key], chosen, reached))
    place = {task.id: number for number, task in enumerate(tasks)}
    return {
        task.id: tuple(sorted(reached[task.id].items(), key=lambda link: place[link[0]]))
        for task in tasks
        if task.id in chosen
    }


def _through(
    links: Iterable[LinkTo], chosen: Collection[str], reached: dict[str, dict[str, int]]
) -> Iterable[LinkTo]:
    for name, lag in links:
        if name in chosen:
            yield name, lag
        else:
            yield from ((far, lag + more) for far, more in reached[name].items())


def _longest(links: Iterable[LinkTo]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name, lag in links:
        longest[name] = max(lag, longest.get(name, lag))
    return longest
