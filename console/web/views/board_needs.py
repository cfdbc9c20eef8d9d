"""What needs somebody, with the page where it is dealt with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.web.reading import Look

#: Where each kind of need is dealt with, below the address of the run.
_PLACES: Mapping[str, str] = {
    "all-settled": "do/abandon-run",
    "starts-stopped": "control",
    "turning-back-recommended": "control",
    "gate-to-look-at-again": "gates",
    "check-turned-bad": "gates",
    "roll-call": "control",
    "left-without-owner": "control",
    "task-blocked": "mine",
    "to-countersign": "gates",
    "amendment": "control",
    "incident": "control",
    "handover": "control",
    "observation": "control",
    "item-overdue": "gates",
    "communications": "control",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedRow:
    """Something that somebody must do or know."""

    key: str
    text: str
    href: str
    urgent: bool


def need_rows(look: Look) -> tuple[NeedRow, ...]:
    """What needs somebody, most urgent first."""
    return tuple(
        NeedRow(
            key=f"{need.kind}-{number}",
            text=_without_commands(need.text),
            href=f"/runs/{look.run}/{_PLACES.get(need.kind, 'control')}",
            urgent=need.urgent,
        )
        for number, need in enumerate(look.standing.needs)
    )


def _without_commands(text: str) -> str:
    """The text without what is for the command line alone, in backquotes and brackets."""
    before, _, rest = text.partition(" (`")
    after = rest.partition(")")[2] if rest else ""
    return f"{before}{after}"
