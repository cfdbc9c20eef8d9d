"""JSON as it is signed and sent: keys in order, nothing between them, and always the same bytes."""

from __future__ import annotations

import json
from typing import Any


def canonical(value: Any) -> str:
    """The JSON text of plain data; raises ValueError for figures that JSON does not know."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
