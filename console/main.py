"""The command line as a function from arguments to an exit code; data to stdout, talk to stderr."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from console.app import build_app, check_words, help_console
from console.errors import explain
from console.here import Here, being

#: New objects between two looks of Python's garbage collector. A command makes this many as it
#: begins, all of which stay: with the 700 of Python itself a tenth of its time goes into looking.
OBJECTS = 100_000
_HELP = ((), ("--help",), ("-h",))


def main(argv: Sequence[str] | None = None, here: Here | None = None) -> int:
    """Do what the arguments say, by default the process's own; nothing but the exit code comes out.

    `here` replaces the process's environment and clock.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    with being(here):
        try:
            check_words(arguments)
            app = build_app(listing=tuple(arguments) in _HELP)
            console = help_console() if {"--help", "-h"} & {*arguments} or not arguments else None
            code = app(arguments, console=console)
            sys.stdout.flush()
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the border
            return explain(error, arguments)
    return code or 0


def run() -> None:
    """The entry point of the command `callboard`."""
    gc.set_threshold(OBJECTS)
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal that cannot show a sign shows another; that is no reason to stop.
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main())


if __name__ == "__main__":
    run()
