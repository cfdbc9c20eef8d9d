"""The journal of a run on a page: searched, told whole or not, and handed out."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest

from console.web import downloading
from console.web.views.journal import JournalPage, journal_page
from console.web.views.journal_query import JournalQuery
from rehearsals.core import commands as c
from rehearsals.journal.export import export_stream
from rehearsals.names import run_stream
from tests.console.web.altering import alter
from tests.console.web.place import Place

HOSTILE = "<script>alert(1)</script>"


def a_night(place: Place) -> str:
    """A run in which three things were said, one of them late."""
    run = place.opened()
    place.clock.pass_(10)
    place.done(run, c.StartTask, "ann", task="T1")
    place.clock.pass_(10)
    place.done(run, c.AddNote, "cid", text=f"Looks well {HOSTILE}", on_behalf_of="bob")
    five_minutes_ago = place.clock.now() - timedelta(minutes=5)
    place.done(run, c.CompleteTask, "ann", task="T1", happened_at=five_minutes_ago)
    return run


def found(place: Place, run: str, **query: Any) -> JournalPage:
    """What a search finds."""
    return journal_page(place.house.look(run), JournalQuery(**query), f"/runs/{run}/journal")


def test_the_newest_event_comes_first_with_who_and_how(place: Place) -> None:
    """Names of people, whose word it is, and the way it came in."""
    run = a_night(place)
    rows = found(place, run).rows

    assert [row.seq for row in rows] == [4, 3, 2, 1]
    assert (rows[1].who, rows[1].entered_by, rows[1].channel) == ("Bob Ray", "Cid Orr", "console")
    assert rows[2].text == "T1 Freeze registrations: running."
    assert rows[2].kind == "task started"


def test_a_late_entry_shows_when_it_happened_and_when_it_was_entered(place: Place) -> None:
    """Both, and it can be asked for alone."""
    run = a_night(place)
    (row,) = found(place, run, late=True).rows

    assert row.at is not None
    assert row.entered is not None
    assert (row.at.text, row.entered.text) == ("Mon 12 Jan 09:15 GMT", "Mon 12 Jan 09:20 GMT")


def test_a_journal_is_searched_by_words_kind_subject_and_person(place: Place) -> None:
    """Each lets through what it says."""
    run = a_night(place)

    def numbers(**query: Any) -> list[int]:
        return [row.seq for row in found(place, run, **query).rows]

    assert numbers(q="WELL looks") == [3]
    assert numbers(q="cid") == [3]
    assert numbers(kind="TaskStarted") == [2]
    assert numbers(about="T1") == [4, 2]
    assert numbers(about="G1") == []
    assert numbers(who="bob") == [3]
    assert found(place, run, about="T99").unknown == "T99"


def test_a_long_journal_is_turned_by_the_numbers_of_events(place: Place) -> None:
    """What is new meanwhile moves no page."""
    run = place.opened()
    for number in range(250):
        place.done(run, c.AddNote, "cid", text=f"Note {number}")
    newest = found(place, run)
    older = found(place, run, before=newest.rows[-1].seq)

    assert newest.older == f"/runs/{run}/journal?before={newest.rows[-1].seq}"
    assert newest.newer is None
    assert older.rows[0].seq == newest.rows[-1].seq - 1
    assert older.newer == f"/runs/{run}/journal"
    oldest = found(place, run, before=older.rows[-1].seq)
    assert oldest.newer == f"/runs/{run}/journal?before={older.rows[0].seq + 1}"
    assert (oldest.rows[-1].seq, oldest.older) == (1, None)


def test_what_people_wrote_is_no_markup(place: Place) -> None:
    """In its sentence as in its record."""
    run = a_night(place)

    text = place.signed_in("vic").get(f"/runs/{run}/journal").text

    assert HOSTILE not in text
    assert text.count("&lt;script&gt;") >= 2


def test_a_whole_journal_is_said_to_be_whole_with_its_head(place: Place) -> None:
    """As `callboard verify` would print it."""
    run = a_night(place)
    head = place.house.journal.head(run_stream(run))

    text = place.signed_in("vic").get(f"/runs/{run}/journal").text

    assert "The journal is whole" in text
    assert head.hash in text


def test_what_is_new_is_checked_as_it_comes(place: Place) -> None:
    """The page of the next moment goes up to the newest event."""
    run = a_night(place)
    vic = place.signed_in("vic")
    vic.get(f"/runs/{run}/journal")
    place.done(run, c.AddNote, "cid", text="One more.")

    text = vic.get(f"/runs/{run}/journal").text

    assert "5 events, each of which follows" in text
    assert place.house.journal.head(run_stream(run)).hash in text


def test_a_journal_that_was_altered_is_found_when_it_is_checked_again(place: Place) -> None:
    """Somebody changed what was said long ago; the event is named."""
    run = a_night(place)
    vic = place.signed_in("vic")
    page = vic.get(f"/runs/{run}/journal")
    alter(place, run, 3, "well", "ill")

    answer = vic.send(page, f"/runs/{run}/journal/verify")
    text = vic.get(f"/runs/{run}/journal").text

    assert answer.status_code == 303
    assert "The journal is not whole" in text
    assert "event 3" in text


def test_a_file_that_is_missing_is_named(place: Place) -> None:
    """The journal names it, and the data directory does not have it."""
    run = place.opened()
    digest = hashlib.sha256(b"x").hexdigest()
    place.done(
        run,
        c.AttachFile,
        "ann",
        name="log.txt",
        sha256=digest,
        size=1,
        media_type="text/plain",
        task="T1",
    )

    text = place.signed_in("vic").get(f"/runs/{run}/journal").text

    assert "log.txt, which the journal names, is missing" in text


def test_the_download_is_what_export_writes(place: Place) -> None:
    """To the byte, so that `callboard verify` takes it."""
    run = a_night(place)

    answer = place.signed_in("vic").get(f"/runs/{run}/journal.jsonl")

    assert answer.headers["content-disposition"] == f'attachment; filename="{run}.jsonl"'
    assert answer.text == "".join(export_stream(place.house.journal, run_stream(run)))


def test_a_long_download_goes_out_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """All lines in their order; the last piece is what is left."""
    monkeypatch.setattr(downloading, "LINES", 2)

    assert list(downloading.in_pieces(iter("a\nä\nc\n".splitlines(keepends=True)))) == [
        "a\nä\n".encode(),
        b"c\n",
    ]


def test_a_record_can_be_opened_with_its_place_in_the_chain(place: Place) -> None:
    """And one that there is not is no error of ours."""
    run = a_night(place)
    vic = place.signed_in("vic")

    record = vic.get(f"/runs/{run}/journal/2").json()

    assert (record["type"], record["seq"], len(record["prev"])) == ("TaskStarted", 2, 64)
    for nothing in ("0", "5", "x", "-1", "9" * 30):
        assert vic.get(f"/runs/{run}/journal/{nothing}").status_code == 404


def test_what_was_refused_is_for_those_who_may_see_it(place: Place) -> None:
    """A manager reads why; an owner is turned away, and shown no link."""
    run = place.opened()
    ann = place.signed_in("ann")
    ann.press(f"/runs/{run}/do/start-task", task="T2")

    text = place.signed_in("max").get(f"/runs/{run}/journal/refusals").text

    assert "Ann Lee" in text
    assert "start task" in text
    assert ann.get(f"/runs/{run}/journal/refusals").status_code == 403
    assert "journal/refusals" not in ann.get(f"/runs/{run}/journal").text


def test_refusals_of_another_run_are_not_told(place: Place) -> None:
    """Each run has its own."""
    run = place.opened()
    other = place.opened(run="DR2")
    ann = place.signed_in("ann")
    ann.press(f"/runs/{run}/do/start-task", task="T2")

    text = place.signed_in("sue").get(f"/runs/{other}/journal/refusals").text

    assert re.search("Nothing was refused", text)
