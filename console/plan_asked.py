"""What `callboard plan` was asked, and the page or the data that answers it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.console import RenderableType

from console.plan_chain_page import chain_page
from console.plan_level import level_page
from console.plan_what_if import what_if_page
from console.schedule import schedule
from console.schedule_tasks import Towards
from dependencies.anchor import Anchored
from dependencies.chain_to import chain_to, check_target, restore_by_too
from dependencies.floats import float_to
from dependencies.minutes import minutes
from dependencies.people.levelling import level_plan
from dependencies.plan import Plan
from dependencies.plan_json import plan_data, steps_data
from dependencies.plan_json_level import levelled_data
from dependencies.plan_json_people import overbooked_data
from dependencies.plan_people import people_of_plan
from dependencies.planner import plan as plan_of
from dependencies.supposing import Supposed
from dependencies.what_if import WhatIf, what_if
from dependencies.what_if_json import what_if_data
from runbooks.errors import PlanError
from runbooks.model import Runbook


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A plan of a part of a runbook, and what somebody wants to know of it."""

    moved: Anchored
    plan: Plan
    from_gate: str | None = None
    to_gate: str | None = None
    #: The target towards which float is given; None: the finish.
    float_to: str | None = None
    #: The target of which only the driving chain is wanted.
    chain: str | None = None
    what_if: tuple[Supposed, ...] = ()
    #: Whether people are to be counted.
    level: bool = False

    @property
    def book(self) -> Runbook:
        """The runbook on the days of the plan."""
        return self.moved.runbook

    @property
    def towards(self) -> Towards | None:
        """The float that is wanted; raises PlanError for an unknown target."""
        if self.float_to is None:
            return None
        check_target(self.book, self.plan, self.float_to, *restore_by_too(self.book))
        return Towards(target=self.float_to, floats=float_to(self.plan, self.float_to))

    @property
    def supposed(self) -> WhatIf:
        """What follows from what is supposed; raises PlanError for an unknown task."""
        scope = self.moved.scope
        return what_if(self.book, self.plan, self.what_if, lambda book: plan_of(book, scope))


def answer(asked: Asked) -> Iterator[RenderableType]:
    """The page that was asked for; raises PlanError and TimeError."""
    wanted = [asked.float_to, asked.chain, asked.what_if, asked.level]
    if sum(map(bool, wanted)) > 1:
        raise PlanError(
            "--float, --chain, --what-if and --level each ask for a page of their own.",
            hint="Give one of them, or --json for all.",
        )
    said = tuple(_range(asked))
    if asked.chain is not None:
        return chain_page(asked.book, asked.plan, asked.chain, *said)
    if asked.level:
        return level_page(asked.book, asked.plan, level_plan(asked.plan), *said)
    if asked.what_if:
        return what_if_page(asked.book, asked.plan, asked.supposed, *said)
    return schedule(asked.book, asked.plan, *said, towards=asked.towards)


def answer_data(asked: Asked) -> dict[str, Any]:
    """The whole plan as data, with `float`, `chain` and `what_if` if they were asked for.

    Raises PlanError and TimeError.
    """
    data = plan_data(asked.book, asked.plan, asked.moved)
    data["overbooked"] = overbooked_data(people_of_plan(asked.book, asked.plan))
    if (towards := asked.towards) is not None:
        floats = {task: minutes(seconds) for task, seconds in towards.floats.items()}
        data["float"] = {"target": towards.target, "minutes": floats}
    if asked.chain is not None:
        steps = chain_to(asked.book, asked.plan, asked.chain)
        data["chain"] = {"target": asked.chain, "steps": steps_data(steps)}
    if asked.what_if:
        data["what_if"] = what_if_data(asked.supposed)
    if asked.level:
        data = levelled_data(data, asked.book, asked.plan, level_plan(asked.plan))
    return data


def _range(asked: Asked) -> Iterator[str]:
    """What part of the runbook it is, and how far it was moved."""
    gates, moved = asked.book.gate_by_id, asked.moved
    ends = [
        f"{word} gate {key} ({gates[key].title})"
        for word, key in (("from", asked.from_gate), ("to", asked.to_gate))
        if key
    ]
    if ends:
        left = len(moved.out_of_scope)
        yield f"Only {' '.join(ends)}: {len(moved.scope)} tasks; {left} are out of scope."
    if moved.shift_days:
        yield f"Moved by {moved.shift_days:+} days."
