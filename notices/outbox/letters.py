"""From a claimed delivery to the message that is sent, or to why it is not sent.

The words of a revision were frozen when it was published; who is told, and where to, is looked at
when it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from notices.channels.port import Message
from notices.core.permissions import APPROVER
from notices.core.words import REMINDER, wire_type
from notices.keys import Vault
from notices.outbox.doors import Door, door_of
from notices.outbox.papers import Papers
from notices.outbox.route_letters import about_no_notice, letter_about
from notices.outbox.rows import (
    REMINDED,
    SUBSCRIPTIONS,
    DeliveryId,
    deadline_of,
    message_id,
    rows_of,
)
from notices.outbox.suppressing import why_not_now, why_not_out, why_not_there
from notices.outbox.warning_letters import warning_letter, why_not_warned
from notices.outbox.warning_rows import leads_to_person, person_of, route_to
from notices.subscriptions.links import links_of
from notices.subscriptions.matching import fallback_of
from notices.subscriptions.records import Route
from notices.subscriptions.signing import opened_address, secrets_of
from notices.wording.payload import addressed
from notices.wording.text import subject_of
from rehearsals.journal.port import Claim, Journal, NewDelivery
from runbooks.errors import SettingsError


@dataclass(frozen=True, kw_only=True, slots=True)
class Suppress:
    """A delivery is not to be made."""

    reason: str
    #: Whether it is once its route is used again.
    rests: bool = False


class Letters:
    """Composes messages; not for use by two threads at once. Raises JournalError, SettingsError."""

    def __init__(self, journal: Journal, vault: Vault, base_url: str) -> None:
        """`base_url` is the console's address, such as `http://127.0.0.1:8600`."""
        self._papers = Papers(journal)
        self._vault = vault
        self._base = base_url.rstrip("/")
        self._doors: dict[str, Door] = {}

    def refresh(self) -> None:
        """Look at the journal; between two calls what was read stands."""
        self._papers.refresh()

    def message(self, claim: Claim, at: datetime) -> Message | Suppress:
        """The message of a delivery that is tried at an instant (UTC)."""
        named = DeliveryId.of(claim.key)
        if leads_to_person(claim.key):
            return self._warning(claim, named, at)
        subs = self._papers.subscriptions
        route = subs.routes.get(named.route)
        owner = subs.subscribers.get(route.subscriber) if route else None
        why_not = why_not_there(route, owner, named.event)
        if why_not or route is None or owner is None:
            return Suppress(reason=why_not)
        if claim.topic == SUBSCRIPTIONS:
            return self._about_route(claim, named, route, owner.name, at)
        return self._about_notice(claim, named, route, at)

    def door(self, claim: Claim) -> Door:
        """The door that a delivery goes through; see `doors.py`. It raises nothing."""
        route = self._route(claim)
        if route is None:
            return door_of("email" if leads_to_person(claim.key) else "", "", "")
        if route.address not in self._doors:
            host = self._host(route) if route.kind == "webhook" else ""
            self._doors[route.address] = door_of(route.kind, route.id, host)
        return self._doors[route.address]

    def fallback(self, claim: Claim, pool: str, now: datetime) -> NewDelivery | None:
        """The row by which a notice goes over another route of the subscriber; None: no other."""
        route, subs = self._route(claim), self._papers.subscriptions
        other = fallback_of(subs, route) if route and claim.topic != SUBSCRIPTIONS else None
        if other is None:
            return None
        named = DeliveryId.of(claim.key)
        (row,) = rows_of(
            topic=claim.topic,
            pool=pool,
            notice=named.notice,
            revision=named.revision,
            event=named.event,
            routes=(other.id,),
            due_at=now,
            deadline=deadline_of(claim.payload),
        )
        return row

    def _about_notice(
        self, claim: Claim, named: DeliveryId, route: Route, at: datetime
    ) -> Message | Suppress:
        papers, run = self._papers, claim.topic
        said = papers.published(run, named.notice, named.revision)
        if said is None:
            return Suppress(reason="there is no such revision")
        newest = papers.newest(run, named.notice) or 0
        mode = papers.communications(run)
        why_not = why_not_out(said.notice, newest, route, mode)
        if why_not:
            return Suppress(reason=why_not)
        if rests := why_not_now(route):
            return Suppress(reason=rests, rests=True)
        rung = named.event.removeprefix(REMINDED) if named.event.startswith(REMINDED) else ""
        words = papers.reminder(run, named.notice, named.revision, rung) if rung else said
        if words is None:
            return Suppress(reason="there is no such reminder")
        notice = said.notice
        links = links_of(self._vault, self._base, route, notice.id, claim.key, test=notice.test)
        return Message(
            id=message_id(claim.key),
            key=claim.key,
            type=REMINDER if rung else wire_type(notice.kind, notice.revision),
            subject=subject_of(notice, rung),
            text=words.text,
            payload=addressed(words.payload, links),
            notice=notice,
            reminder=rung,
            route=route,
            address=opened_address(self._vault, route),
            secrets=secrets_of(self._vault, route, at),
            links=links,
            at=at,
        )

    def _warning(self, claim: Claim, named: DeliveryId, at: datetime) -> Message | Suppress:
        papers, name = self._papers, person_of(named.route)
        register, warned = papers.register(), papers.warning(claim.topic, named.revision)
        person = register.person(name)
        why_not = why_not_warned(warned, person, approves=register.has_role(name, APPROVER, at))
        if why_not or warned is None or person is None:
            return Suppress(reason=why_not)
        letter = warning_letter(warned, claim.topic, self._base)
        return about_no_notice(claim, letter, route_to(person, at), at, address=person.email or "")

    def _about_route(
        self, claim: Claim, named: DeliveryId, route: Route, owner: str, at: datetime
    ) -> Message | Suppress:
        links = links_of(self._vault, self._base, route)
        letter = letter_about(
            named.event,
            route=route,
            owner=owner,
            subs=self._papers.subscriptions,
            links=links,
            payload=claim.payload,
        )
        if letter is None:
            return Suppress(reason="nobody knows any more what it was about")
        return replace(
            about_no_notice(claim, letter, route, at, address=opened_address(self._vault, route)),
            secrets=secrets_of(self._vault, route, at),
            links=links,
        )

    def _route(self, claim: Claim) -> Route | None:
        try:
            named = DeliveryId.of(claim.key)
        except ValueError:
            return None
        return self._papers.subscriptions.routes.get(named.route)

    def _host(self, route: Route) -> str:
        try:
            return urlsplit(opened_address(self._vault, route)).hostname or ""
        except (ValueError, SettingsError):
            return ""
