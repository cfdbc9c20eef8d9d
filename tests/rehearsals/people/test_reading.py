"""People files: every problem at once with its line, hostile text, and the shipped example."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources

import pytest

from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.decide import decide_people
from rehearsals.people.reading import PeopleRead, read_people
from rehearsals.people.register import Register
from rehearsals.people.words import ROLE_NAMES
from rehearsals.testing import asked, at
from runbooks.library import library_names, source_of
from runbooks.model import Runbook
from runbooks.reading import parse
from tests.rehearsals.people.making import a_register

GOOD = """\
register: tiny
organisations:
  one: {name: One Ltd, acts_for: [si, sro]}
  two:
    name: Two Ltd
    handed_over: [{organisation: one, parties: [si], market_role: ldso, until: 2026-02-01T00:00}]
    identifiers: [{kind: mpid, value: "AB12", market_role: registration_service}]
people:
  ann: {name: Ann Lee, organisation: one, roles: [administrator, {role: decider, parties: [sro]}]}
  bob: {name: Bob Ray, organisation: two, offices: [{scheme: REC, office: company director}]}
substitutes:
  - {person: ann, substitute: bob, roles: [decider], from: 2026-01-12T12:00}
"""


def _read(text: str, register: Register | None = None) -> PeopleRead:
    return read_people(text, "people.yaml", register or Register(), at(0))


def _taken(read: PeopleRead) -> Register:
    assert read.findings == ()
    command = asked(a.ImportPeople, wanted=a.Wanted(read.wanted))
    events = decide_people(Register(), command, at(0))
    assert isinstance(events, tuple)
    return a_register(*events)


def test_a_good_file_is_a_register() -> None:
    """Organisations, what was handed over, people, roles, offices, substitutes."""
    register = _taken(_read(GOOD))

    assert register.may_speak_for("ann", "sro", "decider", at(0))
    assert register.parties_of("two", at(0)) == {"si"}
    assert register.officers("two", "REC") == (("bob", "company director"),)
    assert register.may_speak_for("bob", "sro", "decider", at(181))


def test_a_file_read_against_its_own_register_has_nothing_new() -> None:
    """Taken in again it is a no-op."""
    read = _read(GOOD, _taken(_read(GOOD)))

    assert read.findings == ()
    assert read.fresh == ()


BAD = """\
register: bad
organisations:
  one: {name: One Ltd, acts_for: [si], identifiers: [{kind: mpid, value: "x", market_role: ldso}]}
  two: {acts_for: [sro]}
people:
  ann: {name: Ann, organisation: nine}
  bob: {name: Bob, organisation: one, roles: [{role: decider, parties: [sro]}]}
  cid: {name: Cid, organisation: one, roles: [boss]}
  dee: {name: Dee, organisation: one, kind: service, roles: [scribe], salary: 3}
substitutes:
  - {person: bob, substitute: zed}
"""


def test_all_problems_are_said_at_once_with_their_lines() -> None:
    """What is wrong in one entry does not hide what is wrong in another."""
    read = _read(BAD)
    lines = [(found.line, found.finding.rule) for found in read.findings]

    assert lines == [
        (3, "bad-identifier"),
        (4, "people-form"),
        (6, "unknown-organisation"),
        (7, "not-acting-for"),
        (8, "people-form"),
        (9, "people-form"),
        (11, "unknown-person"),
    ]
    assert read.wanted == ()
    assert all(str(found).startswith("people.yaml:") for found in read.findings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "- a list",
        "register: x\nregister: y",
        "register: &a x\npeople: *a",
        "register: !!python/object:os.system x",
        "register: x\norganisations: 5",
        "register: x\npeople: {ann: {name: [], organisation: 3}}",
        "register: x\npeople: {1ann: {name: A, organisation: one}}",
        "register: x\ntimezone: Mars/Olympus",
        "organisations: {}",
        'register: x\npeople: {ann: {name: "\\e[2J", organisation: one}}',
        "register: x\npeople: {ann: {name: caf\udce9, organisation: one}}",
        "register: x\nsubstitutes: [{person: a, substitute: b, from: 2026-10-25T01:30}]",
        "register: x\n" + "[" * 100,
    ],
)
def test_hostile_files_become_findings(text: str) -> None:
    """Nothing is raised, and nothing is wanted."""
    read = _read(text)

    assert read.findings
    assert read.wanted == ()


def _shipped() -> tuple[PeopleRead, Runbook]:
    """The shipped people file, and the runbook it is for."""
    shelf = resources.files("rehearsals.people") / "library"
    read = _read((shelf / "m10-people.yaml").read_text("utf-8"))
    source = source_of("m10")
    book = parse(source.text, source.name).runbook
    assert book is not None
    return read, book


def test_the_shipped_file_holds_every_party_of_the_shipped_runbook() -> None:
    """Somebody owns the tasks of each party, and somebody else or the same decides for it."""
    read, book = _shipped()
    register = _taken(read)
    now = datetime(2025, 9, 20, 12, 0, tzinfo=UTC)

    for party in book.parties:
        assert register.holders("task_owner", now, party), party
        assert register.holders("decider", now, party), party
    for gate in book.gates:
        for adviser in gate.advised_by:
            assert register.holders("adviser", now, adviser), adviser
    for role in ROLE_NAMES:
        assert register.holders(role, now), role
    assert "Illustrative" in (read.notice or "")
    addresses = [person.email for person in register.people.values() if person.email]
    assert all(address.endswith(".example") for address in addresses)


def test_a_gate_of_the_shipped_runbook_has_a_decider_who_brings_no_evidence() -> None:
    """In live mode nobody decides on their own evidence, so there must be two."""
    read, book = _shipped()
    register = _taken(read)

    for gate in book.gates:
        parties = (gate.decider,) if gate.decider else book.members_of(gate.members)
        bringing = [
            set(register.holders("task_owner", at(0), criterion.owner))
            for criterion in gate.criteria
            if criterion.blocking
        ]
        for party in parties:
            deciders = register.holders("decider", at(0), party)
            assert any(all(owners - {one} for owners in bringing) for one in deciders), gate.id


def test_a_people_file_is_no_runbook() -> None:
    """The library of runbooks does not know it."""
    assert all("people" not in name for name in library_names())


def test_an_event_of_a_file_is_a_public_one() -> None:
    """A file cannot set passwords or issue tokens."""
    kinds = {type(event) for event in _read(GOOD).wanted}

    assert not kinds & {e.PasswordSet, e.TokenIssued}
