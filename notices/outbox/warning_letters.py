"""What a communications approver is mailed: a warning, and where to act on it; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from notices.core.drafts import Draft
from notices.core.events import ApproverWarned
from notices.wording.canonical import canonical
from notices.wording.lines import in_ascii, one_line
from notices.wording.marks import REHEARSAL, led_by
from notices.wording.routes import Letter
from notices.wording.warnings import warning_text
from rehearsals.people.records import Person
from runbooks.clocktime import rfc3339

WARNED = "outage.approver.warning"


@dataclass(frozen=True, kw_only=True, slots=True)
class Warned:
    """A warning as it stands now."""

    event: ApproverWarned
    #: When it was given, on the run's clock (UTC).
    at: datetime
    #: The draft that it is about, as long as that lies open.
    draft: Draft | None
    #: When something about its notice was published last (UTC); None: nothing yet.
    told_at: datetime | None
    #: Whether it is of the real night, and the zone that people read its times in.
    live: bool
    zone: str


def why_not_warned(warned: Warned | None, person: Person | None, *, approves: bool) -> str:
    """Why somebody is not warned any more; empty: they are."""
    if warned is None:
        return "there is no such warning"
    if person is None or not person.email:
        return "there is no such person, or no address of theirs"
    if not approves:
        return f"{person.name} approves notices no more"
    if warned.event.draft:
        return "" if warned.draft is not None else f"{warned.event.draft} is dealt with"
    told = warned.told_at is not None and warned.told_at > warned.at
    return f"something was told of {warned.event.notice} since" if told else ""


def warning_letter(warned: Warned, run: str, base: str) -> Letter:
    """The letter; the same for all whom it goes to, and the same on every attempt."""
    event = warned.event
    text = warning_text(
        event.rung,
        notice=event.notice,
        needed_by=event.needed_by,
        now=warned.at,
        zone=warned.zone,
        draft=warned.draft,
    )
    page = f"{base}/runs/{quote(run)}/notices"
    mark = "" if warned.live else REHEARSAL
    about = one_line(event.notice)
    subject = in_ascii(led_by(mark, f"{about}: {text.partition('.')[0]}"))
    lines = (mark, text, one_line(event.text) if warned.draft is None else "", page, mark)
    told = {
        "type": WARNED,
        "timestamp": rfc3339(warned.at),
        "data": {"notice": event.notice, "draft": event.draft, "rung": event.rung, "link": page},
    }
    return Letter(
        type=WARNED,
        subject=subject,
        text="\n\n".join(filter(None, lines)),
        html="",
        payload=canonical(told).encode(),
    )
