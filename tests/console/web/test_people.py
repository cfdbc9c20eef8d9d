"""The register of people on pages: who is who, changing it, tokens shown once, a whole file."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from httpx import Response

from console.web.people_keeping import BY_NAME
from rehearsals.core.command import Refusal
from rehearsals.people.asked import ChangePerson, NameSubstitute
from rehearsals.people.secrets import token_holder
from rehearsals.people.words import Scope
from tests.console.web.client import Client, forms_in
from tests.console.web.place import PASSWORD, Place

_FILE = """\
register: trial
organisations:
  east: {name: East Grid, acts_for: [east]}
people:
  eve: {name: Eve Moss, organisation: east, roles: [task_owner]}
"""


def sent(client: Client, page: str, command: str, **fields: object) -> Response:
    """What follows when a form of a page is filled in."""
    return client.send(client.get(page), f"/people/do/{command}", **fields)


def issued(client: Client, person: str, what: str, **fields: object) -> Response:
    """What answers when a token, or an invitation, is asked for on somebody's page."""
    forms = forms_in(client.get(f"/people/{person}").text)
    form = next(one for one in forms if one.fields.get("what") == what)
    return client.post(form.action, {**form.fields, "password": PASSWORD, **fields})


def secret_in(answer: Response) -> str:
    """The secret that a page shows."""
    found = re.search(r'class="secret">(?:[^<#]*#)?([^<]+)<', answer.text)
    assert found is not None
    return found[1]


def holder(place: Place, secret: str, scope: Scope) -> str:
    """Whose token it is."""
    found = token_holder(place.house.register(), secret, scope, place.clock.now())
    assert not isinstance(found, Refusal)
    return found[0].id


def test_everybody_with_a_role_sees_how_people_are_reached(place: Place) -> None:
    """The phone is a link, in the form that a telephone dials."""
    place.house.writer.people(
        ChangePerson(id="c", actor="adm", person="ann", phone="+44 (0)20 7946 0000")
    )

    vic = place.signed_in("vic")

    assert 'href="tel:+442079460000"' in vic.get("/people").text
    assert 'href="tel:+442079460000"' in vic.get("/people/ann").text


@pytest.mark.parametrize("path", ["/people", "/people/ann", "/organisations"])
def test_who_has_no_role_sees_nobody(place: Place, path: str) -> None:
    """Contacts are for those who take part."""
    assert place.signed_in("nobody").get(path).status_code == 403


def test_the_list_says_who_stands_in_for_whom_now(place: Place) -> None:
    """On both their rows, and in words above."""
    place.house.writer.people(
        NameSubstitute(id="s", actor="adm", person="bob", substitute="ava", roles=("decider",))
    )

    page = place.signed_in("vic").get("/people").text

    assert "stands in for Bob Ray" in page
    assert "Ava Cole stands in for them" in page
    assert "decider for Senior Responsible Owner (standing in for Bob Ray)" in page


def test_somebody_is_found_by_party(place: Place) -> None:
    """Whom to ring for a party."""
    page = place.signed_in("vic").get("/people?q=north").text

    assert "Ned Firth" in page
    assert "Ann Lee" not in page


def test_an_administrator_adds_somebody_and_is_told(place: Place) -> None:
    """With a role; what was done is said on the page after."""
    adm = place.signed_in("adm")
    fields = {"person": "eve", "name": "Eve Moss", "organisation": "north"}

    answer = sent(adm, "/new-person", "add-person", **fields, **{"roles.1.role": "task_owner"})

    assert answer.status_code == 303
    assert "Person Eve Moss (eve) of north added." in adm.get(answer.headers["location"]).text
    assert place.house.register().may_speak_for("eve", "north", "task_owner", place.clock.now())


def test_what_is_refused_comes_back_with_what_was_typed(place: Place) -> None:
    """An id that is taken: said why, and nothing is lost."""
    adm = place.signed_in("adm")
    fields = {"person": "ann", "name": "Ann Other", "organisation": "north"}

    answer = sent(adm, "/new-person", "add-person", **fields)

    assert answer.status_code == 409
    assert 'value="Ann Other"' in answer.text


def test_a_role_is_given_for_parties_and_taken_away(place: Place) -> None:
    """The parties are typed in one field."""
    adm = place.signed_in("adm")

    sent(adm, "/people/ann", "grant-role", role="decider", parties="si, recco")
    register = place.house.register()
    assert register.may_speak_for("ann", "recco", "decider", place.clock.now())

    page = adm.get("/people/ann")
    form = next(
        one
        for one in forms_in(page.text)
        if one.action == "/people/do/revoke-role" and one.fields["role"] == "decider"
    )
    adm.post(form.action, form.fields)
    assert not place.house.register().has_role("ann", "decider", place.clock.now())


def test_nobody_else_changes_the_register(place: Place) -> None:
    """No forms are shown; what is sent all the same is refused and journalled."""
    max_ = place.signed_in("max")
    page = max_.get("/people/max")
    assert "/people/do/grant-role" not in page.text
    csrf = forms_in(page.text)[0].fields["csrf"]

    for number, name in enumerate(BY_NAME):
        answer = max_.post(
            f"/people/do/{name}",
            {"csrf": csrf, "key": f"k{number}", "person": "max", "role": "administrator"},
        )
        assert answer.status_code in (409, 422)

    codes = [one.entry.data["code"] for one in place.house.journal.read("refusals")]
    assert "not-permitted" in codes
    assert not place.house.register().has_role("max", "administrator", place.clock.now())


