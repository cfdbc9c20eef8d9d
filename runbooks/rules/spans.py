"""Shared by the rules on times: the windows of blackouts and the shifts of resources."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.blackouts import Span
from runbooks.findings import Path
from runbooks.model import Runbook
from runbooks.resources import Shift


def spans_of(runbook: Runbook) -> Iterator[tuple[Path, str, Span | Shift]]:
    """Each window and each shift, with its path and how a message names it."""
    for key, resource in runbook.resources.items():
        for number, shift in enumerate(resource.shifts):
            yield ("resources", key, "shifts", number), f"shift {number + 1} of {key}", shift
    for key, blackout in runbook.blackouts.items():
        for number, window in enumerate(blackout.windows):
            path = ("blackouts", key, "windows", number)
            yield path, f"window {number + 1} of blackout {key}", window
