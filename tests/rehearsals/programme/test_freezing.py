"""The digest of a plan, and what a freeze lets be opened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dependencies.anchor import anchor
from rehearsals.programme import commands as c
from rehearsals.programme.digest import plan_digest
from rehearsals.programme.freezing import deviation, may_open
from rehearsals.testing import OPENED, a_gate, a_runbook, a_task
from runbooks.library import library_names
from runbooks.model import Runbook
from tests.rehearsals.programme.factories import VERDICT, Programme
from tests.runbooks.shelf import shipped


def a_plan(**changes: Any) -> Runbook:
    """A plan of three tasks with a gate and an outage."""
    return a_runbook(
        *(a_task("A"), a_task("B", "A", not_before="2026-01-12T12:00"), a_task("C", "B")),
        **{
            "gates": [a_gate("G", "B")],
            "outages": {"OUT": {"system": "EES", "from": "T+1h", "to": "T+2h"}},
            **changes,
        },
    )


FROZEN = a_plan()
CHANGED = a_plan(gates=[a_gate("G", "B", decider="recco")])


@pytest.fixture
def programme() -> Programme:
    """A programme in which the trial's plan is frozen."""
    made = Programme()
    made.freeze(runbook="trial", digest=plan_digest(FROZEN))
    return made


@pytest.mark.parametrize("name", library_names())
def test_a_plan_is_the_same_wherever_it_is_anchored(name: str) -> None:
    """The days of a run are not the plan."""
    book = shipped(name)
    moved = anchor(book, date(2026, 3, 9)).runbook
    assert moved.start != book.start
    assert plan_digest(moved) == plan_digest(book)


@pytest.mark.parametrize(
    "changes",
    [
        {"tasks": [a_task("A"), a_task("B", "A")]},
        {"tasks": [a_task("A", duration="31m"), a_task("B", "A"), a_task("C", "B")]},
        {"tasks": [a_task("A", instructions="Look."), a_task("B", "A"), a_task("C", "B")]},
        {"gates": []},
        {"outages": {}},
        {"groups": {"ldsos": ["north"]}},
        {"start": "2026-01-12T10:00"},
    ],
)
def test_what_matters_changes_the_digest(changes: dict[str, Any]) -> None:
    """Tasks, links, owners, instructions, durations, gates, outages, the hour of the start."""
    data = FROZEN.model_dump(mode="json", exclude_defaults=True) | changes
    assert plan_digest(Runbook.model_validate(data)) != plan_digest(FROZEN)


def test_what_stands_beside_the_plan_does_not_change_the_digest() -> None:
    """A new version number, a mended title, another telephone number."""
    parties: dict[str, Any] = {
        key: {"name": key.upper()} for key in ("si", "sro", "recco", "north", "south")
    }
    parties["si"] |= {"contacts": [{"name": "Ann"}]}
    beside = a_plan(version="2", title="A better title", notice="Mind", parties=parties)
    assert plan_digest(beside) == plan_digest(FROZEN)


def test_a_live_run_is_of_the_frozen_plan(programme: Programme) -> None:
    """Nothing else is let through."""
    state = programme.ledger.state()
    assert may_open(state, FROZEN, "live", OPENED) is None
    refusal = may_open(state, CHANGED, "live", OPENED)
    assert refusal is not None
    assert refusal.code == "plan-frozen"


def test_a_rehearsal_may_deviate_and_it_is_said(programme: Programme) -> None:
    """Trying a change is what rehearsals are for."""
    state = programme.ledger.state()
    assert may_open(state, CHANGED, "rehearsal", OPENED) is None
    assert "no change was approved" in (deviation(state, CHANGED, OPENED) or "")
    assert deviation(state, FROZEN, OPENED) is None


def test_an_approved_change_may_be_run_live(programme: Programme) -> None:
    """Once it is approved, and not before; what was frozen may still be run too."""
    programme.request(plan_digest(CHANGED), runbook="trial")
    assert may_open(programme.ledger.state(), CHANGED, "live", OPENED) is not None
    programme.ask(c.DecideChange, **VERDICT, actor="cat")
    assert may_open(programme.ledger.state(), CHANGED, "live", OPENED) is None
    assert may_open(programme.ledger.state(), FROZEN, "live", OPENED) is None


def test_a_rejected_change_may_not_be_run_live(programme: Programme) -> None:
    """A no is a no."""
    programme.request(plan_digest(CHANGED), runbook="trial")
    programme.ask(c.DecideChange, **{**VERDICT, "verdict": "rejected"}, actor="cat")
    assert may_open(programme.ledger.state(), CHANGED, "live", OPENED) is not None


def test_a_new_freeze_forgets_the_changes_of_the_one_before(programme: Programme) -> None:
    """What was approved then is either in the plan now, or is not wanted any more."""
    programme.request(plan_digest(CHANGED), runbook="trial")
    programme.ask(c.DecideChange, **VERDICT, actor="cat")
    programme.lift("trial")
    programme.now += timedelta(minutes=1)
    programme.freeze(runbook="trial", digest=plan_digest(FROZEN))
    assert may_open(programme.ledger.state(), CHANGED, "live", programme.now) is not None


def test_a_lifted_freeze_binds_nobody(programme: Programme) -> None:
    """Nor does one that is over, or one of another runbook."""
    programme.lift("trial")
    assert may_open(programme.ledger.state(), CHANGED, "live", OPENED) is None
