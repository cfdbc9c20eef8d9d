"""What the run's refusals advise, for somebody in front of a page instead of a terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping

from runbooks.errors import CallboardError, Refused

#: By the code of a refusal, where its own words are of the command line alone.
_BY_CODE: Mapping[str, str] = {
    "already-running": "Somebody else has begun it: look at the task to see who.",
    "already-done": "Nothing is left to do; if it must be done again, the manager can reopen it.",
    "already-skipped": "If it must be done after all, the manager can reopen it.",
    "already-attached": "Nothing is left to do.",
    "automated": "The engine does it. If nothing happens, ask the cutover manager.",
    "bad-attempt": "Open the task again.",
    "copies-open": "Confirm for those that are ready.",
    "held": "Ask the cutover manager to release it.",
    "meeting": "Go to the gate: its decision ends the meeting.",
    "not-running": "Look at the task to see how it stands now.",
    "on-behalf-of-missing": "If somebody told you, say who under “For somebody else”.",
    "password-needed": "Type your password below.",
    "reason-missing": "Say why.",
    "results-missing": "Type what was measured.",
    "run-closed": "Look at the run to see how it ended.",
    "speaker-missing": "Say who said it, or leave that field empty.",
    "speaker-not-known": "Say who said it by a name from the list.",
    "starts-stopped": "Wait until the cutover manager allows starts again.",
    "subject-missing": "Choose one of them.",
    "witness-missing": "Name somebody else who heard it.",
    "witness-not-known": "Name somebody from the list who heard it.",
    "not-a-scribe": "Leave out who said it, or have a scribe enter it.",
    "own-word-only": "Leave out who said it: whoever may do it does it themselves.",
    "late-not-possible": "Leave out when it happened.",
    "late-automated": "Leave out when it happened.",
    "decision-missing": "Say whose decision it is.",
    "undated": "Give each a day to come.",
    "condition-empty": "Give each condition its words and its owner.",
    "condition-undated": "Give each a time to come.",
    "conditions-missing": "Fill in at least one condition.",
    "conditions-do-not-fit": "Choose go with conditions, or leave them out.",
    "risk-empty": "Give each risk its words and a name.",
    "risk-expired": "Give each a time to come.",
    "not-the-decider": "Say in whose name it is.",
    "evidence-missing": "Say what shows it.",
    "not-longer": "Give a later time.",
    "text-too-long": "Shorten it, or attach it as a file and refer to that.",
}
_PROGRAM = re.compile(r"`|--\w|\bcallboard\b")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
#: What introduces a command that is left out.
_LED_BY = re.compile(r"[:;,]?\s*(?:with|see|by)?\s*`[^`]*`[^.]*", re.IGNORECASE)


def web_hint(error: CallboardError) -> str:
    """What to do next, without commands of the command line; empty if nothing is left to say."""
    hint = error.hint or ""
    if not _PROGRAM.search(hint):
        return hint
    if isinstance(error, Refused) and error.code in _BY_CODE:
        return _BY_CODE[error.code]
    kept = (_plain(sentence) for sentence in _SENTENCES.split(hint))
    return " ".join(sentence for sentence in kept if sentence)


def _plain(sentence: str) -> str:
    """A sentence without its command; empty if nothing is said besides."""
    if not _PROGRAM.search(sentence):
        return sentence
    left = _LED_BY.sub("", sentence).strip(" .,:;")
    if _PROGRAM.search(left) or len(left.split()) < 2:  # noqa: PLR2004 - a verb and a thing
        return ""
    return f"{left}."
