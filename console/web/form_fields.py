"""The fields of a command's form, each with what may be chosen and what was typed already."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

from console.naming import party_name
from console.web.form_choices import Asked, choices_of, is_chosen, people_choices, subject_of
from console.web.form_records import Choice, Field, FieldKind, FormWords, label_of
from console.web.typed_values import bare
from rehearsals.core import commands as c
from rehearsals.core.command import Command
from rehearsals.core.tasks.copies import missing_copies
from rehearsals.people.words import ROLE_NAMES, role_name

#: Empty lines that a form offers for what may be several.
_SPARE = 3
_COMMON = frozenset(field.name for field in dataclasses.fields(Command))
_LONG = frozenset(
    {"text", "reason", "evidence", "summary", "resolution", "changes", "needs", "note"}
)
_PEOPLE = frozenset({"to", "witness", "accepted_by"})
#: Parts of a line that are texts here and chosen elsewhere.
_TEXT_IN_ROWS = frozenset({"item", "risk"})


def fields_of_form(
    asked: Asked, words: FormWords, problems: Mapping[str, str]
) -> tuple[Field, ...]:
    """The fields, in the order in which the command names them."""
    return tuple(_all(asked, words, problems))


def _all(asked: Asked, words: FormWords, problems: Mapping[str, str]) -> Iterator[Field]:
    if asked.kind is c.AttachFile:
        yield Field(
            name="file",
            label=words.labels["file"],
            kind="file",
            required=True,
            problem=problems.get("file"),
        )
    hints = get_type_hints(asked.kind)
    for part in dataclasses.fields(asked.kind):
        if part.name in _COMMON or part.name in words.left_out:
            continue
        field = Field(
            name=part.name,
            label=words.labels.get(part.name) or label_of(part.name),
            kind="text",
            value=_text(asked.given.get(part.name)),
            required=_is_needed(part),
            hint=words.hints.get(part.name, ""),
            problem=_problem(problems, part.name),
        )
        yield from _filled(asked, field, hints[part.name], _default(part), problems)


def _filled(
    asked: Asked, field: Field, hint: Any, default: Any, problems: Mapping[str, str]
) -> Iterator[Field]:
    kind = bare(hint)
    if subject := subject_of(asked, field.name):
        yield dataclasses.replace(field, kind="fixed", choices=(("", subject[0]),), href=subject[1])
    elif field.name == "results":
        yield from _measured(asked, problems)
    elif field.name == "parties":
        yield from _parties(asked, field)
    elif field.name == "desk":
        yield _chosen(field, _desks(asked))
    elif get_origin(kind) is tuple and dataclasses.is_dataclass(get_args(kind)[0]):
        yield _rows(asked, field, get_args(kind)[0], problems)
    elif get_origin(kind) is tuple:
        ticked = frozenset(_words(asked.given.get(field.name)))
        choices = choices_of(asked, field.name)
        if choices:
            yield dataclasses.replace(field, kind="checks", choices=choices, ticked=ticked)
    elif get_origin(kind) is Literal:
        yield _chosen(field, tuple((str(one), label_of(str(one))) for one in get_args(kind)))
    elif is_chosen(field.name) and (choices := choices_of(asked, field.name)):
        yield _chosen(field, choices)
    elif field.name in _PEOPLE:
        yield dataclasses.replace(field, kind="person", choices=people_choices(asked))
    elif kind is bool and default is True:
        value = field.value or ""
        choices = (("true", "Yes"), ("false", "No"))
        yield dataclasses.replace(
            field, kind="yes_no", value=_yes_no(value), choices=choices, required=True
        )
    else:
        yield dataclasses.replace(field, kind=_kind(field.name, kind))


def _kind(name: str, kind: Any) -> FieldKind:
    if kind is bool:
        return "check"
    if kind is int:
        return "number"
    if kind is datetime:
        return "time"
    return "long" if name in _LONG else "text"


def _chosen(field: Field, choices: tuple[Choice, ...]) -> Field:
    """A list to choose from: what is known already stays, and nothing is chosen by accident."""
    given = field.value and field.value not in dict(choices)
    shown = (*((field.value, f"{field.value} (does not fit now)"),) * bool(given), *choices)
    if not field.required:
        shown = (("", "none"), *shown)
    elif len(choices) == 1 and not field.value:
        field = dataclasses.replace(field, value=choices[0][0])
    elif not field.value:
        shown = (("", "Choose"), *shown)
    return dataclasses.replace(field, kind="choice", choices=shown)


def _measured(asked: Asked, problems: Mapping[str, str]) -> Iterator[Field]:
    """A field for each figure that the task measures: what is expected stands beside it."""
    task = asked.state.index.tasks.get(asked.word("task"))
    given = asked.given.get("results")
    typed = given if isinstance(given, dict) else {}
    for wanted in task.results if task else ():
        expected = ""
        if wanted.expected is not None:
            expected = f"Expected {wanted.expected:,.15g} {wanted.unit}"
            if wanted.tolerance:
                expected += f", give or take {wanted.tolerance:,.15g}"
        name = f"results.{wanted.id}"
        yield Field(
            name=name,
            label=wanted.title or wanted.id,
            kind="measured",
            value=_text(typed.get(wanted.id)),
            required=not _is_for_each(asked),
            hint=f"{expected}." if expected else "",
            unit=wanted.unit,
            problem=problems.get(name),
        )


def _is_for_each(asked: Asked) -> bool:
    task = asked.state.index.tasks.get(asked.word("task"))
    return task is not None and task.for_each is not None


def _parties(asked: Asked, field: Field) -> Iterator[Field]:
    """Boxes for the parties whose copies are meant; for a roll-call, for all."""
    state, task = asked.state, asked.word("task")
    ticked = frozenset(_words(asked.given.get("parties")))
    if asked.kind is c.CallRoll:
        parties = [p for p in state.runbook.parties if p not in state.left]
    elif not _is_for_each(asked):
        return
    elif asked.kind is c.ReopenTask:
        parties = list(state.task(task).confirmations)
    elif asked.kind is c.UnblockTask:
        parties = [one.party for one in state.task(task).blocks if one.party]
    else:
        parties = list(missing_copies(state, task))
    mine = asked.visitor.parties()
    parties.sort(key=lambda party: party not in mine)
    if not ticked and asked.kind is c.CompleteTask and not asked.given.get("parties"):
        own = [party for party in parties if party in mine]
        ticked = frozenset(own) if len(own) == 1 else ticked
    if parties:
        choices = tuple((party, party_name(state.runbook, party)) for party in parties)
        yield dataclasses.replace(field, kind="checks", choices=choices, ticked=ticked)


def _desks(asked: Asked) -> tuple[Choice, ...]:
    """The desks that the visitor may sit at: of their roles, and of their parties."""
    visitor, book = asked.visitor, asked.state.runbook
    roles = [role_name(role) for role in ROLE_NAMES if role in visitor.roles]
    parties = sorted(visitor.parties() & set(book.parties))
    mine = [(role, role[:1].upper() + role[1:]) for role in roles]
    return (*mine, *((party, party_name(book, party)) for party in parties))


def _rows(asked: Asked, field: Field, record: Any, problems: Mapping[str, str]) -> Field:
    """Lines to fill in: those that were, and some more; changes to the plan are one text."""
    given = asked.given.get(field.name)
    if asked.kind is c.ProposeAmendment:
        return dataclasses.replace(
            field, kind="long", value=given if isinstance(given, str) else ""
        )
    filled = [line for line in given if isinstance(line, dict)] if isinstance(given, list) else []
    lines = (*filled, *({} for _ in range(max(_SPARE - len(filled), 1))))
    rows = tuple(
        tuple(_cell(asked, f"{field.name}.{n}", record, line, problems)) for n, line in enumerate(lines)
    )
    return dataclasses.replace(field, kind="rows", value="", rows=rows)


def _cell(
    asked: Asked, path: str, record: Any, line: Mapping[str, Any], problems: Mapping[str, str]
) -> Iterator[Field]:
    hints = get_type_hints(record)
    for part in dataclasses.fields(record):
        name = f"{path}.{part.name}"
        field = Field(
            name=name,
            label=label_of(part.name),
            kind="text",
            value=_text(line.get(part.name)),
            problem=problems.get(name),
        )
        kind = bare(hints[part.name])
        if part.name in _PEOPLE:
            yield dataclasses.replace(field, kind="person", choices=people_choices(asked))
        elif is_chosen(part.name) and part.name not in _TEXT_IN_ROWS:
            yield _chosen(field, choices_of(asked, part.name))
        else:
            yield dataclasses.replace(field, kind=_kind(part.name, kind))


def _is_needed(part: dataclasses.Field[Any]) -> bool:
    return part.default is dataclasses.MISSING and part.default_factory is dataclasses.MISSING


def _default(part: dataclasses.Field[Any]) -> Any:
    return None if part.default is dataclasses.MISSING else part.default


def _problem(problems: Mapping[str, str], name: str) -> str | None:
    """What is wrong with a field, or with a part of it that has no field of its own."""
    return problems.get(name)


def _yes_no(value: str) -> str:
    return {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false"}.get(
        value.casefold(), ""
    )


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    """What was typed; nothing of what no single field can hold."""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return value if isinstance(value, str) else ""
