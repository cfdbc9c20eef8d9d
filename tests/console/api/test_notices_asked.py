"""Saying something of outages by the API: approved, turned down, written, sent again; each once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.console.api.program import program
from tests.console.web import notices_told as told
from tests.console.web.place import Place

COMMANDS = "/runs/DR1/notices/commands"


@pytest.fixture
def drafted(place: Place) -> Place:
    """A draft of EES in a rehearsal."""
    place.opened(communications="test")
    told.subscribed(place)
    told.draft(place)
    return place


def revisions(place: Place, notice: str = told.EES) -> int:
    """How many revisions of a notice are out."""
    return len(place.house.notices.book("DR1").threads[notice].revisions)


def test_draft_is_approved_with_another_end(drafted: Place) -> None:
    """Once, however often it is asked under the same key."""
    com = program(drafted, "com")
    body = {"draft": f"{told.EES}#1", "end": "2026-01-12T13:00:00Z"}
    answers = [com.post(f"{COMMANDS}/approve-draft", body, key="k-1").json() for _ in range(2)]

    assert [one["repeated"] for one in answers] == [False, True]
    assert answers[0]["events"] == answers[1]["events"]
    assert revisions(drafted) == 1
    newest = drafted.house.notices.book("DR1").threads[told.EES].newest
    assert newest is not None
    assert newest.window.end is not None
    assert newest.window.end.hour == 13


def test_draft_is_turned_down(drafted: Place) -> None:
    """With the reason."""
    body = {"draft": f"{told.EES}#1", "reason": "The plan is wrong."}
    answer = program(drafted, "com").post(f"{COMMANDS}/reject-draft", body)

    assert answer.status_code == 200
    assert drafted.house.notices.book("DR1").threads[told.EES].draft is None


def test_update_is_written(drafted: Place) -> None:
    """What is left out stays as it was."""
    told.approve(drafted, f"{told.EES}#1")
    body = {"notice": told.EES, "cause": "The load goes well."}

    assert program(drafted, "com").post(f"{COMMANDS}/write-update", body).status_code == 200
    assert revisions(drafted) == 2


def test_notice_of_ones_own_is_written_as_in_a_file(drafted: Place) -> None:
    """What the linter finds fault with does not go out."""
    notice: dict[str, Any] = {
        "title": "EES out of service",
        "reason": "emergency",
        "systems": ["EES"],
        "window": {"start": "2026-01-12T10:00", "end": "2026-01-12T12:00"},
        "action_required": "Send nothing.",
    }
    com = program(drafted, "com")
    wrong = com.post(f"{COMMANDS}/write-notice", {"name": "N", "notice": {"title": "EES"}})
    right = com.post(f"{COMMANDS}/write-notice", {"name": "NTC-1", "notice": notice})

    assert wrong.status_code == 409
    assert right.status_code == 200, right.text
    assert revisions(drafted, "DR1-NTC-1") == 1


def test_deliveries_are_made_once_more(drafted: Place) -> None:
    """Once under a key."""
    told.approve(drafted, f"{told.EES}#1")
    told.attempted(drafted, told.key_of("acme-2"))
    com = program(drafted, "com")
    body = {"deliveries": [told.key_of("acme-2")]}
    answers = [com.post("/runs/DR1/notices/redeliver", body, key="k").json() for _ in range(2)]

    assert [one["repeated"] for one in answers] == [False, True]
    delivery = drafted.house.notices.deliveries("DR1").deliveries[told.key_of("acme-2")]
    assert delivery.redeliveries == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("commands/approve-draft", {"draft": f"{told.EES}#1"}),
        ("redeliver", {"deliveries": [told.key_of("acme-2")]}),
    ],
)
def test_who_may_not_is_refused(drafted: Place, path: str, body: dict[str, Any]) -> None:
    """It is the communications approver's."""
    answer = program(drafted, "max").post(f"/runs/DR1/notices/{path}", body)

    assert (answer.status_code, answer.json()["code"]) == (403, "not-permitted")
