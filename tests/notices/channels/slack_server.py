"""A server on loopback that answers as Slack does, or as it should not."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One scripted answer; status 0 hangs up without one, status -1 never answers."""

    status: int = 200
    body: str = "ok"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass(kw_only=True)
class SlackServer:
    """What the server was asked, and where it is."""

    origin: str
    replies: deque[Reply]
    posted: list[Posted] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    @property
    def url(self) -> str:
        """The address of a webhook."""
        return f"{self.origin}/services/T000/B000/secret"

    @property
    def api(self) -> str:
        """The address of the Web API."""
        return f"{self.origin}/api/"


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
        server.over.set()
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
        headers = {name.lower(): value for name, value in self.headers.items()}
        server.posted.append(Posted(method=method, path=self.path, headers=headers, body=body))
        reply = server.replies.popleft() if server.replies else Reply()
        if reply.status < 0:
            server.over.wait(10)
        if reply.status <= 0:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body.encode())
