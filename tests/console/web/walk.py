"""A console with something in it, for asking every route of it as everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from console.web.app import create_app
from rehearsals.core import commands as c
from rehearsals.people.asked import ChangePerson, IssueToken, NewToken
from rehearsals.people.secrets import mint_token
from rehearsals.people.words import SCOPES
from rehearsals.readiness import commands as r
from rehearsals.readiness.words import Ask, Served, Signatory
from tests.console.web.place import Place, a_place
from tests.console.web.walking import Answer, asked, filled, routes_of
from tests.console.web.who_comes_in import ELSEWHERE, TABLE, VALUES, VISITORS, row_of

#: Never to be seen by anybody, and by nobody without a role.
PRIVATE = "what one party handed in and no other reads"
PHONE = "+44 20 7946 0123"


@dataclass(frozen=True, kw_only=True)
class Walk:
    """A console with something in it, and everybody's way in."""

    place: Place
    app: Any
    sessions: dict[str | None, str | None]
    tokens: dict[str | None, str | None]
    _pages: dict[tuple[str, str | None], Answer] = field(default_factory=dict)

    def rows(self, *methods: str) -> Iterator[tuple[str, frozenset[str | None]]]:
        """Every route of some methods, and who may come in."""
        for route in routes_of(self.app):
            row = row_of(route)
            if route.split(" ")[0] in methods and row:
                yield route, TABLE[row]

    def page(self, route: str, who: str | None) -> Answer:
        """A page as somebody sees it; asked for once."""
        if (route, who) not in self._pages:
            self._pages[route, who] = self.ask(route, who)
        return self._pages[route, who]

    def ask(
        self, route: str, who: str | None, *, weird: bool = False, by_cookie: bool = False
    ) -> Answer:
        """Ask a route, as somebody."""
        method, path = route.split(" ")
        known = VALUES | ELSEWHERE.get(route, {})
        values = {name: "%2e%2e" if weird else value for name, value in known.items()}
        by_token = path.startswith("/api/") and not by_cookie
        return asked(
            self.app,
            method,
            filled(path, values),
            cookie=None if by_token else self.sessions[who],
            token=self.tokens[who] if by_token else None,
        )


@contextmanager
def a_walk(home: Path) -> Iterator[Walk]:
    """A console with a run under way, a return, contacts; everybody is signed in."""
    with a_place(home) as place:
        place.opened(run="DR1")
        place.done("DR1", c.AddNote, "ann", text="Looks well.")
        _with_private_things(place)
        people = [one for one in VISITORS if one is not None]
        yield Walk(
            place=place,
            app=create_app(place.house),
            sessions={None: None, **{one: place.session(one) for one in people}},
            tokens={None: None, **{one: _token(place, one) for one in people}},
        )


def _token(place: Place, person: str) -> str:
    minted = mint_token()
    token = NewToken(
        token=minted.id,
        hash=minted.hash,
        scopes=SCOPES,
        expires_at=place.clock.now() + timedelta(days=1),
    )
    place.house.writer.people(
        IssueToken(id=f"walk-{person}", actor="adm", person=person, token=token)
    )
    return minted.secret


def _with_private_things(place: Place) -> None:
    place.house.writer.people(
        ChangePerson(id="phone", actor="adm", person="ned", email="ned@north.example", phone=PHONE)
    )
    deadline = place.clock.now() + timedelta(days=1)
    director = Signatory(name="Nora Quill", office="director")
    ask = Ask(
        kind="readiness_assessment", party="north", title="A report", deadline=deadline,
        gates=(Served(gate="small/G1"),), signatories=(director,), return_id="RR-1",
    )  # fmt: skip
    place.house.writer.readiness(r.AskReturns(id="ask", actor="adm", asks=(ask,)))
    place.house.writer.readiness(
        r.SubmitReturn(
            id="submit", actor="ned", return_id="RR-1", submitted_by="north", signatory=director,
            as_at=place.clock.now(), statement=PRIVATE,
        )
    )  # fmt: skip
