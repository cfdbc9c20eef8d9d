"""Checks what a notice says: every problem at once, each with its field and what to do."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from notices.checking import (
    action_missing,
    backlog_early,
    both_ways,
    copied_date,
    cutoff_early,
    cutoff_late,
    end_earlier,
    impact_none,
    naive_time,
    next_update,
    no_systems,
    no_title,
    part_place,
    resume_early,
    settlement_periods,
    short_notice,
    submit_late,
    told_late,
    too_long,
    unknown_system,
    window_order,
    window_unknown,
    zone_label,
)
from notices.checking.problems import Problem
from notices.checking.subject import Rule, Subject
from notices.core.notice import Content, Window

#: Rules that need instants; `naive_time` comes before them.
RULES: tuple[Rule, ...] = (
    action_missing.check,
    backlog_early.check,
    both_ways.check,
    copied_date.check,
    cutoff_early.check,
    cutoff_late.check,
    end_earlier.check,
    impact_none.check,
    next_update.check,
    no_systems.check,
    no_title.check,
    part_place.check,
    resume_early.check,
    settlement_periods.check,
    short_notice.check,
    submit_late.check,
    told_late.check,
    too_long.check,
    unknown_system.check,
    window_order.check,
    window_unknown.check,
    zone_label.check,
)


def check_notice(
    content: Content,
    *,
    zone: str,
    now: datetime | None = None,
    previous: Window | None = None,
    known_systems: Collection[str] | None = None,
    by_hand: bool = False,
) -> tuple[Problem, ...]:
    """What is wrong with a notice, errors first; `zone` is the one that people read its times in.

    `now` is when it is published, `previous` the window announced before, `known_systems` the codes
    that there are; what is not given is not checked. `by_hand`: nothing of it comes from a plan.
    """
    subject = Subject(
        content=content,
        zone=zone,
        now=now,
        previous=previous,
        known_systems=None if known_systems is None else frozenset(known_systems),
        by_hand=by_hand,
    )
    naive = tuple(naive_time.check(subject))
    if naive:
        return naive
    found = (problem for rule in RULES for problem in rule(subject))
    return tuple(sorted(found, key=lambda one: (one.severity != "error", one.field, one.id)))


def faults(content: Content, zone: str, *, by_hand: bool = False) -> tuple[str, ...]:
    """The errors of a notice in sentences: what keeps it from going out."""
    problems = check_notice(content, zone=zone, by_hand=by_hand)
    return tuple(str(problem) for problem in problems if problem.severity == "error")
