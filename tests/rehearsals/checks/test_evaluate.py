"""What the checks find that need nothing but what is recorded."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.checks.evaluate import evaluate, evaluate_run, returns_complete
from rehearsals.checks.found import Found
from rehearsals.core import commands as c
from rehearsals.core.night.state import Incident
from rehearsals.core.state import RunState
from rehearsals.readiness import commands as r
from rehearsals.readiness.state import NOTHING_ASKED
from rehearsals.readiness.words import Served
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from runbooks.checks import Check
from tests.rehearsals.readiness.register import Registry, an_ask

RETURNS = {"returns_complete": {"kinds": ["declaration"], "parties": ["ldsos"]}}
FOR_G1 = (Served(gate="trial/G1"),)


def a_trial(**task: Any) -> Trial:
    """A run with a task A, and a meeting M after it."""
    return Trial(a_runbook(a_task("A", **task), a_task("M", "A"), gates=[a_gate("G1", "M")]))


def a_find(state: RunState, **check: Any) -> Found:
    """What a check of the run finds."""
    found = evaluate_run(Check.model_validate(check), state, at(60))
    assert found is not None
    return found


def test_tasks_done_names_what_is_not() -> None:
    """A task that runs is not done."""
    trial = a_trial()
    trial.start(0, "A")

    finding = a_find(trial.state, tasks_done={"tasks": ["A", "M"]})

    assert not finding.met
    assert finding.value == "0 of 2 done; not done: A (running), M (not started)."


def test_tasks_done_is_met_once_all_are() -> None:
    """Every one of them, and another digest than before."""
    trial = a_trial()
    before = a_find(trial.state, tasks_done={"tasks": ["A"]})
    trial.do(0, 5, "A")

    finding = a_find(trial.state, tasks_done={"tasks": ["A"]})

    assert finding.met
    assert finding.digest != before.digest


def test_skipped_task_is_not_done() -> None:
    """Leaving a task out is somebody's decision, not its result."""
    trial = a_trial()
    trial.ask(1, c.SkipTask, task="A", reason="not needed")

    assert not a_find(trial.state, tasks_done={"tasks": ["A"]}).met


def test_tasks_outside_the_scope_are_counted_and_not_looked_at() -> None:
    """A rehearsal of a part says what it did not look at."""
    book = a_runbook(a_task("A"), a_task("M", "A"))
    trial = Trial(book, scope=("M",))

    trial.do(0, 5, "M")

    finding = a_find(trial.state, tasks_done={"tasks": ["A", "M"]})

    assert finding.met
    assert finding.value == "M is done; 1 outside this run's scope, not looked at."


@pytest.mark.parametrize(
    "check",
    [{"tasks_done": {"tasks": ["A"]}}, {"result_within": {"task": "A", "result": "rows"}}],
)
def test_check_with_nothing_to_look_at_is_not_met_but_not_looked_at(check: dict[str, Any]) -> None:
    """What is out of the run's scope proves nothing, and says so."""
    result = {"id": "rows", "unit": "count", "expected": 100}
    trial = Trial(a_runbook(a_task("A", results=[result]), a_task("M", "A")), scope=("M",))

    finding = a_find(trial.state, **check)

    assert (finding.met, finding.looked) == (False, False)
    assert "out of this run's scope" in finding.value


@pytest.mark.parametrize(("measured", "met"), [(100.0, True), (98.0, True), (97.9, False)])
def test_result_is_within_the_tolerance_of_the_runbook(measured: float, met: bool) -> None:
    """The edge of the tolerance still passes."""
    result = {"id": "rows", "unit": "count", "expected": 100, "tolerance": 2}
    trial = a_trial(results=[result])
    trial.start(0, "A")
    trial.done(5, "A", results={"rows": measured})

    finding = a_find(trial.state, result_within={"task": "A", "result": "rows"})

    assert finding.met == met
    assert finding.value.endswith("; expected 100 count, give or take 2.")


def test_result_of_each_party_must_be_within_tolerance() -> None:
    """The party that is off is named."""
    result = {"id": "rows", "unit": "count", "expected": 0}
    trial = a_trial(results=[result], for_each="ldsos")
    trial.start(0, "A")
    trial.done(5, "A", parties=("north",), results={"rows": 0})
    trial.done(6, "A", parties=("south",), results={"rows": 3})

    finding = a_find(trial.state, result_within={"task": "A", "result": "rows"})

    assert not finding.met
    assert finding.value == "rows within tolerance for 1 of 2; expected 0 count; off: south (3)."


