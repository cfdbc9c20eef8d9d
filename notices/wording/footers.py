"""Where a message leads: its links in words, for the end of a mail's text and HTML."""

from __future__ import annotations

from dataclasses import dataclass

from notices.channels.port import Links

#: What may be linked to; an address of any other kind is left out.
_SCHEMES = ("https://", "http://")


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """A link, and what it is for."""

    label: str
    address: str


def ways_of(links: Links) -> tuple[Way, ...]:
    """The links that a message has, in the order in which people need them."""
    named = (
        ("Confirm that notices may be sent here", links.confirm),
        ("Say that you have read this", links.acknowledge),
        ("This notice and all its revisions", links.html),
        ("As a calendar file", links.ics),
        ("As data", links.json),
        ("Your subscription", links.manage),
        ("Unsubscribe", links.unsubscribe),
    )
    return tuple(
        Way(label=label, address=address)
        for label, address in named
        if address.startswith(_SCHEMES) and address.isprintable() and " " not in address
    )


def footer_of(links: Links) -> str:
    """The links as the last lines of a plain text; empty if there is none."""
    return "\n".join(f"{way.label}: {way.address}" for way in ways_of(links))
