"""The console with a full outage board in a process of its own, for `bench.notice_board`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from console.listening import listening
from console.web.house import House, opened_house
from console.web.serving import serve
from notices.core.book import CODEC
from notices.core.events import NoticePublished
from notices.core.notice import Affected, Content, Notice, Window
from notices.outbox.rows import notices_stream
from notices.wording.payload import payload_of
from notices.wording.text import notice_text
from rehearsals.core.fact import Entered
from rehearsals.engine.clock import SystemClock

THREADS, REVISIONS, RUN = 60, 4, "M10"


def main(argv: list[str]) -> int:
    """Serve `console HOME PORT` or `bare FILE PORT`; the first line of output says it is ready."""
    what, path, port = argv[0], Path(argv[1]), int(argv[2])
    if what == "bare":
        return _serve_bare(path.read_text(encoding="utf-8"), port)
    with opened_house(path, SystemClock().now, url=f"http://127.0.0.1:{port}") as house:
        for number in range(THREADS):
            for revision in range(REVISIONS):
                _publish(house, number, revision)
        listener = listening("127.0.0.1", port)
        serve(house, listener, Event(), lambda: _say("ready"))
    return 0


def console_of(home: Path) -> AbstractContextManager[House]:
    """The same house once more, for whoever says something meanwhile."""
    return opened_house(home, SystemClock().now, url="http://127.0.0.1")


@contextmanager
def saying(house: House) -> Iterator[None]:
    """Say something every second, for as long as the block lasts."""
    end = Event()

    def say() -> None:
        revision = REVISIONS
        while not end.wait(1):
            _publish(house, 0, revision)
            revision += 1

    thread = Thread(target=say)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def _publish(house: House, number: int, revision: int) -> None:
    notice = _notice(house, number, revision)
    event = NoticePublished(notice=notice, text=notice_text(notice), payload=payload_of(notice))
    at, stream = notice.published_at, notices_stream(RUN)
    command = f"bench-{number}-{revision}"
    fact = Entered(
        event=event, at=at, recorded_at=at, actor="bench", channel="cli", command=command,
        on_behalf_of=None,
    )  # fmt: skip
    house.journal.append(stream, house.journal.head(stream).seq, (CODEC.to_entry(fact),))


def _notice(house: House, number: int, revision: int) -> Notice:
    now = house.now()
    start = now + timedelta(days=number - THREADS // 2)
    window = Window(start=start, end=start + timedelta(hours=11, minutes=30 * revision))
    before = replace(window, end=start + timedelta(hours=11)) if revision else None
    content = Content(
        title=f"System {number} out of service",
        cause="The registrations move to the new central service.",
        systems=(Affected(id=f"SYS{number}", name=f"System number {number}"),),
        window=window,
        action_required="Send nothing meanwhile; keep it until you are told to resume.",
        contact="desk@programme.example",
    )
    return Notice(
        id=f"{RUN}-OUT-{number}", revision=revision, kind="firm", status="firm", run=RUN,
        outage=f"OUT-{number}", test=False, live=True, environment="production",
        zone="Europe/London", content=content, previous_window=before, created_at=now,
        published_at=now, approved_by="bench",
    )  # fmt: skip


def _serve_bare(text: str, port: int) -> int:
    app = FastAPI(openapi_url=None)

    @app.get("/")
    async def page() -> HTMLResponse:
        return HTMLResponse(text)

    listener = listening("127.0.0.1", port)
    _say("ready")
    uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False)).run([listener])
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__" and len(sys.argv) > 1:
    sys.exit(main(sys.argv[1:]))
