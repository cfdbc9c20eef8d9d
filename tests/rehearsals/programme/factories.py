"""A programme to try: a ledger on a journal in memory, at a time that a test may move."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.journal.memory import MemoryJournal
from rehearsals.programme import commands as c
from rehearsals.programme.book import ProgrammeLedger, programme_ledger
from rehearsals.testing import OPENED, asked
from runbooks.errors import Refused

FREEZE = {
    "runbook": "m10",
    "digest": "f0",
    "decided_by": "sro",
    "forum": "PSG",
    "reason": "rehearsed",
}
REQUEST = {"runbook": "m10", "changes": "one task more", "reason": "found in DR2"}
VERDICT = {"number": 1, "verdict": "approved", "decided_by": "sro", "forum": "PSG", "reason": "yes"}


class Programme:
    """A programme on a journal in memory, at a time that a test may move."""

    def __init__(self) -> None:
        self.now = OPENED
        self.journal = MemoryJournal()
        self.ledger: ProgrammeLedger = programme_ledger(self.journal, lambda: self.now)

    def ask(self, kind: type[Any], **fields: Any) -> None:
        """Hand in a command."""
        self.ledger.submit(asked(kind, **fields))

    def refused(self, kind: type[Any], **fields: Any) -> str:
        """The code with which a command is refused."""
        with pytest.raises(Refused) as refused:
            self.ask(kind, **fields)
        return refused.value.code

    def freeze(self, **fields: Any) -> None:
        """Freeze m10 at plan `f0`."""
        self.ask(c.FreezePlan, **{**FREEZE, **fields})

    def lift(self, runbook: str = "m10") -> None:
        """Have a freeze lifted: one asks, another enters the decision."""
        self.ask(c.LiftFreeze, runbook=runbook, reason="after the cutover", actor="ann")
        number = len(self.ledger.state().requests)
        self.ask(c.DecideChange, **{**VERDICT, "number": number}, actor="cat")

    def request(self, digest: str = "f1", **fields: Any) -> None:
        """Ask that m10 become another plan."""
        self.ask(c.RequestChange, **{**REQUEST, "digest": digest, **fields})
