"""Printing: text and tables that fit 100 columns, and JSON for programs.

Everything shown passes through here, and nothing in it drives the terminal: an old journal or a
file from elsewhere may hold what a runbook may not.
"""

from __future__ import annotations

import json
import sys
import textwrap
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from console.app import WIDTH
from runbooks.characters import with_controls_escaped, without_controls


def emit(*lines: str) -> None:
    """Print lines of text to standard output."""
    for line in lines:
        sys.stdout.write(f"{without_controls(line)}\n")
    sys.stdout.flush()


def talk(line: str) -> None:
    """Say something about what is being done, to standard error."""
    sys.stderr.write(f"{without_controls(line)}\n")
    sys.stderr.flush()


def wrapped(line: str, indent: int = 2) -> str:
    """A line that fits the width, as several lines of which the others stand further in."""
    return textwrap.fill(line, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)


def emit_json(data: Any) -> None:
    """Print data for programs."""
    text = json.dumps(data, indent=2, ensure_ascii=False)
    sys.stdout.write(f"{with_controls_escaped(text)}\n")


def emit_rich(*renderables: RenderableType) -> None:
    """Print tables and styled text; without colour and exactly `WIDTH` wide off a terminal."""
    terminal = sys.stdout.isatty()
    console = Console(highlight=False, emoji=False, markup=False, soft_wrap=False)
    console.width = min(console.width, WIDTH) if terminal else WIDTH
    with console.capture() as captured:
        console.print(harmless(*renderables))
    lines = captured.get().lstrip("\n").splitlines()
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in lines)


def harmless(*renderables: RenderableType) -> Group:
    """Tables and styled text one below the other, none of which can drive the terminal."""
    return Group(*map(_Harmless, renderables))


class _Harmless:
    """Something to print without the control characters of its texts; its styles stay."""

    def __init__(self, inner: RenderableType) -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The segments it is made of."""
        for segment in console.render(self._inner, options):
            yield segment._replace(text=without_controls(segment.text))


def table(*headers: str, last: str = "fold") -> Table:
    """A table without lines, whose last column takes what is left: `fold` or `ellipsis`."""
    made = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim", expand=False)
    for header in headers[:-1]:
        made.add_column(header, no_wrap=True)
    made.add_column(headers[-1], overflow="ellipsis" if last == "ellipsis" else "fold")
    return made


def heading(text: str, count: int | None = None) -> Text:
    """A heading, perhaps with how many there are."""
    return Text(f"\n{text}" if count is None else f"\n{text} ({count})", style="bold")
