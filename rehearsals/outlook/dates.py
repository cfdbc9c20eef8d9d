"""When something begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """When a task begins and ends: planned, to be expected, or as it happened (UTC)."""

    start: datetime
    finish: datetime
