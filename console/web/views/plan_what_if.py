"""What if: what follows for the rest of a run if tasks take longer, or begin later. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.plan_hits import absorbed_lines, hit_lines
from console.web.reading import Look
from console.web.views.moments import Shown, shown
from dependencies.plan import Plan
from dependencies.planner import plan
from dependencies.supposing import Supposed, read_supposed
from dependencies.what_if import TaskMoved, WhatIf, what_if
from rehearsals.outlook.facts import facts_of
from rehearsals.outlook.rest import Rest, rest_of
from runbooks.clocktime import minutes_text
from runbooks.errors import CallboardError
from runbooks.model import Runbook

#: Suppositions at once, and tasks that are listed.
_MOST_SUPPOSED, _MOST_MOVED = 10, 40


@dataclass(frozen=True, kw_only=True, slots=True)
class MovedRow:
    """A task that moves."""

    id: str
    title: str
    href: str
    before: Shown | None
    after: Shown | None
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A sentence of what is hit."""

    text: str
    bad: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WhatIfView:
    """What was supposed, and what follows."""

    #: As it was typed; empty if nothing was.
    typed: str
    #: What is wrong with it; empty if nothing is.
    problem: str = ""
    moved: tuple[MovedRow, ...] = ()
    more: int = 0
    hits: tuple[Hit, ...] = ()
    absorbed: tuple[str, ...] = ()


def what_if_view(look: Look, typed: Sequence[str]) -> WhatIfView | None:
    """What follows from suppositions as an address carries them; None of a run that is over."""
    if look.state.status != "open":
        return None
    text = " ".join(typed).strip()[:500]
    if not text:
        return WhatIfView(typed="")
    try:
        found = _found(look, _read(text))
    except CallboardError as error:
        return WhatIfView(typed=text, problem=str(error))
    except ValueError as error:
        return WhatIfView(typed=text, problem=str(error))
    return WhatIfView(
        typed=text,
        moved=tuple(_row(look, one) for one in found.tasks[:_MOST_MOVED]),
        more=max(len(found.tasks) - _MOST_MOVED, 0),
        hits=tuple(Hit(text=line, bad=bool(style)) for line, style in hit_lines(found)),
        absorbed=tuple(absorbed_lines(found)),
    )


def _read(text: str) -> tuple[Supposed, ...]:
    """An address that was typed by hand has lost its plus signs: they stand for spaces there."""
    words = text.replace("= ", "=+").split()
    if len(words) > _MOST_SUPPOSED:
        raise ValueError(f"Suppose {_MOST_SUPPOSED} things at most at once.")
    return tuple(read_supposed(word) for word in words)


def _found(look: Look, supposed: tuple[Supposed, ...]) -> WhatIf:
    rest = rest_of(look.state, look.now)
    book = rest.network.frame.runbook
    return what_if(book, _planned(rest, book), supposed, lambda other: _planned(rest, other))


def _planned(rest: Rest, book: Runbook) -> Plan:
    """The plan of what is left, from the facts of the run."""
    facts = facts_of(rest.state, rest.now)
    return plan(book, [task.id for task in rest.network.tasks], facts=facts, now=rest.now)


def _row(look: Look, moved: TaskMoved) -> MovedRow:
    zone, task = look.state.runbook.timezone, look.state.index.tasks[moved.id]
    by = moved.finishes_later or moved.starts_later
    return MovedRow(
        id=moved.id,
        title=task.title,
        href=f"/runs/{look.run}/tasks/{moved.id}",
        before=shown(moved.finish_before, zone),
        after=shown(moved.finish, zone),
        by=f"{minutes_text(abs(by))} {'later' if by > 0 else 'earlier'}",
    )
