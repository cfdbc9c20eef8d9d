"""A server on loopback that answers as a health page would, well or badly."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class _Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer by path."""
        server = self.server
        assert isinstance(server, HealthServer)
        server.asked.append(self.path)
        if self.path == "/moved":
            self._answer(302, b"", Location="/healthy")
        elif self.path == "/drip":
            self._drip()
        elif self.path == "/long":
            self._answer(200, b"x" * 1_000_000 + b"in service")
        elif self.path == "/broken":
            self._answer(500, b"in service")
        else:
            self._answer(200, b"EES is in service")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        """A header every tenth of a second, until nobody listens any more."""
        try:
            self.send_response(200)
            for number in range(600):
                self.wfile.write(f"X-{number}: y\r\n".encode())
                self.flush_headers()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it so
        """Keep quiet."""


class HealthServer(ThreadingHTTPServer):
    """The server, with the paths it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Health)
        self.asked: list[str] = []

    @property
    def place(self) -> str:
        """`127.0.0.1:PORT`."""
        return f"127.0.0.1:{self.server_port}"

    def url(self, path: str = "/healthy") -> str:
        """The address of a page."""
        return f"http://{self.place}{path}"


@contextmanager
def health_server() -> Iterator[HealthServer]:
    """The server, while it is needed."""
    server = HealthServer()
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
