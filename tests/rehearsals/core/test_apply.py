"""Folding: pure, and the same however the facts are portioned."""

from __future__ import annotations

import pytest

from rehearsals.core.apply import apply, fold
from rehearsals.testing import Trial, a_runbook, a_task, an_opened_run
from runbooks.errors import JournalError
from tests.rehearsals.core.sequences import Play, for_any_play


@for_any_play
def test_fold_is_the_same_as_applying_one_fact_at_a_time(play: Play) -> None:
    """One draft for many facts gives what a copy for each fact gives."""
    state = fold(play.facts[:1])
    for fact in play.facts[1:]:
        state = apply(state, fact)

    assert fold(play.facts) == state == play.state


def test_apply_leaves_the_given_state_alone() -> None:
    """A state is a value: a later fact does not change it."""
    trial = Trial(a_runbook(a_task("A"), a_task("B")))
    before = trial.state

    trial.start(1, "A")

    assert before.task("A").progress == "open"
    assert before.seq == 1


def test_fold_refuses_a_journal_that_does_not_open_a_run() -> None:
    """Without RunOpened there is nothing to fold onto."""
    with pytest.raises(JournalError):
        fold([])


def test_fold_refuses_a_run_opened_twice() -> None:
    """A second RunOpened in a stream is a corrupt journal, not a fresh start."""
    opened = an_opened_run(a_runbook(a_task("A")))

    with pytest.raises(JournalError):
        fold([opened, opened])
