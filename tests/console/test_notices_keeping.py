"""`callboard notices evidence`, `lint`, `send` and `write`; and what `doctor` says of sending."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from console.notice_health import health_line
from notices.outbox.pulse import Health
from tests.console.telling import approved, drafted, sent
from tests.console.terminal import MONDAY, Terminal

EMERGENCY = """\
title: DIP unreachable
cause: A router failed.
reason: emergency
systems: [{id: DIP, name: Data Integration Platform}]
window: {start: "2026-01-12T08:30", end: "2026-01-12T12:00"}
data_handling: queued
action_required: Hold your messages.
next_update_due: "2026-01-12T10:00"
contact: desk@si.example
"""


@pytest.fixture
def evidence(callboard: Terminal, tmp_path: Path) -> Path:
    """The evidence of a notice that one supplier got."""
    approved(callboard, "acme")
    sent(callboard)
    file = tmp_path / "evidence.zip"
    said = callboard.ok("notices", "evidence", "DR1", "--out", str(file))
    assert "notices/DR1: " in said
    return file


def test_evidence_is_checked_without_a_database(callboard: Terminal, evidence: Path) -> None:
    """Both streams with their heads."""
    said = callboard.ok("verify", str(evidence))
    assert "notices/DR1 is whole" in said
    assert "deliveries/DR1 is whole" in said
    head = said.split("head ")[1].split()[0]
    assert callboard("verify", str(evidence), "--head", head).code == 0
    assert callboard("verify", str(evidence), "--head", "00").code == 1


def test_evidence_says_who_was_told_when(evidence: Path) -> None:
    """A row for each delivery, for people and spreadsheets."""
    with ZipFile(evidence) as archive:
        (row,) = csv.DictReader(io.StringIO(archive.read("deliveries.csv").decode()))
    assert (row["subscriber"], row["state"], row["attempts"]) == ("acme", "delivered", "1")
    assert row["told_at"].endswith("Z")
    assert "@" not in "".join(row.values())


def test_altered_evidence_is_found(callboard: Terminal, evidence: Path, tmp_path: Path) -> None:
    """A word changed, and an event cut off at the end."""
    with ZipFile(evidence) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    lines = parts["notices-DR1.jsonl"].splitlines(keepends=True)
    for changed in (
        [lines[0].replace(b"ann", b"eve"), *lines[1:]] if b"ann" in lines[0] else lines[1:],
        lines[:-1],
    ):
        forged = tmp_path / "forged.zip"
        with ZipFile(forged, "w") as archive:
            for name, data in (parts | {"notices-DR1.jsonl": b"".join(changed)}).items():
                archive.writestr(name, data)
        assert callboard("verify", str(forged)).code == 1


def test_the_same_evidence_is_the_same_file(
    callboard: Terminal, evidence: Path, tmp_path: Path
) -> None:
    """To the byte, so that two copies can be compared."""
    callboard.ok("notices", "evidence", "DR1", "--out", str(tmp_path / "again.zip"))
    assert (tmp_path / "again.zip").read_bytes() == evidence.read_bytes()


def test_another_zip_is_no_evidence(callboard: Terminal, tmp_path: Path) -> None:
    """It is said what would be."""
    file = tmp_path / "other.zip"
    with ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    said = callboard("verify", str(file))
    assert said.code == 1
    assert "is not the evidence of a run's notices" in said.err


def test_lint_names_file_and_line(callboard: Terminal) -> None:
    """Errors have exit code 1; as data too."""
    good = callboard.runbook(EMERGENCY, "good.yaml")
    assert callboard("notices", "lint", good).code == 0
    bad = callboard.runbook(EMERGENCY.replace("12:00", "08:00"), "bad.yaml")
    said = callboard("notices", "lint", bad)
    assert said.code == 1
    assert f"{bad}:" in said.out
    assert "1 error" in said.out
    (found, *_) = callboard("notices", "lint", bad, "--json").data
    assert found["line"] > 0


def test_lint_of_a_file_that_is_not_there_is_plain(callboard: Terminal) -> None:
    """No traceback."""
    said = callboard("notices", "lint", "nowhere.yaml")
    assert said.code == 1
    assert "cannot be read" in said.err


def test_a_notice_of_ones_own_goes_out(callboard: Terminal) -> None:
    """Such as of an emergency, under a name of its own."""
    drafted(callboard, "acme")
    file = callboard.runbook(EMERGENCY, "emergency.yaml")
    said = callboard.ok("notices", "write", "DR1", "NTC-1", file, "--as", "ann")
    assert "DR1-NTC-1, revision 0" in said
    assert "DIP unreachable" in callboard.ok("notices", "show", "DR1", "NTC-1")


def test_send_once_sends_what_is_due(callboard: Terminal) -> None:
    """Without a mail server it says so in the delivery, and somebody is asked."""
    approved(callboard, "acme")
    assert "What was due is sent; the next is due" in callboard.ok("notices", "send", "--once")
    assert "no mail server is configured" in callboard.ok("notices", "show", "DR1", "OUT-EES")


def test_doctor_says_what_sending_needs(callboard: Terminal) -> None:
    """What is not set up and needed is looked at; what is set up wrongly is wrong."""
    approved(callboard, "acme")
    said = callboard("doctor")
    assert "no server is configured (CALLBOARD_SMTP); 1 active routes need it" in said.out
    assert "no sender is running: 1 delivery waits since" in said.out
    callboard.environ["CALLBOARD_SMTP"] = "no place"
    assert callboard("doctor").code == 1


@pytest.mark.parametrize(
    ("alive", "due", "said"),
    [
        (True, 0, ""),
        (False, 0, "No sender is running; nothing waits for one."),
        (False, 3, "No sender is running: 3 deliveries wait since 09:00 GMT."),
        (True, 1, "The sender is at work: 1 delivery waits since 09:00 GMT."),
    ],
)
def test_the_sender_is_told_of_in_a_line(alive: bool, due: int, said: str) -> None:
    """With since when, on the local clock."""
    health = Health(alive=alive, since=None, due=due, oldest=MONDAY if due else None)
    assert health_line(health, "Europe/London", MONDAY) == said
