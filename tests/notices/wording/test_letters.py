"""What confirms and tests a route, and what an approver is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from notices.channels.port import Links
from notices.core.drafts import Draft
from notices.subscriptions.records import Route
from notices.wording.footers import footer_of
from notices.wording.lines import fitting, in_ascii, one_line, shortened
from notices.wording.routes import RouteEvent, route_letter
from notices.wording.warnings import warning_text
from tests.notices.factories_of_words import END, START, a_content

AT = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)
ROUTE = Route(
    id="acme-1",
    subscriber="acme",
    kind="email",
    address="ops@acme.example",
    shown="ops@acme.example",
    requested_at=AT,
)
LINKS = Links(confirm="https://callboard.example/n/c/abc", manage="https://callboard.example/n/m/a")


def test_confirmation_says_what_to_do_and_until_when() -> None:
    """Whoever did not ask does nothing."""
    letter = route_letter(
        "confirm",
        route=ROUTE,
        subscriber="Acme Energy",
        links=LINKS,
        at=AT,
        expires=AT + timedelta(days=7),
    )

    assert letter.type == "outage.subscription.confirm"
    assert "outage notices for Acme Energy be sent here" in letter.text
    assert "The link works until Fri 19 Jun 2026 10:00 BST." in letter.text
    assert "If it is not, do nothing" in letter.text
    assert LINKS.confirm in letter.text
    assert LINKS.confirm in letter.html


@pytest.mark.parametrize("event", ["confirm", "test"])
def test_letter_is_the_same_on_every_attempt(event: RouteEvent) -> None:
    """Its payload is canonical JSON with the type, the route and where to confirm."""
    letter, again = (
        route_letter(event, route=ROUTE, subscriber="Acme", links=LINKS, at=AT) for _ in range(2)
    )

    assert letter == again
    told = json.loads(letter.payload)
    assert told["type"] == f"outage.subscription.{event}"
    assert told["data"]["route"] == "acme-1"
    assert told["data"]["test"] is True


def test_test_letter_cannot_be_taken_for_an_outage() -> None:
    """It says so in subject and text."""
    letter = route_letter("test", route=ROUTE, subscriber="Acme", links=Links(), at=AT)

    assert letter.subject.startswith("Test: ")
    assert "No system is out of service" in letter.text


def test_name_of_an_organisation_is_text_and_never_long() -> None:
    """Whoever signs up gives it, and somebody else reads it."""
    letter = route_letter(
        "confirm", route=ROUTE, subscriber="<b>\r\nBcc: x" + "x" * 500, links=LINKS, at=AT
    )

    assert "<b>" not in letter.html
    assert "\nBcc" not in letter.text
    assert "x" * 100 not in letter.text


def test_footer_names_each_way_on() -> None:
    """A line each; none for what is not there."""
    assert footer_of(LINKS).splitlines() == [
        "Confirm that notices may be sent here: https://callboard.example/n/c/abc",
        "Your subscription: https://callboard.example/n/m/a",
    ]
    assert footer_of(Links()) == ""


def test_warning_says_what_waits_and_how_long() -> None:
    """With the reason and the forecast, which nobody outside is told."""
    draft = Draft(
        id="DR1-OUT-EES#2",
        notice="DR1-OUT-EES",
        outage="OUT-EES",
        kind="extended",
        content=a_content(),
        because="P80 07:12 is after the announced end.",
        approval="person",
        forecast_end=END + timedelta(minutes=72),
        drafted_at=START,
    )

    text = warning_text(
        "soon",
        notice="DR1-OUT-EES",
        needed_by=END,
        now=END - timedelta(minutes=45),
        zone="Europe/London",
        draft=draft,
    )

    assert text == (
        "A notice must be approved soon. "
        "It has to be out by Sat 17 Jan 2026 06:00 GMT (06:00 UTC), in 45 min.\n"
        "DR1-OUT-EES#2: extended, EES (Electricity Enquiry Service), "
        "end Sat 17 Jan 2026 06:00 GMT (06:00 UTC)\n"
        "Why: P80 07:12 is after the announced end.\n"
        "Forecast end (P80, not told to anybody): Sat 17 Jan 2026 07:12 GMT (07:12 UTC)"
    )


def test_warning_about_an_update_that_nobody_wrote() -> None:
    """People were promised one."""
    text = warning_text(
        "overdue",
        notice="DR1-OUT-EES",
        needed_by=END,
        now=END + timedelta(minutes=5),
        zone="Europe/London",
        draft=None,
    )

    assert "It had to be out by Sat 17 Jan 2026 06:00 GMT (06:00 UTC), 5 min ago." in text
    assert "Nobody has written it." in text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\nb\tc", "a b c"),
        ("a\u2028b\u200bc", "a b c"),
        ("  a  ", "a"),
        ("\ud800a", "a"),
        ("na\u00efve", "na\u00efve"),
    ],
)
def test_text_of_people_is_one_line(text: str, line: str) -> None:
    """Without what shows nothing or breaks lines."""
    assert one_line(text) == line


def test_text_is_cut_by_its_bytes_and_by_its_characters() -> None:
    """A cut shows, and never splits a character."""
    assert shortened("abcdefgh", 6) == "abc..."
    assert fitting("\u2603" * 10, 20, "!") == "\u2603" * 5 + "!"
    assert fitting("short", 20, "!") == "short"
    assert in_ascii("Z\u00fcrich \u2014 \u00a35") == "Zurich - GBP 5"


def test_confirmation_of_a_place_for_rehearsals_says_so() -> None:
    """One mailbox often is asked twice: for the real ones, and for those of rehearsals."""
    real, rehearsed = (
        route_letter(
            "confirm", route=replace(ROUTE, test=test), subscriber="Acme", links=LINKS, at=AT
        )
        for test in (False, True)
    )

    assert "those of rehearsals and tests, and no others" in rehearsed.text
    assert "rehearsals" not in real.text
