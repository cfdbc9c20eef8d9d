"""Updates and notices that somebody writes by hand: read over, then published."""

from __future__ import annotations

from datetime import timedelta

import pytest

from notices.core.notice import Notice
from rehearsals.testing import OPENED
from tests.console.web import notices_told as told
from tests.console.web.client import Client
from tests.console.web.place import Place

PAGE = "/runs/DR1/notices/DR1-OUT-EES"
UPDATE, NEW = f"{PAGE}/update", "/runs/DR1/notices/new"


def newest(place: Place, notice: str = told.EES) -> Notice:
    """The newest revision of a notice."""
    found = place.house.notices.book("DR1").threads[notice].newest
    assert found is not None
    return found


def written(client: Client, **fields: str) -> str:
    """Write an update, read it over and say yes; where that leads."""
    shown = client.send(client.get(UPDATE), UPDATE, **fields)
    assert shown.status_code == 200, shown.text
    return str(client.send(shown, UPDATE, step="do").headers["location"])


def test_update_goes_out_in_the_words_of_its_writer(place: Place) -> None:
    """What was said besides still holds."""
    told.published(place)
    client = place.signed_in("com")
    place_ = written(client, kind="updated", cause="The load goes well.")

    assert "It is out." in client.get(place_).text
    assert newest(place).content.cause == "The load goes well."
    assert newest(place).content.action_required == "Do not send enquiries."
    assert newest(place).approved_by == "com"


def test_update_that_moves_the_window_is_told_as_what_it_is(place: Place) -> None:
    """Whoever reads only the first line must know."""
    told.published(place)
    written(place.signed_in("com"), kind="updated", cause="Late.", end="2026-01-12 14:00")

    assert newest(place).kind == "rescheduled"
    assert newest(place).window.end == OPENED + timedelta(hours=5)


def test_notice_is_cancelled(place: Place) -> None:
    """By a form of its own, which says so before it does it."""
    told.published(place)
    client = place.signed_in("com")
    form = client.get(f"{UPDATE}?kind=cancelled")
    shown = client.send(form, UPDATE, kind="cancelled", cause="It will not happen.")
    client.send(shown, UPDATE, step="do")

    assert "Yes: cancel it" in shown.text
    assert newest(place).status == "cancelled"
    assert "Nothing more can be said of it." in client.get(UPDATE).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "updated"}, "Say what is new"),
        ({"kind": "completed", "cause": "Over."}, "Choose one of these"),
        ({"kind": "updated", "cause": "x", "end": "soon"}, "is not a time"),
    ],
)
def test_update_that_is_not_understood_comes_back(
    place: Place, fields: dict[str, str], words: str
) -> None:
    """With what was typed."""
    told.published(place)
    client = place.signed_in("com")
    shown = client.send(client.get(UPDATE), UPDATE, action_required="Wait.", **fields)

    assert shown.status_code == 422
    assert words in shown.text
    assert "Wait." in shown.text


def test_who_may_not_write_is_told_whose_it_is(place: Place) -> None:
    """And has no form."""
    told.published(place)
    page = place.signed_in("max").get(UPDATE).text

    assert "communications approver" in page
    assert "<textarea" not in page


def test_notice_of_ones_own_is_checked_then_read_over(place: Place) -> None:
    """The example of the form is one already."""
    place.opened(communications="test")
    told.subscribed(place)
    client = place.signed_in("com")
    shown = client.send(client.get(NEW), NEW, name="NTC-1")
    answer = client.send(shown, NEW, step="do")

    assert "It goes to 2 subscribers" in shown.text
    assert answer.headers["location"].startswith("/runs/DR1/notices/DR1-NTC-1")
    assert newest(place, "DR1-NTC-1").content.reason == "emergency"


def test_faults_of_a_notice_are_named_with_their_lines(place: Place) -> None:
    """What was typed stays."""
    place.opened(communications="test")
    client = place.signed_in("com")
    text = "title: EES\nwindow: {start: 2026-01-12T12:00, end: 2026-01-12T11:00}\n"
    shown = client.send(client.get(NEW), NEW, name="NTC-1", text=text)

    assert shown.status_code == 422
    assert "Line 2" in shown.text
    assert "end: 2026-01-12T11:00" in shown.text


def test_simulated_run_is_looked_at_alone(place: Place) -> None:
    """Nobody but its own process acts in it."""
    place.opened(communications="test", mode="simulation", virtual=True, seed=1)
    page = place.signed_in("com").get(NEW).text

    assert "simulated" in page
    assert "<textarea" not in page
