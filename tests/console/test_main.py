"""The border: what a command line answers, and what a person sees when something goes wrong."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest

from console.app import COMMANDS
from tests.console.terminal import Terminal

HEAVY = ("prefect", "sqlalchemy", "numba", "networkx", "pydantic", "pendulum")


def test_help_names_every_command(callboard: Terminal) -> None:
    """`--help` lists every command with its line, within 100 columns."""
    out = callboard.ok("--help")
    for name, _, _, line in COMMANDS:
        assert f" {name} " in out
        assert line in out
    assert max(len(line) for line in out.splitlines()) <= 100


def test_no_arguments_print_the_help(callboard: Terminal) -> None:
    """`callboard` alone is a question for help."""
    assert callboard.ok() == callboard.ok("--help")


def test_help_as_a_process_prints_the_usage() -> None:
    """The real process answers `--help` on standard output and nothing on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "console.main", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Usage: callboard COMMAND")
    assert done.stderr == ""


def test_help_loads_no_engine_and_no_database() -> None:
    """Asking for help loads neither Prefect, SQLAlchemy, numba, networkx, nor the model."""
    code = (
        "import sys; from console.main import main; main(['--help']); "
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("LOADED []")


@pytest.mark.parametrize("name", [name for name, *_ in COMMANDS])
def test_each_command_has_help(callboard: Terminal, name: str) -> None:
    """Every command explains itself and its arguments."""
    out = callboard.ok(name, "--help")
    assert out.startswith(f"Usage: callboard {name}")
    assert max(len(line) for line in out.splitlines()) <= 100


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["chek"], "there is no command 'chek'. Did you mean check"),
        (["start"], "start needs RUN."),
        (["fail", "DR1", "T1"], "fail needs --reason."),
        (["check", "a", "b"], "check does not take 'b'"),
        (["check", "a", "--jsn"], "Unknown option: --jsn. Did you mean --json?"),
        (
            ["gate", "DR1", "G1", "maybe", "--by", "x", "--reason", "y"],
            '"go", "go-with-conditions", "no-go"',
        ),
        (["done", "DR1", "T1", "--result", "mpans"], "write it like mpans=123000000"),
        (["rehearse", "m10", "--seed", "x"], '"x"'),
        (["rehearse", "m10", "--anchor", "someday"], '"someday"'),
    ],
)
def test_misuse_is_one_line_and_exit_code_2(
    callboard: Terminal, argv: list[str], words: str
) -> None:
    """What cannot be understood is said in one line that names the command's help."""
    said = callboard(*argv)
    assert said.code == 2
    assert said.out == ""
    assert words in said.err
    assert said.err.startswith("callboard: ")
    assert said.err.count("\n") == 1
    assert "--help`." in said.err


def test_an_unexpected_error_leaves_its_trace_in_a_log(callboard: Terminal) -> None:
    """A fault of the program is one line for the person, and a traceback in the log it names."""

    def broken() -> datetime:
        raise ZeroDivisionError("the clock is broken")

    callboard.opened()
    said = callboard("show", "DR1", now=broken)
    log = callboard.home / "callboard.log"
    assert said.code == 1
    assert "the clock is broken" in said.err
    assert str(log) in said.err
    assert said.err.count("\n") == 1
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_an_interruption_ends_with_130(callboard: Terminal) -> None:
    """Ctrl-C is no error of the program."""

    def interrupted() -> datetime:
        raise KeyboardInterrupt

    callboard.opened()
    said = callboard("show", "DR1", now=interrupted)
    assert said.code == 130
    assert said.err == "callboard: interrupted.\n"


def test_a_reader_who_leaves_is_no_error() -> None:
    """`callboard plan m10 | head -1` is quiet, whatever was left to be printed."""
    command = f"{sys.executable} -m console.main plan m10 | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("m10:")
    assert done.stderr == ""


def test_version_names_the_product(callboard: Terminal) -> None:
    """`--version` is one line."""
    out = callboard.ok("--version")
    assert out.startswith("callboard ")
    assert out.count("\n") == 1
