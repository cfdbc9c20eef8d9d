"""A message as the bytes of a mail (RFC 5322), for one recipient; pure.

Everything but `Date` is the same on every attempt, down to the boundaries of the parts, so that
whoever takes a message twice sees it once. Headers are written in lines of up to 998 characters:
at the usual 78 Python would encode a long `List-Unsubscribe`, and mail programs pass over that.
"""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime
from urllib.parse import quote

from notices.channels.mail_settings import MailSettings
from notices.channels.mail_values import address_in
from notices.channels.port import Message
from notices.feeds.calendar import calendar_file
from notices.feeds.publisher import Publisher
from notices.outbox.rows import DeliveryId
from notices.wording.footers import footer_of
from notices.wording.html import notice_html
from notices.wording.lines import in_ascii, shortened
from notices.wording.marks import mark_of

#: Parts are encoded in lines of 76 characters (RFC 2045).
_BUILT = default.clone(max_line_length=76)
_WRITTEN = SMTP.clone(max_line_length=998)
LONGEST_SUBJECT, _LONGEST_ATOM = 180, 64
_SHARED = "Several people read this mailbox: unsubscribing does it for all of them, and asks first."
_IN_URL = "/:?#[]@!$&'()*+;=%~-._"
_NO_ATOM = re.compile(r"[^A-Za-z0-9-]+")


def mail_of(message: Message, settings: MailSettings) -> bytes:
    """The mail, with CRLF and in 7 bits; raises ValueError if the address is none."""
    mail = EmailMessage(policy=_BUILT)
    mail["Date"] = format_datetime(message.at)
    mail["From"] = Address(display_name=settings.sender_name, addr_spec=settings.sender)
    mail["To"] = Address(addr_spec=address_in(message.address))
    if settings.reply_to:
        mail["Reply-To"] = Address(addr_spec=settings.reply_to)
    mail["Subject"] = subject_in(message.subject)
    mail["Message-ID"] = id_of(message, settings.domain)
    # Nobody's machine is to answer (RFC 3834), Exchange's out-of-office neither.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if message.notice is not None:
        _belong(mail, message, settings)
    _fill(mail, message, settings)
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():  # `=_` stands in no encoded part
            part.set_boundary(f"=_{message.id}_{number}")
    return mail.as_bytes(policy=_WRITTEN)


def subject_in(text: str) -> str:
    """A subject in one line of ASCII, in which nothing poses as an encoded word."""
    return shortened(in_ascii(text).replace("=?", "= ?"), LONGEST_SUBJECT)


def id_of(message: Message, domain: str) -> str:
    """`<M10-OUT-EES.r2.said.msg_...@domain>`: one for each delivery, the same on every attempt."""
    named = DeliveryId.of(message.key)
    about = "" if message.notice is None else f"{_atom(named.notice)}.r{named.revision}."
    return f"<{about}{_atom(named.event)}.{message.id}@{domain}>"


def _belong(mail: EmailMessage, message: Message, settings: MailSettings) -> None:
    """What makes the mails of a notice one conversation, and all of them a list one can leave."""
    thread = f"<{_atom(DeliveryId.of(message.key).notice)}@{settings.domain}>"
    mail["In-Reply-To"] = thread
    mail["References"] = thread
    mail["List-ID"] = f"<{settings.list_id}>"
    mail["Precedence"] = "list"
    # Python decodes what looks like an encoded word even here, and line breaks with it.
    link = quote(_text(message.links.unsubscribe), safe=_IN_URL).replace("=?", "=%3F")
    if link:
        mail["List-Unsubscribe"] = f"<{link}>"
    # One click of one reader would unsubscribe all of a role mailbox; and RFC 8058 wants https.
    if link.startswith("https://") and not message.route.role_mailbox:
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def plain_of(message: Message) -> str:
    """The text with its links under it; what marks a rehearsal stays the last line."""
    notice, links = message.notice, message.links
    if notice is None:
        return f"{message.text}\n"
    shared = _SHARED if message.route.role_mailbox and links.unsubscribe else ""
    parts = (message.text, footer_of(links), shared, mark_of(notice))
    return "\n\n".join(filter(None, parts)) + "\n"


def _fill(mail: EmailMessage, message: Message, settings: MailSettings) -> None:
    """The body: what confirms or tests a route is plain text, a notice is HTML besides."""
    notice = message.notice
    mail.set_content(_text(plain_of(message)), cte="quoted-printable")
    if notice is None:
        return
    page = notice_html(notice, message.links, message.reminder)
    mail.add_alternative(_text(page), subtype="html", cte="quoted-printable")
    if message.route.calendar:
        # Without METHOD: nobody's calendar takes it in unasked.
        publisher = Publisher(
            name=settings.sender_name, address=settings.sender, domain=settings.domain
        )
        mail.add_attachment(
            calendar_file(notice, publisher, message.links.html),
            maintype="text",
            subtype="calendar",
            params={"charset": "utf-8"},
            filename=f"{_atom(notice.id)}.ics",
        )


def _text(text: str) -> str:
    """The text without halves of characters, which cannot be encoded."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _atom(text: str) -> str:
    """A text as it may stand in the id of a message, or in a file's name; never nothing."""
    return _NO_ATOM.sub("-", text)[:_LONGEST_ATOM].strip("-") or "x"
