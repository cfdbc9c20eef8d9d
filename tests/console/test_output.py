"""What is printed fits, and drives no terminal."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from rich.text import Text

from console.output import emit, emit_json, emit_rich, table, talk, wrapped

#: Clears the screen, rings, hides what stands before it, and turns the writing around.
HOSTILE = "A\x1b[2J\x07B\rC\x9bD\u202eE\x7f"
HARMLESS = "A\ufffd[2J\ufffdB\ufffdC\ufffdD\ufffdE\ufffd"


@pytest.mark.parametrize("say", [emit, talk], ids=["emit", "talk"])
def test_text_drives_no_terminal(
    say: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Control characters are shown as what they are: something that cannot be shown."""
    say(f"{HOSTILE}\n\tÉowyn")
    said = capsys.readouterr()
    assert said.out + said.err == f"{HARMLESS}\n\tÉowyn\n"


def test_a_table_drives_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither do its cells, nor styled text beside it."""
    made = table("id", "title")
    made.add_row("T1", "A\x1b[2J\u202eB")
    emit_rich(Text("C\x9bD", style="bold"), made, "E\x7fF")
    out = capsys.readouterr().out
    assert [line.split()[-1] for line in out.splitlines()] == [
        "C\ufffdD",
        "title",
        "A\ufffd[2J\ufffdB",
        "E\ufffdF",
    ]


def test_json_says_the_same_without_driving_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get every character, escaped."""
    emit_json({"note": HOSTILE})
    out = capsys.readouterr().out
    assert json.loads(out) == {"note": HOSTILE}
    assert out.isascii()


def test_a_long_line_is_wrapped_at_the_width() -> None:
    """The lines after the first one stand further in."""
    lines = wrapped("word " * 40, indent=4).splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[1].startswith("    word")
