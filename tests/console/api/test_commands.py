"""Commands by the API: done once under a key, answered with what they made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from console.api.routes.commands import NAMES
from rehearsals.core.commands import COMMAND_TYPES, AttachFile, RecordCheck
from tests.console.api.program import Program, program
from tests.console.web.place import Place, a_place


def test_a_command_answers_with_its_events_and_the_new_head(place: Place) -> None:
    """What is answered has happened, in the name of whoever holds the token."""
    run = place.opened()

    answer = program(place, "ann").command(run, "start-task", {"task": "T1"})

    made = answer.json()
    assert answer.status_code == 200
    assert [(one["seq"], one["type"], one["actor"]) for one in made["events"]] == [
        (2, "TaskStarted", "ann")
    ]
    assert made["head"]["seq"] == 2
    assert made["repeated"] is False


def test_every_command_of_people_has_an_address(place: Place) -> None:
    """But for findings, which are a check's, and files, which come with their content."""
    paths = place.browser().get("/api/v1/openapi.json").json()["paths"]

    asked = {path.rpartition("/")[2] for path in paths if path.startswith("/runs/{run}/commands/")}

    assert asked == set(NAMES)
    assert {*NAMES.values()} == {*COMMAND_TYPES} - {RecordCheck, AttachFile}


def test_the_same_key_is_done_once_and_answered_the_same(place: Place) -> None:
    """A line that broke before the answer came costs nothing."""
    run = place.opened()
    ann = program(place, "ann")

    first, again = (
        ann.command(run, "add-note", {"text": "Once."}, key="one").json() for _ in range(2)
    )

    assert again["repeated"] is True
    assert again["events"] == first["events"]
    assert place.house.look(run).seq == 2


def test_a_key_is_remembered_after_a_restart(tmp_path: Path) -> None:
    """It stands in the journal, and nowhere else."""
    with a_place(tmp_path) as place:
        run = place.opened()
        ann = program(place, "ann")
        ann.command(run, "add-note", {"text": "Once."}, key="one")
        token = ann.headers["Authorization"].removeprefix("Bearer ")
    with a_place(tmp_path, people=None) as place:
        again = Program(place.browser(), token)

        answer = again.command(run, "add-note", {"text": "Once."}, key="one")

        assert answer.json()["repeated"] is True


@pytest.mark.parametrize(
    ("name", "body"),
    [("add-note", {"text": "Another."}), ("start-task", {"task": "T1"})],
)
def test_a_key_that_was_used_for_something_else_is_refused(
    place: Place, name: str, body: dict[str, str]
) -> None:
    """Or whoever asks would think that it was done."""
    run = place.opened()
    ann = program(place, "ann")
    ann.command(run, "add-note", {"text": "Once."}, key="one")

    answer = ann.command(run, name, body, key="one")

    assert (answer.status_code, answer.json()["code"]) == (422, "key-reused")
    assert place.house.look(run).seq == 2


def test_a_key_is_somebodys_own(place: Place) -> None:
    """Another's key is no key of mine."""
    run = place.opened()

    for person in ("ann", "max"):
        program(place, person).command(run, "add-note", {"text": "Mine."}, key="one")

    assert place.house.look(run).seq == 3


def test_what_was_refused_may_be_sent_again_under_its_key(place: Place) -> None:
    """Nothing was done, so there is nothing to repeat."""
    run = place.opened()
    ann = program(place, "ann")
    early = ann.command(run, "complete-task", {"task": "T1"}, key="done")
    ann.command(run, "start-task", {"task": "T1"})

    late = ann.command(run, "complete-task", {"task": "T1"}, key="done")

    assert (early.status_code, early.json()["code"]) == (409, "not-running")
    assert late.status_code == 200


@pytest.mark.parametrize(
    ("key", "code"), [("", "key-missing"), ("a b", "bad-key"), ("x" * 65, "bad-key")]
)
def test_a_write_needs_a_key(place: Place, key: str, code: str) -> None:
    """One that can be told apart, and is no text of its own."""
    run = place.opened()
    ann = program(place, "ann")

    answer = ann.command(run, "start-task", {"task": "T1"}, headers={"Idempotency-Key": key})

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_scribe_enters_whose_word_it_was_and_when(place: Place) -> None:
    """Both stand in the journal."""
    run = place.opened()
    place.clock.pass_(10)

    answer = program(place, "cid").command(
        run,
        "start-task",
        {"task": "T1", "on_behalf_of": "ann", "happened_at": "2026-01-12T10:05:00+01:00"},
    )

    (event,) = answer.json()["events"]
    assert event["at"] == "2026-01-12T09:05:00Z"
    assert (event["actor"], event["on_behalf_of"]) == ("cid", "ann")


@pytest.mark.parametrize("time", ["2026-01-12 09:00", "2026-01-12T09:00:00", "1700000000", "now"])
def test_a_time_is_told_with_its_offset(place: Place, time: str) -> None:
    """A time without one could be two."""
    run = place.opened()

    answer = program(place, "ann").command(run, "add-note", {"text": "x", "happened_at": time})

    assert answer.json()["fields"].keys() == {"happened_at"}


@pytest.mark.parametrize("name", ["latest", "DR", "dr1"])
def test_a_write_names_its_run_in_full(place: Place, name: str) -> None:
    """Sent again, it must not end up in another one."""
    place.opened()

    answer = program(place, "ann").command(name, "start-task", {"task": "T1"})

    assert answer.status_code == 404


def test_a_file_is_attached_and_fetched(place: Place) -> None:
    """With its content, which is kept before the journal names it; under a key, once."""
    run = place.opened()
    ann = program(place, "ann")
    file: dict[str, Any] = {"files": {"file": ("counts.txt", b"1,000\n")}, "data": {"task": "T1"}}

    first, again = (ann.post(f"/runs/{run}/attachments", key="f", **file).json() for _ in "ab")
    (known,) = ann.get(f"/runs/{run}/attachments").json()["attachments"]
    fetched = ann.get(f"/runs/{run}/attachments/{known['sha256']}")

    assert again == {**first, "repeated": True}
    assert fetched.content == b"1,000\n"
    assert fetched.headers["content-disposition"].startswith("attachment")
    assert ann.get(f"/runs/{run}/attachments/..%2Fjournal.sqlite").status_code == 404


def test_a_file_that_is_refused_is_not_kept(place: Place) -> None:
    """Who may not attach fills no disk."""
    run = place.opened()
    file: dict[str, Any] = {"files": {"file": ("counts.txt", b"1,000\n")}, "data": {"task": "T9"}}

    answer = program(place, "ann").post(f"/runs/{run}/attachments", **file)

    assert answer.json()["code"] == "unknown-task"
    assert not (place.house.home / "attachments").exists()
