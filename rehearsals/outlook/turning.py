"""Turning back from here: what it would undo, how long it takes, and until when it is still safe.

The latest safe start is the earlier of two: the start of the first irreversible task, and the last
instant from which what is touched *by then* would be undone before `restore_by`, with the
runbook's margin. The length is the one that four trials in five keep to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from rehearsals.core.plan.turning_checks import check_possible
from rehearsals.core.plan.turning_choice import Choice, choose
from rehearsals.outlook.latest_start import Binds, first_irreversible, latest_start
from rehearsals.outlook.lengths import LegLengths, leg_lengths
from rehearsals.outlook.projected import projected
from rehearsals.outlook.rest import Rest
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.ways_back import WayBackKind

#: Trials of a leg: it has few tasks.
TRIALS = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Turning:
    """Turning back as a run, or a plan, stands (instants in UTC, lengths in seconds)."""

    kind: WayBackKind
    #: Why nothing can be turned back; empty if it can.
    none: str = ""
    #: The tasks worked on so far that it would undo, in the order of the runbook.
    undoes: tuple[str, ...] = ()
    #: The outages open now that it would end.
    ends_outages: tuple[str, ...] = ()
    #: What it takes from here, with its tasks in order; None if it cannot be done.
    now: LegLengths | None = None
    #: What it takes if it is begun at the latest safe start: more is touched by then.
    then: LegLengths | None = None
    latest_start: datetime | None = None
    #: Which of the two makes it the latest.
    binds: Binds | None = None
    #: The first irreversible task that has not begun, with its start by plan.
    irreversible: tuple[str, datetime] | None = None
    restore_by: datetime | None = None
    margin: int = 0

    def left(self, now: datetime) -> int | None:
        """Seconds until the latest safe start; negative if it is past, None without one."""
        if self.latest_start is None:
            return None
        return round((self.latest_start - now).total_seconds())

    def is_past(self, now: datetime) -> bool:
        """Whether the latest safe start is past."""
        return self.latest_start is not None and self.latest_start < now


def turning_of(
    rest: Rest, kind: WayBackKind = "rollback", *, seed: int, trials: int = TRIALS
) -> Turning:
    """Turning back as a run stands; raises what `plan` does."""
    state, book = rest.state, rest.state.runbook
    if state.status != "open":
        return Turning(kind=kind, none="The run is over.")
    if refusal := check_possible(state, kind):
        return Turning(kind=kind, none=refusal.message)

    @cache
    def choice_at(at: datetime) -> Choice:
        return choose(projected(rest, at), kind, "")

    def length(at: datetime) -> LegLengths:
        return leg_lengths(book, kind, choice_at(at).leg, seed=seed, trials=trials)

    choice = choice_at(rest.now)
    first = first_irreversible(rest)
    by = instant_of(book.restore_by, book) if book.restore_by else None
    margin = timedelta(seconds=book.way_back(kind).margin)
    latest = latest_start(
        rest, lambda at: length(at).p80, cap=first and first[1], limit=by and by - margin
    )
    return Turning(
        kind=kind,
        undoes=choice.undone,
        ends_outages=choice.returned,
        now=length(rest.now),
        then=latest and length(max(latest[0], rest.now)),
        latest_start=latest and latest[0],
        binds=latest and latest[1],
        irreversible=first,
        restore_by=by,
        margin=book.way_back(kind).margin,
    )


def turning_before(
    runbook: Runbook,
    starts: Callable[[str], datetime | None],
    kind: WayBackKind = "rollback",
    *,
    seed: int,
    trials: int = TRIALS,
) -> Turning:
    """Turning back of a runbook that has not begun: its whole leg.

    `starts` tells when a task is planned to begin (UTC); None if it is not.
    """
    leg = runbook.way_back(kind).tasks
    if not leg:
        return Turning(kind=kind, none=f"Runbook {runbook.runbook} has no {kind} leg.")
    whole = leg_lengths(runbook, kind, [task.id for task in leg], seed=seed, trials=trials)
    by = instant_of(runbook.restore_by, runbook) if runbook.restore_by else None
    margin = runbook.way_back(kind).margin
    irreversible = [task.id for task in runbook.tasks if task.irreversible]
    first = min(((at, task) for task in irreversible if (at := starts(task))), default=None)
    dates: list[tuple[datetime, Binds]] = [(first[0], "irreversible")] if first else []
    if by:
        dates.append((by - timedelta(seconds=whole.p80 + margin), "restore_by"))
    latest = min(dates, default=None)
    return Turning(
        kind=kind,
        now=whole,
        then=whole,
        latest_start=latest and latest[0],
        binds=latest and latest[1],
        irreversible=first and (first[1], first[0]),
        restore_by=by,
        margin=margin,
    )
