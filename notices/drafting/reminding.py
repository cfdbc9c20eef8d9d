"""The ladder of reminders: each rung once for a start, and never a burst of old ones.

A rung that was due before people were told of the start is left out, and so is one behind which a
later one is due already; both are logged. Once the outage has begun nobody is reminded of it.
"""

from __future__ import annotations

from datetime import datetime

from notices.core.asked import IssueReminder, NoticeCommand, SkipReminder
from notices.core.ladder import handled
from notices.core.notice import Notice
from notices.drafting.case import NOTHING, Asked, Case, by_keeper
from notices.drafting.coming import will_not_come

TOLD_LATER = "It was due before people were told of this start."
NEWER_DUE = "A later reminder is due already."
BEGUN = "The outage has begun."


def reminders(case: Case) -> Asked:
    """The reminder that is due, and those that are left out."""
    newest = case.newest
    start = newest.window.start if newest else None
    if newest is None or start is None or will_not_come(case):
        return NOTHING
    if newest.status not in ("provisional", "firm") or case.record.opened_at is not None:
        return _begun(case, newest)
    open_ = [
        (at, rung)
        for at, rung in case.policy.ladder(start)
        if not handled(case.thread, rung) and at < start
    ]
    return _on_the_ladder(case, newest, open_)


def _begun(case: Case, newest: Notice) -> Asked:
    """Once it has begun, what is left of the ladder is left out, if there was one."""
    was_ahead = case.thread.revisions[0].notice.status in ("provisional", "firm")
    if newest.status != "started" or not was_ahead:
        return NOTHING
    left = (rung for rung in case.policy.reminders if not handled(case.thread, rung))
    return Asked(commands=tuple(_skip(case, newest, rung, BEGUN) for rung in left))


def _on_the_ladder(case: Case, newest: Notice, open_: list[tuple[datetime, str]]) -> Asked:
    told = start_told_at(case)
    overdue = [(at, rung) for at, rung in open_ if at <= case.now]
    late = [rung for at, rung in overdue if at <= told]
    rest = [rung for at, rung in overdue if at > told]
    start = newest.window.start
    in_time = start is not None and case.now < start
    commands: tuple[NoticeCommand, ...] = (
        *(_skip(case, newest, rung, TOLD_LATER) for rung in late),
        *(_skip(case, newest, rung, NEWER_DUE) for rung in rest[:-1]),
        *(_remind(case, newest, rung) for rung in rest[-1:] if in_time),
    )
    return Asked(commands=commands, due=tuple(at for at, _ in open_ if at > case.now))


def start_told_at(case: Case) -> datetime:
    """When people were told first of the start as it is announced."""
    newest = case.newest
    assert newest is not None
    told = newest.published_at
    for revision in reversed(case.thread.revisions):
        if revision.notice.window.start != newest.window.start:
            break
        told = revision.notice.published_at
    return told


def _remind(case: Case, newest: Notice, rung: str) -> IssueReminder:
    by = by_keeper(case, "remind", newest.revision, rung)
    return IssueReminder(**by, notice=newest.id, rung=rung)


def _skip(case: Case, newest: Notice, rung: str, reason: str) -> SkipReminder:
    by = by_keeper(case, "skip", newest.revision, rung)
    return SkipReminder(**by, notice=newest.id, rung=rung, reason=reason)
