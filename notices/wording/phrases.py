"""The small phrases of a notice that text, subject and payload share; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from notices.core.notice import Affected, Named, Notice, SubmitBy
from notices.core.words import IMPACTS, DataHandling, Impact, Kind
from notices.wording.times import listed, near
from runbooks.clocktime import local

IMPACT_WORDS: Mapping[Impact, str] = {
    "none": "working as usual",
    "reduced_redundancy": "working with reduced redundancy",
    "degraded": "degraded",
    "read_only": "read only",
    "unavailable": "out of service",
}
DATA_WORDS: Mapping[DataHandling, str] = {
    "queued": "queued, and processed afterwards",
    "rejected": "rejected",
    "lost": "lost",
    "read_only": "none can be sent; reading works",
    "none": "",
}
_UNITS = {"wd": "working day", "d": "day", "h": "hour", "m": "minute"}
#: What differs where an update that was promised says that nothing has changed.
_OF_A_PROMISE = frozenset({"cause", "next_update_due"})
_RUNG = re.compile(r"^(\d{1,3})(wd|d|h|m)$")


def worst(systems: Sequence[Affected]) -> Impact:
    """The worst impact of them; `none` if there is no system."""
    found = {system.impact for system in systems}
    return next((impact for impact in IMPACTS if impact in found), "none")


def named(one: Named | Affected) -> str:
    """`EES (Electricity Enquiry Service)`, or what there is of the two."""
    return one.id if one.name in ("", one.id) else f"{one.id} ({one.name})"


def names(several: Sequence[Named | Affected]) -> str:
    """All of them in a sentence; `the system` if there is none."""
    return listed([named(one) for one in several]) if several else "the system"


def people(audience: Sequence[Named]) -> str:
    """`Suppliers and Agents`: audiences by what they are called."""
    return listed([one.name or one.id for one in audience])


def awaiting(notice: Notice) -> bool:
    """Whether nobody may be told to resume: the all-clear is awaited."""
    content = notice.content
    given = content.all_clear_at is not None or notice.kind == "all_clear"
    return bool(content.resume_at) and not given


def asked_still(notice: Notice) -> bool:
    """Whether what was asked for the outage still holds: it no longer does once it is over."""
    if notice.kind == "all_clear":
        return False
    return not notice.over or notice.content.stays_closed


def action_of(notice: Notice) -> str:
    """What is to be done now."""
    return notice.content.action_required if asked_still(notice) else ""


def workaround_of(notice: Notice) -> str:
    """What helps meanwhile."""
    return notice.content.workaround if asked_still(notice) else ""


def submissions_of(notice: Notice) -> tuple[SubmitBy, ...]:
    """What still can be sent in time: all of it before the start, then what lies ahead."""
    if notice.status in ("provisional", "firm"):
        return notice.content.submit_by
    if not asked_still(notice):
        return ()
    return tuple(one for one in notice.content.submit_by if one.at > notice.published_at)


def last_word(notice: Notice) -> bool:
    """Whether nothing follows this revision."""
    if notice.kind == "all_clear" or notice.status == "cancelled":
        return True
    content = notice.content
    over = notice.over and not awaiting(notice)
    return over and not content.stays_closed and content.next_update_due is None


def nothing_new(notice: Notice) -> bool:
    """Whether a revision only keeps the promise of an update: a rule says that nothing changed."""
    by_rule = notice.kind == "updated" and notice.approved_by.startswith("rule:")
    return by_rule and set(notice.changed) <= _OF_A_PROMISE


def rung_words(rung: str) -> str:
    """`5wd` as `5 working days`; what is no rung stays as it is."""
    match = _RUNG.match(rung)
    if match is None:
        return rung
    count = int(match.group(1))
    return f"{count} {_UNITS[match.group(2)]}{'' if count == 1 else 's'}"


def news_of(notice: Notice, reminder: str = "") -> str:
    """What is new, in the few words that stand after the title."""
    window, zone = notice.window, notice.zone
    if reminder:
        when = f", starts {local(window.start, zone)}" if window.start else ""
        return f"reminder{when}"
    match notice.kind:
        case "rescheduled" if window.start:
            return f"rescheduled to {local(window.start, zone)}"
        case "extended" if window.end:
            until = "until further notice, not before" if notice.content.open_ended else "to"
            return f"extended {until} {local(window.end, zone)}"
        case "holding":
            return f"overrun possible{_next(notice)}"
        case "completed" if awaiting(notice):
            return "completed, but not the all-clear"
        case "updated" if nothing_new(notice):
            return f"no change{_next(notice)}"
        case kind:
            return _KIND_WORDS[kind]


def _next(notice: Notice) -> str:
    due = notice.content.next_update_due
    return f", next update by {near(due, notice.published_at, notice.zone)}" if due else ""


_KIND_WORDS: Mapping[Kind, str] = {
    "provisional": "provisional",
    "firm": "firm",
    "rescheduled": "rescheduled",
    "started": "started",
    "extended": "extended",
    "holding": "overrun possible",
    "updated": "updated",
    "completed": "completed",
    "all_clear": "all-clear",
    "cancelled": "cancelled",
}
