"""What the register of people says of somebody, as far as returns are concerned."""

from __future__ import annotations

import pytest

from rehearsals.people.register import ActsFor, Grant, Organisation, Person, Register
from rehearsals.people.words import Role
from rehearsals.readiness import commands as c
from rehearsals.readiness.standing import standing_of
from rehearsals.testing import at
from tests.rehearsals.readiness.register import Registry, an_ask, given


def a_register(*roles: Role, organisation: str = "grid") -> Register:
    """`ann` of an organisation with these roles; `grid` acts for north, `si` for nobody."""
    grid = Organisation(id="grid", name="Grid", acts_for=(ActsFor(parties=("north",)),))
    ann = Person(
        id="ann",
        name="Ann",
        organisation=organisation,
        grants=tuple(Grant(role=role) for role in roles),
    )
    organisations = {"grid": grid, "si": Organisation(id="si", name="SI")}
    return Register(organisations=organisations, people={"ann": ann})


def two_asked() -> Registry:
    """D1 of north, D2 of south."""
    return Registry(an_ask(party="north"), an_ask(party="south"))


@pytest.mark.parametrize(
    ("register", "person", "seen"),
    [
        (Register(), "anybody", ["D1", "D2"]),
        (a_register(), "stranger", []),
        (a_register("viewer"), "ann", ["D1"]),
        (a_register("viewer", organisation="si"), "ann", []),
        (a_register("assurance", organisation="si"), "ann", ["D1", "D2"]),
        (a_register("cutover_manager", organisation="si"), "ann", ["D1", "D2"]),
    ],
)
def test_person_sees_what_their_organisation_or_role_is_for(
    register: Register, person: str, seen: list[str]
) -> None:
    """With nobody in the register the machine's user sees all; a stranger sees nothing."""
    standing = standing_of(register, person, at(0))

    assert [each.id for each in standing.sees(two_asked().state)] == seen


@pytest.mark.parametrize(
    ("register", "may"),
    [
        (Register(), True),
        (a_register("task_owner"), True),
        (a_register("decider"), True),
        (a_register("viewer"), False),
        (a_register("adviser"), False),
        (a_register("cutover_manager", organisation="si"), False),
    ],
)
def test_party_is_spoken_for_by_who_answers_for_it(register: Register, may: bool) -> None:
    """Owners of its tasks and its deciders; nobody else withdraws its word."""
    command = given(c.WithdrawReturn, return_id="D1", withdrawn_by="north", reason="A fault.")
    refusal = standing_of(register, "ann", at(0)).check_may(two_asked().state, command)

    assert (refusal is None) == may


@pytest.mark.parametrize(("role", "may"), [("cutover_manager", True), ("assurance", False)])
def test_assurance_reads_everything_and_asks_nothing(role: Role, may: bool) -> None:
    """The programme asks and accepts; assurance writes observations elsewhere."""
    command = given(c.AskReturns, asks=(an_ask(party="south"),))
    refusal = standing_of(a_register(role), "ann", at(0)).check_may(two_asked().state, command)

    assert (refusal is None) == may
