"""Opening runs by the API, and what is asked of people, readiness and the programme."""

from __future__ import annotations

from typing import Any

from rehearsals.testing import a_gate, a_runbook, a_task
from tests.console.api.program import program
from tests.console.web.place import Place

M10 = {"runbook": "m10", "scale": 60, "simulated": "all"}


def test_a_run_is_opened_once_under_its_key(place: Place) -> None:
    """Sent again, the answer names the run that was opened."""
    rex = program(place, "rex")

    first, again = (rex.post("/runs", M10, key="today") for _ in range(2))

    assert first.status_code == 201
    assert first.headers["location"] == "/api/v1/runs/DR1"
    assert again.json() == {**first.json(), "repeated": True}
    assert place.house.reader.runs() == ("DR1",)
    state = place.house.look("DR1").state
    assert set(state.attendance.values()) == {"simulated"}
    assert state.clock["factor"] == 60


def test_a_key_that_opened_another_run_is_refused(place: Place) -> None:
    """Something else is something else."""
    rex = program(place, "rex")
    rex.post("/runs", M10, key="today")

    answer = rex.post("/runs", {**M10, "scale": 90}, key="today")

    assert (answer.status_code, answer.json()["code"]) == (422, "key-reused")


def test_who_may_not_open_a_run_opens_none(place: Place) -> None:
    """An owner never; a controller no live run."""
    answers = [
        program(place, "ann").post("/runs", M10),
        program(place, "rex").post("/runs", {"runbook": "m10", "mode": "live"}),
    ]

    assert [one.status_code for one in answers] == [403, 403]
    assert place.house.reader.runs() == ()


def test_what_does_not_fit_together_is_refused(place: Place) -> None:
    """A path, a day in the past, a seed of a rehearsal, a party that there is not."""
    rex = program(place, "rex")
    bodies = (
        {"runbook": "/etc/passwd"},
        {"runbook": "m10"},
        {**M10, "seed": 7},
        {**M10, "attendance": {"nobody": "absent"}},
        {**M10, "anchor": "2026-02-30"},
        {**M10, "scale": 1_000_000},
    )

    answers = [rex.post("/runs", body) for body in bodies]

    assert [one.status_code for one in answers] == [404, 409, 409, 409, 409, 422]
    assert place.house.reader.runs() == ()


def test_an_administrator_keeps_the_register(place: Place) -> None:
    """The same commands as on the command line, under keys."""
    adm = program(place, "adm")
    body = {
        "person": "zoe",
        "name": "Zoe Zed",
        "organisation": "one",
        "roles": [{"role": "viewer"}],
    }

    first, again = (adm.post("/people/commands/add-person", body, key="zoe") for _ in range(2))

    assert [one["type"] for one in first.json()["events"]] == ["PersonAdded", "RoleGranted"]
    assert again.json()["repeated"] is True
    assert adm.get("/people/zoe").json()["name"] == "Zoe Zed"
    denied = program(place, "ann").post("/people/commands/add-person", {**body, "person": "z2"})
    assert denied.status_code == 403


def test_a_plan_is_frozen_and_a_milestone_set(place: Place) -> None:
    """By the cutover manager; the digest is worked out here, and never a client's to say."""
    frozen = {"runbook": "m10", "decided_by": "PSG", "forum": "PSG", "reason": "Baseline."}
    milestone = {"milestone": "M10", "title": "M10", "baseline": "2026-03-01"}

    denied = program(place, "rex").post("/programme/commands/freeze-plan", frozen)
    manager = program(place, "max")
    manager.post("/programme/commands/freeze-plan", frozen)
    manager.post("/programme/commands/set-milestone", milestone)

    assert denied.status_code == 403
    programme = manager.get("/programme").json()
    assert [one["holds"] for one in programme["freezes"]] == [True]
    assert [one["planned"] for one in programme["milestones"]] == ["2026-03-01"]


_SUBMITTED = {
    "return_id": "D1",
    "submitted_by": "north",
    "signatory": {"name": "Ned Firth", "office": "Director"},
    "as_at": "2026-01-12T08:00:00Z",
    "statement": "We are ready.",
}


def _asking_for(gate: str) -> dict[str, Any]:
    """That a declaration of the north be asked for a gate."""
    ask = {
        "kind": "declaration",
        "party": "north",
        "title": "Ready",
        "deadline": "2026-03-01T12:00:00Z",
        "gates": [{"gate": gate}],
        "signatories": [{"name": "Ned Firth", "office": "Director"}],
    }
    return {"asks": [ask]}


def test_a_return_is_asked_for_by_the_programme_alone(place: Place) -> None:
    """And handed in by the party that owes it."""
    ask = _asking_for("m10/G1")

    denied = program(place, "ned").post("/readiness/commands/ask-returns", ask)
    asked = program(place, "max").post("/readiness/commands/ask-returns", ask)
    handed_in = program(place, "ned").post("/readiness/commands/submit-return", _SUBMITTED)

    assert denied.status_code in (403, 409)
    assert [asked.status_code, handed_in.status_code] == [200, 200]
    assert program(place, "ned").get("/readiness/D1").json()["standing"] == "submitted"


def test_what_rests_on_a_return_is_checked_anew(place: Place) -> None:
    """A gate's check of returns knows at once of what was handed in by a program."""
    check = {"returns_complete": {"kinds": ["declaration"], "parties": ["north"]}}
    gate = a_gate("G1", "T2", criteria=[{"id": "RETURNS", "owner": "si", "check": check}])
    tasks = (a_task("T1"), a_task("T2", "T1", party="sro", end=True))
    run = place.opened(a_runbook(*tasks, gates=[gate]))
    program(place, "max").post("/readiness/commands/ask-returns", _asking_for("trial/G1"))

    program(place, "ned").post("/readiness/commands/submit-return", _SUBMITTED)
    before = place.house.look(run).state.gate("G1").checks["RETURNS"]
    accepted = {"return_id": "D1", "accepted_by": "si"}
    assert program(place, "max").post("/readiness/commands/accept-return", accepted).is_success

    after = place.house.look(run).state.gate("G1").checks["RETURNS"]
    assert (before.met, after.met) == (False, True)
