"""Freezing a plan, and asking for changes of it: what the programme allows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rehearsals.programme import commands as c
from rehearsals.programme.book import programme_ledger
from rehearsals.testing import OPENED
from tests.rehearsals.programme.factories import FREEZE, REQUEST, VERDICT, Programme

DAY = timedelta(days=1)


@pytest.fixture
def programme() -> Programme:
    """A programme in which nothing has happened."""
    return Programme()


def test_a_frozen_plan_names_who_froze_it_and_until_when(programme: Programme) -> None:
    """What was decided, by whom, where and why stays in the journal."""
    programme.freeze(until=OPENED + 9 * DAY)
    freeze = programme.ledger.state().freezes["m10"].what
    assert (freeze.digest, freeze.decided_by, freeze.forum) == ("f0", "sro", "PSG")
    assert (freeze.from_, freeze.until) == (OPENED, OPENED + 9 * DAY)


@pytest.mark.parametrize(
    ("missing", "code"),
    [("reason", "reason-missing"), ("decided_by", "decider-missing"), ("forum", "forum-missing")],
)
def test_a_freeze_is_a_decision_with_its_reasons(
    programme: Programme, missing: str, code: str
) -> None:
    """Nobody freezes in silence."""
    assert programme.refused(c.FreezePlan, **{**FREEZE, missing: " "}) == code


def test_a_frozen_plan_is_not_frozen_again(programme: Programme) -> None:
    """That would be a way around the request."""
    programme.freeze()
    assert programme.refused(c.FreezePlan, **{**FREEZE, "digest": "f1"}) == "frozen-already"


def test_a_freeze_that_is_over_may_be_followed_by_another(programme: Programme) -> None:
    """Periods follow each other."""
    programme.freeze(until=OPENED + DAY)
    programme.now = OPENED + DAY
    programme.freeze(digest="f1")
    assert programme.ledger.state().freezes["m10"].what.digest == "f1"


def test_a_freeze_is_lifted_once(programme: Programme) -> None:
    """By a decision with a reason."""
    programme.freeze()
    programme.lift()
    assert not programme.ledger.state().freezes["m10"].holds(OPENED)
    assert programme.refused(c.LiftFreeze, runbook="m10", reason="x") == "not-frozen"


def test_a_freeze_is_not_lifted_by_who_asks_for_it(programme: Programme) -> None:
    """It stands until a second person enters the decision, and after a no."""
    programme.freeze()
    lift = {"runbook": "m10", "reason": "after the cutover", "actor": "ann"}
    programme.ask(c.LiftFreeze, **lift)
    assert programme.ledger.state().freezes["m10"].holds(OPENED)
    assert programme.refused(c.DecideChange, **VERDICT, actor="ann") == "second-person"
    programme.ask(c.DecideChange, **{**VERDICT, "verdict": "rejected"}, actor="cat")
    assert programme.ledger.state().freezes["m10"].holds(OPENED)


def test_an_old_request_does_not_lift_a_new_freeze(programme: Programme) -> None:
    """Whoever asked knew nothing of it."""
    programme.freeze()
    for _ in range(2):
        programme.ask(c.LiftFreeze, runbook="m10", reason="x", actor="ann")
    programme.ask(c.DecideChange, **VERDICT, actor="cat")
    programme.now += DAY
    programme.freeze(digest="f1")
    second = {**VERDICT, "number": 2, "actor": "cat"}
    assert programme.refused(c.DecideChange, **second) == "not-frozen"


def test_only_a_frozen_plan_needs_a_request(programme: Programme) -> None:
    """Asking for what is allowed would only confuse."""
    assert programme.refused(c.RequestChange, **REQUEST, digest="f1") == "not-frozen"


def test_a_request_for_what_is_frozen_changes_nothing(programme: Programme) -> None:
    """Somebody gave the wrong file."""
    programme.freeze()
    assert programme.refused(c.RequestChange, **REQUEST, digest="f0") == "no-change"


def test_who_asks_does_not_decide(programme: Programme) -> None:
    """Neither by the own hand, nor by another's, nor in the own name."""
    programme.freeze()
    programme.request(actor="ann", on_behalf_of="bob")
    for actor, decided_by in (("ann", "sro"), ("bob", "sro"), ("cat", "bob")):
        verdict = {**VERDICT, "actor": actor, "decided_by": decided_by}
        assert programme.refused(c.DecideChange, **verdict) == "second-person"
    programme.ask(c.DecideChange, **VERDICT, actor="cat")
    assert programme.ledger.state().requests[0].status == "approved"


def test_a_request_is_decided_once(programme: Programme) -> None:
    """Whoever wants otherwise asks again."""
    programme.freeze()
    programme.request()
    programme.ask(c.DecideChange, **{**VERDICT, "verdict": "rejected"}, actor="cat")
    assert programme.refused(c.DecideChange, **VERDICT, actor="cat") == "already-decided"


def test_a_request_that_is_not_there_cannot_be_decided(programme: Programme) -> None:
    """Its number is looked up."""
    assert programme.refused(c.DecideChange, **VERDICT) == "unknown-change"


def test_control_characters_are_refused(programme: Programme) -> None:
    """The stream is shown on terminals for ever."""
    assert programme.refused(c.FreezePlan, **{**FREEZE, "reason": "a\x07"}) == "control-characters"


def test_the_programme_is_kept_as_of_now(programme: Programme) -> None:
    """A freeze that began yesterday was no freeze yesterday."""
    assert programme.refused(c.FreezePlan, **FREEZE, happened_at=OPENED - DAY) == (
        "late-not-possible"
    )


def test_the_stream_can_be_read_again(programme: Programme) -> None:
    """What was written amounts to the same in another process."""
    programme.freeze(until=OPENED + DAY)
    programme.request()
    programme.ask(c.DecideChange, **VERDICT, actor="cat")
    programme.ask(c.SetMilestone, milestone="M10*", title="Control", baseline="2025-09-22")
    again = programme_ledger(programme.journal, lambda: OPENED)
    assert again.state() == programme.ledger.state()
