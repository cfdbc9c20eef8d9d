"""What a visitor may do about a task, and whether it would be taken; the desk decides again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from console.web.reading import Look
from console.web.trying import trial, trial_of
from console.web.visitor import Visitor
from rehearsals.core.command import Refusal
from rehearsals.core.commands import AnyCommand
from rehearsals.core.decide import decide
from rehearsals.people.permissions import has_right, permit
from rehearsals.people.rights import RIGHTS

#: By somebody themselves, or by whoever enters it as the word of somebody else.
How = Literal["own", "entered"]
_SOMEBODY = "somebody who said it"


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskMay:
    """A visitor looking at a run."""

    look: Look
    visitor: Visitor

    def how(self, kind: type[AnyCommand], **fields: Any) -> How | None:
        """How the visitor may give a command, whatever it would come to; None: they may not.

        The password is taken for given: it is asked for when it is needed.
        """
        return self._how(self._trial(kind, fields), self._trial(kind, fields, _SOMEBODY))

    def can(self, kind: type[AnyCommand], **fields: Any) -> How | None:
        """The same, for a command that would be taken as the run stands."""
        how = self.how(kind, **fields)
        if how is None:
            return None
        command = self._trial(kind, fields, None if how == "own" else _SOMEBODY)
        refused = isinstance(decide(self.look.state, command, self.look.now), Refusal)
        return None if refused else how

    def _how(self, own: AnyCommand, entered: AnyCommand) -> How | None:
        state, register, now = self.look.state, self.visitor.register, self.visitor.now
        right = RIGHTS.get(type(own))
        if right is None or state.clock.get("kind") == "virtual":
            return None
        if has_right(register, state, own, now) and self._permitted(own):
            return "own"
        if right.entered == "fact" and self.visitor.has(right.enters) and self._permitted(entered):
            return "entered"
        return None

    def _permitted(self, command: AnyCommand) -> bool:
        found = permit(self.visitor.register, self.look.state, command, self.visitor.now)
        return found is None

    def _trial(
        self, kind: type[AnyCommand], fields: dict[str, Any], said_for: str | None = None
    ) -> AnyCommand:
        return trial(kind, trial_of(self.visitor, said_for), **fields)
