"""The wire form of server-sent events, as the HTML standard has it (section 9.2)."""

from __future__ import annotations

import json
from typing import Any


def frame(event: str, data: Any, *, id_: str | None = None) -> bytes:
    """One event: its name, its id where it has one, and its data as one line of JSON."""
    lines = [f"event: {event}"]
    if id_ is not None:
        lines.append(f"id: {id_}")
    lines.append(f"data: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}")
    return ("\n".join(lines) + "\n\n").encode()


def retry(milliseconds: int) -> bytes:
    """How long a browser waits before it comes again."""
    return f"retry: {milliseconds}\n\n".encode()
