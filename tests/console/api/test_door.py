"""The door of the API: tokens alone, each for what it opens; what is refused is a problem."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.web.doors import COOKIE
from rehearsals.core import commands as c
from rehearsals.people.asked import RevokeToken
from tests.console.api.program import API, Program, program, token_of
from tests.console.web.place import Place


def test_without_a_token_nothing_is_told(place: Place) -> None:
    """The answer says how to come in, and is a problem document."""
    answer = place.browser().get(f"{API}/runs")

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "token-needed"


def test_a_session_opens_no_api(place: Place) -> None:
    """What a browser holds is not looked at, so that no page can make it ask."""
    run = place.opened()
    browser = place.browser()
    browser.cookies.set(COOKIE, place.session("ann"), domain="callboard.test")

    answer = browser.request("POST", f"{API}/runs/{run}/commands/start-task", json={"task": "T1"})

    assert answer.status_code == 401
    assert place.house.look(run).seq == 1


def test_a_token_opens_no_page(place: Place) -> None:
    """The pages go by sessions alone."""
    run = place.opened()
    vic = program(place, "vic")

    assert vic.client.get(f"/runs/{run}/tonight", headers=vic.headers).status_code == 303


@pytest.mark.parametrize("sent", ["callboard_x_y", "Basic YTpi", "Bearer", "Bearer callboard_0_0"])
def test_what_is_no_token_opens_nothing(place: Place, sent: str) -> None:
    """However the header is made up."""
    answer = place.browser().get(f"{API}/runs", headers={"Authorization": sent})

    assert answer.status_code == 401


def test_an_expired_and_a_revoked_token_open_nothing_any_more(place: Place) -> None:
    """From the moment on."""
    old, gone = token_of(place, "vic", days=0.5), token_of(place, "vic")
    place.house.writer.people(
        RevokeToken(id="revoke", actor="adm", token=gone.split("_")[1], reason="lost")
    )
    place.clock.at += timedelta(days=0.6)

    codes = [Program(place.browser(), one).get("/runs").json()["code"] for one in (old, gone)]

    assert codes == ["token-expired", "token-revoked"]


def test_a_token_opens_what_its_scopes_say(place: Place) -> None:
    """A token to read by does not act, and says which one would."""
    run = place.opened()

    answer = program(place, "ann", "read").command(run, "start-task", {"task": "T1"})

    assert answer.status_code == 403
    assert 'error="insufficient_scope", scope="act"' in answer.headers["www-authenticate"]
    assert place.house.look(run).seq == 1


def test_who_has_no_role_reads_nothing(place: Place) -> None:
    """Being known is not enough for runs and for people's contacts."""
    nobody = program(place, "nobody")

    assert nobody.get("/runs").json()["code"] == "role-needed"
    assert nobody.get("/people").status_code == 403
    assert nobody.get("/whoami").json()["roles"] == []


def test_who_may_not_give_a_command_is_refused_as_on_the_pages(place: Place) -> None:
    """The desk decides, whatever the door; the refusal is in the journal."""
    run = place.opened()

    answer = program(place, "vic").command(run, "start-task", {"task": "T1"})

    assert answer.status_code == 403
    assert answer.json()["code"] == "not-permitted"
    refusals = program(place, "sue").get("/refusals").json()["refusals"]
    assert refusals[-1]["actor"] == "vic"
    assert refusals[-1]["channel"] == "api"


def test_no_client_says_who_it_is_or_by_which_channel(place: Place) -> None:
    """Fields that every command has are not fields of a body."""
    run = place.opened()
    for name in ("actor", "channel", "id"):
        body = {"task": "T1", name: "engine"}

        answer = program(place, "vic").command(run, "start-task", body)

        assert answer.status_code == 422
        assert answer.json()["fields"] == {name: "There is no such field here."}


def test_a_live_decision_takes_the_password_in_a_header(place: Place) -> None:
    """Without it the answer says so; with it the journal says that it was given."""
    place.with_password("bob")
    run = place.opened(mode="live", trial=True)
    place.done(run, c.StartTask, "ann", task="T1")
    place.done(run, c.CompleteTask, "ann", task="T1")
    place.done(run, c.StartTask, "bob", task="T2")
    place.done(run, c.RecordEvidence, "ann", gate="G1", criterion="READY", evidence="It is.")
    bob = program(place, "bob")
    body = {"gate": "G1", "outcome": "go", "decided_by": "sro", "reason": "All is well."}

    without = bob.command(run, "decide-gate", body)
    wrong = bob.command(run, "decide-gate", body, headers={"Callboard-Password": "not this one"})
    right = bob.command(
        run, "decide-gate", body, headers={"Callboard-Password": "four plain words here"}
    )

    assert (without.status_code, without.json()["code"]) == (403, "password-needed")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong-password")
    assert right.status_code == 200, right.text
    assert right.json()["events"][0]["channel"] == "api+password"


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b'{"task": "T1"}', "text/plain", 415, "not-json"),
        (b"task=T1", "application/x-www-form-urlencoded", 415, "not-json"),
        (b'{"task": "T1"', "application/json", 400, "bad-json"),
        (b'{"task": "\\ud800"}', "application/json", 400, "bad-json"),
        (b'{"task": "\xff"}', "application/json", 400, "bad-json"),
        (b"[" * 100_000, "application/json", 400, "bad-json"),
        (b'{"task": NaN}', "application/json", 400, "bad-json"),
        (b"", "application/json", 400, "bad-json"),
        (b"[]", "application/json", 422, "bad-fields"),
        (b'{"task": 1}', "application/json", 422, "bad-fields"),
        (b'{"task": "T1", "attempt": 1}', "application/json", 422, "bad-fields"),
        (b'{"task": "' + b"x" * 1_000_001 + b'"}', "application/json", 413, "too-large"),
        (b'{"task": "T\\u00001"}', "application/json", 409, "unknown-task"),
    ],
)
def test_what_is_sent_wrongly_is_told_and_never_a_fault(
    place: Place, content: bytes, kind: str, status: int, code: str
) -> None:
    """Another type, no JSON, other fields, too much: each by its own status."""
    run = place.opened()
    ann = program(place, "ann")

    answer = ann.post(
        f"/runs/{run}/commands/start-task", content=content, headers={"Content-Type": kind}
    )

    assert answer.status_code in (status, 403)
    assert answer.status_code == 403 or answer.json()["code"] == code
    assert answer.headers["content-type"] == "application/problem+json"
    assert place.house.look(run).seq == 1


def test_other_methods_are_refused_with_those_there_are(place: Place) -> None:
    """All of an address, not those of one of its routes."""
    answer = place.browser().request("DELETE", f"{API}/runs")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"


@pytest.mark.parametrize("path", ["", "/", "/nothing", "/runs/a%0Ab/needs", "/runs/%00/needs"])
def test_whatever_the_address_the_answer_is_a_problem(place: Place, path: str) -> None:
    """No address below the API leads to a page."""
    vic = program(place, "vic")

    answer = vic.get(path)

    assert answer.status_code in (307, 404)
    assert "text/html" not in answer.headers.get("content-type", "")


def test_another_host_is_turned_away_with_a_problem(place: Place) -> None:
    """The outermost door speaks to programs in their own way."""
    answer = program(place, "vic").get("/runs", Host="evil.example")

    assert answer.status_code == 421
    assert answer.json()["code"] == "wrong-host"
