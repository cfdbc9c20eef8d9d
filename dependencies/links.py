"""The links of tasks as flat arrays, and the order of work that they and the outages ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dependencies.kernels.arrays import FF, FS, I8, I32, I64, SF, SS
from runbooks.errors import PlanError
from runbooks.tasks import LinkKind, Task

_KINDS = {
    LinkKind.FINISH_START: FS,
    LinkKind.START_START: SS,
    LinkKind.FINISH_FINISH: FF,
    LinkKind.START_FINISH: SF,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """The links of `n` tasks; those of task `i` are `first[i]` up to `first[i + 1]`."""

    first: I32
    source: I32
    kind: I8
    #: Seconds.
    lag: I64


def links_of(tasks: Sequence[Task], place: Mapping[str, int], known: Collection[str]) -> Links:
    """The links among tasks; each task's as their predecessors are written: the first drives.

    Links to other known tasks count as met. Raises PlanError for one to an unknown task.
    """
    first, flat = [0], list[tuple[int, int, int]]()
    for task in tasks:
        if task.after:
            flat += sorted(_links(task, place, known))
        first.append(len(flat))
    columns = np.array(flat, np.int64).reshape(-1, 3)
    return Links(
        first=np.array(first, np.int32),
        source=columns[:, 0].astype(np.int32),
        kind=columns[:, 1].astype(np.int8),
        lag=np.ascontiguousarray(columns[:, 2]),
    )


def _links(
    task: Task, place: Mapping[str, int], known: Collection[str]
) -> list[tuple[int, int, int]]:
    links = []
    for link in task.after:
        predecessor = place.get(link.task)
        if predecessor is not None:
            links.append((predecessor, _KINDS[link.link], link.lag))
        elif link.task not in known:
            raise PlanError(
                f"{task.id} depends on {link.task}, which is not a task here.",
                hint="Name a task of the runbook, or remove the link.",
            )
    return links


def reordered(links: Links, order: I32) -> Links:
    """The links of the same tasks in another order: `order[i]` is where task `i` stood."""
    counts = np.diff(links.first)[order]
    first = np.concatenate([[0], np.cumsum(counts)])
    picked = np.repeat(links.first[:-1][order] - first[:-1], counts) + np.arange(first[-1])
    stands = np.empty(len(order), np.int32)
    stands[order] = np.arange(len(order), dtype=np.int32)
    return Links(
        first=first.astype(np.int32),
        source=stands[links.source[picked]],
        kind=links.kind[picked],
        lag=links.lag[picked],
    )


def with_edges(links: Links, edges: Sequence[tuple[int, int]]) -> tuple[I32, I32]:
    """First and source of the links with further edges (task, what it comes behind)."""
    if not edges:
        return links.first, links.source
    more = np.array(edges, np.int32)
    count = len(links.first) - 1
    task = np.concatenate([np.repeat(np.arange(count), np.diff(links.first)), more[:, 0]])
    source = np.concatenate([links.source, more[:, 1]])
    sorted_ = np.argsort(task, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(task, minlength=count))])
    return first.astype(np.int32), source[sorted_].astype(np.int32)
