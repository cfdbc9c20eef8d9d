"""The words of the forms about gates, what they left open, the plan and the way back."""

from __future__ import annotations

from collections.abc import Mapping

from console.web.form_records import FormWords
from rehearsals.core import commands as c

_BY = {"decided_by": "In whose name"}
_HEARD = {
    "forum": "At which meeting",
    "witness": "Who else heard it",
}
_HEARD_HINTS = {"witness": "Only if you enter what somebody else said: not they, and not you."}
_LATER = "On the clock of the runbook: 14:30 for the next one, or 2026-03-01 12:00."

GATE_WORDS: Mapping[type[c.AnyCommand], FormWords] = {
    c.RecordEvidence: FormWords(
        title="Bring evidence",
        button="Bring it",
        labels={"evidence": "What shows it", "met": "Is it met?"},
        hints={"evidence": "In words, or where it is to be found."},
    ),
    c.Recommend: FormWords(
        title="Give advice",
        button="Give it",
        labels={"adviser": "In whose name", "advice": "The advice", "reason": "Why"},
    ),
    c.DecideGate: FormWords(
        title="Decide a gate",
        button="Decide",
        hint="It counts at once, for everybody.",
        danger=True,
        labels={
            "outcome": "The decision",
            "reason": "Why",
            "until": "Deferred until",
            "conditions": "Conditions",
            "risks": "Accepted risks",
            **_BY,
            **_HEARD,
        },
        hints={
            "until": f"Only of what is deferred. {_LATER}",
            "conditions": "Of a go with conditions: what, whose it is, and by when.",
            "risks": "Of a go: what is accepted, by whom by name, and until when.",
            **_HEARD_HINTS,
        },
    ),
    c.WithdrawGo: FormWords(
        title="Take a go back",
        button="Take the go back",
        hint="As long as nothing behind the gate has started. It has to be decided again.",
        danger=True,
        labels={"reason": "Why", **_BY, **_HEARD},
        hints=_HEARD_HINTS,
    ),
    c.UndoVote: FormWords(
        title="Take back a no-go that was a mistake",
        button="Take it back",
        danger=True,
        labels={"member": "Whose vote", "reason": "Why"},
    ),
    c.Countersign: FormWords(
        title="Sign for what was said",
        button="Sign",
        hint="You confirm that the word that was entered for the party was its word.",
        labels={"party": "For whom"},
    ),
    c.CloseItem: FormWords(
        title="Close an open item",
        button="Close it",
        labels={"item": "What", "evidence": "What shows that it is done"},
    ),
    c.ExtendRisk: FormWords(
        title="Accept a risk for longer",
        button="Accept it",
        danger=True,
        labels={"item": "Which risk", "expires": "Until when", "reason": "Why", **_BY},
        hints={"expires": _LATER},
    ),
    c.RecordCheck: FormWords(title="A finding of a check"),
    c.ProposeAmendment: FormWords(
        title="Propose an amendment",
        button="Propose it",
        hint="A change to what has not begun yet. A second person approves it.",
        labels={
            "changes": "The changes",
            "reason": "Why",
            "reversal": "It takes back what cannot be turned back",
        },
        hints={"changes": "As JSON: a list of changes, each with kind, id, before and after."},
    ),
    c.ApproveAmendment: FormWords(
        title="Approve an amendment",
        button="Approve",
        hint="It becomes the plan at once.",
        danger=True,
        labels={"number": "Which amendment", **_BY},
        hints={"decided_by": "Only where a party must approve, such as for a reversal."},
    ),
    c.RejectAmendment: FormWords(
        title="Turn an amendment down",
        button="Turn it down",
        labels={"number": "Which amendment", "reason": "Why"},
    ),
    c.RecommendTurningBack: FormWords(
        title="Recommend turning back",
        button="Recommend it",
        hint="Those who may decide it are asked to; nothing is turned back yet.",
        danger=True,
        labels={"kind": "Which way back", "reason": "Why", "systems": "Which systems"},
        hints={"systems": "None ticked: the whole run."},
    ),
    c.TurnBack: FormWords(
        title="Turn back",
        button="Turn back",
        hint="What is ahead is given up, and the way back begins. There is no undoing this.",
        danger=True,
        labels={"kind": "Which way back", "gate": "From which gate", "systems": "Which systems",
                "reason": "Why", **_BY, **_HEARD},
        hints={"systems": "None ticked: the whole run.", **_HEARD_HINTS},
    ),
}  # fmt: skip
