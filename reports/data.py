"""The report as JSON data: what a program, or a test, reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from reports.report import Report
from reports.sections import SECTIONS
from runbooks.clocktime import rfc3339

#: Raised when a key changes its meaning or goes.
FORMAT = "callboard-report/1"


def report_data(report: Report) -> dict[str, Any]:
    """The figures as plain JSON data.

    The keys are the field names of the figures' records, those of each section side by side. Times
    are RFC 3339 in UTC; lengths are minutes, not rounded, in keys that end in `_minutes`; what is
    not known (yet) is null.
    """
    data: dict[str, Any] = {"format": FORMAT}
    for section in SECTIONS:
        if section.in_data:
            data |= plain(report.sections[section.id])
    return data


def plain(value: Any) -> Any:
    """Records as dicts, sequences as lists, instants as RFC 3339 texts; all else as it is."""
    if isinstance(value, datetime):
        return rfc3339(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
