"""The pages for audiences: open to everybody if the operator says so, and nothing of the inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearsals.core import commands as c
from tests.console.web.altering import alter
from tests.console.web.place import Place, a_place


@pytest.fixture
def open_place(tmp_path: Path) -> Iterator[Place]:
    """A console whose operator made the pages for audiences public."""
    with a_place(tmp_path / "public", public=True) as made:
        yield made


def test_the_pages_are_closed_unless_the_operator_opens_them(place: Place) -> None:
    """Nobody is led to the door; a viewer may come in, who has no role may not."""
    for path in ("/for", "/for/supplier"):
        assert place.browser().get(path).status_code == 303
        assert place.signed_in("nobody").get(path).status_code == 403
        assert place.signed_in("vic").get(path).status_code == 200


def test_everybody_sees_a_real_night(open_place: Place) -> None:
    """What not to do, from when to when, and when to resume."""
    open_place.opened(mode="live")

    text = open_place.browser().get("/for/supplier").text

    assert "Do not process switches." in text
    assert "EES is expected to be unavailable from Mon 12 Jan 10:00 GMT" in text
    assert "resume only when you are told to" in text


def test_nothing_of_the_inside_is_on_the_page(open_place: Place) -> None:
    """No way into the console, no person, no task, no gate, no id of a run."""
    run = open_place.opened(mode="live")
    open_place.done(run, c.StartTask, "ann", task="T1")

    for path in ("/for", "/for/supplier"):
        text = open_place.browser().get(path).text
        for word in ("Ann", "T1", "Freeze registrations", "G1", run, "runs", "Go or no-go", "nav"):
            assert not re.search(rf"\b{word}\b", text)


def test_people_outside_see_no_rehearsal(open_place: Place) -> None:
    """They might take it for real; whoever is signed in sees it marked."""
    open_place.opened()

    outside = open_place.browser().get("/for/supplier").text
    inside = open_place.signed_in("vic").get("/for/supplier").text

    assert "Nothing is planned or under way" in outside
    assert "switches" not in outside
    assert "REHEARSAL — NOT REAL" in inside
    assert "Do not process switches." in inside


def test_somebody_signed_in_without_a_role_sees_what_everybody_sees(open_place: Place) -> None:
    """And no more."""
    open_place.opened()

    text = open_place.signed_in("nobody").get("/for/supplier").text

    assert "REHEARSAL" not in text


def test_a_page_outside_follows_no_run(open_place: Place) -> None:
    """It says how old it is instead, and how to renew it."""
    open_place.opened(mode="live")

    text = open_place.browser().get("/for/supplier").text

    assert "data-live-url" not in text
    assert "As of <time" in text
    assert "load it again" in text


def test_a_page_inside_follows_its_only_run(place: Place) -> None:
    """Whoever is signed in has it renewed."""
    run = place.opened()

    text = place.signed_in("vic").get("/for/supplier").text

    assert f'data-live-url="/runs/{run}/live/tick"' in text


def test_a_real_night_that_is_over_is_told_of_for_a_while(open_place: Place) -> None:
    """Suppliers read there that they may resume; weeks later it is gone."""
    run = open_place.opened(mode="live")
    end = c.AbandonRun(id="end", actor="max", channel="web+password", reason="Enough.")
    open_place.house.writer.submit(run, end)
    audiences = open_place.house.audiences

    assert audiences.page("supplier", inside=False)[1].cutovers
    open_place.clock.pass_(15 * 24 * 60)
    assert not audiences.page("supplier", inside=False)[1].cutovers


def test_a_plan_to_come_is_told_as_a_plan(open_place: Place) -> None:
    """With what its runbook says of itself, until there is a real night of it."""
    open_place.clock.at = datetime(2025, 8, 1, 9, 0, tzinfo=UTC)

    text = open_place.browser().get("/for/supplier").text

    assert "PLAN — NOT YET BEGUN" in text
    assert "Illustrative" in text


def test_a_plan_that_is_past_is_not_told(open_place: Place) -> None:
    """The shipped dates lie behind this clock."""
    assert "PLAN" not in open_place.browser().get("/for/supplier").text


def test_an_unknown_audience_is_no_page(open_place: Place) -> None:
    """Whatever it is called."""
    for name in ("nonsense", "..%2f..%2fetc", "%3Cscript%3E"):
        answer = open_place.browser().get(f"/for/{name}")
        assert answer.status_code == 404
        assert "<script>" not in answer.text.replace('<script type="module"', "")


def test_what_is_told_is_worked_out_once_for_all_who_ask(open_place: Place) -> None:
    """As long as nothing has happened."""
    run = open_place.opened(mode="live")
    audiences = open_place.house.audiences
    first = audiences.page("supplier", inside=False)

    assert audiences.page("supplier", inside=False)[1] is first[1]
    open_place.done(run, c.StartTask, "ann", task="T1")
    assert audiences.page("supplier", inside=False)[1] is not first[1]


def test_a_journal_that_cannot_be_read_hides_no_other(open_place: Place) -> None:
    """One damaged run keeps nobody from being told of the real night."""
    broken = open_place.opened(run="DR9")
    open_place.opened(run="LIVE", mode="live")
    alter(open_place, broken, 1, "Freeze", "Thaw")

    assert "Do not process switches." in open_place.browser().get("/for/supplier").text
