"""Characters that no runbook may hold: what YAML forbids, and bytes that are not UTF-8."""

from __future__ import annotations

import re

from runbooks.places import Mark

_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
#: Where `errors="surrogateescape"` puts the bytes it could not decode.
_LOST_BYTES = range(0xDC80, 0xDD00)


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
