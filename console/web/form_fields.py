"""The fields of a command's form, each with what may be chosen and what was typed already."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from console.naming import party_name
from console.web.form_choices import Asked, choices_of, is_chosen
from console.web.form_parts import chosen, kind_of, text_of, words_in
from console.web.form_records import Choice, Field, FormWords, label_of
from console.web.form_rows import PEOPLE, rows_of
from console.web.form_subjects import people_choices, subject_of
from console.web.form_tasks import fitting_tasks
from console.web.typed_values import bare
from rehearsals.core import commands as c
from rehearsals.core.command import Command
from rehearsals.core.tasks.copies import missing_copies
from rehearsals.people.words import ROLE_NAMES, role_name

_COMMON = frozenset(field.name for field in dataclasses.fields(Command))
_YES_NO = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false"}


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
        if part.name in _COMMON or part.name in words.left_out or _is_idle(asked, part):
            continue
        field = Field(
            name=part.name,
            label=words.labels.get(part.name) or label_of(part.name),
            kind="text",
            value=text_of(asked.given.get(part.name)),
            required=_is_needed(part),
            hint=words.hints.get(part.name, ""),
            problem=problems.get(part.name),
        )
        yield from _filled(asked, field, hints[part.name], _default(part), problems)


def _is_idle(asked: Asked, part: dataclasses.Field[Any]) -> bool:
    """Whether what is meant is known by its task or its gate, so that the other is not asked."""
    other = {"task": "gate", "gate": "task"}.get(part.name)
    return bool(other and not asked.word(part.name) and not _is_needed(part)) and (
        subject_of(asked, str(other)) is not None
    )


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
        yield chosen(field, _desks(asked))
    elif get_origin(kind) is tuple:
        yield from _several(asked, field, get_args(kind)[0], problems)
    else:
        yield _by_type(asked, field, kind, default)


def _several(
    asked: Asked, field: Field, inner: Any, problems: Mapping[str, str]
) -> Iterator[Field]:
    """Lines to fill in, or boxes to tick."""
    if dataclasses.is_dataclass(inner):
        yield rows_of(asked, field, inner, problems)
    elif choices := choices_of(asked, field.name):
        ticked = frozenset(words_in(asked.given.get(field.name)))
        yield dataclasses.replace(field, kind="checks", choices=choices, ticked=ticked)


def _by_type(asked: Asked, field: Field, kind: Any, default: Any) -> Field:
    if get_origin(kind) is Literal:
        return chosen(field, tuple((str(one), label_of(str(one))) for one in get_args(kind)))
    if is_chosen(field.name) and _is_of_the_run(asked, field.name):
        if choices := choices_of(asked, field.name):
            return chosen(field, choices)
        many = field.name == "task" and bool(fitting_tasks(asked.look, asked.kind))
        hint = "There are very many: type its id." if many else "Nothing in the run fits now."
        return dataclasses.replace(field, hint=field.hint or hint)
    if field.name in PEOPLE:
        return dataclasses.replace(field, kind="person", choices=people_choices(asked))
    if kind is bool and default is True:
        # An empty box would be taken for the default: so it is asked.
        choices = (("true", "Yes"), ("false", "No"))
        value = _YES_NO.get(field.value.casefold(), "")
        return dataclasses.replace(
            field, kind="yes_no", value=value, choices=choices, required=True
        )
    return dataclasses.replace(field, kind=kind_of(field.name, kind))


def _is_of_the_run(asked: Asked, name: str) -> bool:
    """Whether it must be something that the run has; a new incident is not."""
    return name != "reference" or asked.kind is c.CloseIncident


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
            value=text_of(typed.get(wanted.id)),
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
    ticked = frozenset(words_in(asked.given.get("parties")))
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
    mine = [(role, f"role: {role}") for role in roles]
    return (*mine, *((party, f"for a party: {party_name(book, party)}") for party in parties))


def _is_needed(part: dataclasses.Field[Any]) -> bool:
    return part.default is dataclasses.MISSING and part.default_factory is dataclasses.MISSING


def _default(part: dataclasses.Field[Any]) -> Any:
    return None if part.default is dataclasses.MISSING else part.default
