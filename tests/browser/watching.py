"""Watching a page: whatever its console complains of, and whatever it asks of other machines."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

#: Hosts that are this machine.
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
#: Addresses that are no requests to anybody.
INSIDE = frozenset({"data", "blob", "about"})


class Watch:
    """What went wrong in the pages of one context, in order.

    `tolerated` are parts of the console's words that the test expects, such as "status of 403".
    """

    def __init__(self, context: BrowserContext, tolerated: tuple[str, ...] = ()) -> None:
        self.faults: list[str] = []
        self._tolerated = tolerated
        context.on("console", self._said)
        context.on("weberror", self._broke)
        context.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        """Note a complaint: also breaches of the content-security policy are told this way."""
        if message.type == "error" and not any(word in message.text for word in self._tolerated):
            where = message.location.get("url", "")
            self.faults.append(f"console: {message.text} ({where})")

    def _broke(self, error: WebError) -> None:
        """Note what a script did not catch."""
        self.faults.append(f"uncaught: {error.error}")

    def _asked(self, request: Request) -> None:
        """Note a request that would have left this machine."""
        address = urlsplit(request.url)
        if address.scheme not in INSIDE and address.hostname not in HERE:
            self.faults.append(f"left this machine: {request.method} {request.url}")
