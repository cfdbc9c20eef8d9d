"""The links of a way back of which only a part is run: what is not run is passed over.

Without the graph library, so that the core of a run can use it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from graphlib import TopologicalSorter

from runbooks.tasks import Link, LinkKind, Task

#: A predecessor and the kind of the link, and the lag in seconds.
_Ends = Mapping[tuple[str, LinkKind], int]


def links_among(tasks: Sequence[Task], chosen: Collection[str]) -> dict[str, tuple[Link, ...]]:
    """The links of each chosen task to others of the chosen, in the order of the tasks.

    A task that is not chosen takes no time and hands on its own links: from the end of the
    predecessor that held it to the end of the successor that it holds. The lags along the way add
    up, and of several ways between the same ends the longest counts. Links to other tasks are met.
    The tasks must not wait for each other in a circle.
    """
    ids = {task.id for task in tasks}
    before = {task.id: [link for link in task.after if link.task in ids] for task in tasks}
    order = TopologicalSorter({key: {one.task for one in links} for key, links in before.items()})
    reached: dict[str, _Ends] = {}
    for key in order.static_order():
        reached[key] = _longest(_through(before[key], chosen, reached))
    place = {task.id: number for number, task in enumerate(tasks)}
    kinds = list(LinkKind)
    return {
        task.id: tuple(
            Link(task=name, link=kind, lag=lag)
            for (name, kind), lag in sorted(
                reached[task.id].items(),
                key=lambda found: (place[found[0][0]], kinds.index(found[0][1])),
            )
        )
        for task in tasks
        if task.id in chosen
    }


def _through(
    links: Iterable[Link], chosen: Collection[str], reached: Mapping[str, _Ends]
) -> Iterable[tuple[str, LinkKind, int]]:
    for link in links:
        if link.task in chosen:
            yield link.task, link.link, link.lag
        else:
            for (far, kind), lag in reached[link.task].items():
                yield far, LinkKind(kind[0] + link.link[1]), lag + link.lag


def _longest(links: Iterable[tuple[str, LinkKind, int]]) -> _Ends:
    longest: dict[tuple[str, LinkKind], int] = {}
    for name, kind, lag in links:
        longest[name, kind] = max(lag, longest.get((name, kind), lag))
    return longest
