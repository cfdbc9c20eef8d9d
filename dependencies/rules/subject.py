"""What the rules on links and plans look at: the runbook, its order of work, and its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from dependencies.circles import cycle_among
from dependencies.graph import build_graph
from dependencies.plan import Plan
from dependencies.planner import plan
from runbooks.errors import PlanError, TimeError
from runbooks.findings import Finding
from runbooks.gates import Gate
from runbooks.model import Runbook
from runbooks.rules.subject import Subject

if TYPE_CHECKING:
    from dependencies.graph import Graph


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """The order of work of a runbook, as far as it has one."""

    subject: Subject
    #: Links to unknown tasks are left out.
    graph: Graph
    #: Whether a task may wait for another by a link that could not be read.
    has_hidden_links: bool
    #: None if the runbook cannot be planned.
    plan: Plan | None
    #: Why it cannot, where no other finding says so.
    failure: PlanError | None = None

    @property
    def runbook(self) -> Runbook:
        """The runbook under inspection."""
        return self.subject.runbook

    def after(self, task_id: str) -> frozenset[str]:
        """The tasks that cannot begin before a task has: all its successors, near and far."""
        if task_id not in self.graph:
            return frozenset()
        return frozenset(nx.descendants(self.graph, task_id))

    def points_of_no_return(self) -> Iterator[tuple[int, Gate]]:
        """The gates after which there is no way back, each with its position."""
        for number, gate in enumerate(self.runbook.gates):
            if gate.point_of_no_return:
                yield number, gate


#: A lint rule that needs the order of work.
OrderRule = Callable[[Order], Iterator[Finding]]


def order_of(subject: Subject, *, plannable: bool) -> Order:
    """The order of a runbook; with a plan only if no finding makes its times meaningless."""
    runbook = subject.runbook
    possible = plannable and cycle_among(runbook.tasks) is None
    planned, failure = _plan(runbook) if possible else (None, None)
    return Order(
        subject=subject,
        graph=build_graph(runbook),
        has_hidden_links=subject.gaps.hide_in(("tasks",), "id", "after"),
        plan=planned,
        failure=failure,
    )


def _plan(runbook: Runbook) -> tuple[Plan | None, PlanError | None]:
    try:
        return plan(runbook), None
    except PlanError as error:
        return None, error
    except TimeError:
        # The rules on moments and calendars say where it stands.
        return None, None
