"""Who may speak for which party: roles, acting for others, standing in, and when each ends."""

from __future__ import annotations

from rehearsals.people import events as e
from rehearsals.people.register import Held
from rehearsals.testing import at
from tests.rehearsals.people.making import a_register, organisations, somebody


def test_a_role_and_the_organisations_party_make_a_right() -> None:
    """Neither is enough alone."""
    register = a_register(
        *organisations(),
        e.PersonAdded(person="ann", name="Ann", organisation="one"),
        e.RoleGranted(person="ann", role="decider", parties=("si",)),
    )

    assert register.may_speak_for("ann", "si", "decider", at(0))
    assert not register.may_speak_for("ann", "recco", "decider", at(0))
    assert not register.may_speak_for("ann", "si", "task_owner", at(0))


def test_a_right_ends_when_the_organisation_no_longer_acts_for_the_party() -> None:
    """The role stays in the register and is of no use."""
    register = a_register(
        *organisations(),
        *somebody("ann", "decider"),
        e.OrganisationActsForEnded(organisation="one", parties=("si",)),
    )

    assert not register.may_speak_for("ann", "si", "decider", at(0))
    assert register.may_speak_for("ann", "recco", "decider", at(0))


def test_an_organisation_acts_for_another_for_a_time() -> None:
    """Each of its roles may be handed to a different third party, from a time until another."""
    register = a_register(
        *organisations(),
        e.OrganisationAdded(organisation="three", name="Three"),
        e.OrganisationActsFor(
            organisation="three",
            of="two",
            parties=("north",),
            market_role="registration_service",
            starts_at=at(10),
            ends_at=at(20),
        ),
        *somebody("ann", "task_owner", organisation="three"),
    )

    spoken = [register.may_speak_for("ann", "north", "task_owner", at(m)) for m in (9, 10, 19, 20)]
    assert spoken == [False, True, True, False]
    assert not register.may_speak_for("ann", "south", "task_owner", at(15))


def test_what_was_handed_over_cannot_be_handed_on() -> None:
    """Four acts for three, but not for what three has of two; and not for one that has left."""
    chain = (
        *organisations(),
        e.OrganisationAdded(organisation="three", name="Three"),
        e.OrganisationAdded(organisation="four", name="Four"),
        e.OrganisationActsFor(organisation="three", of="two"),
        e.OrganisationActsFor(organisation="four", of="three"),
    )
    register = a_register(*chain)

    assert register.parties_of("three", at(0)) == {"north", "south"}
    assert register.parties_of("four", at(0)) == frozenset()
    left = a_register(*chain, e.OrganisationLeft(organisation="two", reason="failed"))
    assert left.parties_of("three", at(0)) == frozenset()


def test_an_organisation_has_several_roles_in_the_market() -> None:
    """The Registration Service is a role apart from the LDSO, under one organisation."""
    register = a_register(
        *organisations(),
        e.IdentifierAssigned(organisation="two", kind="mpid", value="ZZ01", market_role="ldso"),
        e.IdentifierAssigned(
            organisation="two", kind="mpid", value="ZZ02", market_role="registration_service"
        ),
    )

    roles = {i.value: i.market_role for i in register.organisations["two"].identifiers}
    assert roles == {"ZZ01": "ldso", "ZZ02": "registration_service"}


def test_one_person_is_the_named_officer_under_several_schemes() -> None:
    """Each is recorded; who has left is officer of nothing."""
    register = a_register(
        *organisations(),
        *somebody("ann"),
        e.OfficeGranted(person="ann", scheme="BSC", office="company director"),
        e.OfficeGranted(person="ann", scheme="REC", office="company director"),
    )

    assert register.officers("one", "bsc") == (("ann", "company director"),)
    assert register.officers("one", "REC") == (("ann", "company director"),)
    assert register.officers("two", "BSC") == ()


def test_a_substitute_of_a_substitute_has_nothing() -> None:
    """Standing in is not handed on, and administrators are stood in for only by name."""
    register = a_register(
        *organisations(),
        *somebody("ann", "administrator", "decider"),
        *somebody("bob"),
        *somebody("cid"),
        e.SubstituteNamed(number=1, person="ann", substitute="bob"),
        e.SubstituteNamed(number=2, person="bob", substitute="cid"),
    )

    (held,) = register.roles_of("bob", at(0))
    assert (held.role, held.through) == ("decider", "ann")
    assert register.roles_of("cid", at(0)) == ()


def test_a_substitution_ends_by_time_by_word_and_with_the_person() -> None:
    """Whichever comes first."""
    named = e.SubstituteNamed(
        number=1, person="ann", substitute="bob", starts_at=at(5), ends_at=at(10)
    )
    begin = (*organisations(), *somebody("ann", "viewer"), *somebody("bob"), named)

    by_time = a_register(*begin)
    assert [len(by_time.roles_of("bob", at(m))) for m in (4, 5, 9, 10)] == [0, 1, 1, 0]
    by_word = a_register(*begin, e.SubstituteEnded(number=1))
    assert by_word.roles_of("bob", at(6)) == ()
    gone = a_register(*begin, e.PersonLeft(person="ann", reason="x"))
    assert gone.roles_of("bob", at(6)) == ()


def test_roles_for_the_whole_have_no_parties() -> None:
    """A manager manages the run, not a party."""
    register = a_register(*organisations(), *somebody("ann", "cutover_manager"))

    assert register.roles_of("ann", at(0)) == (Held(role="cutover_manager"),)


def test_a_name_stands_for_the_one_who_has_it() -> None:
    """An id or a full name in any case; a name that two have stands for nobody."""
    register = a_register(
        *organisations(),
        e.PersonAdded(person="ann", name="Ann Lee", organisation="one"),
        e.PersonAdded(person="al1", name="Al Roe", organisation="one"),
        e.PersonAdded(person="al2", name="Al Roe", organisation="one"),
    )

    assert register.named("ANN") == register.named("ann lee") == "ann"
    assert register.named("Al Roe") is None
