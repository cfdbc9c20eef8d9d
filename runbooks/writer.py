"""Writing a runbook: canonical data, and canonical YAML, from which the same runbook is read."""

from __future__ import annotations

from typing import Any

from runbooks.model import Runbook


def to_data(runbook: Runbook) -> dict[str, Any]:
    """The canonical JSON-able data of a runbook: keys in model order, defaults left out."""
    return runbook.model_dump(mode="json", exclude_defaults=True)


def from_data(data: dict[str, Any]) -> Runbook:
    """The runbook of such data."""
    return Runbook.model_validate(data)
