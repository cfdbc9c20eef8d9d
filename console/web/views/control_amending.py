"""The form of a small amendment: one task's length, owner or earliest start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.naming import party_name
from console.web.views.control_plan import amendable, task_data
from console.web.views.gate_may import Option, Trying
from rehearsals.core.plan.diff import amended, diff
from rehearsals.core.state import RunState
from rehearsals.core.words import Change
from runbooks.durations import parse_seconds
from runbooks.errors import CallboardError

#: The parts of a length that is not known for sure.
_LENGTHS = ("low", "likely", "high")


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendingForm:
    """The form, with the task as it stands and what was typed."""

    tasks: tuple[Option, ...]
    #: The task that is changed; None before one is chosen.
    task: Option | None
    owner: str
    parties: tuple[Option, ...]
    #: As the plan has it, or as it was typed: how long, and from when.
    low: str
    likely: str
    high: str
    not_before: str
    party: str
    reason: str


def amending_form(trying: Trying, given: Mapping[str, Any]) -> AmendingForm:
    """The form for the task that is named, if it is one that can be changed."""
    state = trying.look.state
    tasks = amendable(trying)
    chosen = next((one for one in tasks if one.value == given.get("task")), None)
    data = (task_data(state, chosen.value) if chosen else None) or {}
    lengths = _lengths(data.get("duration"))
    party = str(data.get("party", ""))
    return AmendingForm(
        tasks=tasks,
        task=chosen,
        owner=party_name(state.runbook, party) if party else "",
        parties=trying.named(state.runbook.parties),
        low=str(given.get("low", lengths["low"])),
        likely=str(given.get("likely", lengths["likely"])),
        high=str(given.get("high", lengths["high"])),
        not_before=str(given.get("not_before", data.get("not_before", ""))),
        party=str(given.get("party", party)),
        reason=str(given.get("reason", "")),
    )


def changes_of(state: RunState, given: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes that are meant; raises CallboardError for what cannot be read or is none."""
    task = str(given.get("task", ""))
    before = task_data(state, task)
    if before is None:
        raise CallboardError("Which task is changed?", hint="Choose one of the list.")
    after = {**before, "party": str(given.get("party") or before["party"])}
    after["duration"] = _duration(before.get("duration"), given)
    after.pop("not_before", None)
    if moment := str(given.get("not_before") or ""):
        after["not_before"] = moment
    if after == before:
        raise CallboardError("Nothing is changed.", hint="Change something first.")
    change = Change(kind="task", id=task, before=before, after=after)
    # Read and written once, so that it says nothing but what is different.
    changes = diff(state.runbook, amended(state.runbook, (change,)))
    if not changes:
        raise CallboardError("Nothing is changed.", hint="Change something first.")
    return changes


def _lengths(duration: Any) -> dict[str, str]:
    if isinstance(duration, Mapping):
        return {name: str(duration.get(name, "")) for name in _LENGTHS}
    return dict.fromkeys(_LENGTHS, str(duration or ""))


def _duration(before: Any, given: Mapping[str, Any]) -> Any:
    """The length as it was typed; one that is left empty is the likely one."""
    likely = str(given.get("likely") or "")
    if not likely:
        return before
    typed = {name: str(given.get(name) or likely) for name in _LENGTHS}
    for text in typed.values():
        try:
            parse_seconds(text)
        except ValueError as error:
            raise CallboardError(
                f"{text!r} is no length of time.", hint="Write it like 45m, 1h30m or 2d."
            ) from error
    return typed if len(set(typed.values())) > 1 else likely
