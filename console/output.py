"""Printing: tables that fit 100 columns, JSON for programs, and files that are written whole."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from console.app import WIDTH
from runbooks.errors import CallboardError


def emit(*lines: str) -> None:
    """Print lines of text to standard output."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def talk(line: str) -> None:
    """Say something about what is being done, to standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def wrapped(line: str, indent: int = 2) -> str:
    """A line that fits the width, as several lines of which the others stand further in."""
    return textwrap.fill(line, WIDTH, subsequent_indent=" " * indent) if line else line


def emit_json(data: Any) -> None:
    """Print data for programs."""
    sys.stdout.write(f"{json.dumps(data, indent=2, ensure_ascii=False)}\n")


def emit_rich(*renderables: RenderableType) -> None:
    """Print tables and styled text; without colour and exactly `WIDTH` wide off a terminal."""
    terminal = sys.stdout.isatty()
    console = Console(highlight=False, emoji=False, markup=False, soft_wrap=False)
    console.width = min(console.width, WIDTH) if terminal else WIDTH
    with console.capture() as captured:
        console.print(*renderables, sep="\n")
    lines = captured.get().lstrip("\n").splitlines()
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in lines)


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


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file so that it is there whole or not at all; raises CallboardError if it cannot.

    What is no file, such as a pipe or a device, is written to as it is.
    """
    try:
        if is_special(path):
            with path.open("w", encoding="utf-8") as file:
                file.writelines(pieces)
        else:
            _replace(path, pieces)
    except OSError as error:
        raise CallboardError(
            f"{path} cannot be written: {(error.strerror or str(error)).lower()}.",
            hint="Give another file.",
        ) from error


def is_special(path: Path) -> bool:
    """Whether there is something of that name that is not a file; it must not be replaced."""
    return path.exists() and not path.is_file()


def _replace(path: Path, pieces: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
