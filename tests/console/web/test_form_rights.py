"""What a form is before anything is written: for whoever may, at its own page, and short."""

from __future__ import annotations

import pytest

from rehearsals.testing import a_runbook, a_task
from tests.console.web.place import Place


@pytest.mark.parametrize(
    ("asked", "place_of_it"),
    [
        ("decide-gate?gate=G1&next=/runs/DR1/tonight", "gates/G1/decide"),
        ("withdraw-go?gate=G1", "gates/G1/decide?outcome=withdrawn"),
        ("turn-back?kind=rollback&gate=G1", "control/turn-back?way=rollback%2FG1"),
    ],
)
def test_what_is_read_over_first_has_a_page_of_its_own(
    place: Place, asked: str, place_of_it: str
) -> None:
    """No plain form takes a decision that its own page would have shown once more."""
    run = place.opened()

    answer = place.signed_in("bob").get(f"/runs/{run}/do/{asked}")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/runs/{run}/{place_of_it}"


def test_who_may_not_is_told_before_anything_is_written(place: Place) -> None:
    """A viewer gets no form to fill in, but whom to ask."""
    run = place.opened()

    page = place.signed_in("vic").get(f"/runs/{run}/do/stop-starts").text

    assert "Vic Oak may not stop all starts" in page
    assert "Ask Max Gray" in page
    assert f'action="/runs/{run}/do' not in page


@pytest.mark.parametrize(
    ("person", "form", "has_it"),
    [
        ("cid", "start-task?task=T1", True),
        ("ann", "start-task?task=T1", True),
        ("ann", "start-task", True),
        ("vic", "start-task", False),
        ("bob", "start-task?task=T1", False),
        ("ned", "complete-task?task=T1", False),
        ("max", "stop-starts", True),
    ],
)
def test_a_form_is_for_who_may_or_might(place: Place, person: str, form: str, has_it: bool) -> None:
    """Whoever enters it for others keeps it, and whoever may for one of the choices."""
    run = place.opened()

    page = place.signed_in(person).get(f"/runs/{run}/do/{form}").text

    assert (f'action="/runs/{run}/do' in page) == has_it


def test_many_boxes_that_need_not_be_ticked_are_folded(place: Place) -> None:
    """Between the reason and the button of a form stands one line, not thirty boxes."""
    grids = {f"grid-{number}": {"name": f"Grid {number}"} for number in range(9)}
    book = a_runbook(
        a_task("T1", for_each="grids"),
        parties={"si": {"name": "SI"}, **grids},
        groups={"grids": list(grids)},
    )
    run = place.opened(book)

    page = place.signed_in("max").get(f"/runs/{run}/do/block-task?task=T1").text

    assert "<summary>Whose part" in page
