"""What the stream of the programme amounts to: frozen records, which nothing changes in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rehearsals.programme.events import (
    ChangeDecided,
    ChangeRequested,
    MilestoneRecorded,
    MilestoneReplanned,
    MilestoneSet,
    PlanFrozen,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Freeze:
    """A runbook that is only changed by request and decision."""

    what: PlanFrozen
    at: datetime
    by: str
    lifted_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether the runbook is frozen at an instant (aware)."""
        until = self.what.until
        return self.lifted_at is None and self.what.from_ <= now and (until is None or now < until)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRequest:
    """A request to change a frozen runbook, and what became of it."""

    what: ChangeRequested
    at: datetime
    by: str
    #: Whose word it was.
    voice: str
    decision: ChangeDecided | None = None
    decided_at: datetime | None = None
    decided_by: str = ""

    @property
    def status(self) -> str:
        """`open`, `approved` or `rejected`."""
        return self.decision.verdict if self.decision else "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Milestone:
    """A milestone: its baseline for ever, every replan in order, and when it was reached."""

    baseline: MilestoneSet
    replans: tuple[MilestoneReplanned, ...] = ()
    #: The newest counts; those before it were wrong.
    actuals: tuple[MilestoneRecorded, ...] = ()

    @property
    def planned(self) -> str:
        """The day on which it is expected now."""
        return self.replans[-1].day if self.replans else self.baseline.baseline

    @property
    def actual(self) -> str | None:
        """The day on which it was reached."""
        return self.actuals[-1].day if self.actuals else None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeState:
    """The programme after some number of facts."""

    #: The newest freeze of each runbook, by its id.
    freezes: Mapping[str, Freeze] = field(default_factory=dict)
    requests: tuple[ChangeRequest, ...] = ()
    #: By id, in the order in which they were set.
    milestones: Mapping[str, Milestone] = field(default_factory=dict)
