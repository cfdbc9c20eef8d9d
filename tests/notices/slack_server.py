"""A server on loopback that answers as Slack does, or as it should not."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(kw_only=True)
class Reply:
    """One scripted answer; status 0 hangs up without one."""

    status: int = 200
    body: str = "ok"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class SlackServer:
    """What the server was asked, and where it is."""

    origin: str
    replies: deque[Reply]
    requests: list[tuple[str, str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of a webhook."""
        return f"{self.origin}/services/T000/B000/secret"


@contextmanager
def slack_server(*replies: Reply) -> Iterator[SlackServer]:
    """Answer with the replies in turn, then always `ok`."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server = SlackServer(
        origin=f"http://127.0.0.1:{http.server_address[1]}", replies=deque(replies)
    )
    http.scripted = server  # type: ignore[attr-defined]
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Take a message."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer("POST", json.loads(body))

    def do_GET(self) -> None:
        """Notice who follows a redirect."""
        self._answer("GET", None)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Keep quiet."""

    def _answer(self, method: str, body: Any) -> None:
        server: SlackServer = self.server.scripted  # type: ignore[attr-defined]
        server.requests.append((method, self.path, body))
        reply = server.replies.popleft() if server.replies else Reply()
        if not reply.status:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body.encode())
