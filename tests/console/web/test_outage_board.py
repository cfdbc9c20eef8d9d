"""`/outages`: what everybody sees, fast, and nothing that was not let out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from notices.core.notice import Affected, Named, Window
from rehearsals.core.commands import SetCommunications
from rehearsals.testing import OPENED
from tests.console.web.noticed import a_told, revised, say
from tests.console.web.place import Place


def _board(place: Place, query: str = "") -> str:
    answer = place.browser().get(f"/outages{query}")
    assert answer.status_code == 200
    return answer.text


def _group(text: str, key: str) -> str:
    """A section of the board."""
    return text.partition(f'aria-labelledby="{key}"')[2].partition("</section>")[0]


def test_board_without_notices_says_so(place: Place) -> None:
    """In words; an empty page would look like a fault."""
    assert "Nothing is out of service, as far as was announced." in _board(place)


def test_announced_notice_shows_its_window_with_zone_and_systems(place: Place) -> None:
    """Day, year and zone at both ends."""
    say(place, a_told())
    card = _group(_board(place), "announced")

    assert "Electricity Enquiry Service (EES)" in card
    start = OPENED + timedelta(days=1)
    assert f'datetime="{start:%Y-%m-%dT%H:%M:%SZ}"' in card
    assert f"{start.year}" in card
    assert "BST" in card or "GMT" in card


def test_started_notice_stands_among_what_is_out_now(place: Place) -> None:
    """As soon as it was told."""
    first = a_told()
    say(place, first, revised(first, kind="started", status="started"))
    text = _board(place)

    assert first.id in _group(text, "now")
    assert first.id not in _group(text, "announced")


def test_completed_notice_is_told_of_for_two_weeks(place: Place) -> None:
    """Then the board is rid of it."""
    first = a_told(published_at=OPENED - timedelta(days=3))
    last = revised(first, kind="completed", status="completed", published_at=OPENED)
    say(place, first, last)
    assert first.id in _group(_board(place), "ended")
    place.clock.pass_(minutes=15 * 24 * 60)

    assert first.id not in _board(place)


def test_system_that_stays_closed_is_not_said_to_have_ended(place: Place) -> None:
    """Whoever is still kept out reads that."""
    content = {"stays_closed": True, "audience": (Named(id="supplier", name="Suppliers"),)}
    say(place, a_told(kind="completed", status="completed", content=content))
    now = _group(_board(place), "now")

    assert "stays closed" in now
    assert "Suppliers" in now


def test_moved_end_is_shown_with_what_it_was(place: Place) -> None:
    """Before and after, so that nobody has to compare."""
    first = a_told(kind="started", status="started")
    window = Window(start=first.window.start, end=OPENED + timedelta(days=3))
    say(
        place,
        first,
        revised(first, kind="extended", content={"window": window}, previous_window=first.window),
    )

    assert "Its end moved from" in _board(place)


def test_outage_past_its_announced_end_says_so(place: Place) -> None:
    """Without anybody saying anything."""
    first = a_told(kind="started", status="started")
    say(place, first)
    place.clock.pass_(minutes=60 * 40)

    assert "past its announced end" in _group(_board(place), "now")


def test_overdue_update_is_shown_as_overdue(place: Place) -> None:
    """A promised word that did not come is worse than none."""
    due = OPENED + timedelta(hours=1)
    say(place, a_told(content={"next_update_due": due}))
    assert "was due" not in _board(place)
    place.clock.pass_(minutes=90)

    assert "was due" in _board(place)


def test_withheld_notice_is_never_shown(place: Place) -> None:
    """Neither on the board nor at its own address."""
    say(place, a_told(), withheld="communications are off")

    assert "M10-OUT-EES" not in _board(place)
    assert place.browser().get("/outages/M10-OUT-EES").status_code == 404


def test_rehearsal_is_not_shown_while_it_is_only_tested(place: Place) -> None:
    """Its run's communications are for test routes."""
    run = place.opened(communications="test")
    say(place, a_told(run=run, test=True, live=False, published_at=place.clock.now()))

    assert "M10-OUT-EES" not in _board(place)


