"""Reads a file of returns to ask for: YAML, with every problem named by line at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import pendulum
from pydantic import BeforeValidator, Field, StringConstraints, ValidationError, model_validator

from rehearsals.readiness.refusing import LONGEST_NAME
from rehearsals.readiness.words import Ask, Served, Signatory
from runbooks.checks import ReturnKind
from runbooks.document import Document, read_document
from runbooks.durations import parse_seconds
from runbooks.errors import TimeError
from runbooks.findings import Finding, Located, Path, error, in_order
from runbooks.moments import LocalTime
from runbooks.records import Harmless, Id, Record, Text

RULE = "returns"
_HINT = "See `callboard readiness import --help`."

Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME),
    Harmless,
]


class _Signatory(Record):
    name: Name
    office: Name


class _Gate(Record):
    gate: Annotated[str, StringConstraints(max_length=130)]
    reconfirm: bool = False

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return {"gate": value} if isinstance(value, str) else value


def _seconds(value: Any) -> Any:
    return parse_seconds(value) if isinstance(value, str) else value


class _Return(Record):
    kind: ReturnKind
    party: Id
    title: Name
    deadline: LocalTime
    gates: tuple[_Gate, ...]
    signatories: tuple[_Signatory, ...]
    id: Id | None = None
    which: Id | None = None
    shown_by: Id | None = None
    valid_for: Annotated[int, BeforeValidator(_seconds)] | None = None


class _File(Record):
    #: What readers must know, such as that it is illustrative.
    notice: Text | None = None
    timezone: str = "Europe/London"
    returns: Annotated[tuple[_Return, ...], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnsFile:
    """What a file asks for, as far as it could be read, and what is wrong with it."""

    document: Document
    asks: tuple[Ask, ...] = ()
    problems: tuple[Located, ...] = ()
    notice: str | None = None

    def located(self, number: int, message: str, hint: str) -> Located:
        """A problem of one return, by its position from 0."""
        return self.document.located(error(RULE, ("returns", number), message, hint))


def read_returns(text: str, name: str) -> ReturnsFile:
    """The returns of a YAML text; whatever is wrong stands in `problems`, nothing is raised."""
    document = read_document(text, name)
    if document.data is None or document.findings:
        return ReturnsFile(document=document, problems=document.findings)
    try:
        file = _File.model_validate_json(json.dumps(document.data), strict=True)
    except ValidationError as invalid:
        found = [document.located(_finding(problem)) for problem in invalid.errors()]
        return ReturnsFile(document=document, problems=in_order(found))
    asks, problems = _asks(file)
    return ReturnsFile(
        document=document,
        asks=asks,
        problems=in_order([document.located(problem) for problem in problems]),
        notice=file.notice,
    )


def _finding(problem: Any) -> Finding:
    path: Path = problem["loc"]
    where = f"{path[-1]}: " if path and isinstance(path[-1], str) else ""
    text = problem["msg"].removeprefix("Value error, ")
    return error(RULE, path, f"{where}{text}.", _HINT)


def _asks(file: _File) -> tuple[tuple[Ask, ...], Sequence[Finding]]:
    if file.timezone not in pendulum.timezones():
        message = f"{file.timezone!r} is not a time zone."
        return (), [error(RULE, ("timezone",), message, "Write it like Europe/London.")]
    problems = list(_misplaced(file))
    if problems:
        return (), problems
    return tuple(_ask(one, file.timezone) for one in file.returns), ()


def _misplaced(file: _File) -> Iterator[Finding]:
    for number, one in enumerate(file.returns):
        try:
            one.deadline.instant(file.timezone)
        except TimeError as wrong:
            path = ("returns", number, "deadline")
            yield error(RULE, path, wrong.message, wrong.hint or _HINT)


def _ask(one: _Return, zone: str) -> Ask:
    return Ask(
        return_id=one.id,
        kind=one.kind,
        party=one.party,
        title=one.title,
        deadline=one.deadline.instant(zone),
        gates=tuple(Served(gate=each.gate, reconfirm=each.reconfirm) for each in one.gates),
        signatories=tuple(
            Signatory(name=each.name, office=each.office) for each in one.signatories
        ),
        which=one.which,
        shown_by=one.shown_by,
        valid_for=one.valid_for,
    )
