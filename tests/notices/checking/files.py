"""The notices of the data folder: files that state in comments what reading them must provoke."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from runbooks.clocktime import from_rfc3339

_DATA = Path(__file__).parents[1] / "data"
_MARK = re.compile(r"^# MARK: (error|warning) ([a-z-]+) (\d+):(\d+)$", re.MULTILINE)
_UTC = re.compile(r"^# UTC: (\S+) (\S+)$", re.MULTILINE)
REAL = sorted((_DATA / "elexon").glob("*.yaml"))
MALFORMED = sorted((_DATA / "malformed").glob("*.yaml"))
DOUBTFUL = sorted((_DATA / "doubtful").glob("*.yaml"))

#: Severity, rule, line and column, the last two from 1.
Mark = tuple[str, str, int, int]


def marks_in(text: str) -> list[Mark]:
    """What a file says that it provokes, in its order."""
    return [(m[1], m[2], int(m[3]), int(m[4])) for m in _MARK.finditer(text)]


def window_in(text: str) -> tuple[datetime | None, datetime | None]:
    """The window (UTC) of a real notice as it was worked out when the facts were gathered."""
    match = _UTC.search(text)
    assert match
    start, end = (None if one == "-" else from_rfc3339(one) for one in match.groups())
    return start, end
