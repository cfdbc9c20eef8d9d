"""A notice: one revision of what people are told about one outage. Made from facts alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dependencies.plan import Plan
from rehearsals.core.events import Communications, Fact, OutageClosed, OutageOpened
from rehearsals.core.plan.returned import ended_by_way_back
from rehearsals.core.state import RunState
from runbooks.model import Runbook

Kind = Literal["started", "completed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A system or an audience: its id, and what people call it."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What is said about an outage at one moment; it never changes once it is issued."""

    #: The same for all revisions, such as `DR1-OUT-EES`.
    id: str
    #: From 0; only the newest one counts.
    revision: int
    kind: Kind
    run: str
    #: True unless it is for real: in a rehearsal, a simulation, or while communications are a test.
    test: bool
    outage: str
    title: str
    system: Named
    #: The zone that people read the times in.
    zone: str
    #: The planned window (UTC); None where the run does not play that end.
    planned_start: datetime | None
    planned_end: datetime | None
    #: What really happened (UTC); None if it has not yet, or was before the run.
    actual_start: datetime | None
    actual_end: datetime | None
    audience: tuple[Named, ...]
    impact: Literal["unavailable", "degraded", "read_only"]
    data_handling: Literal["queued", "rejected", "lost", "none"]
    action_required: str
    #: Audiences for which the system stays closed after the outage's end.
    still_closed_for: tuple[Named, ...]
    returns: Literal["restored", "replaced", "retired"]
    replaced_by: Named | None
    #: When it was issued (UTC).
    published_at: datetime
    #: Whether the run is the real night: a test then does not say that no system is out.
    live: bool = False
    #: Whether the outage ended because the run was turned back: what it was for did not happen.
    turned_back: bool = False

    @property
    def key(self) -> str:
        """What this notice is about, once for ever: run, outage and kind."""
        return notice_key(self.run, self.outage, self.kind)


def notice_key(run: str, outage: str, kind: Kind) -> str:
    """The key of a notice; none of its parts can hold a slash."""
    return f"{run}/{outage}/{kind}"


def told_by(fact: Fact) -> tuple[str, Kind] | None:
    """The outage that a fact tells something about, and what; None for every other fact."""
    match fact.event:
        case OutageOpened(outage=outage):
            return outage, "started"
        case OutageClosed(outage=outage):
            return outage, "completed"
        case _:
            return None


def notice_of(
    state: RunState,
    plan: Plan,
    fact: Fact,
    *,
    mode: Communications,
    revision: int,
    published_at: datetime,
) -> Notice:
    """The notice that an outage's opening or closing calls for, in a mode of communications.

    Raises ValueError for a fact that is about no outage.
    """
    told = told_by(fact)
    if told is None:
        raise ValueError(f"{type(fact.event).__name__} opens and closes no outage")
    key, kind = told
    runbook = state.runbook
    outage = runbook.outages[key]
    planned = plan.outages.get(key)
    back = kind == "completed" and ended_by_way_back(state, key, fact.at)
    seen_opening = planned is None or planned.opens_in_scope
    return Notice(
        id=f"{state.run}-{key}",
        revision=revision,
        kind=kind,
        run=state.run,
        test=state.mode != "live" or mode == "test",
        outage=key,
        title=_line(outage.title or key),
        system=_system(runbook, outage.system),
        zone=runbook.timezone,
        planned_start=planned.start if planned and planned.opens_in_scope else None,
        planned_end=planned.end if planned and planned.closes_in_scope else None,
        actual_start=state.outage(key).opened_at if seen_opening else None,
        actual_end=fact.at if kind == "completed" else None,
        audience=_audiences(runbook, outage.audience),
        impact=outage.impact,
        data_handling=outage.data_handling,
        action_required=_line(outage.action_required or ""),
        still_closed_for=() if back else _audiences(runbook, outage.still_closed_for),
        returns="restored" if back else outage.returns,
        replaced_by=None if back else _replacement(runbook, outage.replaced_by),
        published_at=published_at,
        live=state.mode == "live",
        turned_back=back,
    )


def _replacement(runbook: Runbook, key: str | None) -> Named | None:
    return _system(runbook, key) if key else None


def _system(runbook: Runbook, key: str) -> Named:
    system = runbook.systems.get(key)
    return Named(id=key, name=_line(system.name if system else key))


def _audiences(runbook: Runbook, keys: Iterable[str]) -> tuple[Named, ...]:
    """Parties and groups by their names; a group without one as what its id says."""
    names = {key: party.name for key, party in runbook.parties.items()} | {
        key: runbook.group_names.get(key, f"all of {key.replace('_', ' ')}")
        for key in runbook.groups
    }
    return tuple(Named(id=key, name=_line(names.get(key, key))) for key in keys)


def _line(text: str) -> str:
    """On one line, so that no text of a runbook can pass for a line of the notice."""
    return " ".join(text.split())
