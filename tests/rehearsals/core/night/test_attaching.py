"""Files on tasks and at gates: what the run takes of them, and what it keeps."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.history import also_for_gate, history_of
from rehearsals.core.night.attaching import LARGEST, MOST
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at

PDF: dict[str, Any] = {
    "name": "letter.pdf",
    "sha256": "ab" * 32,
    "size": 12,
    "media_type": "application/pdf",
}


def _trial() -> Trial:
    book = a_runbook(a_task("A"), a_task("M", "A", end=True), gates=[a_gate("G1", "M")])
    return Trial(book)


def _code(answer: object) -> str:
    return answer.code if isinstance(answer, c.Refusal) else "taken"


def test_a_file_stands_at_its_task_or_gate_with_whose_word_it_is() -> None:
    """Name, digest, size and type; the content is elsewhere."""
    trial = _trial()
    trial.ask(1, c.AttachFile, **PDF, task="A", text=" as agreed ", on_behalf_of="Sam")
    trial.ask(2, c.AttachFile, **PDF, gate="G1")

    first, second = trial.state.attachments
    assert (first.task, first.gate, first.text, first.by) == ("A", None, "as agreed", "Sam")
    assert (first.name, first.sha256, first.size, first.at) == ("letter.pdf", "ab" * 32, 12, at(1))
    assert (second.task, second.gate) == (None, "G1")
    assert len(history_of(trial.facts, "A")) == len(also_for_gate(trial.facts, "G1")) == 1


def test_it_belongs_to_one_task_or_one_gate() -> None:
    """That there is, in this run."""
    trial = _trial()
    subjects: tuple[dict[str, str], ...] = (
        {},
        {"task": "A", "gate": "G1"},
        {"task": "Z"},
        {"gate": "G9"},
    )

    codes = [_code(trial.ask(1, c.AttachFile, **PDF, **subject)) for subject in subjects]

    assert codes == ["subject-missing", "subject-missing", "unknown-task", "unknown-gate"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "../letter.pdf", "bad-file-name"),
        ("name", "a:b.pdf", "bad-file-name"),
        ("name", "fdp\u200f.exe", "bad-file-name"),
        ("name", "a\u202efdp.exe", "control-characters"),
        ("name", "nul.pdf", "bad-file-name"),
        ("name", "x" * 201, "bad-file-name"),
        ("sha256", "../../etc/passwd", "bad-digest"),
        ("sha256", "AB" * 32, "bad-digest"),
        ("size", 0, "bad-size"),
        ("size", LARGEST + 1, "bad-size"),
        ("media_type", "text/html", "bad-media-type"),
        ("media_type", "image/svg+xml", "bad-media-type"),
        ("media_type", "", "bad-media-type"),
    ],
)
def test_what_could_do_harm_later_is_refused(field: str, value: object, code: str) -> None:
    """Whatever a client says: it will be shown, saved and given back by these for years."""
    assert _code(_trial().ask(1, c.AttachFile, **{**PDF, field: value}, task="A")) == code


def test_the_same_file_is_attached_once_to_one_thing() -> None:
    """A second click is no second file."""
    trial = _trial()
    trial.ask(1, c.AttachFile, **PDF, task="A")

    again = trial.ask(2, c.AttachFile, **{**PDF, "name": "copy.pdf"}, task="A")

    assert _code(again) == "already-attached"


def test_a_run_has_room_for_so_many_files() -> None:
    """The data directory is no archive."""
    trial = _trial()
    for number in range(MOST):
        trial.ask(1, c.AttachFile, **{**PDF, "sha256": f"{number:064x}"}, task="A")

    assert len(trial.state.attachments) == MOST
    assert _code(trial.ask(2, c.AttachFile, **PDF, task="A")) == "too-many-files"


def test_what_is_done_may_be_shown_afterwards_and_late() -> None:
    """A screenshot comes when the work is over; it may say when it was taken."""
    trial = _trial()
    trial.do(1, 5, "A")

    assert _code(trial.ask(9, c.AttachFile, **PDF, task="A", happened_at=at(5))) == "taken"
    assert trial.state.attachments[0].at == at(5)
