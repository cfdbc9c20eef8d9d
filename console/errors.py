"""The one place where what goes wrong becomes a line on standard error and an exit code.

0 done, 1 something a person can act on, 2 not understood, 130 interrupted, 141 nobody reads on.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from cyclopts import CycloptsError, MissingArgumentError, UnknownCommandError, UnusedCliTokensError

from console.app import COMMANDS
from console.here import settings
from rehearsals.engine.clock import SystemClock
from rehearsals.files import make_private
from runbooks.characters import without_controls
from runbooks.errors import CallboardError

FAILED, MISUSED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141


def explain(error: BaseException, argv: Sequence[str]) -> int:
    """Tell the person what went wrong; the exit code."""
    match error:
        case CycloptsError():
            return _misused(error)
        case CallboardError():
            _say(str(error))
            return FAILED
        case KeyboardInterrupt():
            _say("interrupted.")
            return INTERRUPTED
        case BrokenPipeError():
            # Whoever read has gone; what is still buffered must not raise at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return PIPE_CLOSED
        case _:
            return _unexpected(error, argv)


def _misused(error: CycloptsError) -> int:
    chain = error.command_chain or ()
    command = " ".join(chain) or "callboard"
    if isinstance(error, UnknownCommandError):
        message = _unknown_command(error)
    elif isinstance(error, UnusedCliTokensError):
        words = " ".join(error.unused_tokens or ())
        message = f"{command} does not take {words!r}; text of several words goes in quotes."
    elif isinstance(error, MissingArgumentError) and error.argument is not None:
        message = f"{command} needs {error.argument.name}."
    else:
        message = str(error)
    _say(f"{message} See `{' '.join(('callboard', *chain))} --help`.")
    return MISUSED


def _unknown_command(error: UnknownCommandError) -> str:
    """Worded here: the library's own words would load every command."""
    word = (error.unused_tokens or [""])[0]
    # Below a command, the commands of the top would be no help: its own help names what it has.
    known = [] if error.command_chain else [name for name, *_ in COMMANDS]
    near = get_close_matches(word, known, n=2)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"there is no command {word!r}.{meant}"


def _unexpected(error: BaseException, argv: Sequence[str]) -> int:
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    try:
        log = _log(error, argv)
    except (OSError, CallboardError):
        _say(f"something went wrong inside ({what}), and no log could be written.")
        return FAILED
    _say(f"something went wrong inside ({what}). The details are in {log}.")
    return FAILED


def _log(error: BaseException, argv: Sequence[str]) -> Path:
    log = settings().home / "callboard.log"
    make_private(log.parent)
    trace = "".join(traceback.format_exception(error))
    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"{SystemClock().now().isoformat()} callboard {' '.join(argv)}\n{trace}\n")
    return log


def _say(message: str) -> None:
    sys.stderr.write(f"callboard: {without_controls(message)}\n")
