"""A notice as HTML for mails: styles inline, nothing fetched, readable light and dark."""

from __future__ import annotations

from notices.channels.port import Links
from notices.core.notice import Notice
from notices.wording.footers import Way, ways_of
from notices.wording.sandbox import sandbox
from notices.wording.sections import letter_of


def notice_html(notice: Notice, links: Links, reminder: str = "") -> str:
    """The notice as a whole page that says the same as its text, with the ways on at its end."""
    return html_of("notice.html.j2", ways_of(links), letter=letter_of(notice, reminder))


def html_of(template: str, ways: tuple[Way, ...], **values: object) -> str:
    """A page of one of the templates; every value is escaped."""
    rendered = sandbox(html=True).get_template(template).render(ways=ways, **values)
    return f"{rendered.strip()}\n"
