"""Lines of several fields each, such as the conditions of a go."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, get_type_hints

from console.web.form_choices import Asked, choices_of, is_chosen
from console.web.form_parts import chosen, kind_of, text_of
from console.web.form_records import Field, label_of
from console.web.form_subjects import people_choices
from console.web.typed_values import bare
from rehearsals.core import commands as c

#: Empty lines that a form offers for what may be several.
_SPARE = 3
#: Fields that take the name of somebody.
PEOPLE = frozenset({"to", "witness", "accepted_by"})
_LABELS = {
    "item": "What",
    "owner": "Whose",
    "due": "By when",
    "risk": "What",
    "accepted_by": "By whom",
    "expires": "Until when",
}
#: Parts of a line that are texts here and chosen elsewhere.
_TEXTS = frozenset({"item", "risk"})


def rows_of(asked: Asked, field: Field, record: Any, problems: Mapping[str, str]) -> Field:
    """Lines to fill in: those that were, and some more; changes to the plan are one text."""
    given = asked.given.get(field.name)
    if asked.kind is c.ProposeAmendment:
        return dataclasses.replace(
            field, kind="long", value=given if isinstance(given, str) else ""
        )
    filled = [line for line in given if isinstance(line, dict)] if isinstance(given, list) else []
    lines = (*filled, *({} for _ in range(max(_SPARE - len(filled), 1))))
    rows = tuple(
        tuple(_cell(asked, f"{field.name}.{n}", record, line, problems))
        for n, line in enumerate(lines)
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
            label=_LABELS.get(part.name) or label_of(part.name),
            kind="text",
            value=text_of(line.get(part.name)),
            problem=problems.get(name),
        )
        kind = bare(hints[part.name])
        if part.name in PEOPLE:
            yield dataclasses.replace(field, kind="person", choices=people_choices(asked))
        elif is_chosen(part.name) and part.name not in _TEXTS:
            yield chosen(field, choices_of(asked, part.name))
        else:
            yield dataclasses.replace(field, kind=kind_of(part.name, kind))
