"""A notice: one revision of what people are told about one outage. It never changes once published.

The fields follow what suppliers parse already (REMIT's mRID and revision number, RFC 9167's
environment and intervention) and what real circulars say again and again: earlier log-in cut-offs,
submit-by times in settlement periods, sub-windows, what becomes of data. All instants are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from notices.core.words import DataHandling, Impact, Kind, Reason, Status


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A system or an audience: its id, and what people call it."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Affected:
    """A system, and how far it is affected."""

    id: str
    name: str
    impact: Impact = "unavailable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """From an instant up to another (UTC); None where that end was not told."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch within the outage, or beside it, in which something else holds."""

    start: datetime
    end: datetime
    text: str
    impact: Impact | None = None
    #: Whether it is meant to lie beside the outage, not within it.
    beside: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Periods:
    """Settlement periods of one settlement day, both included; a day has 46, 48 or 50."""

    day: date
    first: int
    last: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SubmitBy:
    """What must have been sent by when, and for which settlement periods."""

    what: str
    at: datetime
    periods: tuple[Periods, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Cutoff:
    """From when on people are kept out already, before the outage begins."""

    what: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What a revision says; the same record is drafted, edited and published."""

    title: str
    #: What the outage is for, and on an extension why it lasts longer.
    cause: str = ""
    reason: Reason = "planned"
    systems: tuple[Affected, ...]
    #: Systems that people might think are out as well, and are not.
    unaffected: tuple[Named, ...] = ()
    #: The announced window. Only a published revision moves it; a forecast never does.
    window: Window
    #: Whether the announced end is only "not before": it stays closed until further notice.
    open_ended: bool = False
    #: What is not known of the end, in words.
    end_uncertainty: str = ""
    parts: tuple[Part, ...] = ()
    actual: Window = field(default_factory=lambda: Window(start=None, end=None))
    cutoff: Cutoff | None = None
    submit_by: tuple[SubmitBy, ...] = ()
    data_handling: DataHandling = "none"
    backlog_handling: str = ""
    backlog_clear_by: datetime | None = None
    action_required: str = ""
    workaround: str = ""
    #: When the next word comes at the latest; None after the last one.
    next_update_due: datetime | None = None
    #: The instant that participants must be able to bear the outage up to.
    hard_limit_at: datetime | None = None
    audience: tuple[Named, ...] = ()
    #: Whether the system stays closed for this audience though the outage itself ends.
    stays_closed: bool = False
    returns: str = "restored"
    replaced_by: Named | None = None
    #: Whether the outage ended because the cutover was turned back.
    turned_back: bool = False
    #: What ends the ban on resuming, such as `the all-clear (gate G9, All clear)`; empty: nothing.
    resume_at: str = ""
    #: When the all-clear was given; None: not yet, and nobody may be told to resume.
    all_clear_at: datetime | None = None
    contact: str = ""
    #: A label of the zone that somebody printed, such as `GMT`; checked against the dates.
    zone_label: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A published revision: what it says, of what, for whom, when, and who let it out."""

    #: The same for all revisions, such as `M10-OUT-EES`.
    id: str
    #: From 0; only the newest one counts.
    revision: int
    kind: Kind
    status: Status
    run: str
    #: The outage of the runbook; empty for a notice that was written by hand.
    outage: str
    #: Marked in every channel: true unless it is for real.
    test: bool
    #: Whether the run is the real night: a test then does not say that no system is out.
    live: bool
    environment: str
    #: The zone that people read the times in.
    zone: str
    content: Content
    #: The announced window before this revision, where it moved.
    previous_window: Window | None = None
    #: Names of the fields of the content that differ from the revision before.
    changed: tuple[str, ...] = ()
    created_at: datetime
    published_at: datetime
    #: Who approved it: a person's id, or `rule: ...` in words.
    approved_by: str

    @property
    def key(self) -> str:
        """This revision, once for ever, such as `M10-OUT-EES/2`."""
        return f"{self.id}/{self.revision}"

    @property
    def window(self) -> Window:
        """The announced window."""
        return self.content.window

    @property
    def over(self) -> bool:
        """Whether nothing is to be expected of the outage any more."""
        return self.status in ("completed", "cancelled")
