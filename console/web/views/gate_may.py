"""What a visitor may do in a run, found out by trial commands; the desk decides all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from console.web.reading import Look
from console.web.trying import trial_of
from console.web.visitor import Visitor
from rehearsals.core.command import CHECK, By, Refusal
from rehearsals.core.commands import AnyCommand, RecordCheck
from rehearsals.core.refusals import refuse
from rehearsals.people.permissions import permit
from rehearsals.people.rights import RIGHTS


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """A value of a choice, and its words."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Trying:
    """A visitor looking at a run."""

    look: Look
    visitor: Visitor

    def refusal(
        self, kind: type[AnyCommand], /, *, said_for: str | None = None, **fields: Any
    ) -> Refusal | None:
        """Why the visitor may not give a command, whatever it would come to; None if they may.

        The password is taken for given: it is asked for when it is needed.
        """
        state = self.look.state
        if self.visitor.person is None:
            return refuse("not-signed-in", "Nobody is signed in.", "Sign in.")
        if state.status != "open":
            return refuse("run-over", f"Run {state.run} is over.", "Look at another run.")
        if state.clock.get("kind") == "virtual":
            return refuse("virtual-run", f"Run {state.run} is simulated.", "Watch it.")
        command = trial_of(self.visitor, said_for).make(kind, fields)
        return permit(self.visitor.register, state, command, self.visitor.now)

    def may(self, kind: type[AnyCommand], /, **fields: Any) -> bool:
        """Whether the visitor may give a command in their own name."""
        return self.refusal(kind, **fields) is None

    def may_check(self, gate: str, criterion: str) -> bool:
        """Whether the visitor may have an automatic check made; the finding is a machine's."""
        person, state = self.visitor.person, self.look.state
        if person is None or state.status != "open" or state.clock.get("kind") == "virtual":
            return False
        by: By = trial_of(self.visitor).by()
        by["channel"] = CHECK
        finding = RecordCheck(
            gate=gate, criterion=criterion, met=False, value="trial", digest="trial", **by
        )
        return permit(self.visitor.register, state, finding, self.visitor.now) is None

    def enters(self, kind: type[AnyCommand]) -> bool:
        """Whether the visitor may enter what others said."""
        right = RIGHTS[kind]
        if self.look.state.status != "open" or self.look.state.clock.get("kind") == "virtual":
            return False
        return right.entered != "never" and self.visitor.has(right.enters)

    def parties(
        self, kind: type[AnyCommand], name: str, of: Iterable[str], /, **fields: Any
    ) -> tuple[Option, ...]:
        """The parties in whose name they may give a command, as choices."""
        allowed = (one for one in of if self.may(kind, **{name: one}, **fields))
        return self.named(allowed)

    def named(self, parties: Iterable[str]) -> tuple[Option, ...]:
        """Parties as choices."""
        known = self.look.state.runbook.parties
        return tuple(
            Option(value=one, label=known[one].name if one in known else one) for one in parties
        )