def test_a_substitute_is_named_from_when_until_when(place: Place) -> None:
    """Times are read on the clock of the register; one that cannot be read is marked."""
    adm = place.signed_in("adm")
    fields = {"substitute": "ava", "starts_at": "2026-01-12 10:00", "ends_at": "late"}

    wrong = sent(adm, "/people/bob", "name-substitute", **fields)
    assert wrong.status_code == 422
    assert 'id="s-until-error"' in wrong.text

    sent(adm, "/people/bob", "name-substitute", **{**fields, "ends_at": "2026-01-12 12:00"})
    (found,) = place.house.register().substitutes
    assert found.ends_at is not None
    assert found.starts_at is not None
    assert found.ends_at - found.starts_at == timedelta(hours=2)


def test_a_token_is_shown_once_and_opens_what_was_ticked(place: Place) -> None:
    """On the page that answers; its second sending shows nothing."""
    ann = place.signed_in("ann")
    key = "the-same"

    answer = issued(ann, "ann", "token", key=key, days="7", label="script")
    again = issued(ann, "ann", "token", key=key, days="7", label="script")

    assert holder(place, secret_in(answer), "read") == "ann"
    assert again.status_code == 422
    assert "cannot be shown again" in again.text
    assert secret_in(answer) not in ann.get("/people/ann").text


def test_a_token_takes_the_password_once_more(place: Place) -> None:
    """It outlasts the session in which it is issued."""
    ann = place.signed_in("ann")

    for password in ("", "not this one at all"):
        assert issued(ann, "ann", "token", password=password).status_code == 409

    assert all(one.person != "ann" for one in place.house.register().tokens.values())


def test_tokens_are_shown_to_whose_they_are_and_to_administrators(place: Place) -> None:
    """Nobody else knows that there is one, or issues one."""
    issued(place.signed_in("ann"), "ann", "token", label="for the night")

    assert "for the night" in place.signed_in("ann").get("/people/ann").text
    assert "for the night" in place.signed_in("adm").get("/people/ann").text
    vic = place.signed_in("vic")
    page = vic.get("/people/ann")
    assert "for the night" not in page.text
    csrf = forms_in(page.text)[0].fields["csrf"]
    fields = {"csrf": csrf, "key": "k", "password": PASSWORD, "days": "3", "scopes[]": "read"}
    assert vic.post("/people/ann/token", fields).status_code == 409


def test_an_invitation_is_a_link_that_sets_a_first_password(place: Place) -> None:
    """Handed over by hand: it stands behind the # of an address, which is sent nowhere."""
    adm = place.signed_in("adm")

    answer = issued(adm, "ned", "invitation")

    assert f"{place.house.url}/invitation#{secret_in(answer)}" in answer.text
    assert holder(place, secret_in(answer), "password") == "ned"


def test_somebody_is_signed_out_everywhere_by_an_administrator(place: Place) -> None:
    """Their next page asks them to sign in."""
    ann, adm = place.signed_in("ann"), place.signed_in("adm")

    sent(adm, "/people/ann", "end-sessions")

    assert ann.get("/people").status_code == 303


def test_an_organisation_is_let_act_for_parties(place: Place) -> None:
    """Its people have their roles for them at once."""
    adm = place.signed_in("adm")

    answer = sent(
        adm,
        "/organisations",
        "act-for",
        organisation="one",
        of="",
        parties="elexon",
        market_role="",
    )

    assert answer.status_code == 303
    assert place.house.register().may_speak_for("ann", "elexon", "task_owner", place.clock.now())


def test_a_file_is_looked_at_before_it_is_taken_in(place: Place) -> None:
    """What it would change is said; only the second button changes it."""
    adm = place.signed_in("adm")

    looked = adm.send(adm.get("/people-file"), "/people-file", text=_FILE)
    assert "Person Eve Moss (eve) of east added." in looked.text
    assert "eve" not in place.house.register().people

    adm.send(looked, "/people-file")
    assert place.house.register().people["eve"].name == "Eve Moss"


def test_every_problem_of_a_file_is_shown_with_its_line(place: Place) -> None:
    """Two at once, and nothing is taken in."""
    adm = place.signed_in("adm")
    text = _FILE.replace("east, roles", "west, roles").replace("name: East Grid", "title: East")

    answer = adm.send(adm.get("/people-file"), "/people-file", text=text, step="take")

    assert answer.status_code == 422
    assert "what was pasted:3" in answer.text
    assert "what was pasted:5" in answer.text
    assert "eve" not in place.house.register().people


def test_the_shipped_people_are_offered(place: Place) -> None:
    """And no other file of the machine by that way."""
    adm = place.signed_in("adm")

    assert "Kira Lund" in adm.get("/people-file?shipped=m10-people").text
    assert "root:" not in adm.get("/people-file?shipped=/etc/passwd").text


def test_an_uploaded_file_comes_before_the_text(place: Place) -> None:
    """Its name is what problems are cited under."""
    adm = place.signed_in("adm")
    form = next(
        one for one in forms_in(adm.get("/people-file").text) if one.action == "/people-file"
    )

    answer = adm.request(
        "POST",
        "/people-file",
        data={**form.fields, "text": "nothing"},
        files={"file": ("new.yaml", _FILE.encode()[:-30], "text/yaml")},
        headers={"Origin": place.house.url},
    )

    assert "new.yaml:" in answer.text
