"""What an audience is told, one by one: its instructions and its outages, with their times."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from console.leg import leg_of
from console.standing import Standing
from console.web.views.expected import Expected
from console.web.views.named import Named
from console.web.views.outages import OutageView, outages
from console.web.views.outside_words import completing, inside_names, outside
from rehearsals.core.plan.turning_rules import turned_back_whole
from rehearsals.core.state import RunState
from rehearsals.outlook.dates import Dates
from runbooks.instants import instant_of
from runbooks.moments import Moment
from runbooks.parties import Instruction

TellState = Literal["not yet", "now", "over", "called off"]
#: An hour that is fixed; the end of an outage, which is not the all-clear; or the all-clear.
Ending = Literal["hour", "completion", "all-clear"]


@dataclass(frozen=True, kw_only=True, slots=True)
class InstructionForYou:
    """What to do or not to do; instants in UTC."""

    text: str
    state: TellState
    #: None: it was so before the run.
    planned_from: datetime | None
    #: The end that was announced; None: it is not known yet.
    announced_until: datetime | None
    #: As it happened, or expected if the rest goes by plan.
    expected_from: datetime | None
    expected_until: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    #: What ends it.
    until: Ending
    resume: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageForYou:
    """A system that is or will be out of service; instants in UTC."""

    system: Named
    title: str
    #: `now` too while it stays closed to this audience after its end.
    state: TellState
    planned_from: datetime | None
    announced_until: datetime | None
    #: When they are told more at the latest; None: nothing was promised.
    next_update: datetime | None
    expected_from: datetime | None
    expected_until: datetime | None
    #: Whether that is no more than the earliest: what ends it is overdue.
    overdue: bool
    began_at: datetime | None
    ended_at: datetime | None
    impact: Literal["unavailable", "degraded", "read_only"]
    data_handling: Literal["queued", "rejected", "lost", "read_only", "none"]
    action_required: str
    #: Whether it stays closed to this audience when it is back for others.
    stays_closed: bool
    #: Whether that is so now: it is back for others.
    still_closed: bool
    returns: Literal["restored", "replaced", "retired"]
    replaced_by: Named | None
    turned_back: bool


def instructions_for(
    stands: Standing, ahead: Expected, audience: Collection[str]
) -> tuple[InstructionForYou, ...]:
    """What an audience is told to do or not to do, in order of time."""
    names = inside_names(stands.state.runbook)
    found = [
        _Told(stands, ahead, entry, outside(entry.text, names)).view()
        for entry in stands.state.runbook.instructions
        if entry.audience in audience and _in_scope(stands.state, entry)
    ]
    return tuple(sorted(found, key=lambda each: each.expected_from or stands.state.opened_at))


def outages_for(
    stands: Standing,
    ahead: Expected,
    audience: Collection[str],
    announced: Mapping[str, datetime] | None,
) -> tuple[OutageForYou, ...]:
    """The outages that an audience is told of, what is out first."""
    names = inside_names(stands.state.runbook)
    return tuple(
        _outage(view, audience, names, stands.announced.next_update(view.id, audience))
        for view in outages(stands, ahead, announced)
        if any(one.id in audience for one in view.audience)
    )


def while_still_out(
    told: Iterable[InstructionForYou], out: Sequence[OutageForYou]
) -> Iterator[InstructionForYou]:
    """The instructions, none of them over while the system it is about is still out.

    That is the system it names; one that names none is about all that the audience is told of.
    """
    for each in told:
        named = [one for one in out if _names(each.text, one.system)] or out
        still = [one for one in named if one.state == "now" and not one.still_closed]
        if each.state != "over" or each.until != "hour" or not still:
            yield each
            continue
        systems = " and ".join(dict.fromkeys(one.system.id for one in still))
        verb = "is" if len({one.system.id for one in still}) == 1 else "are"
        resume = f"The time given is past, but {systems} {verb} still out: wait until you are told."
        yield replace(each, state="now", resume=resume)


def _names(text: str, system: Named) -> bool:
    """Whether a text speaks of a system, by its short name or its whole one."""
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in (system.id, system.name))


def _outage(
    view: OutageView,
    audience: Collection[str],
    names: Mapping[str, str],
    next_update: datetime | None,
) -> OutageForYou:
    closed_to_you = any(one.id in audience for one in view.still_closed_for)
    still = closed_to_you and view.state == "over"
    states: Mapping[str, TellState] = {"open": "now", "over": "now" if still else "over"}
    state: TellState = states.get(view.state) or (
        "called off" if view.state == "called off" else "not yet"
    )
    return OutageForYou(
        system=view.system,
        title=outside(view.title, names) if view.title != view.id else f"{view.system.name} out",
        state=state,
        planned_from=view.planned_start,
        # What is closed to this audience beyond the outage has no end that this run knows.
        announced_until=None if closed_to_you else view.announced_end,
        next_update=next_update,
        expected_from=view.expected_start,
        expected_until=None if closed_to_you else view.expected_end,
        overdue=bool(view.end_doubt) and not closed_to_you,
        began_at=view.opened_at,
        ended_at=None if still else view.closed_at,
        impact=view.impact,
        data_handling=view.data_handling,
        action_required=outside(view.action_required, names),
        stays_closed=closed_to_you,
        still_closed=still,
        returns=view.returns,
        replaced_by=view.replaced_by,
        turned_back=view.turned_back,
    )


def _in_scope(state: RunState, entry: Instruction) -> bool:
    """Whether a run plays either end of an instruction, or an hour ends or begins it."""
    ends = [end for end in (entry.from_, entry.until) if isinstance(end, str)]
    return not ends or any(end in state.index.tasks for end in ends)


class _Told:
    """The times of one instruction in a run."""

    def __init__(self, stands: Standing, ahead: Expected, entry: Instruction, text: str) -> None:
        self._stands, self._ahead, self._entry, self._text = stands, ahead, entry, text
        self._state = stands.state

    def view(self) -> InstructionForYou:
        """The instruction as it is told."""
        began, ended = self._began(), self._ended()
        entry, stands, ahead = self._entry, self._stands, self._ahead
        ending = _ending(self._state, entry)
        start = self._placed(entry.from_, stands.dates, finish=False)
        until = self._placed(entry.until, stands.dates, finish=True)
        return InstructionForYou(
            text=self._text,
            state=self._told_state(began, ended),
            planned_from=start,
            announced_until=until,
            expected_from=began or self._placed(entry.from_, ahead.dates, finish=False),
            expected_until=ended or self._placed(entry.until, ahead.dates, finish=True),
            began_at=began,
            ended_at=ended,
            until=ending,
            resume=_resume(ended, ending, back=bool(self._state.turned_back)),
        )

    def _told_state(self, began: datetime | None, ended: datetime | None) -> TellState:
        if ended is not None:
            return "over" if began is not None else "called off"
        if began is not None:
            return "now"
        given_up = self._entry.from_ in self._state.given_up
        return "called off" if given_up or self._state.status != "open" else "not yet"

    def _placed(
        self, end: Moment | str, dates: Mapping[str, Dates], *, finish: bool
    ) -> datetime | None:
        """When a task's end, or an hour, is by some dates; None if they do not hold the task."""
        if not isinstance(end, str):
            return instant_of(end, self._state.runbook)
        found = dates.get(end)
        if found is None:
            return None
        return found.finish if finish else found.start

    def _began(self) -> datetime | None:
        """When it came into force; that of a task before the run with the run."""
        state, start = self._state, self._entry.from_
        if not isinstance(start, str):
            moment = instant_of(start, state.runbook)
            return moment if moment <= self._stands.now else None
        if start not in state.index.tasks:
            return state.opened_at
        record = state.task(start)
        return record.started_at or record.settled_at

    def _ended(self) -> datetime | None:
        """When the all-clear was given, or the hour came; None while it must be waited for."""
        state, until = self._state, self._entry.until
        if not isinstance(until, str):
            moment = instant_of(until, state.runbook)
            return moment if moment <= self._stands.now else None
        if until in state.given_up:
            return _back_since(state)
        return state.task(until).settled_at


