"""What the communications approver is told: a draft waits, time runs out, or a word is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from notices.core.drafts import Draft
from notices.wording.lines import one_line
from notices.wording.phrases import names
from notices.wording.times import both
from runbooks.clocktime import minutes_text

#: How each warning begins, by its rung.
_OPENINGS: Mapping[str, str] = {
    "drafted": "A notice waits for your approval.",
    "soon": "A notice must be approved soon.",
    "overdue": "A notice is overdue.",
}


def warning_text(
    rung: str, *, notice: str, needed_by: datetime, now: datetime, zone: str, draft: Draft | None
) -> str:
    """The warning about a draft, or about an update that is due and that nobody has drafted.

    `rung` is `drafted`, `soon` or `overdue`; `needed_by` is when it has to be out.
    """
    opening = _OPENINGS.get(rung, "A notice needs you.")
    body = _undrafted(notice) if draft is None else _drafted(draft, zone)
    return "\n".join((f"{opening} {_time_left(needed_by, now, zone)}", *body))


def _time_left(needed_by: datetime, now: datetime, zone: str) -> str:
    left = (needed_by - now).total_seconds()
    when = both(needed_by, zone)
    if left < 0:
        return f"It had to be out by {when}, {minutes_text(-left)} ago."
    return f"It has to be out by {when}, in {minutes_text(left)}."


def _undrafted(notice: str) -> tuple[str, ...]:
    return (f"{one_line(notice)}: people were promised an update by then. Nobody has written it.",)


def _drafted(draft: Draft, zone: str) -> tuple[str, ...]:
    window = draft.content.window
    end = f", end {both(window.end, zone)}" if window.end else ""
    lines = (
        f"{draft.id}: {draft.kind}, {one_line(names(draft.content.systems))}{end}",
        f"Why: {one_line(draft.because)}" if draft.because else "",
        f"Forecast end (P80, not told to anybody): {both(draft.forecast_end, zone)}"
        if draft.forecast_end
        else "",
    )
    return tuple(line for line in lines if line)
