"""A draft: a revision that is not out yet, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from notices.core.notice import Content, Window
from notices.core.words import Approval, Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What is to be said about an outage, before it is approved."""

    #: Such as `M10-OUT-EES#3`: the notice, and the number of the draft among its drafts, from 1.
    id: str
    #: The notice it would be a revision of.
    notice: str
    outage: str
    kind: Kind
    content: Content
    #: Why it was drafted, for whoever approves it; with the figures.
    because: str
    #: Who lets it out.
    approval: Approval
    #: By when it has to be out to be of use (UTC); None: nothing presses.
    needed_by: datetime | None = None
    #: The forecast end (P80, UTC) that it rests on; never told to anybody outside.
    forecast_end: datetime | None = None
    #: The window of the plan that it was made by; None where it was not made by a plan.
    planned: Window | None = None
    #: The runbook's texts that it was made of, a digest of each by name; empty: of none anew.
    texts: dict[str, str] = field(default_factory=dict)
    drafted_at: datetime
