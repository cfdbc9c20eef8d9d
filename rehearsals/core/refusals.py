"""Refusals that several commands share, each worded once."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from difflib import get_close_matches

from rehearsals.core.commands import CloseItem, Command, Countersign, ExtendRisk, Refusal
from rehearsals.core.state import RunState, TaskRecord
from rehearsals.core.words import Change
from runbooks.characters import first_control
from runbooks.ways_back import WAY_BACK_NAMES

#: What still can be done after the end: sign for spoken words, work off what was left open.
LEFT_TO_DO = (Countersign, CloseItem, ExtendRisk)
#: Characters of all the words in one field of a command.
LONGEST_TEXT = 4_000


def refuse(code: str, message: str, hint: str) -> Refusal:
    """A refusal: a stable code, why not, and what to do next."""
    return Refusal(code=code, message=message, hint=hint)


def unknown(state: RunState, kind: str, name: str, known: list[str], *, of: str = "") -> Refusal:
    """There is no such task, gate, criterion or party in the run."""
    near = get_close_matches(name, known, n=3, cutoff=0.6)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"See `callboard show {state.run}`."
    return refuse(
        f"unknown-{kind}",
        f"Run {state.run} has no {kind}{f' of {of} named' if of else ''} {name}.",
        hint,
    )


def check_open(state: RunState, command: Command) -> Refusal | None:
    """A closed run takes no commands but those on what it left open."""
    if state.status == "open" or isinstance(command, LEFT_TO_DO):
        return None
    return refuse(
        "run-closed",
        f"Run {state.run} is {state.status.replace('_', ' ')}; nothing more can happen in it.",
        f"Read it with `callboard report {state.run}`, or open a new run.",
    )


def check_task(state: RunState, task_id: str) -> Refusal | None:
    """The task exists and is in the run's scope."""
    if task_id in state.index.tasks:
        return None
    if kind := state.runbook.way_back_of.get(task_id):
        name = WAY_BACK_NAMES[kind]
        return refuse(
            "not-turned-back",
            f"{task_id} belongs to the {name} leg, and is not to be done as the run stands.",
            "It is once those who may have turned the run back: see "
            f"`callboard ways-back {state.run}`.",
        )
    if task_id in state.runbook.task_by_id:
        return refuse(
            "out-of-scope",
            f"{task_id} is not in the scope of run {state.run}.",
            "Choose a task between the run's first and last gate.",
        )
    return unknown(state, "task", task_id, list(state.index.tasks))


def check_attempt(record: TaskRecord, task_id: str, attempt: int | None) -> Refusal | None:
    """What is said of one attempt does not count for another."""
    running = record.attempts[-1].number
    if attempt is None or attempt == running:
        return None
    return refuse(
        "other-attempt",
        f"{task_id} is in attempt {running}; this is about attempt {attempt}.",
        "Say nothing, or what attempt is meant.",
    )


def check_words(command: Command) -> Refusal | None:
    """Texts stand in the journal for ever and are shown on terminals: no control characters."""
    for field in fields(command):
        if refusal := check_text(field.name, _text_in(getattr(command, field.name))):
            return refusal
    return None


def check_text(field: str, text: str) -> Refusal | None:
    """A text of a field is of a length to be read, and drives no terminal."""
    name = field.replace("_", " ")
    if len(text) > LONGEST_TEXT:
        return refuse(
            "text-too-long",
            f"The {name} has {len(text):,} characters.",
            f"Keep to {LONGEST_TEXT:,}; attach the rest elsewhere and refer to it.",
        )
    if first_control(text) is not None or not _is_unicode(text):
        return refuse(
            "control-characters", f"The {name} holds control characters.", "Write plain text."
        )
    return None


def _is_unicode(text: str) -> bool:
    """Whether it can be written down: bytes that were no UTF-8 come as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _text_in(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return "".join(_text_in(item) for item in value)
    if isinstance(value, dict):
        return "".join(_text_in(item) for pair in value.items() for item in pair)
    if is_dataclass(value) and not isinstance(value, Change):  # which a runbook's rules look at
        return "".join(_text_in(getattr(value, field.name)) for field in fields(value))
    return ""


def check_reason(what: str, reason: str) -> Refusal | None:
    """Some commands need a reason, which stays in the journal for good."""
    if reason.strip():
        return None
    return refuse("reason-missing", f"{what} needs a reason.", "Give one with --reason.")


def _in_words(state: RunState, task_id: str) -> str:
    progress = state.task(task_id).progress
    return "yet to start" if progress == "open" else progress


def not_running(state: RunState, task_id: str) -> Refusal:
    """The refusal of ending work that has not begun, or has ended already."""
    return refuse(
        "not-running",
        f"{task_id} is not running; it is {_in_words(state, task_id)}.",
        f"Start it first: `callboard start {state.run} {task_id}`.",
    )
