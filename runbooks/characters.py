"""Characters that no runbook may hold: what YAML forbids, and what drives a terminal.

YAML's escapes bring in by name what its text may not hold; so texts are looked at again once they
are read.
"""

from __future__ import annotations

import re

from runbooks.places import Mark

_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
#: Where `errors="surrogateescape"` puts the bytes it could not decode.
_LOST_BYTES = range(0xDC80, 0xDD00)
#: C0 but for tab and line feed, DEL, C1, and what turns the direction of writing around.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def first_unreadable(text: str) -> tuple[Mark, str] | None:
    """The place of the first forbidden character, and what it is in words."""
    found = _UNREADABLE.search(text)
    if found is None:
        return None
    before = text[: found.start()]
    mark = (before.count("\n") + 1, found.start() - before.rfind("\n"))
    code = ord(found.group())
    what = "A byte that is not UTF-8" if code in _LOST_BYTES else f"The character U+{code:04X}"
    return mark, what


def first_control(text: str) -> str | None:
    """The first character that could drive a terminal or turn its writing around, or None."""
    found = _CONTROL.search(text)
    return found.group() if found else None


def without_controls(text: str) -> str:
    """The text with U+FFFD for each such character."""
    return _CONTROL.sub("\ufffd", text)


def with_controls_escaped(json: str) -> str:
    """JSON that says the same, with an escape for each such character."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", json)
