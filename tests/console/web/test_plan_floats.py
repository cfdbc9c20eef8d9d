"""How far tasks may slip, and what lets them go last, in words."""

from __future__ import annotations

import csv
from io import StringIO

from console.web.views.plan_floats import float_words, floats_of
from rehearsals.core import commands as c
from tests.console.web.foreseen_nights import looked
from tests.console.web.place import Place


def test_a_task_has_three_floats_and_what_lets_it_go(place: Place) -> None:
    """Towards the end, what is behind it, and the next gate; what is over has none."""
    look = looked(place)
    floats = floats_of(place.house.foreseen(look))

    assert floats
    a, meeting, last = (floats.of(task) for task in ("A", "M", "C"))
    assert a
    assert (floats.gate, a.total, a.free, a.gate) == ("G1", "30 min", "30 min", "30 min")
    assert meeting
    assert meeting.driven == "A (wait 30m: not before)"
    assert last
    assert (last.gate, last.driven) == ("", "B")

    place.done(look.run, c.StartTask, "ann", task="A")
    place.done(look.run, c.CompleteTask, "ann", task="A")
    after = floats_of(place.house.foreseen(place.house.look(look.run)))
    assert after
    assert after.of("A") is None


def test_lengths_of_float_are_short() -> None:
    """Whole hours from a day on, and nothing of a few seconds."""
    assert [float_words(n) for n in (0, 59, 60, 3900, 90_000, -1200)] == [
        "none",
        "none",
        "1 min",
        "1 h 05 min",
        "1 d 1 h",
        "late by 20 min",
    ]


def test_a_spreadsheet_has_floats_in_minutes(place: Place) -> None:
    """Towards the end, what is behind, and the next gate; and the task that lets it go."""
    run = looked(place).run

    text = place.signed_in("vic").get(f"/runs/{run}/plan/table.csv").text

    heads, *rows = csv.reader(StringIO(text.removeprefix("\ufeff")))
    found = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    assert found["A"]["total float minutes"] == "30"
    assert (found["A"]["next gate"], found["A"]["float to next gate minutes"]) == ("G1", "30")
    assert (found["B"]["driven by"], found["B"]["next gate"]) == ("M", "")
