"""In whose name notices go out as feeds and calendar files, and where the feeds lie."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from notices.channels.mail_settings import MailSettings
from notices.channels.port import Links

NAME = "Outage notices"


@dataclass(frozen=True, kw_only=True, slots=True)
class Publisher:
    """Who publishes. Every id in feeds and calendars rests on `domain`, which never changes."""

    #: What people call it.
    name: str
    #: Its e-mail address, which calendars name as the organiser's.
    address: str
    domain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """One feed: everybody's, or one that a route has for itself."""

    publisher: Publisher
    #: What readers list it under.
    title: str
    #: Its own address, and where the console is reached, without a last slash.
    address: str
    base: str
    #: Below which address whoever it is for reads what is not for everybody; empty: nowhere.
    own: str = ""
    #: The id of the route whose feed it is; empty for everybody's.
    route: str = ""

    @property
    def name(self) -> str:
        """What it is known by for ever, whatever its address: `outages`, or `outages-acme-3`."""
        return f"outages-{self.route}" if self.route else "outages"

    def links(self, notice: str, *, test: bool = False) -> Links:
        """Where a notice is read; one that is not for real, below an address of the reader's."""
        page = f"{(test and self.own) or self.base}/outages/{quote(notice, safe='')}"
        return Links(html=page, ics=f"{page}.ics", json=f"{page}.json")


def publisher_of(mail: MailSettings | None, base: str) -> Publisher:
    """The publisher as mail knows it, so that both say the same; without mail by the address."""
    if mail is not None:
        return Publisher(name=mail.sender_name or NAME, address=mail.sender, domain=mail.domain)
    domain = urlsplit(base).hostname or "localhost"
    return Publisher(name=NAME, address=f"notices@{domain}", domain=domain)
