"""Who acts in a run: by token, for others, later than it happened, and with the password."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from rehearsals.journal.sql import open_journal
from rehearsals.names import REFUSALS
from tests.console.people import PASSWORD, acting_as, begun, opened_live, with_password
from tests.console.terminal import Terminal


def _exported(callboard: Terminal, run: str = "DR1") -> list[dict[str, Any]]:
    return [json.loads(line) for line in callboard.ok("export", run, "-").splitlines()]


def _refusals(callboard: Terminal) -> list[tuple[str, str]]:
    journal = open_journal(callboard.home / "journal.sqlite")
    try:
        return [(r.entry.actor, r.entry.data["code"]) for r in journal.read(REFUSALS)]
    finally:
        journal.close()


def test_a_rehearsal_without_people_is_open(callboard: Terminal) -> None:
    """As before: the machine's user acts, or whoever --as names."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1", "--as", "Bea")


def test_a_token_acts_with_its_persons_rights(callboard: Terminal) -> None:
    """The journal names the person; what is not theirs is refused with whom to ask."""
    callboard.opened()
    admin = begun(callboard)
    acting_as(callboard, "bob", admin=admin)
    said = callboard("start", "DR1", "T1")
    assert said.code == 1
    why = "Bob Ray may not start a task; that is for the task owner of si. Ask Ann Lee."
    assert why in said.err

    acting_as(callboard, "ann", admin=admin)
    callboard.ok("start", "DR1", "T1")
    assert _exported(callboard)[-1]["actor"] == "ann"
    assert ("bob", "not-permitted") in _refusals(callboard)


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (None, "token-needed"),
        ("nonsense", "unknown-token"),
        ("callboard_0000000000_x", "unknown-token"),
    ],
)
def test_without_a_good_token_nothing_happens(
    callboard: Terminal, token: str | None, code: str
) -> None:
    """One line, exit code 1, and the attempt is journalled."""
    callboard.opened()
    begun(callboard)
    callboard.environ.pop("CALLBOARD_TOKEN")
    callboard.environ |= {"CALLBOARD_TOKEN": token} if token else {}
    said = callboard("start", "DR1", "T1")

    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert _refusals(callboard)[-1][1] == code


def test_an_expired_and_a_revoked_token_open_nothing(callboard: Terminal) -> None:
    """Each refusal names the token's id, which is no secret."""
    callboard.opened()
    admin = begun(callboard)
    token = acting_as(callboard, "ann", admin=admin)
    callboard.ok("token", "revoke", token.split("_")[1])
    assert "is revoked" in callboard("start", "DR1", "T1").err
    acting_as(callboard, "ann", admin=admin)
    callboard.later(60 * 24 * 31)
    assert "is expired" in callboard("start", "DR1", "T1").err


def test_a_scribe_enters_what_others_said(callboard: Terminal) -> None:
    """By id or full name; the journal holds both."""
    callboard.opened()
    admin = begun(callboard)
    acting_as(callboard, "cid", admin=admin)
    said = callboard("start", "DR1", "T1").err
    assert "is for the task owner of si. Ask Ann Lee. To enter it for somebody, say who" in said
    callboard.ok("start", "DR1", "T1", "--on-behalf-of", "ann lee")

    last = _exported(callboard)[-1]
    assert (last["actor"], last["on_behalf_of"]) == ("cid", "ann")


def test_what_happened_earlier_is_entered_with_its_time(callboard: Terminal) -> None:
    """A time of the day is the last one the clock showed."""
    callboard.opened()
    callboard.later(30)
    callboard.ok("start", "DR1", "T1", "--at", "09:10")

    last = _exported(callboard)[-1]
    assert last["at"] == "2026-01-12T09:10:00Z"
    assert last["recorded_at"] == "2026-01-12T09:30:00Z"


def _at_the_gate(callboard: Terminal, admin: str) -> None:
    """A live run whose gate waits for its decision."""
    opened_live(callboard)
    acting_as(callboard, "ann", admin=admin)
    callboard.ok("start", "LIVE", "T1")
    callboard.ok("done", "LIVE", "T1", "--result", "mpans=100")
    callboard.ok("start", "LIVE", "T2")
    callboard.ok("done", "LIVE", "T2")
    callboard.ok("evidence", "LIVE", "G1", "READY", "--text", "seen")
    acting_as(callboard, "bob", admin=admin)
    callboard.ok("start", "LIVE", "T3")


