"""What stands behind a decision is told by the ends of tasks, not by tasks."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.ends import ends_before, ends_behind
from rehearsals.core.index import RunIndex
from rehearsals.testing import Trial, a_gate, a_runbook, a_state, a_task
from tests.rehearsals.core.answers import refused, taken


def linked(kind: str) -> RunIndex:
    """A, B by a link of a kind, and C after B."""
    tasks = (a_task("A"), a_task("B", after=[{"task": "A", "link": kind}]), a_task("C", "B"))
    return a_state(a_runbook(*tasks)).index


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("FS", {("B", "start"), ("B", "finish")}),
        ("FF", {("B", "finish")}),
        ("SS", set[tuple[str, str]]()),
        ("SF", set[tuple[str, str]]()),
    ],
)
def test_what_comes_behind_a_finish(kind: str, own: set[tuple[str, str]]) -> None:
    """What follows on from there comes behind it, too."""
    then = {("C", "start"), ("C", "finish")} if own else set()
    assert ends_behind(linked(kind), ("A", "finish")) == own | then


@pytest.mark.parametrize(
    ("kind", "ahead"),
    [
        ("FS", {("A", "start"), ("A", "finish")}),
        ("FF", {("A", "start"), ("A", "finish")}),
        ("SS", {("A", "start")}),
        ("SF", {("A", "start")}),
    ],
)
def test_what_comes_before_a_start(kind: str, ahead: set[tuple[str, str]]) -> None:
    """C begins when B is done, and B is done when its own links have let it."""
    own = {("B", "start"), ("B", "finish")}
    assert ends_before(linked(kind), ("C", "start")) == own | ahead


def behind_a_gate(link: str, **fields: Any) -> Trial:
    """M, the meeting of G, and B by a link; A stands before B."""
    after = ["A", {"task": "M", "link": link}]
    tasks = (a_task("A"), a_task("M"), a_task("B", after=after, end=True, **fields))
    return Trial(a_runbook(*tasks, gates=[a_gate("G", "M")]))


@pytest.mark.parametrize(("link", "refusal"), [("FS", "past-a-gate"), ("SS", None), ("FF", None)])
def test_nothing_is_recorded_past_a_gate_that_its_start_waits_for(
    link: str, refusal: str | None
) -> None:
    """What does not wait for the go to begin is not past it."""
    trial = behind_a_gate(link)
    answer = trial.ask(1, c.StartOutOfSequence, task="B", reason="it really began")
    if refusal is None:
        taken(answer)
    else:
        assert refused(answer).code == refusal


def test_what_a_gate_keeps_from_ending_lets_nothing_past_it() -> None:
    """Neither done nor left out is B before the go, so what follows it waits as well."""
    trial = behind_a_gate("FF")
    trial.do(0, 1, "A")
    assert refused(trial.ask(2, c.SkipTask, task="B", reason="no")).code == "predecessors-open"
    trial.start(3, "B")
    assert refused(trial.ask(4, c.CompleteTask, task="B")).code == "finish-held"
