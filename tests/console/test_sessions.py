"""Who is signed in to the web console, seen and ended from the command line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from console.telling_people import people_sentence
from rehearsals.journal.export import read_export_file
from rehearsals.journal.sql import open_journal
from rehearsals.people import asked as a
from rehearsals.people.book import PEOPLE_BOOK, people_ledger
from rehearsals.testing import asked
from tests.console.people import acting_as, begun, with_password
from tests.console.terminal import Terminal
from tests.rehearsals.people.making import folded

_RECORDED = Path(__file__).parents[1] / "recorded" / "people" / "every-event.jsonl"


def _sign_in(callboard: Terminal, person: str, session: str) -> None:
    """What the web console does once a password was right."""
    journal = open_journal(callboard.home / "journal.sqlite")
    try:
        people_ledger(journal, callboard.clock.now).submit(
            asked(
                a.BeginSession,
                actor=person,
                person=person,
                session=session,
                hash="0" * 64,
                expires_at=callboard.clock.now() + timedelta(hours=8),
                means="password",
            )
        )
    finally:
        journal.close()


def _signed_in(callboard: Terminal) -> str:
    """Ann twice and Bob once; the administrator's token."""
    admin = begun(callboard)
    for person in ("ann", "bob"):
        with_password(callboard, person, admin=admin)
    for session, person in (("ann111", "ann"), ("ann222", "ann"), ("bob111", "bob")):
        _sign_in(callboard, person, session)
    callboard.environ["CALLBOARD_TOKEN"] = admin
    return admin


def test_who_is_signed_in_is_listed(callboard: Terminal) -> None:
    """Of everybody or of one; never what the browser holds, nor its hash."""
    _signed_in(callboard)

    out = callboard.ok("user", "sessions")
    assert "by password" in out
    assert [line.split()[0] for line in out.splitlines() if "Ann Lee" in line] == [
        "ann111",
        "ann222",
    ]
    (data,) = callboard("user", "sessions", "Bob Ray", "--json").data
    assert (data["session"], data["person"], data["means"]) == ("bob111", "bob", "password")
    assert "0" * 64 not in out + str(data)
    assert callboard("user", "sessions", "nobody").code != 0


def test_an_administrator_signs_somebody_out(callboard: Terminal) -> None:
    """Everywhere, with a reason; the others stay."""
    _signed_in(callboard)

    out = callboard.ok("user", "sign-out", "ann", "--reason", "lost phone")
    assert out == (
        "A session of Ann Lee has ended: lost phone (ann111).\n"
        "A session of Ann Lee has ended: lost phone (ann222).\n"
    )
    assert [one["person"] for one in callboard("user", "sessions", "--json").data] == ["bob"]
    again = callboard("user", "sign-out", "ann")
    assert "Ann Lee is not signed in anywhere." in again.err


def test_people_sign_themselves_out_and_nobody_else(callboard: Terminal) -> None:
    """By a token that opens acting, as with their own tokens."""
    admin = _signed_in(callboard)
    acting_as(callboard, "bob", admin=admin)

    other = callboard("user", "sign-out", "ann")
    assert other.code == 1
    assert "bob111" in callboard.ok("user", "sign-out", "bob")


def test_ways_in_are_told_in_words() -> None:
    """Who did what, an administrator by name; never a hash."""
    said: dict[str, str] = {}
    facts = [PEOPLE_BOOK.codec.from_recorded(one) for one in read_export_file(_RECORDED)]
    register = folded(facts)
    for fact in facts:
        said[type(fact.event).__name__] = people_sentence(fact.event, register)

    assert said["SessionBegun"].startswith("Bob A. Ray has signed in at the identity provider, ")
    assert "until Tue 13 Jan 2026 01:05 GMT at the latest" in said["SessionBegun"]
    assert said["IdentityLinked"].endswith("LINKED BY THE ADMINISTRATOR Ann Lee.")
    assert said["IdentityUnlinked"].endswith("as 248289761001: changed provider")
    assert all(text and "$argon2id" not in text for text in said.values())


def test_nobody_is_signed_in_at_first(callboard: Terminal) -> None:
    """And the list says so."""
    assert callboard.ok("user", "sessions") == "Nobody is signed in to the web console.\n"
