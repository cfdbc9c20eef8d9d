"""Notices for the tests: defaults once, so that each test states only what matters to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from notices.core.notice import Affected, Content, Named, Notice, Window
from notices.core.words import STATUS_AFTER, Kind

#: Friday 16 January 2026, 22:00 GMT, to the next morning.
START = datetime(2026, 1, 16, 22, 0, tzinfo=UTC)
END = datetime(2026, 1, 17, 6, 0, tzinfo=UTC)
PUBLISHED = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
EES = Affected(id="EES", name="Electricity Enquiry Service")
SUPPLIERS = Named(id="supplier", name="Suppliers")


def a_content(**changes: Any) -> Content:
    """EES is out of service overnight, for suppliers."""
    defaults: dict[str, Any] = {
        "title": "EES out of service",
        "systems": (EES,),
        "window": Window(start=START, end=END),
        "data_handling": "queued",
        "action_required": "Send nothing.",
        "audience": (SUPPLIERS,),
    }
    return Content(**{**defaults, **changes})


def a_said_notice(kind: Kind = "firm", *, content: Content | None = None, **changes: Any) -> Notice:
    """A revision of one kind of the real night's notice."""
    defaults: dict[str, Any] = {
        "id": "DR1-OUT-EES",
        "revision": 0,
        "status": STATUS_AFTER.get(kind, "started"),
        "run": "DR1",
        "outage": "OUT-EES",
        "test": False,
        "live": True,
        "environment": "production",
        "zone": "Europe/London",
        "created_at": PUBLISHED,
        "published_at": PUBLISHED,
        "approved_by": "max",
    }
    return Notice(kind=kind, content=content or a_content(), **{**defaults, **changes})
