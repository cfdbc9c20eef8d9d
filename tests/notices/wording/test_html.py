"""HTML for mails: it says what the text says, and takes nothing at its word."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings

from notices.channels.port import Links
from notices.core.notice import Notice
from notices.core.words import KINDS
from notices.wording.html import notice_html
from notices.wording.marks import REHEARSAL
from notices.wording.text import notice_text
from tests.notices.factories_of_words import a_content, a_said_notice
from tests.notices.strategies_of_words import notices

LINKS = Links(
    html="https://callboard.example/outages/DR1-OUT-EES?a=1&b=2",
    acknowledge="https://callboard.example/n/a/abc",
    unsubscribe="https://callboard.example/n/u/abc",
)


class Tags(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember them."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]


def words_of(page: str) -> str:
    """The words of a page, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_html_says_every_line_of_the_text() -> None:
    """Whichever of the two a mail program shows."""
    for kind in KINDS:
        notice = a_said_notice(kind)
        page = words_of(notice_html(notice, LINKS))
        for line in notice_text(notice).splitlines():
            assert " ".join(line.removeprefix("- ").split()) in page


def test_html_is_marked_first_and_last() -> None:
    """In the title, above and below."""
    page = notice_html(a_said_notice(test=True, live=False), LINKS)

    assert page.count(REHEARSAL) == 3
    assert page.index("<h1") > page.index(REHEARSAL)


def test_html_leads_to_the_notice_and_out_of_the_list() -> None:
    """Addresses are escaped, and those that are none are left out."""
    page = notice_html(a_said_notice(), LINKS)

    assert Tags(page).addresses == [LINKS.acknowledge, LINKS.html, LINKS.unsubscribe]


def test_html_links_to_nothing_but_pages() -> None:
    """No address of another kind becomes a link."""
    links = Links(html="javascript:alert(1)", manage="data:text/html,x", ics="https://a b")

    assert Tags(notice_html(a_said_notice(), links)).addresses == []


def test_html_escapes_what_people_say() -> None:
    """A title is text."""
    page = notice_html(a_said_notice(content=a_content(title='<script>"&')), LINKS)

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(notices)
def test_any_html_has_only_the_tags_of_its_templates(notice: Notice) -> None:
    """Nothing is fetched, and nothing of a notice becomes a tag or an attribute."""
    found = Tags(notice_html(notice, LINKS))

    assert found.tags <= {
        *("html", "head", "meta", "title", "body"),
        *("div", "p", "h1", "h2", "a"),
    }
    assert found.attributes <= {"lang", "charset", "name", "content", "style", "href"}
