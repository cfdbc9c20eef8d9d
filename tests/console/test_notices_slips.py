"""`callboard notices` at three in the morning: slips are caught, and nothing is said half."""

from __future__ import annotations

from datetime import timedelta

from notices.channels.port import Answer
from tests.console.telling import DRAFT, approved, drafted, kept, sent
from tests.console.terminal import Terminal

NOTICE = "DR1-OUT-EES"
BUSY = Answer(outcome="failed", detail="The server takes no connection.")


def test_what_one_said_is_not_noted_for_all(callboard: Terminal) -> None:
    """An acknowledgement of a whole notice is refused, and so is a mail that came back."""
    approved(callboard, "acme", "borealis")
    sent(callboard)
    for verb in (("acknowledge",), ("bounced", "--answer", "550 unknown")):
        said = callboard("notices", *verb, "DR1", NOTICE, "--as", "ann")
        assert said.code == 1
        assert "say to whom of them" in said.err
    assert "0 acknowledged" in callboard.ok("notices", "matrix", "DR1", NOTICE)


def test_all_that_went_to_one_who_rang_is_acknowledged(callboard: Terminal) -> None:
    """Over each of their routes."""
    drafted(callboard, "acme")
    other = ("subscribers", "route", "acme", "email", "night@acme.example", "--test")
    callboard.ok(*other, "--label", "night", "--as", "ann")
    callboard.ok("subscribers", "confirm", "acme-2", "--as", "ann")
    callboard.ok("notices", "approve", "DR1", DRAFT, "--as", "ann")
    sent(callboard)
    said = callboard.ok("notices", "acknowledge", "DR1", NOTICE, "--to", "acme", "--as", "ann")
    assert "Acknowledged: Acme, e-mail (desk)" in said
    assert "Acknowledged: Acme, e-mail (night)" in said


def test_a_time_without_its_day_far_from_the_old_end_is_asked_about(callboard: Terminal) -> None:
    """On Monday, of an outage on Thursday: suppliers would act on the slip."""
    drafted(callboard)
    slip = callboard("notices", "approve", "DR1", DRAFT, "--end", "18:00", "--as", "ann")
    assert slip.code == 1
    assert "18:00 would be Mon 12 Jan 18:00 GMT" in slip.err
    assert "if that is what you mean: Mon 18:00" in slip.err
    callboard.ok("notices", "approve", "DR1", DRAFT, "--end", "Thu 18:00", "--as", "ann")


def test_who_lets_something_out_hears_whether_it_is_real_and_who_is_left(
    callboard: Terminal,
) -> None:
    """And who must be told and is not."""
    drafted(callboard, "acme", "borealis")
    callboard.ok(
        "subscribers", "mandatory", "EES", "supplier", "--source", "an agreement", "--as", "ann"
    )
    callboard.ok("subscribers", "disable", "borealis-1", "--reason", "moving", "--as", "ann")
    said = callboard.ok("notices", "approve", "DR1", DRAFT, "--as", "ann")
    assert "Deliveries on their way: 1, to 1 subscriber. Marked REHEARSAL" in said
    assert "MUST BE TOLD, AND NO ROUTE TAKES IT: Borealis." in said


def test_a_draft_is_read_in_full_before_it_goes_out(callboard: Terminal) -> None:
    """In the words of the mail; nothing goes out by that."""
    drafted(callboard)
    said = callboard.ok("notices", "show", "DR1", NOTICE)
    assert f"{NOTICE}: nothing is published yet" in said
    assert "As it would be sent:" in said
    assert "What you need to do" in said or "What happens next" in said
    assert callboard("notices", "show", "DR1", NOTICE, "--json").data["revisions"] == []


def test_a_notice_that_was_turned_down_says_so(callboard: Terminal) -> None:
    """Else nobody would see that suppliers know nothing of it."""
    drafted(callboard)
    callboard.ok("notices", "reject", "DR1", DRAFT, "--reason", "not yet", "--as", "ann")
    for verb in (("list", "DR1"), ("show", "DR1", NOTICE)):
        said = callboard.ok("notices", *verb)
        assert "nothing is published yet" in said
        assert "A draft of it was turned down." in said


def test_what_is_tried_again_is_not_about_to_be_sent(callboard: Terminal) -> None:
    """It was tried, and the answer is there."""
    approved(callboard, "acme")
    sent(callboard, BUSY)
    said = callboard.ok("notices", "matrix", "DR1", NOTICE)
    assert "tried, and to be tried" in said
    assert "about to be sent" not in said


def test_redelivery_of_nothing_asks_for_a_notice(callboard: Terminal) -> None:
    """With what to type."""
    approved(callboard, "acme")
    said = callboard("notices", "redeliver", "DR1", "--as", "ann")
    assert said.code == 1
    assert "callboard notices redeliver DR1 NOTICE --failed" in said.err


def test_a_promised_update_that_does_not_come_calls_somebody(callboard: Terminal) -> None:
    """Whoever should say it by itself may have stopped, and nothing else would show it."""
    approved(callboard)
    kept(callboard)
    assert "that did not come" not in callboard.ok("show", "DR1")
    callboard.clock.leap(callboard.clock.now() + timedelta(days=4))
    said = callboard.ok("show", "DR1")
    assert f"{NOTICE} promised an update by" in said
    assert f"callboard notices update DR1 {NOTICE} --cause" in said
