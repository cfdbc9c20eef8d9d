"""The doors: the cookie of a session, and what signing in needs to remember between requests.

What is kept here is worth nothing after a restart: the link of the first set-up, wrong passwords,
who has just signed in anew. Sessions themselves stand in the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from starlette.requests import Request

from console.web.signing_in.cookies import SESSION, KnownBrowsers
from console.web.signing_in.passwords import Passwords, TooSoon
from console.web.signing_in.pending import PendingSignIns
from console.web.signing_in.provider import Provider
from console.web.signing_in.provider_settings import provider_settings
from console.web.signing_in.setup_link import SetupLink
from console.web.signing_in.sparing import Told
from console.web.signing_in.steps import Steps
from console.web.visitor import Visitor
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.people.live import SIGNED_IN_ANEW
from rehearsals.people.register import Person, Register
from rehearsals.people.secrets import session_holder

COOKIE = SESSION


class Doors:
    """Finds out who a request is from, and remembers what signing in takes."""

    def __init__(self, now: Callable[[], datetime], environ: Mapping[str, str]) -> None:
        """Remember nothing yet; raises SettingsError for a provider that is set by half."""
        self._now = now
        settings = provider_settings(environ)
        #: Where people may sign in besides; None: nowhere.
        self.provider = Provider(settings, now) if settings else None
        self.pending = PendingSignIns()
        self.passwords = Passwords()
        self.setup = SetupLink()
        self.steps = Steps()
        self.told = Told()
        self.browsers = KnownBrowsers()

    @property
    def provider_name(self) -> str | None:
        """What the identity provider is called on pages; None if there is none."""
        return self.provider.settings.name if self.provider else None

    def visitor(self, request: Request, register: Register, now: datetime) -> Visitor:
        """Who a request is from, by the cookie of a session."""
        secret = request.cookies.get(COOKIE)
        if secret:
            found = session_holder(register, secret, now)
            if not isinstance(found, Refusal):
                person, session = found
                return Visitor(
                    register=register, now=now, person=person, session=session, secret=secret
                )
        return Visitor(register=register, now=now)

    def fresh_step(self, visitor: Visitor) -> str | None:
        """The suffix of a channel for whoever has just signed in again for a decision; or None."""
        session = visitor.session
        if session is not None and self.steps.is_fresh(session.id, visitor.now):
            return SIGNED_IN_ANEW
        return None

    def doubts(self, person: Person, password: str) -> Refusal | None:
        """Why a password that somebody who is signed in gives once more is not taken; or None.

        Tries at signing in do not count here: nobody outside holds up a decision. Raises Busy.
        """
        try:
            right = self.passwords.are_right(
                password, person.password, key=f"again:{person.id}", address=None, now=self._now()
            )
        except TooSoon as soon:
            return refuse("too-many-tries", soon.message, soon.hint or "")
        if right:
            return None
        return refuse(
            "wrong-password", "The password is wrong.", "Try again; nothing has happened."
        )
