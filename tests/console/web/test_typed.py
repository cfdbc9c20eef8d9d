"""What people type into forms: numbers, times, texts; and what they are told when it is amiss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from console.web.hint_words import web_hint
from console.web.typed_values import Misread, read_number, understood
from console.web.wall_times import read_wall
from rehearsals.core import commands as c
from runbooks.errors import AmbiguousTime, NonExistentTime, Refused, TimeError
from tests.console.web.client import forms_in
from tests.console.web.place import Place

ZONE = "Europe/London"
#: Two in the morning, summer time, on the night when the clocks go back (01:30 happens twice).
BACK = datetime(2025, 10, 26, 1, 45, tzinfo=UTC)
#: An hour after the clocks went forward over 01:00 to 02:00.
FORWARD = datetime(2026, 3, 29, 2, 0, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    """An instant."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,000", 1000),
        ("1 234 567.5", 1234567.5),
        ("12\u202f345", 12345),
        ("-3", -3),
        ("\u22123", -3),
        ("99.5", 99.5),
        ("1,00", None),
        ("12,5", None),
        ("nan", None),
        ("inf", None),
        ("1e9", None),
        ("0x10", None),
        ("", None),
        ("1" * 400, None),
        ("١٢", None),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: float | None) -> None:
    """Thousands may be set apart; what could mean two things is not guessed."""
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "now", "past", "instant"),
    [
        ("14:30", utc(2026, 1, 12, 15, 0), True, utc(2026, 1, 12, 14, 30)),
        ("14:30", utc(2026, 1, 12, 14, 0), True, utc(2026, 1, 11, 14, 30)),
        ("14:30", utc(2026, 1, 12, 15, 0), False, utc(2026, 1, 13, 14, 30)),
        ("1430", utc(2026, 7, 12, 15, 0), True, utc(2026, 7, 12, 13, 30)),
        ("9.05", utc(2026, 1, 12, 15, 0), True, utc(2026, 1, 12, 9, 5)),
        ("2026-01-12T09:30", utc(2026, 1, 12, 15, 0), True, utc(2026, 1, 12, 9, 30)),
        ("2026-07-12 09:30 BST", utc(2026, 7, 12, 15, 0), True, utc(2026, 7, 12, 8, 30)),
        ("2026-07-12T09:30+02:00", utc(2026, 7, 12, 15, 0), True, utc(2026, 7, 12, 7, 30)),
        ("2026-07-12 09:30 UTC", utc(2026, 7, 12, 15, 0), True, utc(2026, 7, 12, 9, 30)),
        # The clocks go back: both have been, and the zone says which.
        ("01:30 BST", BACK, True, utc(2025, 10, 26, 0, 30)),
        ("01:30 gmt", BACK, True, utc(2025, 10, 26, 1, 30)),
        # Of two only one has been, or is still to come: it is the one.
        ("01:30", utc(2025, 10, 26, 0, 45), True, utc(2025, 10, 26, 0, 30)),
        ("01:30", utc(2025, 10, 26, 0, 45), False, utc(2025, 10, 26, 1, 30)),
        ("2025-10-26 01:30", utc(2025, 10, 26, 0, 45), True, utc(2025, 10, 26, 0, 30)),
        # Before the gap, on the morning when the clocks went forward.
        ("00:30", FORWARD, True, utc(2026, 3, 29, 0, 30)),
    ],
)
def test_times_are_read_on_the_clock_of_the_run(
    typed: str, now: datetime, past: bool, instant: datetime
) -> None:
    """A time of day is the last one for what has happened, and the next one for what will."""
    assert read_wall(typed, ZONE, now, past=past) == instant


@pytest.mark.parametrize(
    ("typed", "now", "why"),
    [
        ("01:30", BACK, AmbiguousTime),
        ("2025-10-26T01:30", BACK, AmbiguousTime),
        ("01:30", FORWARD, NonExistentTime),
        ("2026-03-29 01:30", FORWARD, NonExistentTime),
        ("2026-07-12 09:30 GMT", FORWARD, NonExistentTime),
        ("25:00", BACK, TimeError),
        ("12:60", BACK, TimeError),
        ("2026-02-30 12:00", BACK, TimeError),
        ("0001-01-01 00:00", BACK, TimeError),
        ("9999-12-31 23:59", BACK, TimeError),
        ("2026-01-01 12:00+99:99", BACK, TimeError),
        ("12:00 XYZ", BACK, TimeError),
        ("soon", BACK, TimeError),
        ("1" * 500, BACK, TimeError),
    ],
)
def test_a_time_that_is_none_or_two_is_asked_for_again(
    typed: str, now: datetime, why: type[TimeError]
) -> None:
    """Nothing is guessed, and nothing breaks."""
    with pytest.raises(why):
        read_wall(typed, ZONE, now, past=True)


