"""What the lint rules look at: the runbook as far as it could be read, and every declared id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from runbooks.findings import Finding
from runbooks.model import Runbook
from runbooks.reading import Parsed
from runbooks.rules.gaps import Gaps, gaps_of
from runbooks.ways_back import WAYS_BACK, WayBackKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """The ids that a runbook declares, of each kind; None where the section cannot be read.

    Ids in what was left out count: what names them names something.
    """

    tasks: frozenset[str] | None
    #: The tasks of each way back.
    legs: Mapping[WayBackKind, frozenset[str] | None]
    gates: frozenset[str] | None
    outages: frozenset[str] | None
    parties: frozenset[str] | None
    groups: frozenset[str] | None
    systems: frozenset[str] | None
    phases: frozenset[str] | None
    calendars: frozenset[str] | None
    resources: frozenset[str] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A runbook under inspection."""

    runbook: Runbook
    names: Names
    #: Every text in what was left out: it may name anything.
    mentioned: frozenset[str]
    #: What differs between the runbook and what was written.
    gaps: Gaps
    #: Whether nothing was left out.
    whole: bool


#: A lint rule: the findings it has about a runbook.
Rule = Callable[[Subject], Iterator[Finding]]


def subject_of(parsed: Parsed, runbook: Runbook) -> Subject:
    """What the rules look at, of a document that was read as far as `runbook`."""
    data: Any = parsed.document.data or {}
    return Subject(
        runbook=runbook,
        names=Names(
            tasks=_listed(data.get("tasks")),
            legs={kind: _leg_ids(data.get(kind)) for kind in WAYS_BACK},
            gates=_listed(data.get("gates")),
            outages=_keys(data.get("outages")),
            parties=_keys(data.get("parties")),
            groups=_keys(data.get("groups")),
            systems=_keys(data.get("systems")),
            phases=_keys(data.get("phases")),
            calendars=_keys(data.get("calendars")),
            resources=_keys(data.get("resources")),
        ),
        mentioned=frozenset(
            text
            for path in parsed.left_out
            if parsed.document.nearest(path) == path
            for text in _texts(parsed.document.value(path))
        ),
        gaps=gaps_of(parsed),
        whole=parsed.whole,
    )


def _leg_ids(leg: Any) -> frozenset[str] | None:
    if leg is None:
        return frozenset()
    return _listed(leg.get("tasks")) if isinstance(leg, dict) else None


def _listed(items: Any) -> frozenset[str] | None:
    if items is None:
        return frozenset()
    if not isinstance(items, list):
        return None
    ids = (item.get("id") for item in items if isinstance(item, dict))
    return frozenset(name for name in ids if isinstance(name, str))


def _keys(items: Any) -> frozenset[str] | None:
    if items is None:
        return frozenset()
    return frozenset(items) if isinstance(items, dict) else None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
