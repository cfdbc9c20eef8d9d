"""Taking what does not validate out of a runbook's data, and as little else as can be.

A list entry or an optional key is left out; a required key gets a stand-in, so that the rest of its
task, gate or outage can still be checked. What has no stand-in goes with the item it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from runbooks.blackouts import Blackout
from runbooks.checks import Check
from runbooks.findings import Path
from runbooks.records import Record
from runbooks.resources import Shift
from runbooks.schema_kinds import record_at, required_keys_of
from runbooks.tasks import Automation

#: For each list with entries left out: the positions, as written, of those that remain.
Positions = Mapping[Path, tuple[int, ...]]

#: Required keys for which the unused word stands in, as an id or as text.
_WORDS = frozenset(
    {"runbook", "title", "name", "party", "owner", "meeting", "system", "audience", "text", "unit"}
)
#: Required keys for which something else stands in.
_VALUES: Mapping[str, Any] = {
    "start": "2000-01-03T09:00",
    "tasks": [],
    "duration": "1h",
    "at": "start",
    "from": "T+0m",
    "until": "T+0m",
}
#: Records whose keys depend on each other: with one left out, a sound one would seem wrong.
_INDIVISIBLE: frozenset[type[Record]] = frozenset({Automation, Blackout, Check, Shift})
#: Ids have 64 characters at most, and a number may follow the word.
_LONGEST_TAIL = 40


def unused_word(text: str) -> str:
    """A word for stand-ins that the document does not hold, so that nothing written names them."""
    taken = [len(found) for found in re.findall("unnamed(_*)", text)]
    return "unnamed" + "_" * min(max(taken) + 1, _LONGEST_TAIL) if taken else "unnamed"


def place_to_leave_out(path: Path, left_out: Collection[Path]) -> Path:
    """The smallest part around a wrong value that can be left out, and is not yet."""
    candidates = [path[:depth] for depth in range(len(path), 1, -1)]
    return next((c for c in candidates if c not in left_out and _can_go(c)), path[:1])


def _can_go(path: Path) -> bool:
    if any(record_at(path[:depth]) in _INDIVISIBLE for depth in range(1, len(path))):
        return False
    record, key = record_at(path[:-1]), str(path[-1])
    if record is None or key not in required_keys_of(record):
        return True
    return key == "id" or key in _WORDS or key in _VALUES


def without(
    data: Mapping[str, Any], left_out: Collection[Path], word: str
) -> tuple[Any, Positions]:
    """The data without some of its paths, or with stand-ins there; and the remaining positions."""
    touched: dict[Path, set[str | int]] = {}
    for path in left_out:
        for depth, step in enumerate(path):
            touched.setdefault(path[:depth], set()).add(step)
    positions: dict[Path, tuple[int, ...]] = {}

    def mended(value: Any, path: Path) -> Any:
        steps = touched.get(path)
        if steps is None or not isinstance(value, dict | list):
            return value
        gone = {step for step in steps if (*path, step) in left_out}
        if isinstance(value, dict):
            kept = {k: mended(v, (*path, k)) for k, v in value.items() if k not in gone}
            return kept | _stand_ins(path, gone, word)
        positions[path] = tuple(n for n in range(len(value)) if n not in gone)
        return [mended(value[n], (*path, n)) for n in positions[path]]

    return mended(data, ()), positions


def _stand_ins(path: Path, gone: Collection[str | int], word: str) -> dict[str, Any]:
    record = record_at(path)
    needed = required_keys_of(record) if record else frozenset()
    return {str(key): _stand_in(path, str(key), word) for key in gone if key in needed}


def _stand_in(path: Path, key: str, word: str) -> Any:
    if key == "id":
        number = path[-1]
        return f"{word}-{number + 1}" if isinstance(number, int) else word
    return word if key in _WORDS else _VALUES[key]


def as_written(path: Path, positions: Positions) -> Path:
    """The path in the document of a path in what remains of its data."""
    if not positions:
        return path
    written: Path = ()
    for step in path:
        kept = positions.get(written)
        written = (*written, kept[step] if kept is not None and isinstance(step, int) else step)
    return written
