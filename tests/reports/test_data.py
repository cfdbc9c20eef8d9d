"""Tests of the report as JSON data."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields

import pytest

from reports.sections import SECTIONS
from tests.reports.factories import (
    HASH,
    a_finished_night,
    a_small_night,
    data_of,
    report_of,
)

KEYS = {
    "format",
    "not_looked_at",
    "run",
    "mode",
    "seed",
    "status",
    "close_reason",
    "runbook",
    "scope",
    "opened_at",
    "started_at",
    "finished_at",
    "closed_at",
    "as_of",
    "planned_start",
    "planned_finish",
    "start_variance_minutes",
    "finish_variance_minutes",
    "counts",
    "basis",
    "highlights",
    "turning_back",
    "communications",
    "turning_recommended",
    "turned_back",
    "gates",
    "items",
    "outages",
    "deadlines",
    "float_limit_minutes",
    "forecasts",
    "calibration",
    "how_forecast",
    "phases",
    "variances",
    "own_delays",
    "stops",
    "amendments",
    "finish_at_opening",
    "finish_as_amended",
    "finish_moved_minutes",
    "reassignments",
    "departures",
    "late_entries",
    "out_of_sequence",
    "corrections",
    "results",
    "chains",
    "attendance",
    "not_proven",
    "not_proven_because",
    "roll_calls",
    "handovers",
    "activations",
    "incidents",
    "observations",
    "tasks",
    "notes",
    "head",
    "verify",
}
TASK_KEYS = {
    "id",
    "title",
    "phase",
    "party",
    "party_name",
    "state",
    "proven",
    "not_proven",
    "basis",
    "planned_start",
    "planned_finish",
    "planned_work_minutes",
    "ready_at",
    "started_at",
    "finished_at",
    "waiting_minutes",
    "work_minutes",
    "between_attempts_minutes",
    "start_variance_minutes",
    "finish_variance_minutes",
    "inherited_minutes",
    "work_variance_minutes",
    "attempts",
    "failures",
    "copies",
    "skipped_at",
    "skip_reason",
    "held",
    "reassigned_from",
    "amended",
    "given_up_at",
    "out_of_sequence",
    "late_entries",
    "corrections",
}


def test_the_keys_are_stable() -> None:
    """Programs that read reports rely on them; a change here needs a new format number."""
    data = data_of(a_finished_night())

    assert set(data) == KEYS
    assert set(data["tasks"][0]) == TASK_KEYS
    assert data["format"] == "callboard-report/1"


def test_a_run_without_any_happening_has_the_same_keys() -> None:
    """What is not known is null, not missing."""
    data = data_of(a_small_night())

    assert set(data) == KEYS
    assert set(data["tasks"][0]) == TASK_KEYS


def test_no_two_sections_claim_the_same_key() -> None:
    """Sections stand side by side in the JSON, so a key belongs to one."""
    report = report_of(a_finished_night())

    claimed = Counter(
        field.name
        for section in SECTIONS
        if section.in_data
        for field in fields(report.sections[section.id])
    )

    assert max(claimed.values()) == 1


def test_times_are_rfc_3339_and_lengths_are_numbers() -> None:
    """C was ready at 10:25 and started at 10:30."""
    task = data_of(a_finished_night())["tasks"][2]

    assert (
        task["ready_at"],
        task["started_at"],
        task["waiting_minutes"],
    ) == ("2026-01-12T10:25:00Z", "2026-01-12T10:30:00Z", 5.0)


def test_the_data_is_plain_json() -> None:
    """It survives being written and read."""
    data = data_of(a_finished_night())

    assert json.loads(json.dumps(data)) == data


def test_chains_are_found_by_their_target() -> None:
    """The finish, gates and outages by id."""
    chains = data_of(a_finished_night())["chains"]

    assert {"finish", "G1", "OUT-EES"} == set(chains)
    assert chains["G1"]["actual"]["ready_at"] == "2026-01-12T09:45:00Z"


def test_the_head_is_in_the_data() -> None:
    """So that a report can be held against its journal."""
    trial = a_finished_night()

    assert data_of(trial)["head"] == {"seq": len(trial.facts), "hash": HASH}


def test_the_same_facts_give_the_same_report() -> None:
    """Nothing of the day on which it is made enters it."""
    trial = a_finished_night()

    assert report_of(trial) == report_of(trial)


def test_lengths_in_the_data_are_exact() -> None:
    """The page cuts to the minute, the data do not: 39 minutes and 20 seconds."""
    trial = a_small_night()
    trial.do(5.5, 45 - 1 / 6, "A")

    assert data_of(trial)["tasks"][0]["work_minutes"] == pytest.approx(39 + 1 / 3)
