"""Reading by the API: what the pages show, in types that programs can count on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rehearsals.core import commands as c
from rehearsals.journal.export import read_export
from rehearsals.journal.verify import verify_stream
from rehearsals.readiness.commands import AskReturns
from rehearsals.readiness.words import Ask, Served, Signatory
from tests.console.api.program import program
from tests.console.web.altering import alter
from tests.console.web.place import Place, a_place


def test_runs_are_listed_by_mode_and_status(place: Place) -> None:
    """Each in short, with its head."""
    place.opened()
    place.opened(run="LIVE", mode="live", trial=True)
    vic = program(place, "vic")

    everything = vic.get("/runs").json()["runs"]
    live = vic.get("/runs?mode=live&status=open").json()["runs"]

    assert [(one["run"], one["mode"], one["head"]["seq"]) for one in everything] == [
        ("DR1", "rehearsal", 1),
        ("LIVE", "live", 1),
    ]
    assert [one["run"] for one in live] == ["LIVE"]


def test_a_run_that_was_altered_keeps_nobody_from_the_others(place: Place) -> None:
    """It is named, with what is wrong with it."""
    place.opened()
    place.opened(run="DR2")
    alter(place, "DR2", 1, "Freeze", "Thaw")

    answer = program(place, "vic").get("/runs").json()

    assert [one["run"] for one in answer["runs"]] == ["DR1"]
    assert [one["run"] for one in answer["unreadable"]] == ["DR2"]
    assert "altered" in answer["unreadable"][0]["problem"]


def test_tasks_come_a_page_at_a_time(place: Place) -> None:
    """The pages together are the whole, in the order of the runbook."""
    run = place.opened()
    vic = program(place, "vic")
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        page = vic.get(f"/runs/{run}/tasks?limit=2{after and f'&after={after}'}").json()
        found += [task["id"] for task in page["tasks"]]
        after = page["next"]

    assert found == ["T1", "T2", "T3", "T4", "T5"]
    assert page["total"] == 5


def test_tasks_are_filtered(place: Place) -> None:
    """By state, party and phase."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")
    vic = program(place, "vic")

    def ids(query: str) -> list[str]:
        return [one["id"] for one in vic.get(f"/runs/{run}/tasks?{query}").json()["tasks"]]

    assert ids("state=running") == ["T1"]
    assert ids("party=recco") == ["T3", "T5"]
    assert ids("phase=Cutover&party=si") == ["T4"]


@pytest.mark.parametrize("query", ["stat=running", "limit=0", "limit=1&limit=2", "state=late"])
def test_a_filter_that_there_is_not_is_not_passed_over(place: Place, query: str) -> None:
    """Or a program would take everything for what it asked."""
    run = place.opened()

    answer = program(place, "vic").get(f"/runs/{run}/tasks?{query}")

    assert (answer.status_code, answer.json()["code"]) == (422, "bad-parameters")


