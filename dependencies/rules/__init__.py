"""Lint rules that need the order of work or a plan, one a file. A new rule is added to `RULES`."""

from __future__ import annotations

from dependencies.rules import (
    cycle,
    irreversible,
    late_rollback,
    little_float,
    missed_deadline,
    no_plan,
    no_return,
    no_successor,
    outage_order,
    outage_use,
    stand_down_outages,
)
from dependencies.rules.subject import OrderRule

RULES: tuple[OrderRule, ...] = (
    cycle.check,
    irreversible.check,
    late_rollback.check,
    little_float.check,
    missed_deadline.check,
    no_plan.check,
    no_return.check,
    no_successor.check,
    outage_order.check,
    outage_use.check,
    stand_down_outages.check,
)
