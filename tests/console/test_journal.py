"""`verify`, `export` and `report`: what is kept of a run."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from notices.follower import NoticeFollower
from rehearsals.desk import Desk
from rehearsals.journal.sql import open_journal
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


def test_notices_of_a_run_without_any_is_said(callboard: Terminal) -> None:
    """No notice is no error."""
    callboard.opened()
    assert "No notice has been issued in run DR1." in callboard.ok("notices", "DR1")
    assert callboard("notices", "DR1", "--json").data == []


def test_notices_of_a_simulated_run_went_to_nobody(callboard: Terminal) -> None:
    """Whatever channel is configured."""
    callboard.ok("rehearse", callboard.runbook(), "--simulate", "--executor", "local")
    said = callboard.ok("notices", "DR1")
    assert "Deliveries: none; those of a simulated run go to nobody." in said
    assert "configured" not in said


def test_notices_without_a_channel_say_so(callboard: Terminal) -> None:
    """What counts is what was configured when they were issued."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    callboard.ok("done", "DR1", "T1", "--result", "mpans=100")
    callboard.ok("start", "DR1", "T2")
    with closing(open_journal(callboard.home / "journal.sqlite")) as journal:
        desk = Desk(journal, callboard.clock.now)
        NoticeFollower(desk, "DR1").step(callboard.clock.now())
    said = callboard.ok("notices", "DR1")
    assert "Deliveries: none; no channel was configured when it was issued." in said
