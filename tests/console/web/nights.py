"""Runs for the pictures and views: the shipped M10 as it was recorded, and one of any size."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from console.standing import Standing, standing
from console.web.pictures.gantt_records import Links
from dependencies.check import check
from rehearsals.core.apply import fold
from rehearsals.core.events import Fact
from rehearsals.journal.codec import from_entry
from rehearsals.journal.export import read_export_file
from rehearsals.testing import a_runbook, a_task
from runbooks.library import source_of
from runbooks.model import Runbook

_RECORDED = Path(__file__).parents[2] / "recorded" / "m10-seed-7.jsonl"
LINKS = Links(
    tasks="/runs/DR1/tasks/",
    gates="/runs/DR1/gates/",
    zoom=lambda start, end: f"/runs/DR1/plan?from={start:%Y%m%dT%H%MZ}&to={end:%Y%m%dT%H%MZ}",
)


@cache
def m10() -> Runbook:
    """The shipped runbook of M10."""
    runbook = check(source_of("m10")).runbook
    assert runbook is not None
    return runbook


@cache
def m10_night(share: float) -> Standing:
    """A recorded night of M10 after so much of its events, at the last of them."""
    facts = _facts()
    state = fold(facts[: max(1, round(len(facts) * share))])
    assert state.last_at is not None
    return standing(state, state.last_at)


@cache
def _facts() -> tuple[Fact, ...]:
    return tuple(from_entry(one.entry) for one in read_export_file(_RECORDED))


def a_big_runbook(tasks: int) -> Runbook:
    """A runbook of so many tasks, each linked to three before it."""
    return a_runbook(
        *(
            a_task(
                f"T{number:05}",
                *(f"T{number - step:05}" for step in (20, 27, 41) if number >= step),
                title=f"Step {number} of a big cutover, with a title as long as they are",
            )
            for number in range(tasks)
        )
    )
