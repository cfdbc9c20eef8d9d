"""`verify`, `export` and `report`: what is kept of a run."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.console.terminal import MACHINES, Terminal


def alter(callboard: Terminal) -> None:
    """Change one byte of a note on run DR1, behind the journal's back."""
    callboard.ok("note", "DR1", "hello")
    path = callboard.home / "journal.sqlite"
    with closing(sqlite3.connect(path)) as journal:
        journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(path.read_bytes().replace(b"hello", b"hallo"))


def test_an_export_is_verified_without_its_journal(callboard: Terminal, tmp_path: Path) -> None:
    """The file carries all that is needed, with the head that the run has."""
    callboard.opened()
    callboard.ok("note", "DR1", "hello")
    file = tmp_path / "dr1.jsonl"
    written = callboard.ok("export", "DR1", str(file))
    callboard.home = tmp_path / "elsewhere"
    whole = callboard.ok("verify", str(file))
    assert whole.splitlines()[0].rpartition("head ")[2] == written.rpartition("head ")[2].strip()


def test_an_export_that_ends_too_early_says_that_the_run_is_open(
    callboard: Terminal, tmp_path: Path
) -> None:
    """What is cut off at its end is whole as far as it goes: nobody takes it for a whole run."""
    callboard.ok("rehearse", callboard.runbook(MACHINES), "--simulate", "--executor", "local")
    file, still_open = tmp_path / "dr1.jsonl", "The run is still open at its end"
    callboard.ok("export", "DR1", str(file))
    assert still_open not in callboard.ok("verify", str(file))
    assert still_open not in callboard.ok("verify", "DR1")
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8")
    assert still_open in callboard.ok("verify", str(file))


def test_verify_compares_the_head_with_one_noted_elsewhere(
    callboard: Terminal, tmp_path: Path
) -> None:
    """Another head is exit code 1, of a run as of a file."""
    callboard.opened()
    head = callboard("show", "--json").data["head"]["hash"]
    file = tmp_path / "dr1.jsonl"
    callboard.ok("export", "DR1", str(file))
    callboard.ok("note", "DR1", "later")
    assert callboard("verify", str(file), "--head", head).code == 0
    said = callboard("verify", "DR1", "--head", head)
    assert said.code == 1
    assert "run/DR1 has another head" in said.err


def test_an_altered_export_is_named_with_its_line(callboard: Terminal, tmp_path: Path) -> None:
    """One byte is enough."""
    callboard.opened()
    callboard.ok("note", "DR1", "hello")
    file = tmp_path / "dr1.jsonl"
    callboard.ok("export", "DR1", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace("hello", "hallo"), encoding="utf-8")
    said = callboard("verify", str(file))
    assert said.code == 1
    assert f"{file}, line 2" in said.err


def test_an_altered_journal_is_named_with_its_position(callboard: Terminal) -> None:
    """One byte changed in the database is found by `verify`, with stream and event."""
    callboard.opened()
    alter(callboard)
    said = callboard("verify", "DR1")
    assert said.code == 1
    assert "run/DR1, event 2" in said.err


def test_an_altered_run_does_not_hide_the_others(callboard: Terminal) -> None:
    """It is marked, the others are listed, and the exit code is 1."""
    callboard.opened("DR1")
    alter(callboard)
    callboard.opened("DR2")
    said = callboard("runs")
    assert said.code == 1
    assert [line.split()[:2] for line in said.out.splitlines()[1:]] == [
        ["DR1", "ALTERED"],
        ["DR2", "rehearsal"],
    ]
    assert "run/DR1, event 2" in said.err
    assert [run["status"] for run in callboard("runs", "--json").data] == ["altered", "open"]


def test_an_export_to_standard_output_is_json_lines(callboard: Terminal) -> None:
    """`-` is for pipes: the lines, and nothing else."""
    callboard.opened()
    lines = callboard.ok("export", "DR1", "-").splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["RunOpened"]


def test_an_export_that_cannot_be_written_is_refused(callboard: Terminal, tmp_path: Path) -> None:
    """The file is named; nothing is left behind."""
    callboard.opened()
    (tmp_path / "file").touch()
    said = callboard("export", "DR1", str(tmp_path / "file" / "below"))
    assert said.code == 1
    assert "cannot be written" in said.err


def test_a_report_is_written_where_it_was_asked_for(callboard: Terminal, tmp_path: Path) -> None:
    """HTML for people and JSON for programs."""
    callboard.ok("rehearse", callboard.runbook(MACHINES), "--simulate", "--executor", "local")
    html, data = tmp_path / "out" / "r.html", tmp_path / "r.json"
    callboard.ok("report", "DR1", "-o", str(html), "--json", str(data))
    assert "Nobody needed" in html.read_text(encoding="utf-8")
    assert json.loads(data.read_text(encoding="utf-8"))
