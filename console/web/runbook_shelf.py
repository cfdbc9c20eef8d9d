"""The runbooks that can be looked at: those of the library, by name, and those that runs carry.

A reference is the name of a shipped runbook (`m10`) or `run:` and the id of a run (`run:DR1`).
Nothing else is found, so that no reference leads to a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dependencies.check import Checked, check
from runbooks.errors import RunbookNotFound
from runbooks.library import Source, library_names, source_of
from runbooks.model import Runbook
from runbooks.writer import dump

if TYPE_CHECKING:
    # A house tells audiences of these runbooks, so that it comes after them.
    from console.web.house import House

_OF_RUN = "run:"
#: Runbooks of runs whose texts are kept.
_MOST_KEPT = 6
#: Canonical texts by the identity of the runbook, which is kept with it so that no other can take
#: its place unseen.
_TEXTS: dict[int, tuple[Runbook, Source]] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelved:
    """A runbook with its text, as written or in canonical form, and what was found in it."""

    ref: str
    label: str
    #: The run that carries it; empty of one from the library.
    run: str
    book: Runbook
    source: Source
    findings: Callable[[], Checked]


def shelved(house: House, ref: str) -> Shelved:
    """The runbook of a reference; raises RunbookNotFound for anything else."""
    if ref in library_names():
        return from_library(ref)
    run = ref.removeprefix(_OF_RUN)
    if ref.startswith(_OF_RUN) and run in house.reader.runs():
        return from_run(run, house.look(run).state.runbook)
    raise RunbookNotFound(
        f"There is no runbook {ref[:60]!r} here.",
        hint="Choose one of the list of runbooks.",
    )


@cache
def from_library(name: str) -> Shelved:
    """A shipped runbook; raises RunbookNotFound."""
    source = source_of(name)
    checked = check(source)
    if checked.runbook is None:
        raise RunbookNotFound(f"The runbook {name} cannot be read.", hint="Check it.")
    return Shelved(
        ref=name,
        label=name,
        run="",
        book=checked.runbook,
        source=source,
        findings=lambda: checked,
    )


def from_run(run: str, book: Runbook) -> Shelved:
    """The runbook that a run carries, as it was amended."""
    source = canonical(book)
    return Shelved(
        ref=f"{_OF_RUN}{run}",
        label=f"{book.runbook} in {run}",
        run=run,
        book=book,
        source=source,
        findings=lambda: _checked(source),
    )


def canonical(book: Runbook) -> Source:
    """A runbook's text in canonical form; made once, since it takes a second for a big one."""
    kept = _TEXTS.get(id(book))
    if kept is None or kept[0] is not book:
        kept = (book, Source(name=f"{book.runbook}.yaml", text=dump(book)))
        while len(_TEXTS) >= _MOST_KEPT:
            _TEXTS.pop(next(iter(_TEXTS)), None)
        _TEXTS[id(book)] = kept
    return kept[1]


@lru_cache(maxsize=_MOST_KEPT)
def _checked(source: Source) -> Checked:
    return check(source)