def _back_since(state: RunState) -> datetime | None:
    """When the whole way back was done: what gives the all-clear in place of the way forward."""
    leg = leg_of(state)
    if not turned_back_whole(state) or not all(state.task(task).settled for task in leg):
        return None
    ends: Iterator[datetime] = (
        at for task in leg if (at := state.task(task).settled_at) is not None
    )
    return max(ends, default=None)


def _ending(state: RunState, entry: Instruction) -> Ending:
    if not isinstance(entry.until, str):
        return "hour"
    return "completion" if entry.until in completing(state.runbook) else "all-clear"


def _resume(ended: datetime | None, ending: Ending, *, back: bool) -> str:
    first = "The cutover is being turned back. " if back and ended is None else ""
    words: Mapping[tuple[Ending, bool], str] = {
        ("hour", False): "It ends at the hour given, unless you are told otherwise.",
        ("hour", True): "This has ended.",
        ("completion", False): "It ends with the outage, of which you are told. "
        "That is not the all-clear: resume only when you are told to.",
        ("completion", True): "This has ended. That is not the all-clear: resume only when you "
        "are told to.",
        ("all-clear", False): "You may resume when you are told to: not before the all-clear.",
        ("all-clear", True): "The all-clear was given: you may resume.",
    }
    return first + words[ending, ended is not None]
