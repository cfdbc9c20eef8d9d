"""The register on a journal, and the desk that asks it: refusals are kept, secrets are not."""

from __future__ import annotations

import json

import pytest

from rehearsals.core import commands as c
from rehearsals.core.words import Mode
from rehearsals.desk import Desk
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Recorded
from rehearsals.names import PEOPLE, REFUSALS, run_stream
from rehearsals.people import asked as a
from rehearsals.people.book import guard_of, people_ledger
from rehearsals.people.opening import may_do, may_open
from rehearsals.people.register import Register
from rehearsals.people.secrets import hash_password, mint_token
from rehearsals.testing import OPENED, a_runbook, a_task, an_opened_run, asked, at
from runbooks.errors import Refused
from tests.rehearsals.people.making import everybody

_PASSWORD = "four plain words here"  # noqa: S105 - of a test


def _begun(journal: MemoryJournal) -> None:
    """Ann, an administrator who owns tasks of si; with a password and a token."""
    ledger = people_ledger(journal, lambda: OPENED)
    ledger.submit(asked(a.AddOrganisation, organisation="one", name="One"))
    ledger.submit(asked(a.ActFor, organisation="one", parties=("si",)))
    roles = (a.Granted(role="administrator"), a.Granted(role="task_owner"))
    ledger.submit(asked(a.AddPerson, person="ann", name="Ann", organisation="one", roles=roles))
    ledger.submit(asked(a.SetPassword, person="ann", hash=hash_password(_PASSWORD)))


def _a_desk(journal: MemoryJournal) -> Desk:
    desk = Desk(journal, lambda: at(1), guard=guard_of(journal, lambda: at(1)))
    desk.open(an_opened_run(a_runbook(a_task("A"), a_task("B", party="recco"))), "DR1")
    return desk


def test_a_desk_asks_the_register_as_it_is_then() -> None:
    """Somebody added later is known to a desk that was there before."""
    journal = MemoryJournal()
    desk = _a_desk(journal)
    desk.submit("DR1", asked(c.AddNote, actor="anybody", text="nobody is known yet"))
    _begun(journal)

    desk.submit("DR1", asked(c.StartTask, actor="ann", task="A"))
    with pytest.raises(Refused, match="Ann may not start a task"):
        desk.submit("DR1", asked(c.StartTask, actor="ann", task="B"))
    with pytest.raises(Refused, match="not in the register"):
        desk.submit("DR1", asked(c.AddNote, actor="anybody", text="x"))


def test_machines_under_a_lease_are_not_asked() -> None:
    """The engine drives the run that somebody opened."""
    journal = MemoryJournal()
    desk = _a_desk(journal)
    _begun(journal)
    lease = journal.acquire(run_stream("DR1"), "engine", now=at(1), seconds=60)

    assert desk.submit("DR1", asked(c.StartTask, actor="engine", task="B"), fence=lease)


def test_refused_attempts_are_journalled_with_who_and_through_what() -> None:
    """Also those on the register itself."""
    journal = MemoryJournal()
    desk = _a_desk(journal)
    _begun(journal)
    with pytest.raises(Refused):
        desk.submit("DR1", asked(c.StopStarts, actor="ann", reason="x"))
    with pytest.raises(Refused):
        people_ledger(journal, lambda: at(1)).submit(
            asked(a.GrantRole, actor="eve", person="ann", role="viewer")
        )

    kept = [(r.entry.actor, r.entry.data["run"], r.entry.data["code"]) for r in _refusals(journal)]
    assert kept == [("ann", "DR1", "not-permitted"), ("eve", PEOPLE, "not-known")]


def _refusals(journal: MemoryJournal) -> list[Recorded]:
    return list(journal.read(REFUSALS))


def test_no_secret_reaches_the_journal() -> None:
    """Neither the password nor the token: only their hashes."""
    journal = MemoryJournal()
    _begun(journal)
    token = mint_token()
    kept = a.NewToken(token=token.id, hash=token.hash, scopes=("act",), expires_at=at(60))
    people_ledger(journal, lambda: OPENED).submit(asked(a.IssueToken, person="ann", token=kept))

    written = json.dumps([r.entry.data for s in journal.streams() for r in journal.read(s)])
    assert token.hash in written
    assert "$argon2id$" in written
    assert token.secret not in written
    assert _PASSWORD not in written


@pytest.mark.parametrize(
    ("mode", "able"),
    [
        ("live", {"manager"}),
        ("rehearsal", {"manager", "controller"}),
        ("simulation", {"manager", "controller"}),
    ],
)
def test_runs_are_opened_by_those_who_run_them(mode: Mode, able: set[str]) -> None:
    """A live one by the cutover manager alone."""
    register = everybody()

    may = {one for one in register.people if may_open(register, one, mode, at(0)) is None}
    assert may == able
    assert may_open(register, "stranger", mode, at(0)) is not None


def test_an_empty_register_opens_everything_but_a_live_run() -> None:
    """The machine's user rehearses; for live, people are added first."""
    assert may_open(Register(), "root", "rehearsal", at(0)) is None
    assert may_open(Register(), "root", "simulation", at(0)) is None
    refusal = may_open(Register(), "root", "live", at(0))
    assert refusal is not None
    assert "callboard user import" in refusal.hint


def test_what_no_run_is_asked_takes_a_role_too() -> None:
    """For a party, where one is given; and it names who has it."""
    register = everybody()

    assert may_do(register, "owner", ["task_owner"], "hand in", at(0), party="si") is None
    refusal = may_do(register, "owner2", ["task_owner"], "hand in", at(0), party="si")
    assert refusal is not None
    assert str(refusal) == (
        "Owner2 may not hand in; that is for the task owner of si. Ask Owner or Speaker."
    )
