"""The golden runbooks: files that state in comments what checking them must provoke."""

from __future__ import annotations

import re
from pathlib import Path

_MARK = re.compile(r"^# MARK: (error|warning) ([a-z-]+) (\d+):(\d+)$", re.MULTILINE)
_GOLDEN = Path(__file__).parent / "golden"
VALID = sorted((_GOLDEN / "valid").glob("*.yaml"))
INVALID = sorted((_GOLDEN / "invalid").glob("*.yaml"))

#: Severity, rule, line and column, the last two from 1.
Mark = tuple[str, str, int, int]


def marks_in(text: str) -> list[Mark]:
    """What a golden file says that it provokes, in its order."""
    return [(m[1], m[2], int(m[3]), int(m[4])) for m in _MARK.finditer(text)]
