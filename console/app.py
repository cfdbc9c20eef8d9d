"""The command line's table of contents: every command, loaded only when it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cyclopts import App, Group, Parameter

from runbooks.errors import CallboardError

if TYPE_CHECKING:
    from rich.console import Console

#: Columns of all output: at most on a terminal, and always elsewhere.
WIDTH = 100
#: Characters of an argument at most: as many as the words of a command may have.
LONGEST_TEXT = 4_000

_PREPARE = Group.create_ordered("Before a run")
_PLAY = Group.create_ordered("Playing a run")
_WATCH = Group.create_ordered("Watching a run")
_ACT = Group.create_ordered("Acting in a run")
_KEEP = Group.create_ordered("Keeping and checking")

#: Name, where it is (`module:function` under `console.commands`), group, and its line in the help.
COMMANDS = (
    ("check", "check:check", _PREPARE, "Say everything that is wrong with a runbook."),
    ("schema", "check:schema", _PREPARE, "Print the JSON Schema of runbooks, for editors."),
    ("plan", "plan:plan", _PREPARE, "Print the schedule of a runbook, and what drives it."),
    ("graph", "plan:graph", _PREPARE, "Draw the plan of a runbook as SVG."),
    ("rehearse", "rehearse:rehearse", _PLAY, "Open a run of a runbook and play it."),
    ("resume", "rehearse:resume", _PLAY, "Go on with a run whose engine has stopped."),
    ("runs", "runs:runs", _WATCH, "List the runs."),
    ("show", "runs:show", _WATCH, "Show how a run stands."),
    ("ready", "ready:ready", _WATCH, "List what is ready, or say why a task is not."),
    ("notices", "notices:notices", _WATCH, "List the outage notices of a run."),
    ("start", "tasks:start", _ACT, "Begin a task."),
    ("done", "tasks:done", _ACT, "Finish a task, or confirm some parties' copies of it."),
    ("fail", "tasks:fail", _ACT, "Say that an attempt at a task failed."),
    ("skip", "tasks:skip", _ACT, "Leave a task out."),
    ("hold", "tasks:hold", _ACT, "Keep a task, and what depends on it, from starting."),
    ("release", "tasks:release", _ACT, "Lift a hold."),
    ("evidence", "gates:evidence", _ACT, "Bring evidence for a criterion of a gate."),
    ("gate", "gates:gate", _ACT, "Decide a gate, vote at it, or take a go back."),
    ("note", "whole:note", _ACT, "Write something down."),
    ("attend", "whole:attend", _ACT, "Say whether a party takes part."),
    ("close", "whole:close", _ACT, "End a run before its end."),
    ("report", "report:report", _KEEP, "Write the timing report of a run."),
    ("verify", "journal:verify", _KEEP, "Check the journal, or an export of it."),
    ("export", "journal:export", _KEEP, "Write a run's journal as JSON lines."),
    ("doctor", "doctor:doctor", _KEEP, "Check this installation."),
)

_HELP = "Run cutovers and their dress rehearsals."
_EPILOGUE = (
    "RUN is a run's name, the beginning of one, or latest. Data lives in CALLBOARD_HOME, by "
    "default .callboard in the working directory."
)


def build_app(*, listing: bool) -> App:
    """The command line; `listing` for the help of the whole, which loads no command.

    Otherwise a command's help is its own docstring.
    """
    app = App(
        name="callboard",
        help=_HELP,
        help_epilogue=_EPILOGUE if listing else None,
        version=_version,
        help_format="plaintext",
        default_parameter=Parameter(negative=(), show_default=False),
        result_action="return_value",
        print_error=False,
        exit_on_error=False,
        suppress_keyboard_interrupt=False,
    )
    for name, place, group, line in COMMANDS:
        app.command(
            f"console.commands.{place}", name=name, group=group, help=line if listing else None
        )
    return app


def check_words(arguments: Sequence[str]) -> None:
    """Raise CallboardError for an argument that no journal could keep."""
    for number, text in enumerate(arguments, 1):
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise CallboardError(f"Argument {number} is not UTF-8.", hint="Write plain text.")
        if len(text) > LONGEST_TEXT:
            raise CallboardError(
                f"Argument {number} has {len(text):,} characters, more than {LONGEST_TEXT:,}.",
                hint="Attach the text elsewhere and refer to it.",
            )


def help_console() -> Console:
    """Where help is printed: as wide as other output is."""
    from rich.console import Console  # noqa: PLC0415 - most commands print no help

    console = Console(highlight=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    return console


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - rarely asked

    try:
        return f"callboard {version('callboard')}"
    except PackageNotFoundError:
        return "callboard (not installed as a distribution)"