def test_rehearsal_let_out_to_all_stands_apart_and_is_marked(place: Place) -> None:
    """Never among what is out."""
    run = place.opened(communications="on")
    say(place, a_told(run=run, test=True, live=False, published_at=place.clock.now()))
    text = _board(place)

    assert "REHEARSAL - no system is out of service" in _group(text, "rehearsals")
    assert "M10-OUT-EES" not in _group(text, "announced")


def test_what_was_held_back_is_not_shown_when_communications_are_switched_on(place: Place) -> None:
    """It went out to test routes alone; that it is let out now tells of what comes."""
    run = place.opened(communications="test")
    say(place, a_told(run=run, test=True, live=False, published_at=place.clock.now()))
    place.clock.pass_(minutes=1)
    place.done(run, SetCommunications, "com", mode="on", reason="all take part")

    assert "M10-OUT-EES" not in _board(place)


def test_board_can_be_narrowed_down_to_a_system(place: Place) -> None:
    """By a link that works without a script."""
    other = (Affected(id="DIP", name="Data Integration Platform"),)
    say(place, a_told(), a_told(id="M10-OUT-DIP", content={"systems": other}))

    assert "M10-OUT-DIP" in _board(place)
    assert "M10-OUT-DIP" not in _group(_board(place, "?system=EES"), "announced")
    assert "M10-OUT-EES" in _group(_board(place, "?system=EES"), "announced")


def test_unknown_system_is_not_repeated(place: Place) -> None:
    """One page for all that nobody speaks of."""
    text = _board(place, "?system=<b>XYZ")

    assert "No notice of the last weeks is about that system." in text
    assert "XYZ" not in text


def test_texts_of_notices_are_escaped(place: Place) -> None:
    """They come from outside."""
    say(place, a_told(content={"title": "<script>alert(1)</script>"}))

    assert "<script>alert" not in _board(place)


def test_journal_that_cannot_be_read_hides_no_other(place: Place) -> None:
    """Notices of a run that is not there any more leave the rest as it is."""
    say(place, a_told(), a_told(id="GONE-OUT", run="GONE", test=True, live=False))

    assert "M10-OUT-EES" in _board(place)


def test_replaced_notice_shows_its_newest_revision_alone(place: Place) -> None:
    """One card for a notice, whatever was said before."""
    first = a_told()
    say(place, first, revised(replace(first), content={"title": "EES out, moved"}))
    text = _board(place)

    assert text.count('<article class="card outage') == 1
    assert "EES out, moved" in text


def test_end_of_an_outage_is_not_shown_as_the_all_clear(place: Place) -> None:
    """Nobody has to open anything to read that they must wait."""
    window = a_told().window
    content = {"resume_at": "the all-clear", "actual": window}
    ended = a_told(kind="completed", status="completed", content=content)
    say(place, ended)
    card = _group(_board(place), "ended").partition("<details>")[0]

    assert "ended, all-clear awaited" in card
    assert "This is not the all-clear. Resume only after the all-clear." in card
    assert "was out of service" in card
    say(place, revised(ended, kind="all_clear", content={"all_clear_at": OPENED}))
    assert "not the all-clear" not in _board(place)


def test_system_that_reopened_for_others_shows_when_it_does_for_its_readers(place: Place) -> None:
    """And not when the outage itself ended."""
    end = a_told().window.end
    assert end is not None
    content = {
        "stays_closed": True,
        "open_ended": True,
        "actual": Window(start=a_told().window.start, end=end - timedelta(hours=2)),
    }
    say(place, a_told(kind="updated", status="started", content=content))
    card = _group(_board(place), "now")

    assert "stays closed" in card
    assert "Not before</dt>" in card
    assert f'datetime="{end:%Y-%m-%dT%H:%M:%SZ}"' in card
    assert "Ended</dt>" not in card
