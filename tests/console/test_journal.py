"""`verify`, `export` and `report`: what is kept of a run."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.console.terminal import MACHINES, Terminal


def test_an_export_is_verified_without_its_journal(callboard: Terminal, tmp_path: Path) -> None:
    """The file carries all that is needed, with the head that the run has."""
    callboard.opened()
    callboard.ok("note", "DR1", "hello")
    file = tmp_path / "dr1.jsonl"
    written = callboard.ok("export", "DR1", str(file))
    callboard.home = tmp_path / "elsewhere"
    whole = callboard.ok("verify", str(file))
    assert whole.rpartition("head ")[2] == written.rpartition("head ")[2]


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
    callboard.ok("note", "DR1", "hello")
    path = callboard.home / "journal.sqlite"
    with sqlite3.connect(path) as journal:
        journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    journal.close()
    path.write_bytes(path.read_bytes().replace(b"hello", b"hallo"))
    said = callboard("verify", "DR1")
    assert said.code == 1
    assert "run/DR1, event 2" in said.err


def test_an_export_to_standard_output_is_json_lines(callboard: Terminal) -> None:
    """`-` is for pipes: the lines, and nothing else."""
    callboard.opened()
    lines = callboard.ok("export", "DR1", "-").splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["RunOpened"]


def test_an_export_that_cannot_be_written_is_refused(callboard: Terminal, tmp_path: Path) -> None:
    """The file is named; nothing is left behind."""
    callboard.opened()
    said = callboard("export", "DR1", str(tmp_path / "no" / "such" / "file"))
    assert said.code == 1
    assert "cannot be written" in said.err


def test_a_report_is_written_where_it_was_asked_for(callboard: Terminal, tmp_path: Path) -> None:
    """HTML for people and JSON for programs."""
    callboard.ok("rehearse", callboard.runbook(MACHINES), "--simulate", "--executor", "local")
    html, data = tmp_path / "out" / "r.html", tmp_path / "r.json"
    callboard.ok("report", "DR1", "-o", str(html), "--json", str(data))
    assert "Nobody needed" in html.read_text(encoding="utf-8")
    assert json.loads(data.read_text(encoding="utf-8"))


def test_notices_of_a_run_without_any_is_said(callboard: Terminal) -> None:
    """No notice is no error."""
    callboard.opened()
    assert "No notice has been issued in run DR1." in callboard.ok("notices", "DR1")
    assert callboard("notices", "DR1", "--json").data == []
