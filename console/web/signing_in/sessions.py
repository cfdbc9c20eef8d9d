"""Beginning and ending sessions: in the journal, and in the cookie of the browser."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from console.web.asking import arriving
from console.web.house import House
from console.web.signing_in.cookies import SESSION, put, take_away
from console.web.visitor import Visitor
from rehearsals.people.asked import BeginSession, EndSession
from rehearsals.people.register import Session
from rehearsals.people.secrets import mint_session
from rehearsals.people.words import SignInMeans
from runbooks.errors import Refused

#: Longer than a night, shorter than two.
LIFE = timedelta(hours=14)


def begin(
    house: House, response: Response, person: str, means: SignInMeans, before: Visitor
) -> str:
    """Sign somebody in: a session of a new id, whatever the browser held before; its id.

    Raises Refused (journalled) and JournalError.
    """
    if before.session is not None:
        end(house, before.session, "signed in anew")
    minted = mint_session()
    house.writer.people(
        BeginSession(
            person=person,
            session=minted.id,
            hash=minted.hash,
            expires_at=house.now() + LIFE,
            means=means,
            **arriving(person),
        )
    )
    put(response, SESSION, minted.secret, LIFE)
    return minted.id


def end(house: House, session: Session, reason: str = "signed out") -> None:
    """End a session of whoever is signed in by it; one that has ended already stays so."""
    try:
        house.writer.people(
            EndSession(session=session.id, reason=reason, **arriving(session.person))
        )
    except Refused as refused:
        if refused.code != "no-such-session":
            raise


def leave(response: Response) -> None:
    """Have the browser forget who was signed in."""
    take_away(response, SESSION)
