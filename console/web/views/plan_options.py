"""What the filters of a plan can be set to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from console.naming import party_name
from console.standing import Standing
from console.web.views.plan_query import STATES
from runbooks.ways_back import WAY_BACK_NAMES

Option = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class StateOption:
    """A state that can be asked for, and how many tasks are in it."""

    word: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanOptions:
    """The choices, each as value and label; the first one is no filter."""

    phases: tuple[Option, ...]
    parties: tuple[Option, ...]
    chains: tuple[Option, ...]
    states: tuple[StateOption, ...]


def plan_options(stands: Standing) -> PlanOptions:
    """The choices that a run gives; states that no task is in are left out."""
    state, book = stands.state, stands.state.runbook
    tasks = state.index.tasks.values()
    used = {task.phase for task in tasks}
    owners = {party for task in tasks for party in (state.owner(task.id), *task.with_)}
    counted = Counter(stands.states.values())
    counted["given_up"] += len(state.given_up)
    named = sorted(
        ((party, party_name(book, party)) for party in owners), key=lambda pair: pair[1].casefold()
    )
    return PlanOptions(
        phases=(
            ("", "All phases"),
            *((key, title) for key, title in book.all_phases.items() if key in used),
        ),
        parties=(("", "All parties"), *named),
        chains=(
            ("", "The end"),
            *(
                (gate.id, f"Gate {gate.id} {gate.title}")
                for gate in state.index.meeting_of.values()
            ),
            *((key, f"End of outage {key}") for key in book.outages if key in stands.plan.outages),
            ("none", "None"),
        ),
        states=tuple(
            StateOption(word=word, label=word.replace("_", " "), count=counted[word])
            for word in STATES
            if counted[word]
        ),
    )


def phase_title(stands: Standing, task: str) -> str:
    """The title of a task's phase; of a task of the way back that it is one."""
    book = stands.state.runbook
    if task in book.way_back_of:
        return f"Way back: {WAY_BACK_NAMES[book.way_back_of[task]]}"
    phase = stands.state.index.tasks[task].phase
    return book.all_phases.get(phase, phase)
