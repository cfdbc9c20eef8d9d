"""The outage that small cutovers of tests have, and what is said of it to suppliers."""

from __future__ import annotations

from typing import Any


def ees_out(opens: str, closes: str) -> dict[str, Any]:
    """The outage of EES from a task to another, and what suppliers are told until the last one."""
    return {
        "outages": {
            "OUT-EES": {
                "system": "EES",
                "opens": {"task": opens, "at": "start"},
                "closes": {"task": closes, "at": "finish"},
                "audience": ["supplier"],
                "impact": "unavailable",
                "action_required": "Do not send enquiries.",
            }
        },
        "instructions": [
            {
                "audience": "supplier",
                "text": "Do not process switches.",
                "from": "T1",
                "until": closes,
            }
        ],
    }
