"""What our words are called on the wire: as standards have them that suppliers parse already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from notices.core.notice import Notice
from notices.core.words import Impact

WireImpact = Literal["NO-IMPACT", "REDUCED-REDUNDANCY", "DEGRADED", "OUTAGE"]
#: REMIT's: in force or ahead, over, or called off.
EventStatus = Literal["Active", "Inactive", "Dismissed"]

#: MAINTNOTE's impacts; it has none for a system that can be read only.
WIRE_IMPACTS: Mapping[Impact, WireImpact] = {
    "none": "NO-IMPACT",
    "reduced_redundancy": "REDUCED-REDUNDANCY",
    "degraded": "DEGRADED",
    "read_only": "DEGRADED",
    "unavailable": "OUTAGE",
}


def event_status(notice: Notice) -> EventStatus:
    """Whether the outage is still to be reckoned with by those whom this notice is for."""
    if notice.status == "cancelled":
        return "Dismissed"
    closed_still = notice.content.stays_closed and notice.content.all_clear_at is None
    if notice.kind == "all_clear" or (notice.over and not closed_still):
        return "Inactive"
    return "Active"
