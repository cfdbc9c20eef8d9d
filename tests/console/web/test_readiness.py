"""Returns on pages: who sees which, handing one in, judging it; and the programme, to be read."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from httpx import Response

from console.web.reading import Reader
from console.web.writing import Writer
from rehearsals.core.events import CheckRecorded
from rehearsals.journal.port import Journal
from rehearsals.names import run_stream
from rehearsals.programme.commands import FreezePlan, SetMilestone
from rehearsals.readiness.commands import AskReturns
from rehearsals.readiness.words import Ask, Served, Signatory
from rehearsals.testing import a_gate, a_runbook, a_task
from tests.console.web.client import URL, Client, forms_in
from tests.console.web.place import Place
from tests.console.web.test_reading import WatchedJournal

_SIGNED = {
    "signatory": "Nora Firth; Director",
    "as_at": "2026-01-12 08:00",
    "statement": "We are ready.",
}


@pytest.fixture
def asked(place: Place) -> Place:
    """A declaration of the north, due in two days."""
    asks = (
        Ask(
            return_id="D1",
            kind="declaration",
            party="north",
            title="Declaration of readiness: registration",
            deadline=place.clock.now() + timedelta(days=2),
            gates=(Served(gate="m10/G1"), Served(gate="m10/G8", reconfirm=True)),
            signatories=(Signatory(name="Nora Firth", office="Director"),),
        ),
    )
    place.house.writer.readiness(AskReturns(id="ask", actor="max", channel="web", asks=asks))
    return place


def handed_in(place: Place, person: str = "ned", **fields: str) -> Response:
    """Somebody hands the declaration in."""
    client = place.signed_in(person)
    return client.send(client.get("/readiness/D1"), "/readiness/D1/submit", **{**_SIGNED, **fields})


def stage(place: Place) -> str:
    """How the declaration stands."""
    return place.house.reader.readiness().returns["D1"].standing(place.clock.now())


@pytest.mark.parametrize(
    ("person", "sees"),
    [("ned", True), ("max", True), ("sue", True), ("ann", False), ("vic", False)],
)
def test_a_party_and_the_programme_see_a_return(asked: Place, person: str, *, sees: bool) -> None:
    """Nobody else knows that it is there."""
    client = asked.signed_in(person)

    assert ("Declaration of readiness: registration" in client.get("/readiness").text) == sees
    assert client.get("/readiness/D1").status_code == (200 if sees else 404)


def test_who_advises_at_a_gate_sees_who_is_missing_and_no_more(asked: Place) -> None:
    """The party and the state, without what was handed in."""
    handed_in(asked)
    ava = asked.signed_in("ava")

    page = ava.get("/readiness?gate=m10/G2").text
    assert "D1" not in page
    for gate in ("m10/G1", "m10/G8"):
        assert "We are ready" not in ava.get(f"/readiness?gate={gate}").text
    assert "its contents are private" in ava.get("/readiness?gate=m10/G8").text


def test_a_late_return_says_so(asked: Place) -> None:
    """Once its deadline has passed and nothing was handed in."""
    ned = asked.signed_in("ned")
    assert "is-late" not in ned.get("/readiness").text
    asked.clock.pass_(3 * 24 * 60)

    assert "is-late" in asked.signed_in("ned").get("/readiness").text


def test_a_party_hands_in_and_is_told(asked: Place) -> None:
    """Signed by one of those who are listed."""
    answer = handed_in(asked)

    assert answer.status_code == 303
    assert "submitted by Nora Firth" in asked.signed_in("ned").get(answer.headers["location"]).text
    assert stage(asked) == "submitted"


def test_what_is_refused_keeps_what_was_typed(asked: Place) -> None:
    """A time that has not come; the statement is not lost."""
    answer = handed_in(asked, as_at="2026-02-01 08:00", statement="All of it.")

    assert answer.status_code in (409, 422)
    assert "All of it." in answer.text
    assert stage(asked) == "none"


def test_a_file_comes_with_a_return_and_back_as_it_was(asked: Place) -> None:
    """Kept under its digest; a browser saves it and shows it never."""
    ned = asked.signed_in("ned")
    content = b"<script>alert(1)</script>"

    answer = _upload(ned, content)
    assert answer.status_code == 303
    found = ned.get("/readiness/D1/files/1")

    assert found.content == content
    assert found.headers["content-type"] == "application/octet-stream"
    assert found.headers["content-disposition"].startswith("attachment")
    assert hashlib.sha256(content).hexdigest() in ned.get("/readiness/D1").text
    assert asked.signed_in("vic").get("/readiness/D1/files/1").status_code == 404


def test_the_programme_accepts_what_a_party_handed_in(asked: Place) -> None:
    """In the name of its own organisation."""
    handed_in(asked)
    max_ = asked.signed_in("max")

    answer = max_.send(max_.get("/readiness/D1"), "/readiness/D1/do/accept", by="si")

    assert answer.status_code == 303
    assert stage(asked) == "accepted"


def test_a_party_does_not_judge_its_own_return(asked: Place) -> None:
    """There is no form; what is sent all the same is refused and journalled."""
    handed_in(asked)
    ned = asked.signed_in("ned")
    page = ned.get("/readiness/D1")
    assert "do/accept" not in page.text

    csrf = forms_in(page.text)[0].fields["csrf"]
    answer = ned.post("/readiness/D1/do/accept", {"csrf": csrf, "key": "k", "by": "north"})

    assert answer.status_code == 409
    assert stage(asked) == "submitted"
    (refused,) = asked.house.journal.read("refusals")
    assert refused.entry.data["code"] == "not-permitted"


def test_a_return_is_sent_back_withdrawn_and_its_deadline_moved(asked: Place) -> None:
    """Each with a reason that stays."""
    handed_in(asked)
    max_ = asked.signed_in("max")
    page = max_.get("/readiness/D1")
    max_.send(page, "/readiness/D1/do/send-back", by="si", reason="Say which release.")
    max_.send(page, "/readiness/D1/do/amend", deadline="2026-01-20 17:00", reason="More time.")
    handed_in(asked, statement="Release 3 is ready.")
    ned = asked.signed_in("ned")
    ned.send(ned.get("/readiness/D1"), "/readiness/D1/do/withdraw", reason="It is not.")

    page = asked.signed_in("sue").get("/readiness/D1")

    assert stage(asked) == "withdrawn"
    for words in ("Say which release.", "More time.", "Tue 20 Jan 2026 17:00 GMT", "It is not."):
        assert words in page.text


def test_the_programme_is_read(place: Place) -> None:
    """Milestones and what is frozen."""
    milestone = SetMilestone(
        id="m", milestone="M10", title="Systems ready", baseline="2026-03-07", actor="max"
    )
    freeze = FreezePlan(
        id="f",
        runbook="m10",
        digest="a" * 64,
        decided_by="psg",
        forum="PSG",
        reason="Six weeks",
        actor="max",
    )
    place.house.writer.programme(milestone)
    place.house.writer.programme(freeze)

    page = place.signed_in("vic").get("/programme").text

    assert "2026-03-07" in page
    assert "psg at PSG" in page


def _upload(client: Client, content: bytes) -> Response:
    forms = forms_in(client.get("/readiness/D1").text)
    form = next(one for one in forms if one.action == "/readiness/D1/submit")
    return client.request(
        "POST",
        form.action,
        data={**form.fields, **_SIGNED},
        files={"file": ("letter.html", content, "text/html")},
        headers={"Origin": URL},
    )


def a_run_of_returns(place: Place, run: str, gate: str, book: str) -> str:
    """A run of a runbook with a gate whose check reads the declaration of the north."""
    check = {
        "returns_complete": {"kinds": ["declaration"], "parties": ["north"], "accepted": False}
    }
    gates = [a_gate(gate, "T2", criteria=[{"id": "READY", "owner": "si", "check": check}])]
    tasks = a_task("T1"), a_task("T2", "T1", party="sro")
    return place.opened(a_runbook(*tasks, gates=gates, runbook=book), run=run)


def test_a_return_reaches_the_gates_it_serves_and_no_others(asked: Place) -> None:
    """What its gate's check then finds stands in the run; other runs are left alone."""
    served = a_run_of_returns(asked, "DR1", "G1", "m10")
    others = (
        a_run_of_returns(asked, "DR2", "G3", "m10"),
        a_run_of_returns(asked, "DR3", "G1", "trial"),
    )

    handed_in(asked)

    event = asked.house.look(served).facts[-1].event
    assert isinstance(event, CheckRecorded)
    assert (event.gate, event.met) == ("G1", True)
    assert [asked.house.look(run).seq for run in others] == [1, 1]


def test_runs_are_not_read_through_for_each_return(asked: Place) -> None:
    """They have been read already, by whoever reads and by whoever writes, and are read on."""
    run = a_run_of_returns(asked, "DR1", "G1", "m10")
    journal = WatchedJournal(asked.house.journal)
    watched, now = cast("Journal", journal), asked.clock.now
    asked.house = replace(
        asked.house, journal=watched, reader=Reader(watched, now), writer=Writer(watched, now)
    )

    for statement in ("Ready.", "Still ready.", "Ready for long."):
        handed_in(asked, statement=statement)
        max_ = asked.signed_in("max")
        page = max_.get("/readiness/D1")
        max_.send(page, "/readiness/D1/do/send-back", by="si", reason="Say more.")

    assert asked.house.look(run).seq == 7
    assert journal.whole.count(run_stream(run)) == 2
