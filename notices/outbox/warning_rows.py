"""The rows by which communications approvers are mailed what they are warned of; pure.

They are no notices, and nobody has subscribed to them: a key begins with the run and the number of
the warning in the stream of its notices, and its route is the person. So a warning is mailed to
each of them once, however often it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from notices.core.events import ApproverWarned
from notices.core.permissions import APPROVER
from notices.outbox.rows import POST, WARNING, rows_of
from notices.subscriptions.records import Route
from rehearsals.journal.port import NewDelivery
from rehearsals.people.records import Person
from rehearsals.people.register import Register

#: How the route to a person begins; no route of a subscriber does.
_PERSON = "@"


def warned_by_mail(register: Register, now: datetime) -> tuple[Person, ...]:
    """Who approves notices at an instant (real time) and has an address."""
    holders = (register.person(one) for one in register.holders(APPROVER, now))
    return tuple(one for one in holders if one is not None and one.email)


def warning_rows(
    warned: ApproverWarned,
    number: int,
    *,
    run: str,
    people: tuple[Person, ...],
    due_at: datetime,
    needed_by: datetime,
) -> Iterator[NewDelivery]:
    """A row for each of some people; `number` is the warning's in the stream of the notices.

    A newer warning of the same notice supersedes one that still waits. Instants in real time; what
    is overdue already is of use for as long as it is.
    """
    rows = rows_of(
        topic=run,
        pool=POST,
        notice=run,
        revision=number,
        event=f"{WARNING}:{warned.rung}",
        routes=[f"{_PERSON}{one.id}" for one in people],
        due_at=due_at,
        deadline=needed_by if needed_by > due_at else None,
    )
    for row, one in zip(rows, people, strict=True):
        yield replace(row, lane=f"{WARNING}/{warned.notice}/{_PERSON}{one.id}")


def person_of(route: str) -> str:
    """The person that a route leads to; empty for a route of a subscriber."""
    return route.removeprefix(_PERSON) if route.startswith(_PERSON) else ""


def leads_to_person(key: str) -> bool:
    """Whether a delivery, by its key, goes to a person."""
    return bool(person_of(key.rpartition("/")[2]))


def route_to(person: Person, at: datetime) -> Route:
    """The way to a person, made for one message: by mail, to the address in the register."""
    name = f"{_PERSON}{person.id}"
    return Route(
        id=name,
        subscriber=name,
        kind="email",
        address=person.email or "",
        shown=person.name,
        state="active",
        requested_at=at,
    )
