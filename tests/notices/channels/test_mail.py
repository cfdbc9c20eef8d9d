"""The bytes of a mail, read the way that a mail program reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar

from notices.channels.mail import mail_of
from notices.channels.port import Links, Message
from tests.notices.channels.mail_server import settings_for
from tests.notices.channels.messages import NOW, a_message

SETTINGS = settings_for(25, reply_to="desk@programme.example")
LINKS = Links(
    html="https://callboard.example/outages/M10-OUT-EES",
    acknowledge="https://callboard.example/n/a/ack-token",
    unsubscribe="https://callboard.example/n/u/abcdefghijklmnopqrstuv",
    manage="https://callboard.example/n/m/manage-token",
)


def a_mail(**fields: Any) -> Message:
    """A message for a mailbox, with links."""
    return a_message("outages@acme.example", kind="email", **{"links": LINKS} | fields)


def read(message: Message) -> EmailMessage:
    """The mail as it comes in."""
    found = message_from_bytes(mail_of(message, SETTINGS), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def with_route(**fields: Any) -> Message:
    """A message to a route with these fields."""
    return replace(a_mail(), route=replace(a_mail().route, **fields))


def body_of(message: Message, kind: str) -> str:
    """The words of one of the two bodies."""
    part = read(message).get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_mail_says_who_writes_to_whom_and_about_what() -> None:
    """And that no machine need answer."""
    mail = read(a_mail())
    assert mail["From"] == "Outage notices <notices@programme.example>"
    assert (mail["To"], mail["Reply-To"]) == ("outages@acme.example", "desk@programme.example")
    assert mail["Subject"].startswith("REHEARSAL - no system is out of service: EES out of service")
    assert (mail["Auto-Submitted"], mail["Precedence"]) == ("auto-generated", "list")
    assert mail["Date"].datetime == NOW


def test_every_attempt_is_the_same_mail_but_for_its_date() -> None:
    """Down to the boundaries of its parts."""
    later = replace(a_mail(), at=NOW + timedelta(hours=3))
    before, after = (
        [line for line in mail_of(message, SETTINGS).split(b"\r\n") if line[:5] != b"Date:"]
        for message in (a_mail(), later)
    )
    assert before == after


def test_the_id_names_revision_event_and_delivery() -> None:
    """It is another one for every recipient, since some servers drop a second mail of an id."""
    assert read(a_mail())["Message-ID"] == (
        "<M10-OUT-EES.r2.said.msg_MFRGGZDFMZTWQ2LKNNWG23TPOA@notices.programme.example>"
    )
    other = a_mail(id="msg_OTHER", key="M10-OUT-EES/2/said/bravo-1")
    assert read(other)["Message-ID"] != read(a_mail())["Message-ID"]


def test_the_id_of_a_reminder_is_one_that_mail_programs_take() -> None:
    """A colon may not stand in one."""
    reminder = a_mail(key="M10-OUT-EES/2/reminder:24h/acme-1", reminder="24h")
    assert read(reminder)["Message-ID"].startswith("<M10-OUT-EES.r2.reminder-24h.msg_")


def test_all_mails_of_a_notice_are_one_conversation() -> None:
    """They refer to an id that follows from the notice alone."""
    mail = read(a_mail())
    assert mail["References"] == mail["In-Reply-To"] == "<M10-OUT-EES@notices.programme.example>"


def test_one_click_unsubscribes() -> None:
    """RFC 8058."""
    mail = read(a_mail())
    assert mail["List-Unsubscribe"] == f"<{LINKS.unsubscribe}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-ID"] == "<outage-notices.programme.example>"


def test_a_long_link_to_unsubscribe_is_written_plainly() -> None:
    """Encoded, or broken in two, it would be of no use."""
    link = f"https://callboard.example/n/u/{'x' * 400}"
    raw = mail_of(a_mail(links=Links(unsubscribe=link)), SETTINGS)
    assert f"\r\nList-Unsubscribe: <{link}>\r\n".encode() in raw


def test_one_click_does_not_speak_for_all_who_read_a_mailbox() -> None:
    """Its link leads to a page that asks first, and the text says so."""
    message = with_route(role_mailbox=True)
    assert read(message)["List-Unsubscribe"] == f"<{LINKS.unsubscribe}>"
    assert read(message)["List-Unsubscribe-Post"] is None
    assert "asks first" in body_of(message, "plain")


def test_one_click_is_not_promised_without_https() -> None:
    """Mail programs would not take it."""
    mail = read(a_mail(links=Links(unsubscribe="http://127.0.0.1:8600/n/u/token")))
    assert (mail["List-Unsubscribe-Post"], bool(mail["List-Unsubscribe"])) == (None, True)


def test_a_mail_that_asks_for_confirmation_is_of_no_list() -> None:
    """Whoever gets it has subscribed to nothing yet."""
    confirm = Links(confirm="https://callboard.example/n/c/t", unsubscribe="https://x.example/u")
    mail = read(a_mail(notice=None, key="-/0/confirm/acme-1", links=confirm))
    assert not [name for name in mail if name.startswith("List-")]
    assert (mail["References"], mail.get_content_type()) == (None, "text/plain")


def test_it_is_read_as_text_and_as_a_page() -> None:
    """Both lead on."""
    mail = read(a_mail())
    assert mail.get_content_type() == "multipart/alternative"
    for kind in ("plain", "html"):
        body = body_of(a_mail(), kind)
        assert all(link in body for link in (LINKS.html, LINKS.acknowledge, LINKS.manage))


def test_a_rehearsal_is_marked_in_the_first_and_in_the_last_line() -> None:
    """The links stand above the last one."""
    lines = body_of(a_mail(), "plain").strip().splitlines()
    mark = "REHEARSAL - no system is out of service"
    assert mark in lines[0]
    assert lines[-1] == mark


def test_the_calendar_file_comes_along_if_wished() -> None:
    """Without METHOD, so that no calendar takes it in unasked."""
    assert not [*read(a_mail()).iter_attachments()]
    [part] = read(with_route(calendar=True)).iter_attachments()
    assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "M10-OUT-EES.ics")
    assert part.get_param("method") is None
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    calendar = Calendar.from_ical(payload)
    assert "METHOD" not in calendar
    [event] = calendar.walk("VEVENT")
    assert event["UID"] == "M10-OUT-EES@notices.programme.example"


def test_what_is_written_passes_every_server() -> None:
    """Seven bits, CRLF, and bodies in lines of at most 76 characters."""
    message = replace(with_route(calendar=True), text="caf\u00e9 " * 400 + "\n." + "\n..\nFrom x")
    raw = mail_of(message, SETTINGS)
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    bodies = [part.get_payload() for part in read(message).walk() if not part.is_multipart()]
    assert max(len(line) for body in bodies for line in str(body).splitlines()) <= 76
    assert message.text in body_of(message, "plain").replace("\r\n", "\n")
