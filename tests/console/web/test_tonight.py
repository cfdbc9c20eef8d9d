"""The board of a run."""

from __future__ import annotations

from tests.console.web.place import Place


def test_somebody_with_a_role_sees_how_far_a_run_is(place: Place) -> None:
    """A viewer opens the board, and reads how many tasks are settled."""
    run = place.opened()

    answer = place.signed_in("vic").get(f"/runs/{run}/tonight")

    assert answer.status_code == 200
    assert "0 of 5" in answer.text


def test_nobody_is_sent_to_sign_in(place: Place) -> None:
    """Who is not signed in sees nothing of a run."""
    run = place.opened()

    answer = place.browser().get(f"/runs/{run}/tonight")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?next=/runs/{run}/tonight"
