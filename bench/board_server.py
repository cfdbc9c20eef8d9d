"""The console of a big run in a process of its own, for `bench.board`; or a bare page beside it."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from threading import Event

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from bench.synthetic import played_night, runbook_yaml
from console.listening import listening
from console.web.house import House, opened_house
from console.web.serving import serve
from dependencies.check import load
from rehearsals.core import events as e
from rehearsals.engine.clock import SystemClock
from rehearsals.journal.codec import to_entry
from rehearsals.journal.port import OutboxRow
from rehearsals.names import RUNS, run_stream
from rehearsals.people.asked import BeginRegister, BeginSession
from rehearsals.people.secrets import hash_password, mint_session

TASKS, LINKS, RUN = 10_000, 25_000, "BENCH"


def main(argv: list[str]) -> int:
    """Serve `console HOME PORT` or `bare FILE PORT`; the first line of output says it is ready."""
    what, path, port = argv[0], Path(argv[1]), int(argv[2])
    if what == "bare":
        return _serve_bare(path.read_text(encoding="utf-8"), port)
    now = SystemClock().now
    with opened_house(path, now, url=f"http://127.0.0.1:{port}") as house:
        secret = _prepared(house, path)
        listener = listening("127.0.0.1", port)
        serve(house, listener, Event(), lambda: _say(secret))
    return 0


def _serve_bare(text: str, port: int) -> int:
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse(text)

    listener = listening("127.0.0.1", port)
    _say("ready")
    uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False)).run([listener])
    return 0


def _prepared(house: House, home: Path) -> str:
    """A half-played run of a big runbook, and the cookie of somebody who may look at it."""
    book = home / "synthetic.yaml"
    book.write_text(runbook_yaml(TASKS, LINKS), encoding="utf-8")
    night = played_night(load(str(book)))
    half = [fact for fact in night[: len(night) // 2] if not isinstance(fact.event, e.RunClosed)]
    listed = OutboxRow(key=f"{RUNS}:{RUN}", topic=RUNS, payload={"run": RUN})
    house.journal.append(run_stream(RUN), 0, [to_entry(fact) for fact in half], also=(listed,))
    hashed = hash_password("four plain words here")
    house.writer.people(
        BeginRegister(
            id="bench-register",
            actor="bench",
            organisation="bench",
            organisation_name="Bench",
            person="bench",
            name="Bench",
            roles=("administrator", "cutover_manager"),
            password_hash=hashed,
        )
    )
    minted = mint_session()
    house.writer.people(
        BeginSession(
            id="bench-session",
            actor="bench",
            channel="web",
            person="bench",
            session=minted.id,
            hash=minted.hash,
            expires_at=house.now() + timedelta(hours=1),
            means="password",
        )
    )
    return minted.secret


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__" and len(sys.argv) > 1:
    sys.exit(main(sys.argv[1:]))
