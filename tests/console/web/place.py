"""A console for tests: a house on a directory of its own, a clock, a few people, a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from console.naming import know_people
from console.web.app import create_app
from console.web.doors import COOKIE
from console.web.house import House, opened_house
from rehearsals.core.events import Fact
from rehearsals.core.opening import open_run
from rehearsals.people.asked import GrantRole, ImportPeople, NewToken, SetPassword, Wanted
from rehearsals.people.asked_of_ways_in import BeginSession
from rehearsals.people.reading import read_people
from rehearsals.people.secrets import mint_session, mint_token
from rehearsals.people.words import SCOPES, Role
from rehearsals.testing import OPENED, a_gate, a_runbook, a_task, an_opening
from runbooks.model import Runbook
from tests.console.web.client import URL, Client
from tests.console.web.ees import ees_out
from tests.journals import lay_empty_journal
from tests.passwords import cheap_hash

PASSWORD = "four plain words here"  # noqa: S105 - of a test
#: Everybody that tests need: one of each role.
PEOPLE = """\
register: trial
organisations:
  one: {name: One Ltd, acts_for: [si, recco]}
  two: {name: Two Ltd, acts_for: [sro]}
  north: {name: North Grid, acts_for: [north]}
  south: {name: South Grid, acts_for: [south]}
people:
  adm: {name: Ada Minster, organisation: one, roles: [administrator]}
  ann: {name: Ann Lee, organisation: one, roles: [task_owner]}
  bob: {name: Bob Ray, organisation: two, roles: [decider, task_owner]}
  cid: {name: Cid Orr, organisation: one, roles: [scribe]}
  max: {name: Max Gray, organisation: one, roles: [cutover_manager]}
  vic: {name: Vic Oak, organisation: two, roles: [viewer]}
  rex: {name: Rex Dale, organisation: one, roles: [rehearsal_controller]}
  ava: {name: Ava Cole, organisation: two, roles: [adviser]}
  com: {name: Com Webb, organisation: two, roles: [communications_approver]}
  sue: {name: Sue Hale, organisation: two, roles: [assurance]}
  ned: {name: Ned Firth, organisation: north, roles: [task_owner, decider]}
  nobody: {name: No Role, organisation: two, roles: []}
"""
_numbers = count(1)


@dataclass(slots=True)
class Moment:
    """A clock that stands until a test moves it."""

    at: datetime = OPENED

    def now(self) -> datetime:
        """The instant."""
        return self.at

    def pass_(self, minutes: float) -> None:
        """Let so much time pass."""
        self.at += timedelta(minutes=minutes)


@dataclass(slots=True)
class Place:
    """A console, its clock, and ways to act in it past the pages."""

    house: House
    clock: Moment
    _clients: list[Client] = field(default_factory=list)

    def browser(self) -> Client:
        """A browser in which nobody is signed in."""
        client = Client(create_app(self.house))
        self._clients.append(client)
        return client

    def signed_in(self, person: str) -> Client:
        """A browser in which somebody is signed in."""
        client = self.browser()
        client.cookies.set(COOKIE, self.session(person), domain="callboard.test")
        return client

    def session(self, person: str) -> str:
        """What the browser of somebody holds who signs in now."""
        if self.house.register().people[person].password is None:
            self.with_password(person)
        minted = mint_session()
        self.house.writer.people(
            BeginSession(
                id=f"test-{next(_numbers)}",
                actor=person,
                channel="web",
                person=person,
                session=minted.id,
                hash=minted.hash,
                expires_at=self.clock.now() + timedelta(hours=8),
                means="password",
            )
        )
        return minted.secret

    def with_password(self, person: str) -> None:
        """Give somebody the password of tests."""
        command = SetPassword(
            id=f"test-{next(_numbers)}", actor="adm", person=person, hash=_hashed()
        )
        self.house.writer.people(command)

    def grant(self, person: str, role: Role) -> None:
        """Give somebody a role."""
        self.house.writer.people(
            GrantRole(id=f"test-{next(_numbers)}", actor="adm", person=person, role=role)
        )

    def opened(self, runbook: Runbook | None = None, **changes: Any) -> str:
        """Open a run, by default a rehearsal DR1 of the small cutover; its id."""
        opening = an_opening(runbook or small_cutover(), **changes)
        fact = open_run(opening, now=self.clock.now(), actor="max", channel="web")
        return self.house.writer.open(fact, opening.run).run

    def done(self, run: str, kind: type[Any], actor: str, **fields: Any) -> tuple[Fact, ...]:
        """Have somebody do something in a run, as by the web."""
        command = kind(id=f"test-{next(_numbers)}", actor=actor, channel="web", **fields)
        return self.house.writer.submit(run, command)

    def close(self) -> None:
        """Close the browsers."""
        for client in self._clients:
            client.__exit__(None, None, None)


@contextmanager
def a_place(
    home: Path, *, people: str | None = PEOPLE, clock: Moment | None = None, **changes: Any
) -> Iterator[Place]:
    """A console with the people of tests, or with nobody."""
    clock = clock or Moment()
    if not home.exists():
        lay_empty_journal(home)
    with opened_house(home, clock.now, **{"url": URL, **changes}) as house:
        place = Place(house=house, clock=clock)
        if people is not None:
            house.writer.people(_everybody(people, house, clock.now()))
        try:
            yield place
        finally:
            place.close()
            know_people({})


@cache
def _hashed() -> str:
    return cheap_hash(PASSWORD)


def _everybody(people: str, house: House, now: datetime) -> ImportPeople:
    read = read_people(people, "people.yaml", house.register(), now)
    if read.findings:
        raise AssertionError(read.findings)
    minted = mint_token()
    first = NewToken(
        token=minted.id, hash=minted.hash, scopes=SCOPES, expires_at=now + timedelta(days=1)
    )
    return ImportPeople(
        id="test-people", actor="adm", wanted=Wanted(read.wanted), first_token=first
    )


def small_cutover(**changes: Any) -> Runbook:
    """Five tasks of three parties, a gate in their midst, an outage around two of them."""
    return a_runbook(
        a_task("T1", title="Freeze registrations", phase="Quiesce", instructions="Stop it."),
        a_task("T2", "T1", title="Decide to go on", party="sro", phase="Decide"),
        a_task("T3", "T2", title="Take EES out of service", party="recco", phase="Cutover"),
        a_task(
            "T4",
            "T3",
            title="Load the meter points",
            phase="Cutover",
            results=[{"id": "mpans", "unit": "count", "expected": 1000, "tolerance": 0}],
        ),
        a_task("T5", "T4", title="Bring EES back", party="recco", phase="Reopen", end=True),
        gates=[a_gate("G1", "T2", title="Go or no-go")],
        **ees_out("T3", "T5"),
        **changes,
    )
