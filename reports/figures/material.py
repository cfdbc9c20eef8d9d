"""What every section is made from: the facts of a run, and what follows from them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dependencies.plan import Plan
from dependencies.planner import plan
from rehearsals.core.apply import fold
from rehearsals.core.events import Fact, RunOpened
from rehearsals.core.state import RunState
from rehearsals.journal.port import Head
from reports.figures.lengths import Lengths, exact
from runbooks.errors import JournalError
from runbooks.model import Runbook


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """A run's facts, the state they amount to, and the plan of the runbook they carry."""

    facts: tuple[Fact, ...]
    head: Head
    opened: RunOpened
    state: RunState
    #: The plan of the run's scope.
    plan: Plan
    #: How lengths of time are measured.
    length: Lengths = exact

    @property
    def runbook(self) -> Runbook:
        """The runbook that was run, on the run's dates."""
        return self.state.runbook

    @property
    def as_of(self) -> datetime:
        """The instant (UTC) up to which the journal speaks: its last fact."""
        return self.state.last_at or self.state.opened_at

    @property
    def exactly(self) -> Material:
        """The same with exact lengths: for verdicts and rankings."""
        return replace(self, length=exact)

    def between(self, start: datetime | None, end: datetime | None) -> float | None:
        """Minutes from one instant to another; None if either is unknown."""
        return None if start is None or end is None else self.length(start, end)

    def party_name(self, party: str) -> str:
        """What people call a party; its id if the runbook does not say."""
        known = self.runbook.parties.get(party)
        return known.name if known else party


def gather(facts: Sequence[Fact], head: Head) -> Material:
    """The material of a report.

    Raises JournalError if the facts do not begin with the opening of a run or are not those up to
    the head, and PlanError or TimeError if the runbook they carry cannot be planned.
    """
    state = fold(facts)
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
        state=state,
        plan=plan(state.runbook, opened.scope),
    )
