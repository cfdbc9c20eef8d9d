"""Signing in by the identity provider: there and back, and who that is here."""

from __future__ import annotations

import logging
import secrets

from starlette.requests import Request

from console.web.asking import arriving
from console.web.house import House
from console.web.signing_in.addresses import address_of
from console.web.signing_in.cookies import AWAY, own
from console.web.signing_in.id_token import Claims, NotBelieved
from console.web.signing_in.pending import Pending
from console.web.signing_in.provider import Provider, fresh_secrets
from console.web.signing_in.provider_http import ProviderDown
from console.web.signing_in.turned_away import turned_away
from rehearsals.people.asked import LinkIdentity
from rehearsals.people.register import Identity, Person
from runbooks.errors import CallboardError, Refused

_log = logging.getLogger("callboard.web")


def redirect_uri(house: House) -> str:
    """Where the provider sends browsers back to; it must be told so beforehand."""
    return f"{house.url}/sign-in/oidc/return"


def sent_away(
    house: House, provider: Provider, request: Request, wanted: str, *, session: str | None = None
) -> tuple[str, Pending]:
    """Begin: the address at the provider, and what is remembered; ProviderDown and Busy.

    `session` asks for a step-up: to sign in anew, even if the provider knows who it is.
    """
    pending = Pending(
        browser=own(request, AWAY) or secrets.token_urlsafe(24),
        next=wanted,
        began=house.now(),
        address=address_of(request, house.url),
        session=session,
        **fresh_secrets(),
    )
    try:
        address = provider.address(pending, redirect_uri(house))
    except ProviderDown as down:
        _log.warning("The identity provider: %s", down.why)
        raise
    house.doors.pending.put(pending)
    return address, pending


def come_back(house: House, provider: Provider, request: Request) -> tuple[Claims, Pending]:
    """Who has come back, and from what.

    Raises CallboardError, which is journalled where somebody could not be believed.
    """
    params = request.query_params
    pending = house.doors.pending.take(params.get("state", ""), own(request, AWAY), house.now())
    if pending is None:
        raise CallboardError(
            "This way in was used already, has run out, or was begun in another browser.",
            hint="Begin again.",
        )
    code = params.get("code")
    if not code or params.get("error") or not provider.is_itself(params.get("iss")):
        raise CallboardError(
            "The identity provider did not sign you in.",
            hint="Begin again, or ask whoever runs it.",
        )
    try:
        return provider.claims(pending, code, redirect_uri(house)), pending
    except ProviderDown as down:
        _log.warning("The identity provider: %s", down.why)
        raise
    except NotBelieved as doubt:
        _log.warning("The identity provider was not believed: %s", doubt.why)
        address = address_of(request, house.url)
        turned_away(house, "not-believed", "A sign-in did not hold.", address=address)
        raise


def somebody(house: House, claims: Claims, address: str | None) -> Person:
    """Who the claims stand for here: whose identity it is, else whose verified address it is.

    The latter is linked, and from then on found by the identity alone. Raises Refused (journalled).
    """
    register = house.register()
    if person := register.person_of_identity(claims.issuer, claims.subject):
        return person
    person = register.person_of_email(claims.email) if claims.email else None
    if person is None:
        turned_away(
            house, "identity-unknown", "Signing in by the provider failed.", address=address
        )
        raise Refused(
            "identity-unknown",
            f"{claims.name or 'Whoever you are'} is not known here.",
            hint="Tell an administrator of Callboard: your id at "
            f"{claims.issuer} is {claims.subject}. They add you, or link it to you.",
        )
    house.writer.people(
        LinkIdentity(
            person=person.id,
            issuer=claims.issuer,
            subject=claims.subject,
            **arriving(person.id),
        )
    )
    return person


def is_same(claims: Claims, person: Person) -> bool:
    """Whether whoever has signed in anew is who was signed in."""
    return Identity(issuer=claims.issuer, subject=claims.subject) in person.identities
