"""Every route of an application, and asking it without waiting for the end of a stream."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.routing import Mount
from starlette.types import Message, Scope

from tests.console.web.client import URL

_HOST = URL.removeprefix("https://")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What an application answered; of a stream only that it began."""

    status: int
    headers: Headers
    text: str


def routes_of(app: Any, prefix: str = "") -> Iterator[str]:
    """`GET /runs/{run}` for every route, those of mounted applications too; folders as `MOUNT`."""
    for route in app.routes:
        if isinstance(route, Mount):
            if isinstance(route.app, FastAPI):
                yield from routes_of(route.app, prefix + route.path)
            else:
                yield f"MOUNT {prefix}{route.path}"
            continue
        # This version of FastAPI keeps an included router as it is.
        router = getattr(route, "original_router", None)
        if router is not None:
            yield from routes_of(router, prefix)
            continue
        for method in sorted(route.methods - {"HEAD"}):
            yield f"{method} {prefix}{route.path}"


def filled(path: str, values: Mapping[str, str]) -> str:
    """A path with its parameters; raises KeyError for one that the test does not know."""
    parts = []
    for part in path.split("/"):
        if part.startswith("{"):
            inside, _, behind = part.removeprefix("{").partition("}")
            name = inside.partition(":")[0]
            parts.append(quote(values[name], safe="" if ":path" not in part else "/") + behind)
        else:
            parts.append(part)
    return "/".join(parts)


def asked(
    app: Any, method: str, path: str, *, cookie: str | None = None, token: str | None = None
) -> Answer:
    """Ask an application something, as a page of its own would, or by a token."""
    headers = {"host": _HOST, "origin": URL}
    if cookie:
        headers["cookie"] = f"__Host-callboard={cookie}"
    if token:
        headers["authorization"] = f"Bearer {token}"
    if method not in ("GET", "HEAD"):
        headers |= {"content-type": "application/x-www-form-urlencoded", "content-length": "0"}
    return asyncio.run(_asked(app, method, path, headers))


async def _asked(app: Any, method: str, path: str, headers: dict[str, str]) -> Answer:
    plain, _, query = path.partition("?")
    scope: Scope = {
        "type": "http", "method": method, "path": plain, "raw_path": plain.encode(),
        "query_string": query.encode(), "root_path": "", "scheme": "https", "http_version": "1.1",
        "client": ("127.0.0.1", 1), "server": (_HOST, 443), "app": app, "state": {},
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    messages: asyncio.Queue[Message] = asyncio.Queue()
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            await asyncio.Event().wait()
        sent = True
        return {"type": "http.request", "body": b"", "more_body": False}

    task = asyncio.create_task(app(scope, receive, messages.put))
    task.add_done_callback(lambda done: messages.put_nowait(_end(done)))
    try:
        return await _read(messages)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _end(done: asyncio.Task[None]) -> Message:
    fault = None if done.cancelled() else done.exception()
    return {"type": "end", "fault": fault}


async def _read(messages: asyncio.Queue[Message]) -> Answer:
    start = await messages.get()
    if start["type"] == "end":
        raise AssertionError("nothing was answered") from start["fault"]
    headers = Headers(raw=start["headers"])
    body = b""
    if not headers.get("content-type", "").startswith("text/event-stream"):
        while True:
            message = await messages.get()
            if message["type"] == "end":
                break
            body += message.get("body", b"")
            if not message.get("more_body", False):
                break
    return Answer(status=start["status"], headers=headers, text=body.decode(errors="replace"))
