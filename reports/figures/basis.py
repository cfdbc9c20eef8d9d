"""How far what the runbook says is known: its marks, as they stand beside times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from runbooks.tasks import Basis


@dataclass(frozen=True, kw_only=True, slots=True)
class BasisFigures:
    """The runbook's mark of an entry, and its note."""

    mark: Literal["sourced", "mixed", "assumed"]
    note: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BasisCounts:
    """How many tasks in scope carry which mark; `unmarked` ones say nothing of their times."""

    sourced: int
    mixed: int
    assumed: int
    unmarked: int


def basis_of(basis: Basis | None) -> BasisFigures | None:
    """The mark of a task, a gate or an outage; None if the runbook gives none."""
    return None if basis is None else BasisFigures(mark=basis.mark, note=basis.note)


def count_basis(entries: Iterable[Basis | None]) -> BasisCounts:
    """The marks, counted."""
    marks = [entry.mark if entry else None for entry in entries]
    return BasisCounts(
        sourced=marks.count("sourced"),
        mixed=marks.count("mixed"),
        assumed=marks.count("assumed"),
        unmarked=marks.count(None),
    )
