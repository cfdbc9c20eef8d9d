"""Registers recorded by past releases can be verified and folded for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsals.core.fact import Entered
from rehearsals.journal.export import read_export_file, verify_file
from rehearsals.people.book import PEOPLE_BOOK
from rehearsals.people.events import PEOPLE_EVENT_TYPES, PeopleEvent
from rehearsals.testing import at
from tests.rehearsals.people.making import folded

RECORDED = sorted((Path(__file__).parents[2] / "recorded" / "people").glob("*.jsonl"))


def _facts(path: Path) -> list[Entered[PeopleEvent]]:
    return [PEOPLE_BOOK.codec.from_recorded(recorded) for recorded in read_export_file(path)]


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_a_recorded_register_verifies_and_folds(path: Path) -> None:
    """What an old release wrote, this one reads to the end."""
    facts = _facts(path)

    assert not folded(facts).is_empty
    assert verify_file(path).seq == len(facts)


def test_the_recorded_register_is_what_it_was() -> None:
    """Who was there in the end, with what, and who was signed in."""
    register = folded(_facts(RECORDED[0]))

    assert [one for one in register.people if register.person(one)] == ["ann", "bot"]
    assert {held.role for held in register.roles_of("ann", at(0))} == {
        "administrator",
        "cutover_manager",
        "scribe",
    }
    assert [one.person for one in register.sessions.values()] == ["ann"]
    assert register.people["bob"].identities


def test_every_event_of_the_register_has_been_recorded() -> None:
    """A new kind of event gets a recording, or nobody will notice that it can no longer be read."""
    kinds = {recorded.entry.type for path in RECORDED for recorded in read_export_file(path)}

    assert {event.__name__ for event in PEOPLE_EVENT_TYPES} == kinds
