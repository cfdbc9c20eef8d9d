"""`doctor`: what it looks at."""

from __future__ import annotations

from tests.console.terminal import Terminal


def test_the_data_directory_is_tried(callboard: Terminal) -> None:
    """It is written to, not only looked at."""
    assert f"ok     data directory {callboard.home} can be written to" in callboard("doctor").out


def test_a_data_directory_that_cannot_be_used_is_wrong(callboard: Terminal) -> None:
    """A file in its place is named, and the exit code is 1."""
    callboard.home.write_text("in the way", encoding="utf-8")
    said = callboard("doctor")
    assert said.code == 1
    assert f"WRONG  data directory {callboard.home}" in said.out


def test_a_journal_that_cannot_be_read_is_wrong(callboard: Terminal) -> None:
    """The rest is said all the same."""
    callboard.home.mkdir()
    (callboard.home / "journal.sqlite").write_text("garbage", encoding="utf-8")
    said = callboard("doctor")
    assert said.code == 1
    assert "WRONG  journal" in said.out
    assert "Prefect: embedded" in said.out


def test_a_data_directory_open_to_others_is_pointed_out(callboard: Terminal) -> None:
    """It works, so it is no error; one that was made here is not open."""
    assert "open to others" not in callboard("doctor").out
    code = callboard("doctor").code
    callboard.home.chmod(0o755)
    said = callboard("doctor")
    assert f"look   data directory {callboard.home} is open to others; run `chmod 700`" in said.out
    assert said.code == code
