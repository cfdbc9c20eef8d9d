"""A settlement day has 48 periods, 46 or 50 where the clocks change; no notice can name another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dependencies.rules.subject import Order
from runbooks.findings import Finding, error
from runbooks.settlement_days import periods_in, settlement_day

RULE = "periods-of-day"


def check(order: Order) -> Iterator[Finding]:
    """Periods of a submit-by time that its day, reckoned from the outage's opening, has not."""
    for key, outage in order.runbook.outages.items():
        planned = order.plan.outages.get(key) if order.plan else None
        if planned is None:
            continue
        for number, submit_by in enumerate(outage.submit_by):
            for place, periods in enumerate(submit_by.periods):
                day = settlement_day(planned.start) + timedelta(days=periods.day)
                if max(periods.first, periods.last) > periods_in(day):
                    yield error(
                        RULE,
                        ("outages", key, "submit_by", number, "periods", place),
                        f"Outage {key} asks for Settlement Periods up to {periods.last} of "
                        f"{day:%d %b %Y}, which has {periods_in(day)}.",
                        "Correct the periods, or the day.",
                    )
