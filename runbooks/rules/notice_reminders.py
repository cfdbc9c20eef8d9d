"""A reminder that is due before the notice itself must be out will never be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from runbooks.findings import Finding, Path, warning
from runbooks.rules.subject import Subject

RULE = "notice-reminder"
_AHEAD = re.compile(r"^([0-9]{1,3})(wd|d|h|m)$")
_SECONDS = {"wd": 86_400, "d": 86_400, "h": 3_600, "m": 60}


def check(subject: Subject) -> Iterator[Finding]:
    """Reminders, as somebody wrote them, that are further ahead of the outage than its lead."""
    common = subject.runbook.notices
    shared = common.reminders if "reminders" in common.model_fields_set else ()
    for key, outage in subject.runbook.outages.items():
        notice = outage.notice
        if notice is None or notice.lead is None:
            continue
        own: Path = ("outages", key, "notice")
        for rung in shared if notice.reminders is None else notice.reminders:
            if _surely_before(rung, notice.lead):
                message = (
                    f"Outage {key} need only be announced {notice.lead} ahead, "
                    f"after its reminder {rung} is due."
                )
                path = (*own, "lead") if notice.reminders is None else (*own, "reminders")
                hint = "Announce it earlier, or give it `reminders` that come later."
                yield warning(RULE, path, message, hint)


def _surely_before(rung: str, lead: str) -> bool:
    """Whether a rung is further ahead than a lead, wherever the weekends fall."""
    (rung_count, rung_unit), (lead_count, lead_unit) = _parts(rung), _parts(lead)
    if rung_unit == lead_unit:
        return rung_count > lead_count
    # So many working days are so many days at least; how many at most, the calendar says.
    return lead_unit != "wd" and rung_count * _SECONDS[rung_unit] > lead_count * _SECONDS[lead_unit]


def _parts(ahead: str) -> tuple[int, str]:
    match = _AHEAD.match(ahead)
    return (int(match.group(1)), match.group(2)) if match else (0, "m")
