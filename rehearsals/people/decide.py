"""`decide_people(register, command, now)`: the events a command amounts to, or why it is refused.

A command becomes the events it wants; each is checked against the register as the ones before it
have left it. So a file of a hundred people is taken as a whole, or not at all.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import check_words, refuse
from rehearsals.people import asked as a
from rehearsals.people import events as e
from rehearsals.people.amounting import wanted_events
from rehearsals.people.apply import take
from rehearsals.people.checks import check_event
from rehearsals.people.keeping import check_administrators, may_keep
from rehearsals.people.lookups import known_person
from rehearsals.people.merging import still_wanted
from rehearsals.people.register import Register

#: What of these holds already is not said again.
_MERGED = (
    a.ImportPeople,
    a.BeginRegister,
    a.AddOrganisation,
    a.ActFor,
    a.AssignIdentifier,
    a.GrantRole,
    a.GrantOffice,
)


def decide_people(
    register: Register, command: a.PeopleCommand, now: datetime
) -> tuple[e.PeopleEvent, ...] | Refusal:
    """The events, none if a file says nothing new; or a refusal. `now` is aware."""
    if command.happened_at is not None:
        return refuse("late-not-possible", "The register is kept as of now.", "Leave out --at.")
    if refusal := _check_texts(command) or may_keep(register, command, now):
        return refusal
    if refusal := _check_beginning(register, command):
        return refusal
    decided = _checked(register, command, now)
    if isinstance(decided, Refusal):
        return decided
    events, after = decided
    return check_administrators(register, after, now) or events


def _check_texts(command: a.PeopleCommand) -> Refusal | None:
    """No text drives a terminal or is endless; a file's are looked at one by one."""
    if not isinstance(command, a.ImportPeople):
        return check_words(command)
    texts = (getattr(event, field.name) for event in command.wanted for field in fields(event))
    notes = (c.AddNote(id="", actor="", text=text) for text in texts if isinstance(text, str))
    return next((refusal for note in notes if (refusal := check_words(note))), None)


def _checked(
    register: Register, command: a.PeopleCommand, now: datetime
) -> tuple[tuple[e.PeopleEvent, ...], Register] | Refusal:
    """The events, and the register after them; or the first refusal."""
    events: list[e.PeopleEvent] = []
    after = register
    wanted = wanted_events(register, command, now)
    merging = isinstance(command, _MERGED)
    for each in wanted:
        event = still_wanted(after, each) if merging else each
        if event is None:
            continue
        if refusal := check_event(after, event, now):
            return refusal
        after = take(after, event, now)
        events.append(event)
    if not events and not isinstance(command, a.ImportPeople):
        return _nothing(register, command)
    return tuple(events), after


def _nothing(register: Register, command: a.PeopleCommand) -> Refusal:
    if not isinstance(command, a.EndSessions):
        return refuse(
            "nothing-new",
            "That is so already.",
            "Nothing was changed; the list of people shows how it is: `callboard user list`.",
        )
    return known_person(register, command.person) or refuse(
        "not-signed-in",
        f"{register.people[command.person].name} is not signed in anywhere.",
        "Nothing was changed.",
    )


def _check_beginning(register: Register, command: a.PeopleCommand) -> Refusal | None:
    """Who begins the register finds it empty: two who begin at once are not both the first."""
    match command:
        case a.BeginRegister():
            begins = True
        case a.AddPerson(first_token=token) | a.ImportPeople(first_token=token):
            begins = token is not None
        case _:
            begins = False
    if not begins or register.is_empty:
        return None
    return refuse(
        "not-the-first",
        "Somebody has begun the register of people meanwhile.",
        "Ask an administrator to add you, or for a token: `callboard token issue`.",
    )
