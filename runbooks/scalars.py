"""What an unquoted scalar means: true, false, null and JSON numbers; all else is text.

YAML 1.1 would make a boolean of the party id `NO` and a date of `2025-09-19`. Reader and writer
share this table, so that what is written is read as the same.
"""

from __future__ import annotations

import math
import re
from typing import Any

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
INT = re.compile(r"^-?(?:0|[1-9][0-9]{0,17})$")
FLOAT = re.compile(r"^-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?$")
WORD = re.compile(r"^(?:~|null|true|false|)$")
_NUMERIC = frozenset("-0123456789")


def resolve(text: str) -> Any:
    """The value of an unquoted scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC:
        return text
    if INT.match(text):
        return int(text)
    number = float(text) if FLOAT.match(text) else math.inf
    return number if math.isfinite(number) else text
