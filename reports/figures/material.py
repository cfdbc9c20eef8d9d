"""What every section is made from: the facts of a run, and what follows from them alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from dependencies.plan import Plan
from dependencies.planner import plan
from rehearsals.core.apply import fold, fold_onto
from rehearsals.core.events import AmendmentApproved, Fact, RunOpened
from rehearsals.core.readiness import ready_at
from rehearsals.core.state import RunState
from rehearsals.journal.port import Head
from reports.figures.lengths import Lengths, exact
from runbooks.errors import JournalError
from runbooks.model import Runbook
from runbooks.tasks import Task
from runbooks.writer import from_data

Figures = TypeVar("Figures")


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """A run's facts, the state they amount to, and the plan of the runbook they carry."""

    facts: tuple[Fact, ...]
    head: Head
    opened: RunOpened
    #: The state when the run was opened: from it any later one can be folded.
    at_opening: RunState
    state: RunState
    #: The plan of the run's scope, as amended in the end.
    plan: Plan
    #: The plan as it was when the run was opened; None if it was not amended.
    baseline: Plan | None = None
    #: How lengths of time are measured.
    length: Lengths = exact
    #: What `once` has built from this material; a changed copy begins with nothing.
    built: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def runbook(self) -> Runbook:
        """The runbook that was run, on the run's dates."""
        return self.state.runbook

    @property
    def forward(self) -> Mapping[str, Task]:
        """The tasks of the way forward in scope, in runbook order; a way back is apart."""
        tasks = self.state.index.tasks
        return {key: tasks[key] for key in self.state.index.forward}

    @property
    def as_of(self) -> datetime:
        """The instant (UTC) up to which the journal speaks: its last fact."""
        return self.state.last_at or self.state.opened_at

    @property
    def exactly(self) -> Material:
        """The same with exact lengths: for verdicts and rankings."""
        if self.length is exact:
            return self
        if "exactly" not in self.built:
            self.built["exactly"] = replace(self, length=exact)
        exactly: Material = self.built["exactly"]
        return exactly

    def measured(self, length: Lengths) -> Material:
        """The same with other lengths; what has been built of this one is its `exactly`."""
        other = replace(self, length=length)
        other.built["exactly"] = self.exactly
        return other

    def between(self, start: datetime | None, end: datetime | None) -> float | None:
        """Minutes from one instant to another; None if either is unknown."""
        return None if start is None or end is None else self.length(start, end)

    def party_name(self, party: str) -> str:
        """What people call a party; its id if the runbook does not say."""
        known = self.runbook.parties.get(party)
        return known.name if known else party

    def title_of(self, task: str) -> str:
        """The title of a task; empty if the plan does not hold it any more."""
        known = self.state.index.tasks.get(task)
        return known.title if known else ""

    def given_up_at(self, task: str) -> datetime | None:
        """When a task was given up by turning back; None if it was not."""
        turns = (turn.at for turn in self.state.turned_back if task in turn.what.given_up)
        return next(turns, None)

    def ready_at(self, task: str) -> datetime | None:
        """From when a task might start; None if that is not known, or it was taken out."""
        return ready_at(self.state, task) if task in self.state.index.tasks else None


def once(build: Callable[[Material], Figures]) -> Callable[[Material], Figures]:
    """Build figures that several sections need only once of each material."""
    name = f"{build.__module__}.{build.__qualname__}"

    @wraps(build)
    def built(material: Material) -> Figures:
        if name not in material.built:
            material.built[name] = build(material)
        figures: Figures = material.built[name]
        return figures

    return built


def gather(facts: Sequence[Fact], head: Head) -> Material:
    """The material of a report.

    Raises JournalError if the facts do not begin with the opening of a run or are not those up to
    the head, and PlanError or TimeError if the runbook they carry cannot be planned.
    """
    at_opening = fold(facts[:1])
    state = fold_onto(at_opening, facts[1:])
    opened = facts[0].event
    if not isinstance(opened, RunOpened) or len(facts) != head.seq:
        raise JournalError(
            f"The report of {state.run} has {len(facts)} facts, but the journal's head is at "
            f"{head.seq}.",
            hint="The run went on meanwhile; make the report again.",
        )
    return Material(
        facts=tuple(facts),
        head=head,
        opened=opened,
        at_opening=at_opening,
        state=state,
        plan=plan(state.runbook, state.index.forward),
        baseline=_baseline(facts, opened),
    )


def _baseline(facts: Sequence[Fact], opened: RunOpened) -> Plan | None:
    if not any(isinstance(fact.event, AmendmentApproved) for fact in facts):
        return None
    return plan(from_data(opened.runbook), opened.scope)
