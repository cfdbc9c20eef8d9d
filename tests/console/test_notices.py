"""`callboard notices`: what was and is to be told, to whom, and whether it arrived."""

from __future__ import annotations

import pytest

from notices.channels.port import Answer
from tests.console.telling import DRAFT, approved, drafted, kept, sent
from tests.console.terminal import Terminal

NOTICE = "DR1-OUT-EES"
REFUSED = Answer(outcome="refused", status=550, detail="no such mailbox")


def test_nothing_to_tell_is_said(callboard: Terminal) -> None:
    """A run without notices is no error."""
    callboard.opened()
    assert "No notice has been drafted" in callboard.ok("notices", "list", "DR1")
    assert callboard("notices", "list", "DR1", "--json").data == []
    assert "No draft waits in run DR1." in callboard.ok("notices", "drafts")


def test_a_draft_is_shown_with_why_and_what_to_type(callboard: Terminal) -> None:
    """Whoever approves needs no other page."""
    drafted(callboard)
    said = callboard.ok("notices", "drafts", "DR1")
    assert f"{DRAFT}: provisional" in said or f"{DRAFT}: firm" in said
    assert "Because " in said
    assert f"callboard notices approve DR1 {DRAFT}" in said
    assert "GMT" in said
    (draft,) = callboard("notices", "drafts", "DR1", "--json").data
    assert draft["id"] == DRAFT
    assert draft["content"]["window"]["start"].endswith("Z")


def test_an_approved_draft_goes_out(callboard: Terminal) -> None:
    """To those who subscribed; the list shows the revision, and where it is."""
    drafted(callboard, "acme")
    said = callboard.ok("notices", "approve", "DR1", DRAFT, "--as", "ann")
    assert f"{NOTICE}, revision 0" in said
    assert "Deliveries on their way: 1" in said
    listed = callboard.ok("notices", "list", "DR1")
    assert "REHEARSAL" in listed
    assert "approved by ann" in listed
    assert "Deliveries: 1 waiting" in listed
    assert "No sender is running: 1 delivery waits since" in listed


def test_an_approver_changes_the_end_and_the_words(callboard: Terminal) -> None:
    """The end as people write it: the next such day on the local clock."""
    drafted(callboard)
    callboard.ok(
        "notices", "approve", "DR1", "out-ees", "--end", "Thu 18:00", "--cause", "A larger load.",
        "--as", "ann",
    )  # fmt: skip
    shown = callboard.ok("notices", "show", "DR1", NOTICE)
    assert "End: Thu 15 Jan 2026 18:00 GMT" in shown
    assert "A larger load." in shown


def test_an_end_that_is_no_time_is_refused(callboard: Terminal) -> None:
    """And nothing went out."""
    drafted(callboard)
    said = callboard("notices", "approve", "DR1", DRAFT, "--end", "soon", "--as", "ann")
    assert said.code == 1
    assert "is not a time" in said.err
    assert callboard("notices", "drafts", "--json").data


def test_a_rejected_draft_is_gone(callboard: Terminal) -> None:
    """With its reason in the journal; it cannot be approved any more."""
    drafted(callboard)
    callboard.ok("notices", "reject", "DR1", DRAFT, "--reason", "the date moves", "--as", "ann")
    assert callboard("notices", "drafts", "--json").data == []
    again = callboard("notices", "approve", "DR1", DRAFT, "--as", "ann")
    assert again.code != 0
    assert "is open no more" in again.err


def test_a_notice_is_shown_with_its_deliveries(callboard: Terminal) -> None:
    """In full, and what each route answered; never an address."""
    approved(callboard, "acme", "borealis")
    sent(callboard, REFUSED)
    shown = callboard.ok("notices", "show", "DR1", "OUT-EES")
    assert "REHEARSAL - no system is out of service" in shown
    assert "Acme, e-mail (desk): FAILED, attempt 1 at" in shown
    assert "(no such mailbox)" in shown
    assert "Borealis, e-mail (desk): delivered" in shown
    assert "@" not in shown.replace("comms-desk@si.example", "")


def test_the_matrix_counts_who_was_reached(callboard: Terminal) -> None:
    """Subscriber by channel, and below it what failed."""
    approved(callboard, "acme", "borealis")
    sent(callboard, REFUSED)
    shown = callboard.ok("notices", "matrix", "DR1", NOTICE)
    assert f"{NOTICE}, revision 0" in shown
    assert "1 of 2 reached, 0 acknowledged." in shown
    data = callboard("notices", "matrix", "DR1", NOTICE, "--json").data
    assert (data["counted"], data["reached"]) == (2, 1)
    assert {one["id"]: one["state"] for one in data["subscribers"]} == {
        "acme": "unreached",
        "borealis": "reached",
    }


