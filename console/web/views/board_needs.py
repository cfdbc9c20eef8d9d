"""What needs somebody, with the page where it is dealt with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.needs import Need
from console.web.reading import Look

#: Where each kind of need is dealt with, below the address of the run.
_PLACES: Mapping[str, str] = {
    "all-settled": "control#close",
    "starts-stopped": "control#starts",
    "turning-back-recommended": "control#turning-back",
    "gate-to-look-at-again": "gates",
    "check-turned-bad": "gates",
    "roll-call": "control#roll-call",
    "left-without-owner": "control#parties",
    "task-blocked": "mine",
    "to-countersign": "gates",
    "amendment": "control#amendments",
    "incident": "control#incidents",
    "handover": "control#handover",
    "observation": "control#observations",
    "item-overdue": "gates#items",
    "communications": "control#communications",
    "notice-sender": "notices",
    "notice-draft": "notices#drafts",
    "notice-overdue": "notices",
    "notice-missed": "notices",
    "notice-failing": "notices#failing",
    "notices-unread": "notices",
}
#: The part of its gate's room where a need of a gate is dealt with.
_IN_ROOM: Mapping[str, str] = {
    "gate-to-look-at-again": "#decide",
    "check-turned-bad": "#criteria",
    "to-countersign": "#to-sign",
}
#: The same of a need of a notice, which its command names: `callboard notices approve RUN NOTICE`.
_OF_NOTICES: Mapping[str, str] = {
    "notice-draft": "/draft",
    "notice-overdue": "/update",
    "notice-missed": "",
    "notice-failing": "",
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
            href=_href(look, need),
            urgent=need.urgent,
        )
        for number, need in enumerate(look.standing.needs)
    )


def _href(look: Look, need: Need) -> str:
    # Who is told of outages is no run's own.
    at_home = need.kind == "notice-unreachable"
    return "/subscribers" if at_home else f"/runs/{look.run}/{_place(look, need)}"


def _place(look: Look, need: Need) -> str:
    """Where a need is dealt with: in the room of its gate or at its task, where it has one."""
    words = need.do.split()
    if need.kind in _IN_ROOM:
        gate = next((one for one in words if one in look.state.runbook.gate_by_id), None)
        return f"gates/{gate}{_IN_ROOM[need.kind]}" if gate else "gates"
    if need.kind == "task-blocked":
        task = next((one for one in words if one in look.state.index.tasks), None)
        return f"tasks/{task}" if task else "mine"
    if need.kind in _OF_NOTICES:
        notice = next((one.partition("#")[0] for one in words[4:5]), "")
        return f"notices/{notice}{_OF_NOTICES[need.kind]}" if notice else "notices"
    return _PLACES.get(need.kind, "control")


def _without_commands(text: str) -> str:
    """The text without what is for the command line alone, in backquotes and brackets."""
    before, _, rest = text.partition(" (`")
    after = rest.partition(")")[2] if rest else ""
    return f"{before}{after}"
