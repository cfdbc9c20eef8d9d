"""What differs between two versions of a plan, and the plan with such changes made. Pure.

Both look at canonical data (`runbooks.writer`), so that a change in the journal can be compared
with the plan as it stands then, field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, get_args

from pydantic import ValidationError

from rehearsals.core.words import Change
from runbooks.errors import AmendmentError
from runbooks.model import Runbook
from runbooks.writer import from_data, to_data

Kind = Literal["task", "gate", "outage", "party"]
_Data = dict[str, Any]

#: Where objects of each kind stand in the data of a runbook.
SECTIONS: Mapping[Kind, str] = {
    "task": "tasks",
    "gate": "gates",
    "outage": "outages",
    "party": "parties",
}
#: Sections that are lists, whose objects carry their id; the others are mappings by id.
_LISTS = frozenset({"tasks", "gates"})


def diff(before: Runbook, after: Runbook) -> tuple[Change, ...]:
    """The changes that lead from one plan to another, by kind and in runbook order.

    The order of what stands in both is no change. Raises AmendmentError if anything differs that an
    amendment does not reach, naming all of it.
    """
    old, new = to_data(before), to_data(after)
    _refuse_elsewhere(old, new)
    return tuple(
        change
        for kind in SECTIONS
        for change in _differences(kind, _objects(old, kind), _objects(new, kind))
    )


def amended(runbook: Runbook, changes: Iterable[Change]) -> Runbook:
    """The plan with some changes made.

    Raises AmendmentError if what a change says stood before does not stand now, or what it makes
    has not the form of a runbook.
    """
    data = to_data(runbook)
    sections = {kind: _objects(data, kind) for kind in SECTIONS}
    for change in changes:
        sections[change.kind] = _made(sections[change.kind], change)
    for kind, section in SECTIONS.items():
        objects = sections[kind]
        data[section] = list(objects.values()) if section in _LISTS else objects
    try:
        return from_data(data)
    except ValidationError as invalid:
        problems = "; ".join(_problems(invalid))
        raise AmendmentError(
            f"The amended plan would not have the form of a runbook: {problems}.",
            hint="Mend it, and propose it again.",
        ) from invalid


def _refuse_elsewhere(old: _Data, new: _Data) -> None:
    reached = set(SECTIONS.values())
    differing = [
        key for key in {**old, **new} if key not in reached and old.get(key) != new.get(key)
    ]
    if differing:
        raise AmendmentError(
            f"An amendment does not reach {', '.join(differing)}: it changes tasks, gates, outages "
            "and parties alone.",
            hint="Leave the rest as it stands; `callboard amend RUN --write FILE` writes it down.",
        )
    gone = [key for key in old.get("parties", {}) if key not in new.get("parties", {})]
    if gone:
        raise AmendmentError(
            f"An amendment does not take parties out: {', '.join(gone)}.",
            hint="A party keeps its id; one that drops out is recorded with `callboard leave`.",
        )


def _objects(data: _Data, kind: Kind) -> dict[str, _Data]:
    section = SECTIONS[kind]
    if section in _LISTS:
        return {item["id"]: item for item in data.get(section, [])}
    return dict(data.get(section, {}))


def _differences(kind: Kind, old: dict[str, _Data], new: dict[str, _Data]) -> Iterator[Change]:
    """What is taken out, then what is changed or added, in the order of the new plan."""
    for key, before in old.items():
        if key not in new:
            yield Change(kind=kind, id=key, before=before)
    behind = _kept_behind(old, new)
    for key, after in new.items():
        if key not in old:
            yield Change(kind=kind, id=key, after=after, in_front_of=behind[key])
        elif after != old[key]:
            yield Change(kind=kind, id=key, before=old[key], after=after)


def _kept_behind(old: dict[str, _Data], new: dict[str, _Data]) -> dict[str, str | None]:
    """For every object of the new plan the next one behind it that is in the old plan too."""
    behind: dict[str, str | None] = {}
    kept: str | None = None
    for key in reversed(new):
        behind[key] = kept
        kept = key if key in old else kept
    return behind


def _made(objects: dict[str, _Data], change: Change) -> dict[str, _Data]:
    """The objects of a kind after one change of them."""
    _refuse_misfit(objects.get(change.id), change)
    if change.after is None:
        return {key: item for key, item in objects.items() if key != change.id}
    if change.before is None and change.in_front_of in objects:
        return dict(_inserted(objects, change, change.after))
    return {**objects, change.id: change.after}


def _inserted(
    objects: dict[str, _Data], change: Change, added: _Data
) -> Iterator[tuple[str, _Data]]:
    for key, item in objects.items():
        if key == change.in_front_of:
            yield change.id, added
        yield key, item


def _refuse_misfit(standing: _Data | None, change: Change) -> None:
    name = f"{change.kind.capitalize()} {change.id}"
    if change.kind not in get_args(Kind) or change.before == change.after:
        raise AmendmentError(f"{name} is not changed.", hint="Leave it out.")
    listed = SECTIONS[change.kind] in _LISTS
    if listed and change.after is not None and change.after.get("id") != change.id:
        raise AmendmentError(f"{name} keeps its id.", hint="Take it out, and add another.")
    if standing == change.before:
        return
    if standing is None:
        what = f"{name} is not in the plan any more"
    elif change.before is None:
        what = f"{name} is in the plan already"
    else:
        what = f"{name} is not any more what it was when the change was written"
    raise AmendmentError(
        f"{what}: somebody has amended the plan meanwhile.",
        hint="Write the plan down anew with `callboard amend RUN --write FILE`, and change that.",
    )


def _problems(invalid: ValidationError) -> Iterator[str]:
    for problem in invalid.errors(include_url=False, include_input=False):
        place = " ".join(str(part) for part in problem["loc"])
        yield f"{place}: {problem['msg']}"
