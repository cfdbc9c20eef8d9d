"""The list of runs, opening one from a page, who takes part, comparing two, and the report."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from httpx import Response

from console.planning import Wanted
from console.web.asking import Asking
from console.web.opening import all_but_mine, everybody, open_wanted, preview
from console.web.visitor import Visitor
from rehearsals.core import commands as c
from rehearsals.testing import OPENED
from runbooks.errors import CallboardError, Refused, RunbookNotFound
from tests.console.web.client import Client
from tests.console.web.place import Place

A_DAY = (OPENED + timedelta(days=30)).date()


def asking(place: Place, person: str, key: str = "one") -> Asking:
    """Somebody who asks by the API."""
    register = place.house.register()
    visitor = Visitor(register=register, now=place.clock.now(), person=register.people[person])
    return Asking(visitor=visitor, door="api", key=key)


def looked_at(client: Client, **fields: Any) -> Response:
    """The page before an opening."""
    given = {"runbook": "m10", "mode": "rehearsal", "scale": "60", "who": "all", **fields}
    return client.get("/runs/new/preview", params=given)


def opened_by_page(client: Client, fields: Mapping[str, Any], **typed: str) -> Response:
    """What follows when the button of that page is pressed."""
    return client.send(looked_at(client, **fields), "/runs/new", **typed)


def test_an_empty_list_offers_a_demonstration(place: Place) -> None:
    """One button opens a rehearsal that plays itself, on a clock that makes it short."""
    rex = place.signed_in("rex")

    answer = rex.send(rex.get("/runs"), "/runs/demonstration")

    assert answer.headers["location"] == "/runs/DR1/tonight?said=1-1"
    state = place.house.look("DR1").state
    assert (state.mode, state.clock["kind"]) == ("rehearsal", "scaled")
    assert set(state.attendance.values()) == {"simulated"}
    assert "Start a demonstration" in rex.get("/runs").text


def test_the_demonstration_sent_twice_opens_one_run(place: Place) -> None:
    """The same key is the same command, though it names no run."""
    rex = place.signed_in("rex")
    listed = rex.get("/runs")

    for _ in range(2):
        rex.send(listed, "/runs/demonstration")

    assert place.house.reader.runs() == ("DR1",)


def test_somebody_who_may_not_open_runs_is_told_whose_it_is(place: Place) -> None:
    """An empty list shows others whom to ask, and no button."""
    page = place.signed_in("vic").get("/runs").text

    assert "cutover manager or rehearsal controller" in page
    assert "/runs/demonstration" not in page


def test_the_list_shows_the_newest_run_first(place: Place) -> None:
    """Mode, status and how far each is."""
    place.opened(run="DR1")
    place.opened(run="DR2", mode="live", trial=True)

    page = place.signed_in("vic").get("/runs").text

    assert page.index("/runs/DR2/tonight") < page.index("/runs/DR1/tonight")
    assert "mode-live" in page
    assert "0 of 5" in page


def test_an_altered_run_hides_no_other(place: Place) -> None:
    """What cannot be read back is said so, beside what can."""
    place.opened(run="DR1")
    place.opened(run="DR2")
    with sqlite3.connect(place.house.home / "journal.sqlite") as journal:
        journal.execute("UPDATE events SET actor = 'mallory' WHERE stream = 'run/DR1'")

    page = place.signed_in("vic").get("/runs").text

    assert "ALTERED" in page
    assert "/runs/DR2/tonight" in page


def test_a_preview_says_what_does_not_fit_on_the_day(place: Place) -> None:
    """Whole days move; the weekdays that differ are listed, and nothing is opened."""
    page = looked_at(place.signed_in("max"), anchor=A_DAY.isoformat(), from_gate="G3").text

    assert "What is different on those days" in page
    assert "Start DR1" in page
    assert place.house.reader.runs() == ()


def test_a_preview_opens_the_run_that_was_looked_at(place: Place) -> None:
    """Scope, clock and attendance are those of the form; the actor and the channel are not."""
    max_ = place.signed_in("max")

    answer = opened_by_page(max_, {"from_gate": "G3", "to_gate": "G4", "who": "nobody"})

    assert answer.status_code == 303
    look = place.house.look("DR1")
    assert look.state.attendance == {}
    assert (look.facts[0].actor, look.facts[0].channel) == ("max", "web")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"from_gate": "G3", "anchor": "soon"}, "The day is a date"),
        ({"from_gate": "G99"}, "G99"),
        ({"scale": "0"}, "how fast"),
        ({"mode": "simulation", "seed": "x"}, "whole number"),
        ({"name": "no/name"}, "cannot name a run"),
        ({"scale": "real"}, "which is past"),
    ],
)
def test_what_cannot_be_opened_comes_back_as_a_form(
    place: Place, fields: dict[str, str], words: str
) -> None:
    """With what was typed, and what is wrong with it."""
    place.clock.at = OPENED + timedelta(days=3650)

    answer = looked_at(place.signed_in("max"), **fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'action="/runs/new/preview"' in answer.text


def test_a_name_that_is_taken_is_refused(place: Place) -> None:
    """In either case of its letters."""
    place.opened(run="DR1")

    answer = looked_at(place.signed_in("max"), name="dr1")

    assert answer.status_code == 409
    assert "There is a run DR1 already." in answer.text


def test_a_live_run_takes_its_name_typed(place: Place) -> None:
    """And those who decide without a password are named before."""
    max_ = place.signed_in("max")
    fields = {"mode": "live", "anchor": A_DAY.isoformat()}

    untyped = opened_by_page(max_, fields, typed="m10")
    assert untyped.status_code == 422
    assert "Bob Ray" in looked_at(max_, **fields).text
    assert place.house.reader.runs() == ()

    assert opened_by_page(max_, fields, typed="M10").status_code == 303
    assert place.house.look("M10").state.mode == "live"


def test_a_rehearsal_controller_opens_no_live_run(place: Place) -> None:
    """It is not offered, and refused and journalled if it is asked for all the same."""
    rex = place.signed_in("rex")
    assert "LIVE" not in rex.get("/runs/new").text

    with pytest.raises(Refused, match="may not open"):
        open_wanted(place.house, asking(place, "rex"), Wanted(runbook="m10", live=True), None, {})

    assert [one.entry.data["code"] for one in place.house.journal.read("refusals")] == [
        "not-permitted"
    ]


def test_opening_with_the_same_key_gives_the_same_run(place: Place) -> None:
    """Whoever repeats a request whose answer was lost gets the run, not another."""
    wanted = Wanted(runbook="m10", factor=60.0)

    runs = [open_wanted(place.house, asking(place, "max"), wanted, None, {}).run for _ in range(2)]
    other = open_wanted(place.house, asking(place, "max", "two"), wanted, None, {}).run

    assert (*runs, other) == ("DR1", "DR1", "DR2")


def test_no_path_of_the_machine_is_opened_from_outside(place: Place) -> None:
    """Only the shelf is named by the web."""
    with pytest.raises(RunbookNotFound):
        preview(place.house, Wanted(runbook="/etc/passwd"))


def test_nobody_is_simulated_in_a_live_run(place: Place) -> None:
    """Whatever a program asks."""
    wanted = Wanted(runbook="m10", live=True, date=A_DAY)

    with pytest.raises(CallboardError, match="Nobody is simulated"):
        open_wanted(place.house, asking(place, "max"), wanted, None, {"si": "simulated"})


def test_who_takes_part_leaves_ones_own_parties_to_oneself(place: Place) -> None:
    """Everybody else who has something to do or to say is simulated."""
    planned = preview(place.house, Wanted(runbook="m10", factor=60.0)).planned

    all_ = everybody(planned)
    mine = all_but_mine(planned, asking(place, "ann").visitor)

    assert set(all_.values()) == {"simulated"}
    assert {party for party, how in mine.items() if how == "required"} == {"si", "recco"}
    assert all_.keys() == mine.keys()


def test_parties_are_taken_over_and_given_back(place: Place) -> None:
    """Several at once; the page after it says so."""
    run = place.opened(attendance={"si": "simulated", "recco": "simulated"})
    rex = place.signed_in("rex")
    page = rex.get(f"/runs/{run}/attendance")

    answer = rex.send(
        page, f"/runs/{run}/attendance", **{"parties[]": ["si", "sro"], "attendance": "required"}
    )

    assert answer.headers["location"] == f"/runs/{run}/attendance?said=2-3"
    assert place.house.look(run).state.attendance == {
        "si": "required",
        "recco": "simulated",
        "sro": "required",
    }


def test_who_may_not_say_who_takes_part_sees_it_and_no_buttons(place: Place) -> None:
    """And is refused if it is sent all the same."""
    run = place.opened(attendance={"si": "simulated"})
    vic = place.signed_in("vic")
    page = vic.get(f"/runs/{run}/attendance")
    assert "parties[]" not in page.text

    answer = vic.send(
        page, f"/runs/{run}/attendance", **{"parties[]": "si", "attendance": "absent"}
    )

    assert answer.status_code == 409


def test_two_runs_are_compared_by_their_lengths(place: Place) -> None:
    """The second took ten minutes longer for its first task, and that is worse."""
    for run, minutes in (("DR1", 5), ("DR2", 15)):
        place.opened(run=run)
        place.done(run, c.StartTask, "ann", task="T1")
        place.clock.pass_(minutes)
        place.done(run, c.CompleteTask, "ann", task="T1")

    page = place.signed_in("vic").get("/runs/compare?a=DR1&b=DR2").text

    assert '<span class="worse">+10 min</span>' in page
    assert "DR1 is not over yet" in page


def test_a_comparison_says_what_makes_runs_differ(place: Place) -> None:
    """Another scope and another mode are said before any figure."""
    place.opened(run="DR1")
    place.opened(run="DR2", mode="live", trial=True, scope=("T1",))

    page = place.signed_in("vic").get("/runs/compare?a=DR1&b=DR2").text

    assert "Only DR1 has 4 tasks: T2, T3, T4, T5." in page
    assert "Different modes" in page


def test_the_report_runs_and_loads_nothing(place: Place) -> None:
    """It comes in a sandbox, under a policy of its own; the figures come as a file."""
    run = place.opened()
    vic = place.signed_in("vic")

    page = vic.get(f"/runs/{run}/report")
    data = vic.get(f"/runs/{run}/report.json")

    policy = page.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert json.loads(data.text)["run"] == run
    assert "attachment" in data.headers["content-disposition"]


def test_a_run_compared_with_itself_offers_others(place: Place) -> None:
    """There is nothing to compare, and that is said."""
    run, other = place.opened(run="DR1"), place.opened(run="DR2")

    page = place.signed_in("vic").get(f"/runs/compare?a={run}&b={run}").text

    assert "Both are the same run" in page
    assert f"/runs/compare?a={run}&amp;b={other}" in page
