"""`block`, `unblock`, `attach` and `attachments` from the command line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.console.terminal import Terminal

PDF = b"%PDF-1.7 the log"
DIGEST = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(PDF)
    return path


def _stored(callboard: Terminal) -> Path:
    (path,) = (callboard.home / "attachments").rglob(DIGEST)
    return path


def test_a_task_is_blocked_and_can_go_on(callboard: Terminal) -> None:
    """The board asks for somebody meanwhile."""
    callboard.opened()
    needs = ("--reason", "no access", "--needs", "the data team")
    said = callboard.ok("block", "DR1", "t1", *needs)
    assert "T1 Prepare: BLOCKED: no access (needs the data team)" in said
    assert "It needs the data team." in " ".join(callboard.ok("show", "DR1").split())
    callboard.ok("unblock", "DR1", "T1", "--reason", "they came")
    assert "Needs somebody" not in callboard.ok("show", "DR1")


def test_a_file_is_attached_listed_and_saved(
    callboard: Terminal, letter: Path, tmp_path: Path
) -> None:
    """What is saved is what was attached."""
    callboard.opened()
    said = callboard.ok("attach", "DR1", str(letter), "--task", "t1", "--text", "as agreed")
    assert "File on T1: letter.pdf (application/pdf, 16 bytes): as agreed" in said
    assert "letter.pdf" in callboard.ok("attachments", "DR1")
    (listed,) = callboard("attachments", "DR1", "--json").data["attachments"]
    assert (listed["sha256"], listed["task"], listed["text"]) == (DIGEST, "T1", "as agreed")
    copy = tmp_path / "copy.pdf"
    callboard.ok("attachments", "DR1", "--save", DIGEST[:8], str(copy))
    assert copy.read_bytes() == PDF
    again = callboard("attachments", "DR1", "--save", DIGEST[:8], str(copy))
    assert again.code == 1


def test_what_is_refused_is_not_kept(callboard: Terminal, letter: Path) -> None:
    """Neither for a task that there is not, nor of a type that is not taken."""
    callboard.opened()
    page = letter.with_name("page.html")
    page.write_text("<html></html>", encoding="utf-8")
    assert callboard("attach", "DR1", str(letter), "--task", "T99").code == 1
    assert callboard("attach", "DR1", str(letter)).code == 1
    refused = callboard("attach", "DR1", str(page), "--gate", "g1")
    assert refused.code == 1
    assert "not of a type that is taken" in refused.err
    assert not [path for path in callboard.home.rglob("*") if path.name == DIGEST]


def test_a_file_that_is_lost_or_altered_is_told(callboard: Terminal, letter: Path) -> None:
    """By `verify`, of the run or of everything, and by the list of files."""
    callboard.opened()
    callboard.ok("attach", "DR1", str(letter), "--gate", "G1")
    callboard.ok("verify")
    _stored(callboard).write_bytes(b"%PDF-1.7 another")
    for command in (("verify",), ("verify", "DR1"), ("attachments", "DR1")):
        told = callboard(*command)
        assert told.code == 1
        assert "letter.pdf, which the journal names, is not what was handed in" in " ".join(
            told.err.split()
        )
    _stored(callboard).unlink()
    assert "is missing" in " ".join(callboard("verify", "DR1").err.split())


def test_a_file_is_named_by_enough_of_its_digest(callboard: Terminal, letter: Path) -> None:
    """A digit or two are a slip."""
    callboard.opened()
    callboard.ok("attach", "DR1", str(letter), "--task", "T1")
    said = callboard("attachments", "DR1", "--save", DIGEST[:3], str(letter.with_name("x")))
    assert said.code == 1
    assert "does not name one file" in said.err