_GO = ("gate", "LIVE", "G1", "go", "--by", "sro", "--reason", "ready")


def test_a_live_go_takes_the_password_once_more(callboard: Terminal) -> None:
    """Wrong, missing or none set: refused and journalled; right: the channel says so."""
    admin = begun(callboard)
    _at_the_gate(callboard, admin)
    callboard.typed = [PASSWORD]
    assert "Bob Ray has no password yet." in callboard(*_GO).err
    with_password(callboard, "bob", admin=admin)
    callboard.typed = []
    assert "there is no terminal to ask at" in callboard(*_GO).err
    callboard.typed = ["something else"]
    assert "The password is wrong." in callboard(*_GO).err
    assert _refusals(callboard)[-1] == ("bob", "wrong-password")

    callboard.environ["CALLBOARD_PASSWORD"] = PASSWORD
    assert "GO by Senior Responsible" in callboard.ok(*_GO)
    assert "cli+password" in {line["channel"] for line in _exported(callboard, "LIVE")}


def test_nobody_is_asked_for_a_password_in_vain(callboard: Terminal) -> None:
    """What would be refused all the same is refused first."""
    admin = begun(callboard)
    _at_the_gate(callboard, admin)
    with_password(callboard, "ann", admin=admin)
    callboard.typed = [PASSWORD]
    said = callboard(*_GO)

    assert "Ann Lee may not decide a gate" in said.err
    assert callboard.typed == [PASSWORD]


def test_no_option_says_by_which_channel_something_comes(callboard: Terminal) -> None:
    """A finding of a check, or a password that was given, cannot be claimed."""
    callboard.opened()
    said = callboard("start", "DR1", "T1", "--channel", "check")
    assert said.code == 2
    callboard.ok("start", "DR1", "T1", "--command-id", "check:1")
    last = _exported(callboard)[-1]
    assert (last["channel"], last["command"]) == ("cli", "cli:check:1")


def test_the_programme_takes_the_word_of_somebody_known(callboard: Terminal) -> None:
    """Whoever is named as having said it is in the register, once there is one."""
    admin = begun(callboard)
    acting_as(callboard, "max", admin=admin)
    freeze = ("freeze", callboard.runbook(), "--by", "sro", "--forum", "PSG", "--reason", "x")

    assert "is nobody in the register" in callboard(*freeze, "--on-behalf-of", "nobody").err
    callboard.ok(*freeze, "--on-behalf-of", "bob")


def test_a_seat_at_a_live_gate_is_left_with_two_people_and_the_password(
    callboard: Terminal,
) -> None:
    """The manager enters it as the word of who decides for the party."""
    admin = begun(callboard)
    opened_live(callboard)
    with_password(callboard, "max", admin=admin)
    callboard.environ["CALLBOARD_PASSWORD"] = PASSWORD
    leave = ("leave", "LIVE", "sro", "--replaced-by", "si", "--reason", "reorganised")

    assert "Ask Bob Ray. To enter it for somebody" in callboard(*leave).err
    callboard.ok(*leave, "--on-behalf-of", "bob")
    last = _exported(callboard, "LIVE")[-1]
    assert (last["actor"], last["on_behalf_of"]) == ("max", "bob")
    assert last["channel"] == "cli+password"


def test_a_live_run_needs_people(callboard: Terminal) -> None:
    """With an empty register its commands are refused, with what to do."""
    callboard.opened()
    opened_live(callboard)
    said = callboard("start", "LIVE", "T1")

    assert said.code == 1
    assert "A live run needs people who are known" in said.err


def test_argon2_is_loaded_for_passwords_alone(callboard: Terminal) -> None:
    """An ordinary command does without it."""
    callboard.opened()
    code = (
        "import sys; from console.main import main; main(['start', 'DR1', 'T1']); "
        "print('LOADED', [n for n in ('argon2', 'prefect') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"CALLBOARD_HOME": str(callboard.home), "USER": "ann"},
    )
    assert done.stdout.rstrip().endswith("LOADED []")
