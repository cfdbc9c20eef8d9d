"""Whoever approves notices is mailed the warnings: once each, and as long as they are of use."""

from __future__ import annotations

import asyncio
from typing import Any

from notices.channels.port import Message
from notices.channels.testing import ScriptedChannel
from notices.core.asked import ApproveDraft
from notices.outbox.rows import POST
from notices.outbox.sender import Sender
from notices.outbox.state import deliveries_of
from notices.outbox.testing import BASE, letters_on
from rehearsals.core import commands as c
from rehearsals.core.fact import Entered
from rehearsals.journal.codec import Codec
from rehearsals.names import PEOPLE
from rehearsals.people import events as e
from rehearsals.people.events import PEOPLE_EVENT_TYPES, PeopleEvent
from rehearsals.testing import OPENED, asked, at
from runbooks.clocktime import rfc3339
from tests.notices.factories import an_outage_runbook
from tests.notices.stage import Stage
from tests.rehearsals.people.making import organisations

_CODEC: Codec[PeopleEvent] = Codec(PEOPLE_EVENT_TYPES)


def people(stage: Stage, *events: PeopleEvent) -> None:
    """Something about people is entered."""
    number = stage.journal.head(PEOPLE).seq
    facts = (
        Entered(
            event=event,
            at=OPENED,
            recorded_at=OPENED,
            actor="root",
            channel="test",
            command=f"p{n}",
        )
        for n, event in enumerate(events, number)
    )
    stage.journal.append(PEOPLE, number, [_CODEC.to_entry(fact) for fact in facts])


def an_approver(person: str, email: str | None) -> tuple[PeopleEvent, ...]:
    """Somebody of `one` who approves notices."""
    return (
        e.PersonAdded(person=person, name=person.title(), organisation="one", email=email),
        e.RoleGranted(person=person, role="communications_approver"),
    )


def a_stage(**opening: Any) -> Stage:
    """The outage, and ann, who approves and has an address; ben has none, and cat approves not."""
    stage = Stage(**opening)
    people(
        stage,
        *organisations(),
        *an_approver("ann", "ann@one.example"),
        *an_approver("ben", None),
        e.PersonAdded(person="cat", name="Cat", organisation="one", email="cat@one.example"),
    )
    return stage


def sent(stage: Stage, minutes: float, *, kind: str = "email") -> list[Message]:
    """What a sender with one channel sends at a minute after the opening."""
    channel = ScriptedChannel(kinds=(kind,))  # type: ignore[arg-type]
    now = at(minutes)
    sender = Sender(stage.journal, POST, [channel], letters_on(stage.journal), lambda: now)
    asyncio.run(sender.drain(now))
    return channel.taken


def states(stage: Stage, minutes: float) -> dict[str, tuple[str, str]]:
    """How the deliveries stand, and why."""
    book = deliveries_of(stage.journal, "DR1", at(minutes))
    return {key: (one.state, one.suppressed) for key, one in book.deliveries.items()}


def test_an_approver_with_an_address_has_a_row_for_a_warning() -> None:
    """Due at once, of use until the draft is needed; nobody else has one."""
    stage = a_stage()
    stage.keep(0)
    (row,) = stage.journal.queued("DR1")
    assert row.key == "DR1/2/warning:drafted/@ann"
    assert (row.pool, row.due_at) == (POST, at(0))
    assert row.payload["deadline"] == rfc3339(at(180))


def test_the_mail_says_what_waits_and_where_to_act() -> None:
    """Marked as a rehearsal's, as all that leaves one."""
    stage = a_stage()
    stage.keep(0)
    (mail,) = sent(stage, 1)
    assert mail.address == "ann@one.example"
    assert mail.subject == (
        "REHEARSAL - no system is out of service: DR1-OUT-EES: A notice waits for your approval"
    )
    assert "DR1-OUT-EES#1" in mail.text
    assert f"{BASE}/runs/DR1/notices" in mail.text
    assert (mail.notice, mail.links.unsubscribe) == (None, "")


def test_nobody_is_mailed_the_same_warning_twice() -> None:
    """However often it is looked at, and by whom."""
    stage = a_stage()
    stage.keep(0)
    sent(stage, 1)
    stage.keep(2)
    assert sent(stage, 3) == []
    assert len(stage.keys()) == 1


def test_a_new_warning_of_a_notice_is_mailed_and_takes_the_place_of_one_that_waits() -> None:
    """The newest counts."""
    stage = a_stage()
    stage.keep(0)
    stage.keep(150)
    (mail,) = sent(stage, 151)
    assert mail.subject.endswith("A notice must be approved soon")
    assert states(stage, 151)["DR1/2/warning:drafted/@ann"][0] == "superseded"


def test_of_a_draft_that_was_dealt_with_nobody_is_warned() -> None:
    """It would only send them looking."""
    stage = a_stage()
    stage.keep(0)
    stage.clock.leap(at(1))
    stage.office.submit(asked(ApproveDraft, draft="DR1-OUT-EES#1"))
    assert sent(stage, 2) == []
    assert states(stage, 2)["DR1/2/warning:drafted/@ann"] == (
        "suppressed",
        "DR1-OUT-EES#1 is dealt with",
    )


def test_who_approves_no_more_is_not_warned() -> None:
    """Though the row was written before."""
    stage = a_stage()
    stage.keep(0)
    people(stage, e.RoleRevoked(person="ann", role="communications_approver"))
    assert sent(stage, 1) == []
    assert states(stage, 1)["DR1/2/warning:drafted/@ann"][0] == "suppressed"


def test_without_a_mail_server_it_is_suppressed() -> None:
    """Nobody is to look after what was never set up; the console shows it anyway."""
    stage = a_stage()
    stage.keep(0)
    assert sent(stage, 1, kind="webhook") == []
    (found,) = states(stage, 1).values()
    assert found == ("suppressed", "no channel for email is set up")


def test_in_a_simulated_run_nobody_is_mailed() -> None:
    """Nobody real approves there."""
    stage = a_stage(mode="simulation", virtual=True)
    stage.keep(0)
    assert stage.office.state().drafts
    assert stage.keys() == []


def test_communications_that_are_off_hold_no_warning_back() -> None:
    """It goes to the house's own people, and the draft waits all the same."""
    stage = a_stage()
    stage.ask(0, c.SetCommunications, mode="off", reason="the press listens")
    stage.keep(0)
    assert len(sent(stage, 1)) == 1


def test_an_update_that_is_due_and_that_nobody_wrote_is_mailed_too() -> None:
    """There is no draft, and the mail says what happens otherwise."""
    stage = a_stage(runbook=an_outage_runbook(notice={"holding": "10m"}))
    stage.keep(0)
    stage.clock.leap(at(1))
    stage.office.submit(asked(ApproveDraft, draft="DR1-OUT-EES#1"))
    stage.ask(1, c.StartTask, task="PREP")
    stage.keep(191)
    (mail,) = sent(stage, 192)
    assert "it is said that the outage has not begun yet" in mail.text
