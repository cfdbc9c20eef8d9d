"""Words and shapes of states, and texts cut to the room there is."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import east_asian_width

from console.standing import Standing
from rehearsals.core.state import GateRecord, TaskState

#: The shape of each state in the sheet of icons; `given_up` has a dash there.
ICONS: Mapping[TaskState, str] = {
    "waiting": "waiting",
    "ready": "ready",
    "held": "held",
    "running": "running",
    "unknown": "unknown",
    "done": "done",
    "failed": "failed",
    "skipped": "skipped",
    "given_up": "given-up",
}


def shape_of(stands: Standing, task: str) -> str:
    """The icon of a task: of its state, or that it is blocked."""
    return "blocked" if stands.state.task(task).blocks else ICONS[_state(stands, task)]


def state_words(stands: Standing, task: str) -> str:
    """A task's state as people read it: `running, blocked`."""
    blocked = ", blocked" if stands.state.task(task).blocks else ""
    return f"{_state(stands, task).replace('_', ' ')}{blocked}"


def _state(stands: Standing, task: str) -> TaskState:
    return stands.states.get(task, "given_up")


def gate_kind(record: GateRecord) -> str:
    """How a gate is drawn: `gate`, `gate-go`, `gate-no-go`, or `gate-put-off`."""
    if record.passed:
        return "gate-go"
    kinds = {"no_go": "gate-no-go", "deferred": "gate-put-off", "withdrawn": "gate-put-off"}
    return kinds.get(record.outcome, "gate")


def gate_words(record: GateRecord) -> str:
    """A gate's newest decision as people read it."""
    words = {"no_go": "no-go", "undecided": "not decided"}
    return words.get(record.outcome, record.outcome.replace("_", " "))


def cut(text: str, room: int) -> str:
    """A text on one line, cut with an ellipsis to so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= room else f"{line[: room - 1].rstrip()}…"


#: Widths at 12 pixels in the widest of the fonts that a reader may have.
_NARROW, _WIDE, _CAPITAL, _OTHER, _FULL = 4.4, 11.8, 8.6, 7.4, 12.5


def fit(text: str, pixels: float, *, bold: bool = False) -> str:
    """A text on one line, cut with an ellipsis to what surely has room at 12 pixels."""
    line = " ".join(text.split())
    room = pixels / (1.13 if bold else 1.0)
    if sum(map(_width, line)) <= room:
        return line
    left, kept = room - _FULL, 0
    for char in line:
        left -= _width(char)
        if left < 0:
            break
        kept += 1
    return f"{line[:kept].rstrip()}…"


def two_lines(text: str, pixels: float) -> tuple[str, ...]:
    """A text on at most two lines, cut with an ellipsis to what surely has room at 12 pixels."""
    words = text.split()
    kept = 0
    while kept < len(words) and sum(map(_width, " ".join(words[: kept + 1]))) <= pixels:
        kept += 1
    if not 0 < kept < len(words):
        return (fit(text, pixels),)
    return " ".join(words[:kept]), fit(" ".join(words[kept:]), pixels)


def _width(char: str) -> float:
    if char in "iljtfrI.,:;'|!()[]-/ ":
        return _NARROW
    if char in "mwMW@%—":
        return _WIDE
    if east_asian_width(char) in "WF" or ord(char) > 0xFFFF:  # noqa: PLR2004 - beyond plane 0
        return _FULL
    return _CAPITAL if char.isupper() else _OTHER
