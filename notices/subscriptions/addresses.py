"""The address of a route: looked at when it is entered, and sealed if it is a secret itself.

Whoever knows the address of a webhook can write to it, so it is sealed before it gets into a
command; what is shown of it is the server's name. What is wrong is said without the address.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from email_validator import EmailNotValidError, validate_email

from notices.channels.addresses import (
    INTERNET,
    Policy,
    check_slack_channel,
    check_slack_url,
    check_url,
)
from notices.channels.http_urls import parts_of
from notices.keys import Vault
from notices.subscriptions.entered import NewRoute
from notices.subscriptions.records import EVERYTHING, Interest, Route, RouteKind
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse

_MARK = 16
_HINTS: dict[RouteKind, str] = {
    "email": "Such as outages@supplier.example.",
    "webhook": "Such as https://hooks.supplier.example/outages.",
    "slack_webhook": "Slack shows it where the webhook was made.",
    "slack_bot": "Such as C0123456789.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """An address as it may be entered."""

    kind: RouteKind
    #: In clear if it is no secret, otherwise sealed.
    address: str = field(repr=False)
    shown: str
    mark: str

    def route(
        self,
        *,
        label: str = "",
        interest: Interest = EVERYTHING,
        role_mailbox: bool = False,
        test: bool = False,
        calendar: bool = False,
        fallback: bool = False,
    ) -> NewRoute:
        """The route to it that somebody asks for; what means nothing for its kind is left out."""
        mail = self.kind == "email"
        return NewRoute(
            kind=self.kind,
            address=self.address,
            shown=self.shown,
            mark=self.mark,
            label=label,
            interest=interest,
            role_mailbox=role_mailbox and mail,
            test=test,
            calendar=calendar and mail,
            fallback=fallback,
        )


def read_address(
    kind: RouteKind, text: str, vault: Vault, policy: Policy = INTERNET
) -> Address | Refusal:
    """The address that somebody typed, or what is wrong with it; `policy` is that of sending."""
    typed = text.strip(" ")
    if kind == "email":
        return _mailbox(typed, vault, policy)
    wrong = _wrong(kind, typed, policy)
    if wrong is not None:
        return refuse("bad-address", wrong, _HINTS[kind])
    if kind == "slack_bot":
        return Address(kind=kind, address=typed, shown=typed, mark=_mark(vault, kind, typed))
    return Address(
        kind=kind,
        address=vault.seal(typed),
        shown=_origin(kind, typed),
        mark=_mark(vault, kind, typed),
    )


def public_shown(route: Route) -> str:
    """What anybody may see of an address: `j***@acme.example`, and of machines what is shown."""
    if route.kind != "email":
        return route.shown
    before, _, domain = route.shown.rpartition("@")
    return f"{before[:1]}***@{domain}"


def without_secrets(route: Route) -> Route:
    """The route for pages and programs of others: what is shown stands for the address."""
    return replace(route, address=public_shown(route), shown=public_shown(route), mark="")


def _mailbox(typed: str, vault: Vault, policy: Policy) -> Address | Refusal:
    """A plain mailbox: neither a name before it, nor quotes, comments or letters beyond ASCII."""
    try:
        found = validate_email(
            typed,
            check_deliverability=False,
            allow_smtputf8=False,
            allow_quoted_local=False,
            allow_domain_literal=False,
            strict=True,
            globally_deliverable=not policy.loopback,
        )
    except EmailNotValidError:
        return refuse("bad-address", "This is no e-mail address in plain letters.", _HINTS["email"])
    plain = found.ascii_email or ""
    return Address(
        kind="email", address=plain, shown=plain, mark=_mark(vault, "email", plain.casefold())
    )


def _wrong(kind: RouteKind, typed: str, policy: Policy) -> str | None:
    if kind == "slack_webhook":
        return check_slack_url(typed)
    return check_slack_channel(typed) if kind == "slack_bot" else check_url(typed, policy)


def _origin(kind: RouteKind, url: str) -> str:
    parts = parts_of(url)
    if parts is None:
        raise AssertionError("the address was looked at")
    return parts.host if kind == "slack_webhook" else f"{parts.scheme}://{parts.host}"


def _mark(vault: Vault, kind: RouteKind, plain: str) -> str:
    return vault.derived("address", kind, plain).hex()[:_MARK]
