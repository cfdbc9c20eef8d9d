"""Who would stand at a live gate without a password."""

from __future__ import annotations

from rehearsals.people import events as e
from rehearsals.people.unprepared import without_password
from rehearsals.testing import at
from tests.rehearsals.people.making import a_night, a_register, organisations, somebody


def test_deciders_of_the_runbook_and_managers_are_named_as_long_as_they_have_no_password() -> None:
    """Not those who decide for parties that decide nothing, and not those who own tasks."""
    register = a_register(
        *organisations(),
        *somebody("ann", "decider"),
        *somebody("bea", "decider"),
        *somebody("cid", "cutover_manager"),
        *somebody("dan", "decider", organisation="two"),
        *somebody("eve", "task_owner"),
        e.PasswordSet(person="bea", hash="$argon2id$x"),
    )

    assert without_password(register, a_night().runbook, at(5)) == ("ann", "cid")
