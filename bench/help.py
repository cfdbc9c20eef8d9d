"""How long `callboard --help` takes, against a command line of as many empty commands.

Both are real processes of the same library, run in turns; the ratio of their medians is printed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from console.app import COMMANDS

RUNS = 15
GOAL = 1.5

_EMPTY = """\
from cyclopts import App

app = App(name="empty")
{commands}
app()
"""
_COMMAND = """\
@app.command(name="{name}")
def command_{number}():
    \"\"\"{line}\"\"\"
"""


def empty_command_line() -> str:
    """The source of a command line with as many commands as ours, none of which does anything."""
    commands = "".join(
        _COMMAND.format(name=name, number=number, line=line)
        for number, (name, _, _, line) in enumerate(COMMANDS)
    )
    return _EMPTY.format(commands=commands)


def seconds_of(command: list[str]) -> float:
    """How long a process takes from start to end; raises if it fails."""
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    return perf_counter() - start


def main() -> int:
    """Measure and print; exit code 1 if the goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(empty_command_line(), encoding="utf-8")
        theirs = [sys.executable, str(empty), "--help"]
        ours = [sys.executable, "-m", "console.main", "--help"]
        for command in (theirs, ours):
            seconds_of(command)  # the first one compiles
        pairs = [(seconds_of(ours), seconds_of(theirs)) for _ in range(RUNS)]
    our, their = (median(times) for times in zip(*pairs, strict=True))
    ratio = our / their
    sys.stdout.write(
        f"callboard --help: {our * 1000:.0f} ms, {len(COMMANDS)} empty commands: "
        f"{their * 1000:.0f} ms, ratio {ratio:.2f} (goal: at most {GOAL})\n"
    )
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
