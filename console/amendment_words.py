"""A change to a plan in words: what is added, taken out, or different, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from console.plan_hits import deadline_line
from dependencies.effect import Effect, Moved
from rehearsals.core.words import Change
from runbooks.clocktime import local, minutes_text
from runbooks.durations import parse_seconds, parse_signed_seconds
from runbooks.gates import Gate
from runbooks.model import Runbook
from runbooks.moments import LocalTime
from runbooks.outages import Outage
from runbooks.parties import Party
from runbooks.records import Record
from runbooks.tasks import Task

#: Keys of the model whose names people would not say.
_NAMES = {
    "party": "owner",
    "duration": "takes",
    "for_each": "a copy for each of",
    "needs": "needs",
    "on_unknown": "if its outcome is unknown",
    "end": "a declared end",
    "run": "done by a machine",
    "closes": "closes at",
    "opens": "opens at",
    "rollback_closes": "if turned back, closes at",
}
_RECORDS: dict[str, type[Record]] = {
    "task": Task,
    "gate": Gate,
    "outage": Outage,
    "party": Party,
}
_LENGTHS = frozenset({"duration", "hard_limit", "longest_awake", "timeout"})
_MOMENTS = frozenset({"not_before", "not_after", "fixed", "before", "from", "to"})
_ABSENT = "-"
#: Gates whose slack is told one by one: the next ones.
_MOST_SLACKS = 4
_INDENT = "    "


def change_lines(change: Change, zone: str) -> Iterator[str]:
    """A line for the object, and one for each of its fields that tells something."""
    before, after = change.before or {}, change.after or {}
    mark, verb = "~", "changed"
    if change.before is None:
        mark, verb = "+", "added"
    elif change.after is None:
        mark, verb = "-", "taken out"
    title = after.get("title") or before.get("title") or after.get("name") or before.get("name")
    yield f"{mark} {change.kind} {change.id}{f' ({title})' if title else ''}: {verb}"
    if change.after is None:
        return
    for key in _keys(change.kind, {**before, **after}):
        old, new = before.get(key), after.get(key)
        if key == "id" or old == new or (change.before is None and key in ("title", "name")):
            continue
        yield from _field(key, old, new, zone, added=change.before is None)


def effect_lines(effect: Effect, zone: str) -> Iterator[str]:
    """What the change does to the plan: the finish, and what else moves."""
    finish = effect.finish
    if finish.seconds:
        yield f"The planned finish moves: {_moved(finish, zone)}."
    else:
        yield f"The planned finish stays {local(finish.after, zone) if finish.after else _ABSENT}."
    for what, moved in (("Gate", effect.gates), ("The end of outage", effect.outages)):
        for one in moved:
            yield f"{what} {one.name} moves: {_moved(one, zone)}."
    for slack in effect.slacks[:_MOST_SLACKS]:
        word = "shrinks" if slack.after < slack.before else "grows"
        before, after = minutes_text(slack.before), minutes_text(slack.after)
        yield f"The slack before gate {slack.gate} {word} from {before} to {after}."
    if (more := len(effect.slacks) - _MOST_SLACKS) > 0:
        yield f"The slack before {more} more gate{'' if more == 1 else 's'} moves."
    if effect.tasks_before != effect.tasks_after:
        yield f"{effect.tasks_before} tasks become {effect.tasks_after}."


def missed_lines(effect: Effect, after: Runbook) -> Iterator[str]:
    """The deadlines that the plan kept before the change and misses after it."""
    for one in effect.missed:
        yield deadline_line(after, one)[0]


def value_words(key: str, value: Any, zone: str) -> str:
    """A value of a field as people say it; a dash where there is none."""
    if value is None or value in ([], {}):
        return _ABSENT
    if isinstance(value, bool):
        return "yes" if value else "no"
    if key in _LENGTHS:
        return _length(value)
    if key in _MOMENTS:
        return _moment(value, zone)
    if isinstance(value, list):
        return ", ".join(_item(item) for item in value)
    return _item(value)


def _field(key: str, old: Any, new: Any, zone: str, *, added: bool) -> Iterator[str]:
    name = _NAMES.get(key, key.replace("_", " "))
    if _has_ids(old) or _has_ids(new):
        yield from _listed(name, old or [], new or [], zone)
    elif added:
        yield f"{_INDENT}{name}: {value_words(key, new, zone)}"
    else:
        yield f"{_INDENT}{name}: {_both(key, old, new, zone)}"


def _both(key: str, old: Any, new: Any, zone: str) -> str:
    """A value before and after; a flag that is left out is what the other one is not."""
    if isinstance(old, bool) or isinstance(new, bool):
        old, new = (not new if old is None else old), (not old if new is None else new)
    return f"{value_words(key, old, zone)} -> {value_words(key, new, zone)}"


def _keys(kind: str, given: dict[str, Any]) -> list[str]:
    """The keys that are given, in the order of the model: journals keep theirs by the alphabet."""
    fields = _RECORDS[kind].model_fields
    return [key for key in (f.alias or name for name, f in fields.items()) if key in given]


def _listed(
    name: str, old: list[dict[str, Any]], new: list[dict[str, Any]], zone: str
) -> Iterator[str]:
    """What differs in a list of things with ids, such as the criteria of a gate."""
    before, after = ({item["id"]: item for item in items} for items in (old, new))
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        if was is None and now is not None:
            yield f"{_INDENT}{name}: + {key} {now.get('title', '')}".rstrip()
        elif now is None:
            yield f"{_INDENT}{name}: - {key}"
        elif was is not None and was != now:
            for field in {**was, **now}:
                if was.get(field) != now.get(field):
                    label = _NAMES.get(field, field.replace("_", " "))
                    words = _both(field, was.get(field), now.get(field), zone)
                    yield f"{_INDENT}{name}: {key}, {label}: {words}"


def _has_ids(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and "id" in item for item in value)
    )


def _length(value: Any) -> str:
    if isinstance(value, str):
        return minutes_text(parse_seconds(value))
    low, likely, high = (minutes_text(parse_seconds(value[k])) for k in ("low", "likely", "high"))
    return f"{likely} ({low} to {high})"


def _moment(value: str, zone: str) -> str:
    """A wall-clock time with its day and zone; an offset from the start as it is written."""
    try:
        return local(LocalTime.model_validate(value).instant(zone), zone)
    except ValueError:
        return value


def _item(value: Any) -> str:
    match value:
        case str():
            return " ".join(value.split())
        case {"task": str(task), "at": str(at)}:
            return f"the {at} of {task}"
        case {"task": str(task)}:
            return f"{task}{_link(value)}"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _link(value: dict[str, Any]) -> str:
    kind = value.get("link", "FS")
    words = "" if kind == "FS" else f" ({kind})"
    lag = value.get("lag")
    return f"{words} and {minutes_text(parse_signed_seconds(lag))}" if lag else words


def _moved(moved: Moved, zone: str) -> str:
    before, after = (local(at, zone) if at else _ABSENT for at in (moved.before, moved.after))
    by = moved.seconds
    how = ""
    if by:
        how = f" ({minutes_text(abs(by))} {'later' if by > 0 else 'earlier'})"
    return f"{before} -> {after}{how}"