def test_a_task_comes_with_its_history(place: Place) -> None:
    """With what the runbook says, and the sentence that the pages show."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")

    task = program(place, "vic").get(f"/runs/{run}/tasks/T1").json()

    assert task["runbook"]["instructions"] == "Stop it."
    assert task["successors"] == ["T2"]
    assert [(one["type"], one["seq"]) for one in task["history"]] == [("TaskStarted", 2)]
    assert "T1" in task["history"][0]["text"]


@pytest.mark.parametrize(
    "path", ["tasks/T9", "gates/G9", "attachments/0", "tasks?after=T9", "nothing"]
)
def test_what_there_is_not_is_not_found(place: Place, path: str) -> None:
    """And said so by a problem."""
    run = place.opened()

    answer = program(place, "vic").get(f"/runs/{run}/{path}")

    assert answer.status_code == 404


def test_events_are_filtered_and_come_a_page_at_a_time(place: Place) -> None:
    """Behind a number, of a type, of somebody."""
    run = place.opened()
    for text in "abc":
        place.done(run, c.AddNote, "ann", text=text)
    vic = program(place, "vic")

    first = vic.get(f"/runs/{run}/events?type=NoteAdded&limit=2").json()
    rest = vic.get(f"/runs/{run}/events?type=NoteAdded&after={first['next']}&actor=ann").json()

    assert [one["data"]["text"] for one in first["events"] + rest["events"]] == ["a", "b", "c"]
    assert rest["next"] is None
    assert rest["head"]["seq"] == 4


def test_a_run_is_exported_and_verified(place: Place) -> None:
    """The lines are whole by themselves, and end at the head that is told."""
    run = place.opened()
    place.done(run, c.AddNote, "ann", text="Kept.")
    vic = program(place, "vic")

    lines = vic.get(f"/runs/{run}/export").text.splitlines(keepends=True)
    found = vic.get(f"/runs/{run}/verification").json()

    head = verify_stream(read_export(lines, "export"))
    assert found == {
        "run": run,
        "whole": True,
        "problem": None,
        "head": {"seq": head.seq, "hash": head.hash},
    }


def test_a_party_sees_its_own_readiness_alone(place: Place) -> None:
    """As on the pages: the programme sees all, who has a say at the gate that there is one."""
    ask = Ask(
        kind="declaration",
        party="north",
        title="Ready",
        deadline=place.clock.now(),
        gates=(Served(gate="m10/G1"),),
        signatories=(Signatory(name="A", office="director"),),
    )
    place.house.writer.readiness(AskReturns(id="ask", actor="max", asks=(ask,)))

    seen = {
        person: len(program(place, person).get("/readiness").json()["returns"])
        for person in ("ned", "ann", "max", "nobody")
    }

    assert seen == {"ned": 1, "ann": 0, "max": 1, "nobody": 0}
    assert program(place, "ann").get("/readiness/D1").status_code == 404
    assert program(place, "ned").get("/readiness/D1").json()["standing"] == "none"


@pytest.mark.parametrize("name", ["..%2F..%2Fpyproject.toml", "%2Fetc%2Fpasswd", "M10"])
def test_runbooks_are_those_on_the_shelf(place: Place, name: str) -> None:
    """A path of the machine is nobody's to name."""
    vic = program(place, "vic")

    run = place.opened()

    assert vic.get("/runbooks/m10").json()["text"].startswith("#")
    assert vic.get(f"/runbooks/run:{run}").json()["title"] == "A trial"
    assert vic.get(f"/runbooks/{name}").status_code == 404


def test_tokens_are_listed_to_their_holder_and_to_administrators(place: Place) -> None:
    """As on the pages; what others have had issued is nobody else's business."""
    vic, adm = program(place, "vic"), program(place, "adm")

    seen = {
        who: {one["person"] for one in asking.get("/tokens").json()["tokens"]}
        for who, asking in (("vic", vic), ("adm", adm))
    }

    assert seen == {"vic": {"vic"}, "adm": {"vic", "adm"}}


def test_hashes_of_secrets_are_told_to_nobody(place: Place) -> None:
    """Neither of passwords nor of tokens, wherever people are read."""
    place.with_password("bob")
    adm = program(place, "adm")

    told = "".join(adm.get(path).text for path in ("/people", "/people/bob", "/tokens", "/whoami"))

    register = place.house.register()
    secrets = [one.password for one in register.people.values() if one.password]
    secrets += [one.hash for one in register.tokens.values()]
    assert not [secret for secret in secrets if secret in told]
    assert "argon2" not in json.dumps(told)


def test_the_audience_needs_no_token_if_the_operator_says_so(tmp_path: Path) -> None:
    """But of rehearsals nobody outside is told."""
    answers = []
    for public in (False, True):
        with a_place(tmp_path / str(public), public=public) as place:
            place.opened()
            told = program(place, "vic").get("/for/supplier").json()
            assert told["cutovers"][0]["mark"].startswith("REHEARSAL")
            answers.append(place.browser().get("/api/v1/for/supplier"))

    assert [one.status_code for one in answers] == [401, 200]
    assert answers[1].json()["cutovers"] == []
