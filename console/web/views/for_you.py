"""For you: what an audience must do or not do, from when to when, and when it may resume.

Worked out from instructions and outages alone; no task, gate, person or note is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from console.standing import Standing, standing
from console.web.views.expected import Expected, expected
from console.web.views.for_you_items import (
    InstructionForYou,
    OutageForYou,
    instructions_for,
    outages_for,
    while_still_out,
)
from console.web.views.for_you_words import Change, headline, next_change
from console.web.views.named import audience_name
from rehearsals.core.apply import fold
from rehearsals.core.opening import Opening, open_run
from rehearsals.core.words import Mode
from runbooks.clocktime import local
from runbooks.model import Runbook

#: Stands on whatever is not about the real night.
MARKS: Mapping[str, str] = {
    "rehearsal": "REHEARSAL — NOT REAL",
    "simulation": "SIMULATION — NOT REAL",
}
_DRAFT = "PLAN — NOT YET BEGUN"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A run, or a plan that nobody has opened a run of."""

    stands: Standing
    #: Whether it is a plan alone: then nothing is said about now.
    plan_only: bool = False
    #: The ends that were announced (UTC), by outage; None: those of the run's notices.
    announced: Mapping[str, datetime] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cutover:
    """What one cutover, or its rehearsal, means for an audience."""

    #: The title of the runbook.
    title: str
    mode: Mode | Literal["plan"]
    #: `REHEARSAL — NOT REAL`; empty of the real night.
    mark: str
    zone: str
    #: When it was looked at (UTC), and in words.
    now: datetime
    now_text: str
    headline: str
    #: How much the headline matters: 0 now, 1 wait for the all-clear, 2 ahead, 3 over or nothing.
    rank: int
    next_change: Change | None
    instructions: tuple[InstructionForYou, ...]
    outages: tuple[OutageForYou, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ForYou:
    """What all open cutovers mean for an audience: the real ones first, then what is now."""

    audience: str
    name: str
    headline: str
    cutovers: tuple[Cutover, ...]


def for_you(audience: str, sources: Sequence[Source]) -> ForYou:
    """What an audience is told; cutovers that do not concern it are left out."""
    cutovers = [_cutover(audience, source) for source in sources]
    concerned = [each for each in cutovers if each.instructions or each.outages]
    concerned.sort(key=lambda each: (each.mode != "live", each.rank))
    books = [source.stands.state.runbook for source in sources]
    names = [audience_name(book, audience) for book in books if audience in known_to(book)]
    name = names[0] if names else audience.replace("_", " ")
    nothing = f"Nothing is planned or under way that concerns {name}."
    return ForYou(
        audience=audience,
        name=name,
        headline=concerned[0].headline if concerned else nothing,
        cutovers=tuple(concerned),
    )


def audiences(books: Sequence[Runbook]) -> tuple[tuple[str, str], ...]:
    """Every audience that runbooks speak to, with its name; suppliers first, then as written."""
    found: dict[str, str] = {}
    for book in books:
        for key in sorted(known_to(book), key=_first_named(book).index):
            found.setdefault(key, audience_name(book, key))
    return tuple(sorted(found.items(), key=lambda item: item[0] != "supplier"))


def known_to(book: Runbook) -> frozenset[str]:
    """The audiences that a runbook speaks to."""
    return frozenset(_first_named(book))


def planned_source(book: Runbook) -> Source:
    """The plan of a runbook as a source, before anybody has opened a run of it."""
    start = book.start.instant(book.timezone)
    scope = tuple(task.id for task in book.tasks)
    # Nothing is appended anywhere: this only folds the runbook into the form of a run.
    opening = Opening(run="plan", runbook=book.model_copy(update={"follows": None}), scope=scope)
    opened = open_run(opening, now=start.astimezone(UTC), actor="-", channel="-")
    return Source(stands=standing(fold([opened]), start), plan_only=True)


def _first_named(book: Runbook) -> list[str]:
    told = [entry.audience for entry in book.instructions]
    told += [key for outage in book.outages.values() for key in outage.audience]
    return list(dict.fromkeys(told))


def _cutover(audience: str, source: Source) -> Cutover:
    stands = source.stands
    book = stands.state.runbook
    ahead: Expected = expected(stands)
    wanted = frozenset((audience, *(key for key, of in book.groups.items() if audience in of)))
    out = outages_for(stands, ahead, wanted, source.announced)
    told = tuple(while_still_out(instructions_for(stands, ahead, wanted), out))
    mode: Mode | Literal["plan"] = "plan" if source.plan_only else stands.state.mode
    mark = _DRAFT if mode == "plan" else MARKS.get(mode, "")
    said, rank = headline(stands, told, out, planned=source.plan_only)
    return Cutover(
        title=book.title,
        mode=mode,
        mark=mark,
        zone=book.timezone,
        now=stands.now,
        now_text=local(stands.now, book.timezone),
        headline=f"{mark}: {said}" if mark else said,
        rank=rank,
        next_change=next_change(stands, told, out),
        instructions=told,
        outages=out,
    )
