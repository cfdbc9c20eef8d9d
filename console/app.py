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
_NIGHT = Group.create_ordered("Running the night")
_PEOPLE = Group.create_ordered("People")
_KEEP = Group.create_ordered("Keeping and checking")

#: Name, where it is (`module:function` under `console.commands`), group, and its line in the help.
COMMANDS = (
    ("check", "check:check", _PREPARE, "Say everything that is wrong with a runbook."),
    ("schema", "check:schema", _PREPARE, "Print the JSON Schema of runbooks, for editors."),
    ("plan", "plan:plan", _PREPARE, "Print the schedule of a runbook, and what drives it."),
    (
        "forecast",
        "forecast:forecast",
        _PREPARE,
        "Forecast when gates are ready, outages end and all is done.",
    ),
    ("graph", "plan:graph", _PREPARE, "Draw the plan of a runbook as SVG."),
    ("readiness", "readiness:app", _PREPARE, "Keep the register of what parties hand in before."),
    ("freeze", "programme:freeze", _PREPARE, "Have a plan changed by request and decision alone."),
    ("change", "programme:change", _PREPARE, "Ask for a change of a frozen plan, and decide it."),
    ("milestone", "milestones:milestone", _PREPARE, "Set, move and record milestones."),
    ("rehearse", "rehearse:rehearse", _PLAY, "Open a run of a runbook and play it."),
    ("cutover", "cutover:cutover", _PLAY, "Open the real cutover of a runbook and run it."),
    ("up", "up:up", _PLAY, "Start the web console, engines for open runs, and Prefect."),
    ("resume", "rehearse:resume", _PLAY, "Go on with a run whose engine has stopped."),
    ("crew", "crew:crew", _PLAY, "Have simulated people act for parties that are absent."),
    ("runs", "runs:runs", _WATCH, "List the runs."),
    ("show", "runs:show", _WATCH, "Show how a run stands, once or as it goes."),
    ("ready", "ready:ready", _WATCH, "List what is ready, or say why a task is not."),
    ("ways-back", "turning:ways_back", _WATCH, "Show what turning a run back would come to."),
    ("items", "items:items", _WATCH, "List what decisions left open, and lessons."),
    ("attachments", "attached:attachments", _WATCH, "List the files of a run, or save one."),
    ("notices", "notices:app", _NIGHT, "Approve outage notices, and see who was told."),
    ("start", "tasks:start", _ACT, "Begin a task."),
    ("done", "tasks:done", _ACT, "Finish a task, or confirm some parties' parts of it."),
    ("fail", "tasks:fail", _ACT, "Say that an attempt at a task failed."),
    ("skip", "tasks:skip", _ACT, "Leave a task out."),
    ("hold", "tasks:hold", _ACT, "Keep a task, and what depends on it, from starting."),
    ("release", "tasks:release", _ACT, "Lift a hold."),
    ("block", "blocking:block", _ACT, "Say that a task cannot go on, and what it needs."),
    ("unblock", "blocking:unblock", _ACT, "Say that a blocked task can go on."),
    ("reopen", "rework:reopen", _ACT, "Have a done or skipped task done again."),
    ("undo", "rework:undo", _ACT, "Take back the newest entry about a task."),
    ("reassign", "parties:reassign", _ACT, "Give a task to another party."),
    ("checks", "checks:checks", _ACT, "Make the automatic checks of a gate."),
    ("evidence", "gates:evidence", _ACT, "Bring evidence for a criterion of a gate."),
    ("advise", "gates:advise", _ACT, "Give an adviser's recommendation before a decision."),
    ("gate", "gates:gate", _ACT, "Show a gate, decide it, vote at it, or take a go back."),
    ("countersign", "gates:countersign", _ACT, "Sign for a spoken word that others entered."),
    ("close-item", "items:close_item", _ACT, "Say that something left open is worked off."),
    ("extend-risk", "items:extend_risk", _ACT, "Accept a risk for longer."),
    ("note", "whole:note", _ACT, "Write something down."),
    ("attach", "attached:attach", _ACT, "Attach a file to a task or a gate."),
    ("attend", "whole:attend", _ACT, "Say whether a party takes part."),
    ("close", "whole:close", _ACT, "End a run before its end."),
    ("amend", "amend:amend", _NIGHT, "Propose a change to the rest of the plan."),
    ("amendments", "amend:amendments", _NIGHT, "List amendments, or show what one changes."),
    ("approve", "amend:approve", _NIGHT, "Make a proposed amendment the plan."),
    ("reject", "amend:reject", _NIGHT, "Turn a proposed amendment down."),
    ("turn-back", "turning:turn_back", _NIGHT, "Turn a run back, whole or in part."),
    ("recommend-back", "turning:recommend_back", _NIGHT, "Ask for a run to be turned back."),
    ("stop", "control:stop", _NIGHT, "Stop all new starts."),
    ("go-on", "control:go_on", _NIGHT, "Allow new starts again."),
    ("roll-call", "rollcall:app", _NIGHT, "Ask who is there, and see who is missing."),
    ("handover", "shift:app", _NIGHT, "Hand a desk over, and take one."),
    ("incident", "incident:app", _NIGHT, "Refer to incidents that bear on a run."),
    ("communications", "control:communications", _NIGHT, "Messages to the outside: off, test, on."),
    ("leave", "parties:leave", _NIGHT, "Record that a party drops out, and who takes over."),
    ("activate", "parties:activate", _NIGHT, "Record a participant's service activation."),
    ("observe", "observe:app", _NIGHT, "Write down what assurance saw."),
    ("user", "users:app", _PEOPLE, "Keep the people: their roles, substitutes and passwords."),
    (
        "organisation",
        "organisations:app",
        _PEOPLE,
        "Keep the organisations, and for whom they act.",
    ),
    (
        "subscribers",
        "subscribers:app",
        _PEOPLE,
        "Keep who is told of outages, and over which routes.",
    ),
    ("token", "tokens:app", _PEOPLE, "Issue, list and revoke the tokens that people act by."),
    ("whoami", "passwords:whoami", _PEOPLE, "Say who acts here, and what they may do."),
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
