"""People for tests of the command line: a register of a few, and each one's token."""

from __future__ import annotations

from rehearsals.core.opening import open_run
from rehearsals.desk import Desk
from rehearsals.journal.sql import open_journal
from rehearsals.testing import an_opening
from runbooks.reading import parse
from tests.console.terminal import TINY, Terminal

PASSWORD = "four plain words here"  # noqa: S105 - of a test
PEOPLE = """\
register: tiny
organisations:
  one: {name: One Ltd, acts_for: [si]}
  two: {name: Two Ltd, acts_for: [sro, north, south]}
people:
  adm: {name: Ada Minster, organisation: one, roles: [administrator]}
  ann: {name: Ann Lee, organisation: one, roles: [task_owner]}
  bob: {name: Bob Ray, organisation: two, roles: [decider, task_owner]}
  cid: {name: Cid Orr, organisation: one, roles: [scribe]}
  max: {name: Max Gray, organisation: one, roles: [cutover_manager]}
"""


def begun(callboard: Terminal, text: str = PEOPLE) -> str:
    """Begin the register with a file; the first administrator's token, which is acted by now."""
    path = callboard.folder / "people.yaml"
    path.write_text(text, encoding="utf-8")
    out = callboard.ok("user", "import", str(path))
    token = out.splitlines()[-1].removeprefix("Token, shown only now: ")
    callboard.environ["CALLBOARD_TOKEN"] = token
    return token


def acting_as(callboard: Terminal, person: str, *, admin: str) -> str:
    """A fresh token of somebody, which is acted by now."""
    callboard.environ["CALLBOARD_TOKEN"] = admin
    token = callboard.ok("token", "issue", person).strip()
    callboard.environ["CALLBOARD_TOKEN"] = token
    return token


def with_password(callboard: Terminal, person: str, *, admin: str) -> str:
    """The same, and the person has a password."""
    callboard.environ["CALLBOARD_TOKEN"] = admin
    callboard.typed = [PASSWORD]
    callboard.ok("user", "password", person, "--password-stdin")
    return acting_as(callboard, person, admin=admin)


def opened_live(callboard: Terminal, run: str = "LIVE") -> None:
    """Open a live run of the tiny cutover, which nobody plays."""
    book = parse(TINY, "tiny.yaml").runbook
    assert book is not None
    journal = open_journal(callboard.home / "journal.sqlite")
    try:
        opening = an_opening(book, run=run, mode="live")
        fact = open_run(opening, now=callboard.clock.now(), actor="max", channel="cli")
        Desk(journal, callboard.clock.now).open(fact, run)
    finally:
        journal.close()
