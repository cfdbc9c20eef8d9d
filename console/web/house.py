"""What one console process shares: the journal, the clock, and the rooms that work on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.requests import Request

from console.foreseen import Foreseen
from console.naming import know_people
from console.web.audiences import Audiences
from console.web.chain_checking import ChainChecker
from console.web.doors import Doors
from console.web.forecasting import Forecasts
from console.web.kept_pages import KeptPages
from console.web.live.hub import Hub
from console.web.live.rendered import Rendered
from console.web.notice_links import NoticeLinks
from console.web.notice_reading import NoticeReader
from console.web.notices_beside import NoticesBeside
from console.web.reading import Look, Reader
from console.web.signing_up import SignUps
from console.web.visitor import Visitor
from console.web.writing import Writer
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal
from rehearsals.people.register import Register


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """The console of one data directory."""

    home: Path
    journal: Journal
    now: Callable[[], datetime]
    reader: Reader
    writer: Writer
    hub: Hub
    forecasts: Forecasts
    doors: Doors
    #: What audiences are told, what was checked of journals, and what shared pages showed last: all
    #: worked out once for all who ask.
    audiences: Audiences
    chain_checker: ChainChecker
    rendered: Rendered
    #: What was said, who is told of it, and what everybody sees of it.
    notices: NoticeReader
    kept_pages: KeptPages
    #: Whose links open what, and how often somebody outside may ask to be told.
    notice_links: NoticeLinks
    sign_ups: SignUps
    environ: Mapping[str, str]
    #: Where people reach it, without a slash at the end: http://127.0.0.1:8600.
    url: str
    #: Whether the pages for audiences are for everybody.
    public: bool = False

    def register(self) -> Register:
        """The register of people as it is now."""
        return self.reader.register()

    def look(self, run: str) -> Look:
        """A run as it is now; raises RunNotFound and JournalError."""
        look = self.reader.look(run)
        # Sentences call people by their names; whoever looks is about to make some.
        know_people(look.names)
        return look

    def foreseen(self, look: Look, gate: str | None = None) -> Foreseen:
        """The newest that is foreseen of a run, and of the readiness of a gate; never raises."""
        return self.forecasts.of(look, gate)

    def setup_link(self) -> str | None:
        """The link by which an empty register is begun; None if somebody is in it already."""
        return self.doors.setup.make(self.url, self.now()) if self.register().is_empty else None

    def visitor(self, request: Request) -> Visitor:
        """Who a request is from; worked out once a request."""
        known = getattr(request.state, "visitor", None)
        if isinstance(known, Visitor):
            return known
        visitor = self.doors.visitor(request, self.register(), self.now())
        request.state.visitor = visitor
        return visitor


@contextmanager
def opened_house(
    home: Path,
    now: Callable[[], datetime],
    *,
    url: str,
    public: bool = False,
    environ: Mapping[str, str] | None = None,
) -> Iterator[House]:
    """The house of a data directory, which is made if need be; raises JournalError."""
    path = home / "journal.sqlite"
    journal = open_journal(path)
    # A journal object has one watcher; the live hub is one, and the reader of notices.
    watched, looked_at = open_journal(path), open_journal(path)
    hub = Hub(watched)
    forecasts = Forecasts(hub.render_again)
    try:
        reader = Reader(journal, now)
        notices = NoticeReader(journal, looked_at, reader, now)
        reader.looks_beside(NoticesBeside(journal, notices).of)
        yield House(
            home=home,
            journal=journal,
            now=now,
            reader=reader,
            writer=Writer(journal, now),
            hub=hub,
            forecasts=forecasts,
            doors=Doors(now, environ or {}),
            audiences=Audiences(reader, now),
            chain_checker=ChainChecker(journal, home, now),
            rendered=Rendered(),
            notices=notices,
            kept_pages=KeptPages(notices),
            notice_links=NoticeLinks(home, environ or {}, notices),
            sign_ups=SignUps(),
            environ=dict(environ or {}),
            url=url.rstrip("/"),
            public=public,
        )
    finally:
        forecasts.close()
        watched.close()
        looked_at.close()
        journal.close()
