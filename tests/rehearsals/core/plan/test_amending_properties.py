"""What holds of amendments whatever was done before, and whatever is proposed."""

from __future__ import annotations

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from rehearsals.core import commands as c
from rehearsals.core.apply import fold
from rehearsals.core.ends import ends_behind
from rehearsals.core.plan.amending_rules import has_begun, meets_or_passed
from rehearsals.core.plan.diff import diff
from rehearsals.core.plan.weakening import guarding
from rehearsals.core.readiness import task_state
from rehearsals.core.state import RunState
from tests.rehearsals.core.plan.amending_moves import a_random_amendment
from tests.rehearsals.core.sequences import SHAPES, STEPS, Play
from tests.rehearsals.core.tape import Tape

AMENDMENTS = st.lists(st.binary(min_size=12, max_size=12), min_size=1, max_size=4)
#: Each example plays a run and checks several plans.
for_any_amendments = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@st.composite
def young_plays(draw: st.DrawFn) -> Play:
    """A run after a few commands, so that something is still ahead."""
    play = Play(draw(SHAPES))
    for _ in range(draw(st.integers(0, 12))):
        play.step(draw(STEPS))
    return play


def amended(play: Play, data: bytes) -> tuple[RunState, RunState] | None:
    """The run before and after an amendment; None if it was refused."""
    before = play.state
    changes = diff(before.runbook, a_random_amendment(before, Tape(data)))
    proposed = play.ask(0, c.ProposeAmendment, changes=changes, reason="news")
    if isinstance(proposed, c.Refusal):
        event(f"refused: {proposed.code}")
        return None
    answer = play.ask(
        0, c.ApproveAmendment, number=len(play.state.amendments), decided_by=guarding(play.state)
    )
    assert not isinstance(answer, c.Refusal)
    event("approved")
    return before, play.state


@for_any_amendments
@given(young_plays(), AMENDMENTS)
def test_an_approved_amendment_changes_nothing_that_has_begun(
    play: Play, amendments: list[bytes]
) -> None:
    """A begun task, a passed gate, an outage that opened: each is as it was, record and plan."""
    for data in amendments:
        if (both := amended(play, data)) is None:
            continue
        before, after = both
        for key, task in before.index.tasks.items():
            if has_begun(before, key):
                assert after.index.tasks[key] == task
                assert after.index.before[key] == before.index.before[key]
            assert after.task(key) == before.task(key)
        for gate in before.index.meeting_of.values():
            if meets_or_passed(before, gate.id, gate.meeting):
                assert after.runbook.gate_by_id[gate.id] == gate


@for_any_amendments
@given(young_plays(), AMENDMENTS)
def test_no_amendment_lets_a_task_past_an_undecided_gate(
    play: Play, amendments: list[bytes]
) -> None:
    """What waited for a gate waits for it still, and is not ready."""
    for data in amendments:
        if (both := amended(play, data)) is None:
            continue
        before, after = both
        for gate in before.index.meeting_of.values():
            if before.gate(gate.id).passed:
                continue
            behind = ends_behind(before.index, (gate.meeting, "finish"))
            waited = {(key, end) for key, end in behind if key in after.index.tasks}
            assert waited <= ends_behind(after.index, (gate.meeting, "finish"))
            for key, end in waited:
                waits = end == "start" and before.task(key).progress == "open"
                assert not waits or task_state(after, key, play.now) in ("waiting", "held")


@for_any_amendments
@given(young_plays(), AMENDMENTS)
def test_an_amended_run_is_what_its_journal_folds_to(play: Play, amendments: list[bytes]) -> None:
    """The plan is not stored: it follows from the changes that were approved."""
    for data in amendments:
        amended(play, data)
    again = fold(play.facts)
    assert again == play.state
    assert again.index == play.state.index
