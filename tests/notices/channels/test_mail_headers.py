"""No text makes a header of its own, whatever is in it."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from notices.channels.mail import mail_of
from notices.channels.port import Links
from tests.notices.channels.mail_server import settings_for
from tests.notices.channels.messages import a_message, a_notice

SETTINGS = settings_for(25, reply_to="desk@programme.example")
#: Every header that a mail may have.
HEADERS = {
    *("Date", "From", "To", "Reply-To", "Subject", "Message-ID", "MIME-Version", "Content-Type"),
    *("Auto-Submitted", "X-Auto-Response-Suppress", "In-Reply-To", "References", "Precedence"),
    *("List-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "Content-Transfer-Encoding"),
}

anything = st.text(max_size=80) | st.sampled_from(
    [
        "x\r\nBcc: v@x.example",
        "=?utf-8?q?a=0D=0ABcc:_v?=",
        "\u2028Bcc: x",
        "a\x00b\x0b\x85",
        "\ud800",
    ]
)
names = st.text(st.characters(blacklist_characters="/"), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(subject=anything, title=anything, name=names, link=anything, event=names)
def test_no_text_makes_a_header_of_its_own(
    subject: str, title: str, name: str, link: str, event: str
) -> None:
    """Whatever is in a title, a name or an address: the headers are ours, one line each."""
    message = a_message(
        "outages@acme.example",
        kind="email",
        subject=subject,
        text=title,
        notice=replace(a_notice(title=title), id=name),
        key=f"{name}/2/{event}/acme-1",
        links=Links(unsubscribe=f"https://{link}"),
    )
    raw = mail_of(replace(message, route=replace(message.route, calendar=True)), SETTINGS)
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")
    starts = [line for line in head if not line.startswith((" ", "\t"))]
    found = [line.partition(":")[0] for line in starts]
    assert {*found} <= HEADERS
    assert len({*found}) == len(found)
    assert not any("=?" in line for line in head)
    [message_id] = [line for line in head if line.startswith("Message-ID:")]
    assert re.fullmatch(r"Message-ID: <[A-Za-z0-9._-]+@[a-z.]+>", message_id)
