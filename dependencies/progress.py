"""What has happened to a task so far, as far as planning the rest needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """A task that has begun, or is over (instants are aware); what is skipped is over at once.

    A task that has not begun has no progress, but may have a time before which it is not looked
    for: that of a deferred decision.
    """

    started: datetime | None = None
    #: When the attempt began from which its length counts, if that is another than the first: what
    #: has failed is begun anew from now.
    since: datetime | None = None
    finished: datetime | None = None
    #: Seconds of its length that are left from now on, if somebody knows; working time where it
    #: has a calendar.
    remaining: int | None = None
    not_before: datetime | None = None
