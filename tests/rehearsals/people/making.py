"""A small register for tests: two organisations, and one person for each role that matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rehearsals.core.fact import Entered
from rehearsals.core.night.state import Amendment, Handover, Item, Observation
from rehearsals.core.plan.events import AmendmentProposed
from rehearsals.core.state import RunState
from rehearsals.core.words import Mode
from rehearsals.people import events as e
from rehearsals.people.apply import apply_people, take
from rehearsals.people.register import Register
from rehearsals.people.words import Role
from rehearsals.testing import OPENED, a_gate, a_runbook, a_state, a_task

#: Parties of the runbook below that organisation `one` is; `two` is the others.
ONE, TWO = ("si", "sro", "recco"), ("north", "south")


def a_register(*events: e.PeopleEvent) -> Register:
    """The register after some events, from the beginning."""
    register = Register()
    for event in events:
        register = take(register, event, OPENED)
    return register


def folded(facts: Iterable[Entered[e.PeopleEvent]]) -> Register:
    """The register that facts amount to."""
    register = Register()
    for fact in facts:
        register = apply_people(register, fact)
    return register


def organisations() -> tuple[e.PeopleEvent, ...]:
    """Organisation `one` is the parties si, sro and recco; `two` is north and south."""
    return (
        e.OrganisationAdded(organisation="one", name="One Ltd"),
        e.OrganisationAdded(organisation="two", name="Two Ltd"),
        e.OrganisationActsFor(organisation="one", parties=ONE),
        e.OrganisationActsFor(organisation="two", parties=TWO),
    )


def somebody(person: str, *roles: Role, organisation: str = "one") -> tuple[e.PeopleEvent, ...]:
    """Somebody with roles, for all parties of the organisation where a role is by party."""
    return (
        e.PersonAdded(person=person, name=person.title(), organisation=organisation),
        *(e.RoleGranted(person=person, role=role) for role in roles),
    )


def everybody() -> Register:
    """One person for each role; `owner` and the like of `one`, `owner2` and the like of `two`.

    `speaker` may say everything for the parties of `one`.
    """
    return a_register(
        *organisations(),
        *somebody("admin", "administrator"),
        *somebody("viewer", "viewer"),
        *somebody("owner", "task_owner"),
        *somebody("owner2", "task_owner", organisation="two"),
        *somebody("decider", "decider"),
        *somebody("decider2", "decider", organisation="two"),
        *somebody("adviser", "adviser"),
        *somebody("adviser2", "adviser", organisation="two"),
        *somebody("scribe", "scribe"),
        *somebody("comms", "communications_approver"),
        *somebody("controller", "rehearsal_controller"),
        *somebody("manager", "cutover_manager"),
        *somebody("assurance", "assurance"),
        *somebody("speaker", "task_owner", "decider", "adviser"),
    )


def a_night(mode: Mode = "rehearsal", **changes: Any) -> RunState:
    """A run with something of everything that commands refer to, all of it of `one`."""
    book = a_runbook(
        a_task("A"),
        a_task("B", "A", **{"with": ["recco"]}),
        a_task("M", "B", party="sro"),
        a_task("C", "M", for_each="ldsos", end=True),
        gates=[a_gate("G1", "M", advised_by=["recco"])],
    )
    proposed = AmendmentProposed(number=1, changes=(), reason="x")
    reversal = AmendmentProposed(number=2, changes=(), reason="x", reversal=True)
    observation = Observation(number=1, text="x", by="assurance", at=OPENED, party="si")
    handover = Handover(number=1, desk="si", by="owner", to="owner", text="x", at=OPENED)
    item = Item(id="L1", kind="lesson", text="x", owner="si", opened_at=OPENED)
    filled = replace(
        a_state(book, mode=mode),
        amendments=tuple(Amendment(what=w, at=OPENED, by="joe") for w in (proposed, reversal)),
        observations=(observation,),
        handovers=(handover,),
        items={item.id: item},
    )
    return replace(filled, **changes)
