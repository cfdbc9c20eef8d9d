"""The outages of a run: announced, expected and as they happened, and what each means outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from console.leg import ended_by
from console.standing import Standing
from console.web.views.expected import Expected, expected
from console.web.views.named import Named, audience_of, system_of
from rehearsals.core.plan.returned import ended_by_way_back
from rehearsals.outlook.outages import outage_of
from runbooks.outages import Outage

OutageState = Literal["not yet", "open", "over", "called off"]
#: A hard limit of which no more than this share is left is near.
_NEAR = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class HardLimit:
    """The longest outage that participants must bear."""

    #: Seconds.
    length: int
    #: When it is reached (UTC): from the opening, or from the planned opening before.
    at: datetime
    #: Seconds of it that will be left at the expected end; below 0 if it will be broken. None if
    #: no end is in sight.
    left: int | None
    standing: Literal["kept", "near", "will be broken", "broken", "not measured"]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageView:
    """One outage; instants in UTC, lengths in seconds."""

    id: str
    title: str
    system: Named
    state: OutageState
    #: None: before the run.
    planned_start: datetime | None
    #: None: after the run.
    planned_end: datetime | None
    #: The end that people were told; it moves only when they are told anew. The planned one, as
    #: long as nobody was told.
    announced_end: datetime | None
    #: Whether anybody was told an end; if not, `announced_end` is the planned one.
    told: bool
    #: When the next word of it is due at the latest; None: nothing was promised.
    next_update: datetime | None
    #: What is seen now: as it happened, or expected if the rest goes by plan.
    expected_start: datetime | None
    expected_end: datetime | None
    #: Why these are no more than the earliest, `overdue`; empty if they are to be expected.
    start_doubt: str
    end_doubt: str
    opened_at: datetime | None
    closed_at: datetime | None
    #: Whether it was open before the run began.
    open_before: bool
    #: By how much it ended, or is open now, past its announced end; 0 if it is not.
    over: int
    #: By how much the expected end lies behind the announced one; below 0 if before it.
    expected_over: int | None
    hard_limit: HardLimit | None
    audience: tuple[Named, ...]
    impact: Literal["unavailable", "degraded", "read_only"]
    data_handling: Literal["queued", "rejected", "lost", "read_only", "none"]
    action_required: str
    still_closed_for: tuple[Named, ...]
    returns: Literal["restored", "replaced", "retired"]
    replaced_by: Named | None
    #: Whether the way back ends it, or has ended it: the system is as it was.
    turned_back: bool


def outages(
    stands: Standing,
    ahead: Expected | None = None,
    announced: Mapping[str, datetime] | None = None,
) -> tuple[OutageView, ...]:
    """Every outage planned or opened in a run: what is open first, then by their start.

    `announced` holds the ends that were announced (UTC) by outage, by default those of the run's
    notices; of what nothing was told, the planned end stands in.
    """
    ahead = ahead or expected(stands)
    told = stands.announced.ends if announced is None else announced
    views = [_view(stands, ahead, key, outage, told) for key, outage in _known(stands)]
    far = stands.plan.finish + timedelta(days=365)
    return tuple(
        sorted(
            views,
            key=lambda view: (
                view.state != "open",
                view.planned_start or view.opened_at or view.expected_start or far,
            ),
        )
    )


def _known(stands: Standing) -> Iterator[tuple[str, Outage]]:
    for key, outage in stands.state.runbook.outages.items():
        if key in stands.plan.outages or key in stands.state.outages:
            yield key, outage


def _view(
    stands: Standing,
    ahead: Expected,
    key: str,
    outage: Outage,
    told: Mapping[str, datetime],
) -> OutageView:
    state, book = stands.state, stands.state.runbook
    record, planned = state.outage(key), stands.plan.outages.get(key)
    planned_end = stands.outage_end(key) if planned else None
    announced = told.get(key, planned_end)
    out = outage_of(ahead, key)
    start, end = out.opens_at, out.ends_at
    back = ended_by_way_back(state, key) if record.closed_at else ended_by(state, key) is not None
    return OutageView(
        id=key,
        title=outage.title or key,
        system=system_of(book, outage.system),
        state=_state(stands, key),
        planned_start=planned.start if planned and planned.opens_in_scope else None,
        planned_end=planned_end,
        announced_end=announced,
        told=key in told,
        next_update=stands.announced.next_update(key),
        expected_start=start,
        expected_end=end,
        start_doubt=out.opens_doubt,
        end_doubt=out.ends_doubt,
        opened_at=record.opened_at,
        closed_at=record.closed_at,
        open_before=record.opened_at is not None and not (planned and planned.opens_in_scope),
        over=_over(stands, key, announced),
        expected_over=_seconds(announced, end) if announced and end else None,
        hard_limit=_hard_limit(stands, key, outage, start, end),
        audience=audience_of(book, outage.audience),
        impact=outage.impact,
        data_handling=outage.data_handling,
        action_required=outage.action_required or "",
        still_closed_for=() if back else audience_of(book, outage.still_closed_for),
        returns="restored" if back else outage.returns,
        replaced_by=system_of(book, outage.replaced_by)
        if outage.replaced_by and not back
        else None,
        turned_back=back,
    )


def _state(stands: Standing, key: str) -> OutageState:
    record = stands.state.outage(key)
    if record.is_open:
        return "open"
    if record.closed_at is not None:
        return "over"
    edge = stands.state.runbook.outages[key].opens
    given_up = edge is not None and edge.task in stands.state.given_up
    return "called off" if given_up or stands.state.status != "open" else "not yet"


def _over(stands: Standing, key: str, announced: datetime | None) -> int:
    record = stands.state.outage(key)
    if announced is None or record.opened_at is None:
        return 0
    return max(0, _seconds(announced, record.closed_at or stands.now))


def _hard_limit(
    stands: Standing, key: str, outage: Outage, start: datetime | None, end: datetime | None
) -> HardLimit | None:
    if outage.hard_limit is None or start is None:
        return None
    length = outage.hard_limit.likely
    at = start + timedelta(seconds=length)
    record = stands.state.outage(key)
    until = record.closed_at or (stands.now if record.is_open else start)
    left = _seconds(end, at) if end else None
    standing: Literal["kept", "near", "will be broken", "broken", "not measured"] = "kept"
    if until > at:
        standing = "broken"
    elif left is None or _began_before(stands, key):
        # Nobody measured how long it had been open when the run began.
        standing = "not measured"
    elif left < 0:
        standing = "will be broken"
    elif left <= length * _NEAR:
        standing = "near"
    return HardLimit(length=length, at=at, left=left, standing=standing)


def _began_before(stands: Standing, key: str) -> bool:
    planned = stands.plan.outages.get(key)
    opened = stands.state.outage(key).opened_at
    return opened is not None and not (planned and planned.opens_in_scope)


def _seconds(earlier: datetime, later: datetime) -> int:
    return int((later - earlier).total_seconds())