def test_whoever_must_be_told_and_is_not_stands_on_top(callboard: Terminal) -> None:
    """A banner, and a need of the board once the start is near."""
    approved(callboard, "acme")
    callboard.ok(
        "subscribers", "mandatory", "EES", "supplier", "--source", "an agreement", "--as", "ann"
    )
    sent(callboard, REFUSED)
    assert "MUST BE TOLD AND ARE NOT: Acme" in callboard.ok("notices", "matrix", "DR1", NOTICE)
    board = callboard.ok("show", "DR1")
    assert "has not reached Acme, who must be told" in board
    assert "does not take DR1-OUT-EES: no such mailbox" in board


def test_the_board_names_what_waits_for_approval_and_for_a_sender(callboard: Terminal) -> None:
    """Each with the command that deals with it."""
    drafted(callboard, "acme")
    assert f"callboard notices approve DR1 {DRAFT}" in callboard.ok("show", "DR1")
    callboard.ok("notices", "approve", "DR1", DRAFT, "--as", "ann")
    needs = callboard("show", "DR1", "--json").data["needs"]
    assert [need["kind"] for need in needs] == ["notice-sender"]


def test_redelivery_goes_to_those_who_did_not_get_it(callboard: Terminal) -> None:
    """Under the same id; who has it is left alone."""
    approved(callboard, "acme", "borealis")
    first = sent(callboard, REFUSED)
    said = callboard.ok("notices", "redeliver", "DR1", NOTICE, "--failed", "--as", "ann")
    assert "Again to Acme" in said
    assert "Borealis" not in said
    again = sent(callboard)
    assert [one.id for one in again.taken] == [first.taken[0].id]
    assert "Acme, e-mail (desk): delivered" in callboard.ok("notices", "show", "DR1", NOTICE)


def test_an_acknowledgement_on_the_telephone_is_recorded(callboard: Terminal) -> None:
    """Once; by whoever took the call."""
    approved(callboard, "acme")
    sent(callboard)
    for said in ("Acknowledged: Acme", "Acknowledged before: Acme"):
        told = callboard.ok("notices", "acknowledge", "DR1", NOTICE, "--to", "acme", "--as", "ann")
        assert said in told
    assert "acknowledged" in callboard.ok("notices", "matrix", "DR1", NOTICE)


def test_a_mail_that_came_back_no_longer_counts_as_taken(callboard: Terminal) -> None:
    """Else nobody would know that it never arrived."""
    approved(callboard, "acme")
    sent(callboard, Answer(outcome="accepted", status=250, detail="250 queued"))
    said = ("notices", "bounced", "DR1", NOTICE, "--to", "acme", "--answer", "550 no such mailbox")

    told = callboard.ok(*said, "--as", "ann")

    assert "Came back: Acme" in told
    assert "There is no other route: ring them." in told
    matrix = callboard.ok("notices", "matrix", "DR1", NOTICE)
    assert "0 of 1 reached" in matrix
    assert "550 no such mailbox" in matrix


def test_an_update_by_hand_is_the_next_revision(callboard: Terminal) -> None:
    """And cancelling is the last one."""
    approved(callboard, "acme")
    callboard.ok("notices", "update", "DR1", "OUT-EES", "--cause", "All is ready.", "--as", "ann")
    assert f"{NOTICE}, revision 1: REHEARSAL, updated" in callboard.ok("notices", "list")
    said = callboard.ok(
        "notices", "update", "DR1", NOTICE, "--cause", "No need.", "--cancel", "--as", "ann"
    )
    assert f"{NOTICE}, revision 2 (cancelled)" in said


@pytest.mark.parametrize("words", [("show", "OUT-XYZ"), ("matrix", "OUT-XYZ")])
def test_an_unknown_notice_is_named_with_those_there_are(
    callboard: Terminal, words: tuple[str, str]
) -> None:
    """The next command is in the answer."""
    drafted(callboard)
    said = callboard("notices", words[0], "DR1", words[1])
    assert said.code == 1
    assert "has no notice OUT-XYZ" in said.err
    assert NOTICE in said.err


def test_nothing_is_drafted_twice(callboard: Terminal) -> None:
    """The keeper may be stepped as often as is liked."""
    drafted(callboard)
    kept(callboard)
    assert len(callboard("notices", "drafts", "--json").data) == 1
