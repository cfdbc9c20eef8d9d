"""Factories for tests of the readiness register: returns asked, and a register played by hand."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from rehearsals.core.command import Refusal
from rehearsals.core.fact import Entered
from rehearsals.readiness import commands as c
from rehearsals.readiness.apply import apply
from rehearsals.readiness.decide import decide
from rehearsals.readiness.events import ReadinessEvent
from rehearsals.readiness.state import NOTHING_ASKED, Return
from rehearsals.readiness.words import Ask, Served, Signatory
from rehearsals.testing import at

DIRECTOR = Signatory(name="Ann Example", office="Director")
CHIEF = Signatory(name="Bob Sample", office="Chief Executive")

_numbers = count(1)


def an_ask(**changes: Any) -> Ask:
    """A declaration of `recco` for m10/G1, due an hour after the opening."""
    fields = {
        "kind": "declaration",
        "party": "recco",
        "title": "Declaration of readiness",
        "deadline": at(60),
        "gates": (Served(gate="m10/G1"),),
        "signatories": (DIRECTOR, CHIEF),
    }
    return Ask(**{**fields, **changes})


def given(kind: type[Any], **fields: Any) -> Any:
    """A command with an id of its own, by `ann`."""
    return kind(**{"id": f"test-{next(_numbers)}", "actor": "ann", "channel": "test", **fields})


class Registry:
    """The readiness register in memory: each step is a command at a minute after the opening."""

    def __init__(self, *asks: Ask) -> None:
        self.state = NOTHING_ASKED
        self.facts: list[Entered[ReadinessEvent]] = []
        if asks:
            self.must(0, c.AskReturns, asks=asks)

    def ask(self, minutes: float, kind: type[Any], **fields: Any) -> Refusal | None:
        """Hand in a command; its facts are applied, a refusal is returned."""
        return self.give(given(kind, **fields), at(minutes))

    def give(self, command: c.ReadinessCommand, now: datetime) -> Refusal | None:
        """Hand in a command as it is."""
        answer = decide(self.state, command, now)
        if isinstance(answer, Refusal):
            return answer
        for event in answer:
            fact: Entered[ReadinessEvent] = Entered(
                event=event,
                at=command.happened_at or now,
                recorded_at=now,
                actor=command.actor,
                channel=command.channel,
                on_behalf_of=command.on_behalf_of,
                command=command.id,
            )
            self.facts.append(fact)
            self.state = apply(self.state, fact)
        return None

    def must(self, minutes: float, kind: type[Any], **fields: Any) -> None:
        """Hand in a command that is not refused."""
        refusal = self.ask(minutes, kind, **fields)
        assert refusal is None, str(refusal)

    def code(self, minutes: float, kind: type[Any], **fields: Any) -> str:
        """The code of the refusal of a command, or `done`."""
        refusal = self.ask(minutes, kind, **fields)
        return refusal.code if refusal else "done"

    def submit(self, minutes: float, return_id: str = "D1", **changes: Any) -> Refusal | None:
        """Hand in a return of `recco`, signed by its director, as at the opening."""
        fields: dict[str, Any] = {
            "return_id": return_id,
            "submitted_by": "recco",
            "signatory": DIRECTOR,
            "as_at": at(0),
            "statement": "We are ready.",
        }
        return self.ask(minutes, c.SubmitReturn, **{**fields, **changes})

    def accepted(self, return_id: str = "D1", **submission: Any) -> None:
        """Hand in a return a minute after the opening, and accept it two minutes after."""
        assert self.submit(1, return_id, **submission) is None
        self.must(2, c.AcceptReturn, return_id=return_id, accepted_by="si")

    def __getitem__(self, return_id: str) -> Return:
        """A return as it stands."""
        return self.state.returns[return_id]
