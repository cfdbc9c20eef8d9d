"""What if, on the Plan page: asked by the address, worked out for the rest, kept nowhere."""

from __future__ import annotations

import pytest

from console.web.views.plan_what_if import WhatIfView, what_if_view
from rehearsals.core import commands as c
from tests.console.web.client import forms_in
from tests.console.web.foreseen_nights import looked
from tests.console.web.place import Place


@pytest.mark.parametrize("typed", ["A=+45m", "A= 45m"])
def test_what_moves_and_what_is_hit_is_told(place: Place, typed: str) -> None:
    """A plus sign that an address has lost is taken for one."""
    found = what_if_view(looked(place), [typed])

    assert found
    assert [(one.id, one.by) for one in found.moved] == [
        ("A", "45 min later"),
        ("M", "15 min later"),
        ("B", "15 min later"),
        ("C", "15 min later"),
    ]
    assert any("The finish moves" in one.text for one in found.hits)
    assert not any(one.bad for one in found.hits)


def test_a_deadline_that_falls_is_marked(place: Place) -> None:
    """In words, too."""
    found = what_if_view(looked(place), ["C=+1h"])

    assert found
    assert [one.text[:12] for one in found.hits if one.bad] == ["NEWLY MISSED"]


def test_what_has_happened_counts(place: Place) -> None:
    """A has run for an hour: to last 45 minutes longer it ends at 10:15 all the same."""
    look = looked(place)
    place.done(look.run, c.StartTask, "ann", task="A")
    place.clock.pass_(60)
    found = what_if_view(place.house.look(look.run), ["A=+45m"])

    assert found
    first = found.moved[0]
    assert first.after
    assert (first.id, first.after.text) == ("A", "Mon 12 Jan 10:15 GMT")


def test_what_is_taken_up_says_where_it_ends(place: Place) -> None:
    """The meeting has its fixed time."""
    found = what_if_view(looked(place), ["A=+10m"])

    assert found
    assert [one.id for one in found.moved] == ["A"]
    assert "M (G1) still starts" in found.absorbed[0]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("nonsense", "supposes nothing"),
        ("Z=+10m", "has no task 'Z'"),
        ("A=-40m", "less than nothing"),
        (" ".join(["A=+1m"] * 11), "10 things at most"),
    ],
)
def test_what_cannot_be_supposed_says_why(place: Place, typed: str, words: str) -> None:
    """What was typed stays."""
    found = what_if_view(looked(place), [typed])

    assert found
    assert found.typed == typed
    assert words in found.problem


def test_asked_nothing_the_page_only_offers_it(place: Place) -> None:
    """And of a run that is over not even that."""
    look = looked(place)
    assert what_if_view(look, []) == WhatIfView(typed="")

    place.done(look.run, c.AbandonRun, "max", reason="Called off.")
    assert what_if_view(place.house.look(look.run), ["A=+45m"]) is None


def test_the_form_of_the_page_leads_to_the_answer(place: Place) -> None:
    """It keeps what else the address says, works without a script and leaves no trace."""
    look = looked(place)
    vic = place.signed_in("vic")
    start = vic.get(f"/runs/{look.run}/plan?rows=all")
    form = next(one for one in forms_in(start.text) if "what" in one.fields)

    answer = vic.get(form.action, params={**form.fields, "what": "A=+45m"})

    assert form.fields["rows"] == "all"
    assert answer.status_code == 200
    assert "The finish moves Mon 12 Jan 11:30 GMT" in answer.text
    assert 'value="A=+45m"' in answer.text
    assert place.house.look(look.run).seq == look.seq
