"""Notices as an Atom feed (RFC 4287), with an entry for each revision; pure.

Many readers pass over an entry whose id they know, even if it has changed: so every revision has an
id of its own. Times are those of publishing, so the same notices give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from notices.core.state import Revision
from notices.feeds.publisher import NAME, Feed
from notices.wording.lines import one_line
from notices.wording.text import subject_of
from runbooks.clocktime import rfc3339

ATOM_TYPE = "application/atom+xml; charset=utf-8"
_NAMESPACE = "http://www.w3.org/2005/Atom"
#: The year in which the ids were handed out for the first time (RFC 4151); it never changes.
_TAGGED = 2026
#: What the feed says of itself before there is anything in it.
_NEVER = "1970-01-01T00:00:00Z"
#: Characters that XML 1.0 has no way to write.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_of(revisions: Sequence[Revision], feed: Feed) -> bytes:
    """The feed, the newest revision first; `revisions` are those it shows, all of an open outage.

    It has no pages: what `current` selects is 90 days and every open outage.
    """
    ordered = sorted(
        revisions,
        key=lambda one: (one.notice.published_at, one.notice.id, one.notice.revision),
        reverse=True,
    )
    root = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en-GB"})
    _text(root, "id", f"{_tag(feed)}:{feed.name}")
    _text(root, "title", feed.title)
    _text(root, "updated", rfc3339(ordered[0].notice.published_at) if ordered else _NEVER)
    _text(SubElement(root, "author"), "name", feed.publisher.name or NAME)
    _link(root, "self", feed.address, "application/atom+xml")
    _link(root, "alternate", f"{feed.base}/outages", "text/html")
    for one in ordered:
        _entry(root, one, feed)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _entry(root: Element, revision: Revision, feed: Feed) -> None:
    notice = revision.notice
    entry = SubElement(root, "entry")
    _text(entry, "id", f"{_tag(feed)}:notice:{notice.id}:r{notice.revision}")
    _text(entry, "title", subject_of(notice))
    _text(entry, "updated", rfc3339(notice.published_at))
    _text(entry, "published", rfc3339(notice.published_at))
    _link(entry, "alternate", feed.links(notice.id, test=notice.test).html, "text/html")
    for system in notice.content.systems:
        names = {"term": one_line(system.id), "label": one_line(system.name)}
        SubElement(entry, "category", {name: value for name, value in names.items() if value})
    content = SubElement(entry, "content", {"type": "html"})
    content.text = _written(_html(revision.text))


def _html(text: str) -> str:
    """The words as they were published, which never change, with their lines kept."""
    paragraphs = (escape(part).replace("\n", "<br/>") for part in text.strip().split("\n\n"))
    return "".join(f"<p>{part}</p>" for part in paragraphs)


def _tag(feed: Feed) -> str:
    return f"tag:{feed.publisher.domain},{_TAGGED}"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _written(text)


def _link(parent: Element, rel: str, address: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": rel, "href": _written(address), "type": kind})


def _written(text: str) -> str:
    return _NO_XML.sub(" ", text)
