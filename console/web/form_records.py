"""What a form is made of: the words of a command, its fields, and the records a template shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: `checks`: boxes of which any number is ticked; `yes_no`: two answers, neither taken for granted;
#: `rows`: some lines of fields; `fixed`: known already, and only shown; `person`: a name, with
#: those who are known offered; `measured`: a number with its unit.
FieldKind = Literal[
    "text", "long", "number", "measured", "choice", "check", "checks", "yes_no",
    "time", "person", "rows", "fixed", "file", "hidden",
]  # fmt: skip
Choice = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class FormWords:
    """The words of one form."""

    title: str
    #: The words of its button; the title if there are none.
    button: str = ""
    hint: str = ""
    #: Whether it is hard to take back.
    danger: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    #: Fields that people do not fill in.
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a form."""

    name: str
    label: str
    kind: FieldKind
    value: str = ""
    required: bool = False
    #: Value and words, for what is chosen.
    choices: tuple[Choice, ...] = ()
    #: The values that are ticked, of `checks`.
    ticked: frozenset[str] = frozenset()
    hint: str = ""
    problem: str | None = None
    unit: str = ""
    #: Where what is `fixed` is told of.
    href: str | None = None
    #: The lines of `rows`, each with its fields.
    rows: tuple[tuple[Field, ...], ...] = ()

    @property
    def control(self) -> str:
        """The id of its first control on the page."""
        return f"f-{self.name}-1" if self.kind in ("checks", "yes_no") else f"f-{self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class FormView:
    """A form."""

    title: str
    action: str
    button: str
    hint: str
    danger: bool
    fields: tuple[Field, ...]
    #: What follows from it at once.
    follows: tuple[str, ...]
    #: Why it does not fit as the run stands; empty if it does, or nobody can say yet.
    unfit: str
    #: That the visitor may not send it, and what to do instead; both empty if they may, or might.
    denied: str
    instead: str
    #: Whether it asks for the password.
    password: bool
    #: Whether it may be entered for somebody else, and whether it must be.
    for_others: bool
    must_be_for_others: bool
    #: Names that are offered for who said it.
    people: tuple[Choice, ...]
    #: Whether it may be entered later than it happened.
    late: bool
    #: Whether it sends a file.
    files: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """Something that has happened since the page was opened."""

    at: str
    who: str
    what: str


def label_of(name: str) -> str:
    """Words from the name of a field or a record: `decided_by` is `Decided by`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
    return spaced[:1].upper() + spaced[1:]
