"""`wanted(view, book)`: what a run asks to be told now, and when it will ask again. Pure.

The reasons are asked in order, the gravest first; of each notice the first one that asks for
something is heard, since what it asks for changes what the others see. So whoever has it done asks
again until nothing is wanted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from notices.core.asked import NoticeCommand
from notices.core.state import NoticeBook, Thread
from notices.drafting.all_clear import all_clear
from notices.drafting.beginning import started
from notices.drafting.cancelling import cancelled, left_open
from notices.drafting.case import Asked, Case, Reason
from notices.drafting.deciding import decided
from notices.drafting.ending import ended
from notices.drafting.extending import extended
from notices.drafting.holding import holding, past_the_end
from notices.drafting.planned import announced, rescheduled
from notices.drafting.reminding import reminders
from notices.drafting.rewording import reworded
from notices.drafting.subjects import subjects_of
from notices.drafting.telling_tasks import told_for_tasks
from notices.drafting.turning_back import turned_back
from notices.drafting.updating import updates
from notices.drafting.view import View
from notices.drafting.warning import warnings

REASONS: tuple[Reason, ...] = (
    started,
    ended,
    all_clear,
    cancelled,
    left_open,
    announced,
    decided,
    rescheduled,
    reworded,
    turned_back,
    extended,
    holding,
    past_the_end,
    updates,
    reminders,
    warnings,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is to be done about the notices now, and when to look again."""

    commands: tuple[NoticeCommand, ...] = ()
    #: The next instant of the run at which something is due; None: not by the clock alone.
    next_due: datetime | None = None
    #: The same without what comes again and again for as long as nothing happens.
    next_once: datetime | None = None
    #: What went wrong, by notice: it silences no other.
    faults: Mapping[str, Exception] = field(default_factory=dict)


def wanted(view: View, book: NoticeBook, passed_over: Collection[str] = frozenset()) -> Wanted:
    """What a run asks to be told; commands whose ids are `passed_over` were refused already.

    What one notice raises, such as TimeError for a moment that is no single instant, stands in
    `faults`.
    """
    cases = cases_of(view, book)
    asked: list[Asked] = []
    faults: dict[str, Exception] = {}
    for case in cases:
        try:
            asked.append(_first_asked(case, passed_over))
        except Exception as error:  # noqa: BLE001 - a fault of one outage must not silence all
            faults[case.subject.notice] = error
    tasks = told_for_tasks(view, cases, set(book.fulfilled))
    commands = [command for one in asked for command in one.commands]
    commands += [one for one in tasks.commands if one.id not in passed_over]
    once = [at for one in asked for at in one.due]
    again = [at for one in asked for at in one.again]
    return Wanted(
        commands=tuple(commands),
        next_due=_next(view.now, (*once, *again)),
        next_once=_next(view.now, once),
        faults=faults,
    )


def cases_of(view: View, book: NoticeBook) -> tuple[Case, ...]:
    """The notices of a run at an instant."""
    return tuple(
        Case(
            view=view,
            subject=subject,
            thread=book.thread(subject.notice) or Thread(id=subject.notice, outage=subject.outage),
            policy=view.policy(subject.outage),
        )
        for subject in subjects_of(view, book)
    )


def _first_asked(case: Case, passed_over: Collection[str]) -> Asked:
    due: list[datetime] = []
    again: list[datetime] = []
    for reason in REASONS:
        asked = reason(case)
        commands = tuple(one for one in asked.commands if one.id not in passed_over)
        due += asked.due
        again += asked.again
        if commands:
            return Asked(commands=commands, due=tuple(due), again=tuple(again))
    return Asked(due=tuple(due), again=tuple(again))


def _next(now: datetime, dates: Iterable[datetime]) -> datetime | None:
    return min((at for at in dates if at > now), default=None)
