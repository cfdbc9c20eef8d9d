"""Loading, checking, planning, folding and reporting 10,000 tasks; the plan beside networkx."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import networkx as nx

from bench.synthetic import played_night, runbook_yaml
from dependencies.check import check
from dependencies.frame import frame_of
from dependencies.graph import build_graph
from dependencies.network import build_network
from dependencies.passes import earliest, towards_the_end
from dependencies.planner import plan
from rehearsals.core.apply import fold
from rehearsals.journal.codec import from_entry, to_entry
from rehearsals.journal.port import Head
from reports.report import build_report
from runbooks.library import Source
from runbooks.model import Runbook

TASKS, LINKS, ROUNDS = 10_000, 25_000, 5
#: Seconds that the report of such a run may take: twice what it takes on two quiet cores.
REPORT_LIMIT = 8.0


def main() -> None:
    """Print each time (median of five rounds) and the ratio of the plan to networkx."""
    source = Source(name="synthetic.yaml", text=runbook_yaml(TASKS, LINKS))
    checked = check(source)
    runbook = checked.runbook
    if runbook is None or checked.errors:
        raise SystemExit("\n".join(str(found) for found in checked.findings[:5]))
    links = sum(len(task.after) for task in runbook.tasks)
    print(f"A runbook of {len(runbook.tasks):,} tasks and {links:,} links; medians of {ROUNDS}.")
    print(f"  {'load and check':30} {timed(lambda: check(source)):7.3f} s")
    _plan(runbook)
    _fold(runbook)
    _report(runbook)


def _plan(runbook: Runbook) -> None:
    graph = build_graph(runbook)
    seconds = {task.id: task.duration.likely for task in runbook.tasks}
    network = build_network(runbook.tasks, runbook.task_by_id, frame_of(runbook))
    whole, built, passes, peer = [], [], [], []
    for _ in range(ROUNDS):
        whole.append(once(lambda: plan(runbook)))
        built.append(once(lambda: longest_path(build_graph(runbook), seconds)))
        passes.append(once(lambda: towards_the_end(*earliest(network))))
        peer.append(once(lambda: longest_path(graph, seconds)))
    _pair("plan: dates, floats, chains", whole, "networkx: graph, longest path", built)
    _pair("forward and backward pass", passes, "networkx longest path alone", peer)


def _pair(name: str, ours: list[float], peer_name: str, peer: list[float]) -> None:
    print(f"  {name:30} {median(ours):7.3f} s")
    print(f"  {peer_name:30} {median(peer):7.3f} s   ratio {median(ours) / median(peer):.2f}")


def _fold(runbook: Runbook) -> None:
    entries = [to_entry(fact) for fact in played_night(runbook)]
    seconds = timed(lambda: fold(from_entry(entry) for entry in entries))
    print(f"  {f'fold {len(entries):,} events':30} {seconds:7.3f} s")


def _report(runbook: Runbook) -> None:
    facts = played_night(runbook)
    head = Head(seq=len(facts), hash="0" * 64)
    seconds = median(once(lambda: build_report(facts, head)) for _ in range(3))
    print(f"  {'report: all figures':30} {seconds:7.3f} s   limit {REPORT_LIMIT:.0f} s")
    if seconds > REPORT_LIMIT:
        raise SystemExit("The report of a run of this size takes too long.")


def longest_path(graph: nx.DiGraph[str], seconds: dict[str, int]) -> int:
    """The length of the longest path through the graph, node weights in seconds."""
    finish: dict[str, int] = {}
    for node in nx.topological_sort(graph):
        start = max((finish[p] for p in graph.predecessors(node)), default=0)
        finish[node] = start + seconds[node]
    return max(finish.values())


def timed(work: Callable[[], object]) -> float:
    """Median seconds of several rounds."""
    return median(once(work) for _ in range(ROUNDS))


def once(work: Callable[[], object]) -> float:
    """Seconds of one round."""
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    main()
