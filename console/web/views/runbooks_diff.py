"""What differs between two runbooks: object by object, and line by line of canonical texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice
from typing import Any, Literal

from console.amendment_words import value_words
from console.web.runbook_shelf import canonical
from runbooks.model import Runbook
from runbooks.writer import to_data

#: Lines of both texts beyond which they are not compared line by line: it would take minutes.
MOST_LINES = 20_000
#: Differing lines that are shown.
_MOST_SHOWN = 2_000
#: Objects of a section that are shown.
_MOST_OBJECTS = 300
_TITLES: Mapping[str, str] = {
    "tasks": "Tasks",
    "gates": "Gates",
    "outages": "Outages",
    "parties": "Parties",
    "groups": "Groups",
    "group_names": "Names of groups",
    "systems": "Systems",
    "phases": "Phases",
    "resources": "Resources",
    "calendars": "Calendars",
    "blackouts": "Blackouts",
    "stand_down": "Stand-down",
    "rollback": "Rollback",
    "instructions": "Instructions",
}
Mark = Literal["added", "taken out", "changed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldDiff:
    """A field before and after, in words; a dash where it is absent."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectDiff:
    """A task, a gate or the like."""

    id: str
    title: str
    mark: Mark
    fields: tuple[FieldDiff, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionDiff:
    """What differs in a part of the runbook."""

    title: str
    objects: tuple[ObjectDiff, ...]
    added: int
    taken_out: int
    changed: int
    more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TextLine:
    """A line of the difference: `+`, `-`, `@` (a place), or a blank for what both have."""

    mark: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RunbookDiff:
    """All of it."""

    sections: tuple[SectionDiff, ...]
    lines: tuple[TextLine, ...]
    #: Why the texts are not compared, or not wholly shown; empty if they are.
    cut: str
    #: Whether both start at another time, by which most of their hours differ.
    moved: bool

    @property
    def same(self) -> bool:
        """Whether nothing differs, the order included."""
        return not self.sections and not self.lines and not self.cut


def runbook_diff(before: Runbook, after: Runbook) -> RunbookDiff:
    """What leads from one runbook to another."""
    old, new = to_data(before), to_data(after)
    zone = after.timezone
    sections = [_section("", _plain(old), _plain(new), zone)]
    for key, title in _TITLES.items():
        sections.append(_section(title, _objects(old.get(key)), _objects(new.get(key)), zone))
    lines, cut = _text(before, after)
    return RunbookDiff(
        sections=tuple(section for section in sections if section.objects),
        lines=lines,
        cut=cut,
        moved=old.get("start") != new.get("start"),
    )


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """What stands at the head of a runbook."""
    return {"runbook": {key: value for key, value in data.items() if key not in _TITLES}}


def _objects(section: Any) -> dict[str, Any]:
    """The things in a section by what they are called."""
    if isinstance(section, dict) and "tasks" in section:
        # A way back: its tasks by id, and what holds for all of it.
        rest = {key: value for key, value in section.items() if key != "tasks"}
        return (
            {"the whole": rest, **_objects(section["tasks"])}
            if rest
            else _objects(section["tasks"])
        )
    if isinstance(section, dict):
        return section
    if not isinstance(section, list):
        return {}
    return {_name(item, place): item for place, item in enumerate(section, 1)}


def _name(item: Any, place: int) -> str:
    if isinstance(item, dict) and "id" in item:
        return str(item["id"])
    if isinstance(item, dict) and "audience" in item:
        # An instruction is called by what it says: it has no id.
        text = " ".join(str(item.get("text", "")).split())
        return f"{item['audience']}: {text}"
    return str(place)


def _section(title: str, old: dict[str, Any], new: dict[str, Any], zone: str) -> SectionDiff:
    found = list(_differing(old, new, zone))
    marks = [one.mark for one in found]
    return SectionDiff(
        title=title or "The runbook itself",
        objects=tuple(found[:_MOST_OBJECTS]),
        added=marks.count("added"),
        taken_out=marks.count("taken out"),
        changed=marks.count("changed"),
        more=max(len(found) - _MOST_OBJECTS, 0),
    )


def _differing(old: dict[str, Any], new: dict[str, Any], zone: str) -> Iterator[ObjectDiff]:
    """What is taken out, then what is changed or added, in the order of the later one."""
    for key, before in old.items():
        if key not in new:
            yield ObjectDiff(id=key, title=_title(before), mark="taken out", fields=())
    for key, after in new.items():
        mark: Mark = "changed" if key in old else "added"
        if key in old and old[key] == after:
            continue
        fields = tuple(_fields("", old.get(key), after, zone)) if mark == "changed" else ()
        yield ObjectDiff(id=key, title=_title(after), mark=mark, fields=fields)


def _title(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("title") or value.get("name") or "")
    return value if isinstance(value, str) else ""


def _fields(name: str, old: Any, new: Any, zone: str) -> Iterator[FieldDiff]:
    """What differs in a value, down to the smallest part that can be named."""
    parts = _parts(old), _parts(new)
    if parts[0] is None or parts[1] is None:
        key = name.rpartition(" / ")[2].replace(" ", "_")
        before, after = (_words(key, value, zone) for value in (old, new))
        yield FieldDiff(name=name or "value", before=before, after=after)
        return
    for key in {**parts[0], **parts[1]}:
        was, now = parts[0].get(key), parts[1].get(key)
        if was != now:
            words = key.replace("_", " ")
            yield from _fields(f"{name} / {words}" if name else words, was, now, zone)


def _parts(value: Any) -> dict[str, Any] | None:
    """The parts of a value by name; None if it has none."""
    if isinstance(value, dict):
        return value
    named = (
        isinstance(value, list)
        and value
        and all(isinstance(item, dict) and "id" in item for item in value)
    )
    return {str(item["id"]): item for item in value} if named else None


def _words(key: str, value: Any, zone: str) -> str:
    try:
        return value_words(key, value, zone)
    except (ValueError, KeyError, TypeError):
        # A value of a key that means something else here.
        return str(value)


def _text(before: Runbook, after: Runbook) -> tuple[tuple[TextLine, ...], str]:
    old, new = (canonical(book).text.splitlines() for book in (before, after))
    if len(old) + len(new) > MOST_LINES:
        return (), "The texts are too long to be compared line by line."
    lines = islice(unified_diff(old, new, lineterm="", n=2), 2, None)
    shown = tuple(
        TextLine(mark=line[:1], text=line if line.startswith("@") else line[1:])
        for line in islice(lines, _MOST_SHOWN)
    )
    cut = f"The first {_MOST_SHOWN:,} lines of the difference; there are more."
    return shown, cut if next(lines, None) is not None else ""
