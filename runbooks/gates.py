"""Gates: the decision meetings of the cutover, who decides, and on what evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from runbooks.checks import Check
from runbooks.records import Id, Record, Text
from runbooks.tasks import Basis


class Criterion(Record):
    """Something that must be shown before a gate is passed."""

    id: Id
    title: Text | None = None
    #: The party that brings the evidence.
    owner: Id
    evidence: Literal["required", "optional"] = "required"
    #: Whether a go needs it met; a criterion that does not block only informs.
    blocking: bool = True
    #: Found out by a machine instead of shown by evidence; the finding is recorded.
    check: Check | None = None


class Gate(Record):
    """A go/no-go decision; its meeting is an ordinary task, finished only by the decision."""

    id: Id
    title: Text
    #: The task that is the decision meeting.
    meeting: Id
    rule: Literal["decider", "all_of", "quorum"] = "decider"
    #: The party that decides, under the rule `decider`.
    decider: Id | None = None
    #: Parties or groups of which all (`all_of`) or `quorum` many must say go.
    members: tuple[Id, ...] = ()
    quorum: int | None = Field(default=None, ge=1)
    #: Parties that recommend before the decision.
    advised_by: tuple[Id, ...] = ()
    #: Whether a go waits until every adviser has spoken, or is put down as having given no advice.
    advice: Literal["required", "optional"] = "required"
    observers: tuple[Id, ...] = ()
    #: The body at which the decision is taken.
    forum: Text | None = None
    point_of_no_return: bool = False
    criteria: tuple[Criterion, ...] = ()
    on_no_go: Literal["rollback", "stand_down", "hold", "replan"] = "hold"
    basis: Basis | None = None
