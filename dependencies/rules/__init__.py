"""Lint rules that need the order of work or a plan, one a file. A new rule is added to `RULES`."""

from __future__ import annotations

from dependencies.rules import (
    cycle,
    double_booked,
    hours_awake,
    irreversible,
    late_rollback,
    little_float,
    missed_deadline,
    never_free,
    no_plan,
    no_return,
    no_successor,
    notice_moments,
    notify_order,
    outage_order,
    outage_use,
    periods_of_day,
    shift_handover,
    stand_down_outages,
)
from dependencies.rules.subject import OrderRule

RULES: tuple[OrderRule, ...] = (
    cycle.check,
    double_booked.check,
    hours_awake.check,
    irreversible.check,
    late_rollback.check,
    little_float.check,
    missed_deadline.check,
    never_free.check,
    no_plan.check,
    no_return.check,
    no_successor.check,
    notice_moments.check,
    notify_order.check,
    outage_order.check,
    outage_use.check,
    periods_of_day.check,
    shift_handover.check,
    stand_down_outages.check,
)