def test_an_ambiguous_time_asks_for_its_zone(place: Place) -> None:
    """The form says how to write which of the two is meant."""
    place.clock.at = utc(2025, 10, 26, 0, 5)
    run = place.opened()
    place.clock.at = BACK
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/add-note")

    answer = ann.send(page, _do(run, "add-note"), text="It was loud.", at="01:30")
    again = ann.send(answer, _do(run, "add-note"), at="01:30 GMT")

    assert "01:30 BST or 01:30 GMT" in answer.text
    assert again.status_code == 303
    assert place.house.look(run).facts[-1].at == utc(2025, 10, 26, 1, 30)


@pytest.mark.parametrize(
    ("kind", "data", "wrong"),
    [
        (c.TakeShift, {"number": "first"}, "number"),
        (c.ExtendRisk, {"expires": "soon"}, "expires"),
        (c.CompleteTask, {"results": {"a": {"b": "x"}}}, "results.a.b"),
        (c.ProposeAmendment, {"changes": "[{"}, "changes"),
        (c.DecideGate, {"risks": [{"expires": "x"}]}, "risks.0.expires"),
    ],
)
def test_what_cannot_be_read_names_its_field(
    kind: type[c.AnyCommand], data: Mapping[str, Any], wrong: str
) -> None:
    """The path to a field is the name that it has in the form."""
    with pytest.raises(Misread) as found:
        understood(kind, data, ZONE, BACK)
    assert list(found.value.problems) == [wrong]


def test_a_long_note_is_refused_clearly_and_comes_back(place: Place) -> None:
    """100 kB are too much: told so, nothing is lost."""
    run = place.opened()
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/add-note")

    answer = ann.send(page, _do(run, "add-note"), text="Long. " * 17_000)

    assert answer.status_code == 409
    assert "Keep to 4,000" in answer.text
    assert _form(answer).fields["text"].startswith("Long. Long. ")


@pytest.mark.parametrize("text", ["a\x00b", "\u202egnp.exe", "bell\x07", "\x1b[31mred"])
def test_what_drives_a_screen_is_refused(place: Place, text: str) -> None:
    """Control characters, and what turns the direction of writing, stay out of the journal."""
    run = place.opened()
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/add-note")

    answer = ann.send(page, _do(run, "add-note"), text=text)

    assert answer.status_code == 409
    assert "control characters" in answer.text


@pytest.mark.parametrize("text", ["🦄 fine", "line one\r\nline two", "<b>bold</b> & 'so' \"on\""])
def test_what_people_write_is_kept_as_it_is(place: Place, text: str) -> None:
    """Emoji, lines as browsers end them, and markup, which is shown as text."""
    run = place.opened()
    ann = place.signed_in("ann")
    page = ann.get(f"/runs/{run}/do/add-note?task=T1")

    ann.send(page, _do(run, "add-note"), text=text)

    assert place.house.look(run).state.notes[-1].text == text.replace("\r\n", "\n")
    assert "<b>bold</b>" not in ann.get(f"/runs/{run}/tasks/T1").text


def test_hints_are_for_people_at_a_page() -> None:
    """What to do next never asks for the command line."""
    told = list(_hints())
    assert told
    assert not [text for text in told if "callboard" in text or "--" in text or "`" in text]


def _hints() -> Iterator[str]:
    yield web_hint(Refused("not-running", "x", hint="Start it first: `callboard start DR1 T1`."))
    yield web_hint(Refused("other", "x", hint="Start it first: `callboard start DR1 T1`."))
    yield web_hint(Refused("other", "x", hint="Ask Ann Lee. Give one with --reason."))
    yield web_hint(Refused("other", "x", hint="See `callboard show DR1`."))
    yield web_hint(Refused("other", "x", hint="If it was done, `callboard done DR1 T1`; or wait."))
    plain = web_hint(Refused("other", "x", hint="Ask Ann Lee."))
    assert plain == "Ask Ann Lee."
    yield plain


def test_what_cannot_be_entered_late_does_not_ask_when(place: Place) -> None:
    """A hold counts from now; a start may have been earlier."""
    run = place.opened()
    browser = place.signed_in("max")

    assert "at" not in _form(browser.get(f"/runs/{run}/do/hold-task?task=T1")).fields
    assert "at" in _form(browser.get(f"/runs/{run}/do/add-note")).fields


def _do(run: str, name: str) -> str:
    return f"/runs/{run}/do/{name}"


def _form(page: Any) -> Any:
    return next(form for form in forms_in(page.text) if "/do/" in form.action)
