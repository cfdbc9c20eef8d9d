"""Whatever is asked of the register: it folds, and always has an administrator."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rehearsals.core.command import Refusal
from rehearsals.core.fact import Entered
from rehearsals.journal.codec import Codec
from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.apply import take
from rehearsals.people.decide import decide_people
from rehearsals.people.register import Register
from rehearsals.people.words import PARTY_ROLES, ROLE_NAMES
from rehearsals.testing import asked, at
from tests.rehearsals.people.making import folded

_HASH = "0" * 64
_WORDS = st.sampled_from(["ann", "bob", "cid", "dee"])
_ORGANISATIONS = st.sampled_from(["one", "two", "three"])
_PARTIES = st.lists(st.sampled_from(["si", "north", "dcc"]), max_size=2, unique=True).map(tuple)
_ROLES = st.sampled_from(ROLE_NAMES)
_TIMES = st.none() | st.integers(0, 30).map(at)
_SPAN = {"starts_at": _TIMES, "ends_at": _TIMES}
_SESSIONS = st.sampled_from(["aaaaaa", "bbbbbb", "cccccc"])
_AT_PROVIDER = {
    "person": _WORDS,
    "issuer": st.sampled_from(["https://a.example", "https://b.example", "x"]),
    "subject": st.sampled_from(["1", "2"]),
}
_FIELDS: dict[type[Any], dict[str, st.SearchStrategy[Any]]] = {
    a.AddOrganisation: {"organisation": _ORGANISATIONS, "name": _WORDS},
    a.LeaveOrganisation: {"organisation": _ORGANISATIONS, "reason": _WORDS},
    a.ActFor: {
        "organisation": _ORGANISATIONS,
        "parties": _PARTIES,
        "of": st.none() | _ORGANISATIONS,
        **_SPAN,
    },
    a.EndActingFor: {
        "organisation": _ORGANISATIONS,
        "parties": _PARTIES,
        "of": st.none() | _ORGANISATIONS,
    },
    a.AssignIdentifier: {
        "organisation": _ORGANISATIONS,
        "kind": st.just("mpid"),
        "value": st.sampled_from(["AAAA", "BBBB", "b"]),
        "market_role": st.sampled_from(["ldso", "supplier"]),
    },
    a.AddPerson: {
        "person": _WORDS,
        "name": _WORDS,
        "organisation": _ORGANISATIONS,
        "kind": st.sampled_from(["person", "service"]),
        "roles": st.lists(st.builds(a.Granted, role=_ROLES), max_size=2).map(tuple),
    },
    a.ChangePerson: {"person": _WORDS, "name": st.none() | _WORDS},
    a.LeavePerson: {"person": _WORDS, "reason": _WORDS},
    a.GrantRole: {"person": _WORDS, "role": _ROLES, "parties": _PARTIES},
    a.RevokeRole: {"person": _WORDS, "role": _ROLES, "parties": _PARTIES},
    a.GrantOffice: {"person": _WORDS, "scheme": _WORDS, "office": _WORDS},
    a.EndOffice: {"person": _WORDS, "scheme": _WORDS, "office": _WORDS},
    a.NameSubstitute: {
        "person": _WORDS,
        "substitute": _WORDS,
        "roles": st.lists(_ROLES, max_size=1).map(tuple),
        "parties": _PARTIES,
        **_SPAN,
    },
    a.EndSubstitute: {"number": st.integers(0, 3)},
    a.SetPassword: {
        "person": _WORDS,
        "hash": st.sampled_from(["$argon2id$x", "plain"]),
        "keep_session": st.none() | _SESSIONS,
    },
    a.IssueToken: {
        "person": _WORDS,
        "token": st.builds(
            a.NewToken,
            token=st.sampled_from(["aaaaaa", "bbbbbb"]),
            hash=st.just(_HASH),
            scopes=st.just(("read",)),
            expires_at=st.integers(0, 60).map(at),
        ),
    },
    a.RevokeToken: {"token": st.sampled_from(["aaaaaa", "bbbbbb"])},
    a.ImportPeople: {
        "wanted": st.lists(
            st.builds(e.OrganisationAdded, organisation=_ORGANISATIONS, name=_WORDS)
            | st.builds(e.PersonAdded, person=_WORDS, name=_WORDS, organisation=_ORGANISATIONS)
            | st.builds(e.RoleGranted, person=_WORDS, role=_ROLES, parties=_PARTIES),
            max_size=4,
        ).map(a.Wanted)
    },
    a.BeginRegister: {
        "organisation": _ORGANISATIONS,
        "organisation_name": _WORDS,
        "parties": _PARTIES,
        "person": _WORDS,
        "name": _WORDS,
        "roles": st.lists(_ROLES, max_size=2).map(lambda roles: ("administrator", *roles)),
        "password_hash": st.sampled_from(["$argon2id$x", "plain"]),
    },
    a.BeginSession: {
        "person": _WORDS,
        "session": _SESSIONS,
        "hash": st.just(_HASH),
        "expires_at": st.integers(0, 60).map(at),
        "means": st.sampled_from(["password", "oidc", "setup"]),
    },
    a.EndSession: {"session": _SESSIONS},
    a.EndSessions: {"person": _WORDS},
    a.LinkIdentity: {**_AT_PROVIDER, "channel": st.sampled_from(["cli", "web"])},
    a.UnlinkIdentity: _AT_PROVIDER,
}
_COMMANDS = st.one_of(
    [st.builds(asked, st.just(kind), actor=_WORDS, **fields) for kind, fields in _FIELDS.items()]
)
_CODEC = Codec(e.PEOPLE_EVENT_TYPES)
#: An organisation and an administrator first, so that there is something to change.
_BEGINNING = (
    asked(a.AddOrganisation, organisation="one", name="One"),
    asked(
        a.AddPerson,
        person="ann",
        name="Ann",
        organisation="one",
        roles=(a.Granted(role="administrator"),),
    ),
)


def test_every_command_has_a_strategy() -> None:
    """A command that is added without one fails here."""
    assert set(_FIELDS) == set(a.PEOPLE_COMMAND_TYPES)


@given(st.lists(_COMMANDS, max_size=25), st.booleans())
def test_the_register_holds_together_whatever_is_asked(
    commands: list[a.PeopleCommand], begun: bool
) -> None:
    """Every answer is events that fold, in memory and through the journal's form, or a refusal."""
    register, facts = Register(), list[Entered[e.PeopleEvent]]()
    for minute, command in enumerate([*(_BEGINNING if begun else ()), *commands]):
        now = at(minute)
        answer = decide_people(register, command, now)
        if isinstance(answer, Refusal):
            assert answer.code
            assert answer.hint
            continue
        for event in answer:
            register = take(register, event, now)
            facts.append(_entered(event, command, minute))
        _check(register, minute)
    entries = [_CODEC.to_entry(fact) for fact in facts]
    assert folded(_CODEC.from_entry(entry) for entry in entries) == register


def _entered(event: e.PeopleEvent, command: a.PeopleCommand, minute: int) -> Entered[e.PeopleEvent]:
    return Entered(
        event=event,
        at=at(minute),
        recorded_at=at(minute),
        actor=command.actor,
        channel=command.channel,
        command=command.id,
    )


def _check(register: Register, minute: int) -> None:
    now = at(minute)
    administrators = [p for p in register.people if register.has_role(p, "administrator", now)]
    assert register.is_empty or administrators
    for person in register.people.values():
        theirs = register.parties_of(person.organisation, now)
        for held in register.roles_of(person.id, now):
            assert register.person(person.id) is not None
            if held.through is None:
                assert held.role in {grant.role for grant in person.grants}
                assert held.parties <= theirs
            else:
                assert register.person(held.through) is not None
                assert held.role != "administrator" or any(s.roles for s in register.substitutes)
            if held.role not in PARTY_ROLES:
                assert held.parties == frozenset()
            if person.kind == "service":
                assert held.role in ("viewer", "task_owner")