def test_result_that_nobody_measured_is_not_met() -> None:
    """No figure is no good figure."""
    trial = a_trial(results=[{"id": "rows", "unit": "count", "expected": 0}])

    assert not a_find(trial.state, result_within={"task": "A", "result": "rows"}).met


def with_incident(trial: Trial, **fields: Any) -> RunState:
    """The state with an open incident."""
    link = {"reference": "INC1", "summary": "Slow", "system": None, "task": None, "url": None}
    incident = Incident(**{**link, "at": at(1), **fields})
    from dataclasses import replace  # noqa: PLC0415 - this test alone makes a state by hand

    return replace(trial.state, incidents={incident.reference: incident})


@pytest.mark.parametrize(
    ("fields", "systems", "met"),
    [
        ({}, [], False),
        ({"closed_at": at(2)}, [], True),
        ({"system": "EES"}, ["EES"], False),
        ({"system": "CSS"}, ["EES"], True),
        ({"task": "A"}, ["EES"], False),
    ],
)
def test_incident_counts_until_closed_on_the_systems_asked_for(
    fields: dict[str, Any], systems: list[str], met: bool
) -> None:
    """By its own system, or by those of its task."""
    state = with_incident(a_trial(uses=["EES"]), **fields)

    assert a_find(state, incidents_closed={"systems": systems}).met == met


def complete(registry: Registry, minutes: float = 10, **changes: Any) -> Found:
    """What the check of returns finds at gate G1 of the trial."""
    check = Check.model_validate(
        {"returns_complete": {**RETURNS["returns_complete"], **changes}}
    ).returns_complete
    assert check is not None
    return returns_complete(check, "G1", a_trial().state, registry.state, at(minutes))


def two_asked() -> Registry:
    """Declarations of both LDSOs are asked for the gate."""
    return Registry(
        an_ask(party="north", gates=FOR_G1), an_ask(party="south", gates=FOR_G1, valid_for=1200)
    )


def test_returns_are_complete_when_every_party_has_its_own_accepted() -> None:
    """Full house, until one expires."""
    registry = two_asked()
    registry.accepted("D1", submitted_by="north")
    assert not complete(registry).met

    registry.accepted("D2", submitted_by="south")

    assert complete(registry).met
    assert complete(registry).value == "2 of 2 parties have their returns accepted."
    assert not complete(registry, minutes=20).met


def test_returns_submitted_may_be_enough() -> None:
    """Where the runbook says so."""
    registry = two_asked()
    registry.submit(1, "D1", submitted_by="north")
    registry.submit(1, "D2", submitted_by="south")

    assert not complete(registry).met
    assert complete(registry, accepted=False).met


def test_return_that_serves_another_gate_does_not_count() -> None:
    """A return counts at the gates that it was asked for."""
    registry = Registry(an_ask(party="north"), an_ask(party="south"))
    registry.accepted("D1", submitted_by="north")
    registry.accepted("D2", submitted_by="south")

    assert not complete(registry).met


def test_finding_names_a_missing_party_only_if_it_shares() -> None:
    """The run's journal is read by all; a party's readiness is its own."""
    registry = two_asked()

    assert complete(registry).value == (
        "0 of 2 parties have their returns accepted; missing: 2 whose readiness is private."
    )
    registry.must(1, r.ShareReadiness, party="south", audience="everyone")
    assert complete(registry).value.endswith("missing: south and 1 whose readiness is private.")


def test_finding_is_another_when_something_was_handed_in() -> None:
    """The words may be the same; the digest is not."""
    registry = two_asked()
    before = complete(registry)
    registry.submit(1, "D1", submitted_by="north")

    assert complete(registry).value == before.value
    assert complete(registry).digest != before.digest


def test_http_is_not_evaluated_from_records() -> None:
    """Asking a server is another's work."""
    check = Check.model_validate({"http": {"url": "https://ees.example/health"}})

    assert evaluate(check, "G1", a_trial().state, NOTHING_ASKED, at(0)) is None
