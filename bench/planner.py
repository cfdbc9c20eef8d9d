"""The planner's two passes: beside a pure-Python pass over networkx, and by size and by kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter

import networkx as nx
import numpy as np

from bench.networks import edges_of, full_network, plain_network
from dependencies.kernels.arrays import FAR, I64, Arrays
from dependencies.kernels.backward import backward
from dependencies.kernels.forward import forward, no_dates
from dependencies.kernels.plain import plain_backward, plain_forward
from dependencies.warm import warm

SIZES = (1_000, 10_000, 100_000, 1_000_000)
#: What the passes must at least and at most come to.
LEAST_AGAINST_NETWORKX, MOST_AGAINST_PLAIN = 50, 10
ROUNDS = 9


def main() -> None:
    """Print medians and ratios; exit with 1 if a bound is not kept."""
    warm()
    kept = _growth() & _beside_networkx() & _with_calendars()
    raise SystemExit(0 if kept else 1)


def _growth() -> bool:
    print("Forward and backward pass, plain links:")
    for size in SIZES:
        net = plain_network(size)
        took = _median(partial(_plain, net))
        print(f"  {size:>9,} tasks {took * 1e3:9.3f} ms {took / size * 1e9:8.1f} ns a task")
    return True


def _beside_networkx() -> bool:
    kept = True
    for size in SIZES[1:3]:
        net = plain_network(size)
        ours = _median(partial(_plain, net))
        graph = _graph(net)
        order = list(nx.topological_sort(graph))
        theirs = _median(partial(_python, graph, order), rounds=3)
        if _python(graph, order) != tuple(dates.tolist() for dates in _plain(net)):
            raise SystemExit("The two passes disagree.")
        print(
            f"  {size:>9,} tasks beside networkx: {ours * 1e3:.3f} ms against {theirs * 1e3:.1f} "
            f"ms, {theirs / ours:.0f} times as fast"
        )
        kept = kept and (size < 100_000 or theirs / ours >= LEAST_AGAINST_NETWORKX)
    print(f"  asked for at 100,000 tasks: at least {LEAST_AGAINST_NETWORKX} times as fast")
    return kept


def _with_calendars() -> bool:
    ratios = []
    for size in SIZES[:3]:
        plain, full = plain_network(size), full_network(size)
        ours, slower = _median(partial(_plain, plain)), _median(partial(_full, full))
        ratios.append(slower / ours)
        print(
            f"  {size:>9,} tasks, with calendars, windows and outages: {slower * 1e3:.3f} ms, "
            f"{slower / size * 1e9:.1f} ns a task, {slower / ours:.1f} times the plain case"
        )
    print(f"  asked for at 10,000 tasks: at most {MOST_AGAINST_PLAIN} times the plain case")
    return ratios[1] <= MOST_AGAINST_PLAIN


def _plain(net: Arrays) -> tuple[I64, I64]:
    start, finish, _, _ = plain_forward(net.duration, net.earliest, net.first, net.source, net.lag)
    last_start = np.full(len(start), FAR, np.int64)
    last_finish = np.full(len(start), finish.max(), np.int64)
    plain_backward(net.duration, net.first, net.source, net.lag, last_start, last_finish)
    return start, last_start


def _full(net: Arrays) -> None:
    early = no_dates(len(net.duration))
    forward(net, early)
    if early.finish.max() >= FAR:
        raise SystemExit("The working hours do not reach far enough.")
    end = early.finish.max()
    backward(net, early, np.full(len(early.start), FAR), np.full(len(early.start), end))


def _graph(net: Arrays) -> nx.DiGraph[int]:
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(
        (task, {"length": length}) for task, length in enumerate(net.duration.tolist())
    )
    graph.add_edges_from((before, task, {"lag": lag}) for before, task, lag in edges_of(net))
    return graph


def _python(graph: nx.DiGraph[int], order: list[int]) -> tuple[list[int], list[int]]:
    """What one writes who has networkx and no planner."""
    length = {task: data["length"] for task, data in graph.nodes(data=True)}
    start, finish = dict[int, int](), dict[int, int]()
    for task in order:
        start[task] = max(
            (finish[before] + data["lag"] for before, data in graph.pred[task].items()), default=0
        )
        finish[task] = start[task] + length[task]
    end, late = max(finish.values()), dict[int, int]()
    for task in reversed(order):
        latest = min(
            (late[behind] - data["lag"] for behind, data in graph.succ[task].items()), default=end
        )
        late[task] = latest - length[task]
    count = len(order)
    return [start[task] for task in range(count)], [late[task] for task in range(count)]


def _median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds, after one round that warms up."""
    work()
    times = []
    for _ in range(rounds):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return median(times)


if __name__ == "__main__":
    main()
