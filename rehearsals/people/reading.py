"""From the text of a people file to what it wants of the register, with every problem at once.

Hostile text becomes findings, by the same reader that reads runbooks. What is wrong in one entry
does not hide what is wrong in another; nothing is taken over while anything is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from rehearsals.people import events as e
from rehearsals.people.apply import take
from rehearsals.people.checks import check_event
from rehearsals.people.file import PeopleFile
from rehearsals.people.merging import still_wanted
from rehearsals.people.register import Register
from rehearsals.people.wanting import Wanted, wanted_of
from runbooks.document import Document, read_document
from runbooks.errors import TimeError
from runbooks.findings import Located, Path, error, in_order, shown

#: Each turn leaves out more of what does not validate.
_MOST_TURNS = 8
_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not a key of a people file there",
    "string_type": "must be text; put it in quotes",
    "tuple_type": "must be a list, in brackets",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
    "model_attributes_type": "must be a mapping of keys to values",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "is not written as it should be",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleRead:
    """What a file wants of the register; empty if there are findings."""

    wanted: tuple[e.PeopleEvent, ...]
    findings: tuple[Located, ...]
    #: Events that are new to the register.
    fresh: tuple[e.PeopleEvent, ...] = ()
    notice: str | None = None


def read_people(text: str, file: str, register: Register, now: datetime) -> PeopleRead:
    """Read a people file against the register as it is; nothing is raised, all is in `findings`.

    Bytes that are not UTF-8 are expected as lone surrogates (`errors="surrogateescape"`).
    """
    document = read_document(text, file)
    if document.data is None:
        return PeopleRead(wanted=(), findings=in_order(list(document.findings)))
    findings = list(document.findings)
    read, broken = _validated(document, findings)
    wanted: list[Wanted] = []
    try:
        wanted.extend(wanted_of(read) if read else ())
    except TimeError as problem:
        findings.append(_at(document, ("substitutes",), "bad-time", str(problem)))
    fresh = _replayed(document, wanted, register, now, broken=broken, findings=findings)
    if findings:
        return PeopleRead(wanted=(), findings=in_order(findings))
    return PeopleRead(
        wanted=tuple(event for _, event in wanted),
        findings=(),
        fresh=tuple(fresh),
        notice=read.notice if read else None,
    )


def _validated(
    document: Document, findings: list[Located]
) -> tuple[PeopleFile | None, frozenset[str]]:
    """The file without what does not validate, and the names of the entries left out."""
    data: dict[str, Any] = dict(document.data or {})
    broken: set[str] = set()
    for _ in range(_MOST_TURNS):
        try:
            read = PeopleFile.model_validate_json(
                json.dumps(data), strict=True, by_alias=True, by_name=False
            )
        except ValidationError as invalid:
            paths = [_report(document, problem, findings) for problem in _problems(invalid)]
            for path in paths:
                broken |= {str(step) for step in path[1:2]}
                data = _without(data, path)
        else:
            return read, frozenset(broken)
    return None, frozenset(broken)


def _problems(invalid: ValidationError) -> Iterator[Mapping[str, Any]]:
    yield from invalid.errors(include_url=False, include_input=False)


def _report(document: Document, problem: Mapping[str, Any], findings: list[Located]) -> Path:
    """Put one of pydantic's errors among the findings; its path as written."""
    path: Path = tuple(step for step in problem["loc"] if step != "[key]")
    kind = str(problem["type"])
    message = _PLAIN.get(kind) or _said(problem)
    place = ".".join(map(str, path)) or "the file"
    findings.append(_at(document, path, "people-form", f"{shown(place)[1:-1]} {message}."))
    return path


def _said(problem: Mapping[str, Any]) -> str:
    raised = problem.get("ctx", {}).get("error")
    words = str(raised) if raised is not None else str(problem["msg"])
    return "is wrong: " + words.rstrip(".").replace("Input should", "it should")


def _without(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """The data without the entry a path leads into; of a list, without the whole list."""
    if not path or path[0] not in data:
        # A needed key is missing: something stands in, so that the rest is still looked at.
        return {**data, str(path[0]): "unnamed"} if path else {}
    section = data[str(path[0])]
    if len(path) > 1 and isinstance(section, dict):
        kept = {key: value for key, value in section.items() if key != path[1]}
        return {**data, str(path[0]): kept}
    rest = {key: value for key, value in data.items() if key != path[0]}
    return rest | ({"register": "unnamed"} if path[0] == "register" else {})


def _replayed(
    document: Document,
    wanted: list[Wanted],
    register: Register,
    now: datetime,
    *,
    broken: frozenset[str],
    findings: list[Located],
) -> list[e.PeopleEvent]:
    """What is new, each checked against the register as what comes before it would leave it."""
    fresh: list[e.PeopleEvent] = []
    for path, one in wanted:
        event = still_wanted(register, one)
        if event is None:
            continue
        if refusal := check_event(register, event, now):
            if broken.isdisjoint(_names(event)):
                findings.append(_at(document, path, refusal.code, refusal.message, refusal.hint))
            broken |= _broken_by(event)
            continue
        register = take(register, event, now)
        fresh.append(event)
    return fresh


def _names(event: e.PeopleEvent) -> set[str]:
    """The organisations and people an event leans on."""
    fields = ("organisation", "of", "person", "substitute")
    return {name for field in fields if isinstance(name := getattr(event, field, None), str)}


def _broken_by(event: e.PeopleEvent) -> frozenset[str]:
    """What is not there now, so that what leans on it is not reported once more."""
    match event:
        case e.OrganisationAdded():
            return frozenset({event.organisation})
        case e.PersonAdded():
            return frozenset({event.person})
        case _:
            return frozenset()


def _at(
    document: Document, path: Path, rule: str, message: str, hint: str = "Correct it there."
) -> Located:
    return document.located(error(rule, path, message, hint))
