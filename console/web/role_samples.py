"""A run and one command of each kind, by which the table of rights is put into words.

A right is a function of a run and a command; what it says of these says what it says in general.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rehearsals.core import commands as c
from rehearsals.core.night.state import Amendment, Handover, Item, Observation
from rehearsals.core.plan.events import AmendmentProposed
from rehearsals.core.state import RunState
from rehearsals.people.claims import Claim
from rehearsals.people.rights import RIGHTS, Right
from rehearsals.testing import OPENED, a_gate, a_runbook, a_state, a_task

#: What a command needs, by the names of its fields; whatever else it needs is a word.
_FIELDS: Mapping[str, Any] = {
    "task": "A",
    "gate": "G",
    "criterion": "READY",
    "item": "L1",
    "number": 1,
    "party": "si",
    "adviser": "si",
    "member": "sro",
    "decided_by": "sro",
    "desk": "si",
    "outcome": "go",
    "advice": "go",
    "changes": (),
    "expires": OPENED,
}
#: Where a command is somebody else's by what it says: how that is put, and the fields that say it.
_OTHERWISE: Mapping[type[c.AnyCommand], tuple[tuple[str, Mapping[str, Any]], ...]] = {
    c.Recommend: (("that none was given", {"advice": "none"}),),
    c.DecideGate: (("putting it off", {"outcome": "deferred"}),),
    c.AnswerRoll: (("that a party is missing", {"present": False}),),
    c.LinkIncident: (("to a task", {"task": "A"}),),
    c.ApproveAmendment: (("for a party", {"decided_by": "sro"}),),
    c.LeaveParty: (("live, with a say at a gate", {"party": "sro"}),),
}
#: The commands whose other form is of a live run.
_LIVE = (c.LeaveParty,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """A kind of command, or a form of it, and whose it is."""

    kind: type[c.AnyCommand]
    #: What is special about it; empty for the usual form.
    form: str
    right: Right
    claim: Claim


def samples() -> Iterator[Sample]:
    """Every command that people may give, in the order of the table of rights."""
    rehearsal, live = _run(), replace(_run(), mode="live")
    for kind, right in RIGHTS.items():
        yield _sample(kind, right, rehearsal, "", {})
        for form, fields in _OTHERWISE.get(kind, ()):
            state = live if kind in _LIVE else rehearsal
            yield _sample(kind, right, state, form, fields)


def _sample(
    kind: type[c.AnyCommand],
    right: Right,
    state: RunState,
    form: str,
    fields: Mapping[str, Any],
) -> Sample:
    needed = {
        field.name: _FIELDS.get(field.name, "word")
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    command = kind(**{**needed, **fields, "id": "sample", "actor": "somebody"})
    claim = right.claim(state, command)
    if not isinstance(claim, Claim):
        raise TypeError(f"{kind.__name__} is refused for the run of the samples: {claim}")
    return Sample(kind=kind, form=form, right=right, claim=claim)


def _run() -> RunState:
    """A run with something of everything that commands refer to."""
    book = a_runbook(a_task("A"), a_task("M", "A", party="sro", end=True), gates=[a_gate("G", "M")])
    proposed = AmendmentProposed(number=1, changes=(), reason="word")
    observation = Observation(number=1, text="word", by="somebody", at=OPENED, party="si")
    handover = Handover(number=1, desk="si", by="one", to="another", text="word", at=OPENED)
    item = Item(id="L1", kind="lesson", text="word", owner="si", opened_at=OPENED)
    return replace(
        a_state(book),
        amendments=(Amendment(what=proposed, at=OPENED, by="one"),),
        observations=(observation,),
        handovers=(handover,),
        items={item.id: item},
    )
