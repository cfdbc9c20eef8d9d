"""Where mail is handed in, and in whose name: from the operator's environment, or nowhere.

| variable | |
|---|---|
| `CALLBOARD_SMTP` | the relay that takes our mail, `host:port`; without it there is no mail |
| `CALLBOARD_SMTP_SECURITY` | `starttls` (as long as nothing is said), `tls`, or `none` |
| `CALLBOARD_SMTP_CLEARTEXT` | `allowed`: `none` to another machine too, as in a closed network |
| `CALLBOARD_SMTP_CA` | a file of certificates to trust instead of the machine's |
| `CALLBOARD_SMTP_USER`, `CALLBOARD_SMTP_PASSWORD` | what to log in with, if the relay asks |
| `CALLBOARD_MAIL_FROM` | who writes: `Programme <notices@example.org>` |
| `CALLBOARD_MAIL_REPLY_TO` | who reads the answers, if not that |
| `CALLBOARD_MAIL_BOUNCES_TO` | where what cannot be delivered comes back to, if not there |
| `CALLBOARD_MAIL_DOMAIN` | the domain in the ids of messages; by default that of the sender |
| `CALLBOARD_MAIL_LIST_ID` | the id of the list (RFC 2919); by default `outage-notices.DOMAIN` |

Mail is signed (DKIM) by the relay, with the `List-Unsubscribe` headers among what it signs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ssl import create_default_context
from typing import Literal, TypeVar, get_args

from notices.channels.mail_values import address_in, domain_in, is_loopback, place_in, sender_in
from runbooks.errors import SettingsError

Security = Literal["starttls", "tls", "none"]
SMTP, SECURITY, CLEARTEXT = "CALLBOARD_SMTP", "CALLBOARD_SMTP_SECURITY", "CALLBOARD_SMTP_CLEARTEXT"
CA, USER, PASSWORD = "CALLBOARD_SMTP_CA", "CALLBOARD_SMTP_USER", "CALLBOARD_SMTP_PASSWORD"
FROM, REPLY_TO, BOUNCES_TO = (
    "CALLBOARD_MAIL_FROM",
    "CALLBOARD_MAIL_REPLY_TO",
    "CALLBOARD_MAIL_BOUNCES_TO",
)
DOMAIN, LIST_ID = "CALLBOARD_MAIL_DOMAIN", "CALLBOARD_MAIL_LIST_ID"
SECURITIES: tuple[Security, ...] = get_args(Security)
ALLOWED = "allowed"
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class MailSettings:
    """A relay, and in whose name it is handed mail."""

    host: str
    port: int
    security: Security = "starttls"
    #: A file of certificates; empty: those that the machine trusts.
    ca: str = ""
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    #: The name that people see, in ASCII; may be empty.
    sender_name: str = ""
    sender: str
    reply_to: str = ""
    #: The sender of the envelope: what cannot be delivered comes back there.
    bounces_to: str
    domain: str
    list_id: str


def mail_settings(environ: Mapping[str, str] | None = None) -> MailSettings | None:
    """The settings, None without a relay; raises SettingsError that names all that is wrong."""
    given = {
        name: value.strip()
        for name, value in (os.environ if environ is None else environ).items()
        if name.startswith(("CALLBOARD_SMTP", "CALLBOARD_MAIL_"))
    }
    if not given.get(SMTP):
        return None
    problems: list[str] = []
    host, port = _read(place_in, given, SMTP, problems) or ("", 0)
    sender_name, sender = _read(sender_in, given, FROM, problems) or ("", "")
    domain = _read(domain_in, given, DOMAIN, problems) or sender.rpartition("@")[2]
    settings = MailSettings(
        host=host,
        port=port,
        security=_security(given, host, problems),
        ca=_ca(given, problems),
        user=given.get(USER, ""),
        password=given.get(PASSWORD, ""),
        sender_name=sender_name,
        sender=sender,
        reply_to=_read(address_in, given, REPLY_TO, problems) or "",
        bounces_to=_read(address_in, given, BOUNCES_TO, problems) or sender,
        domain=domain,
        list_id=_read(domain_in, given, LIST_ID, problems) or f"outage-notices.{domain}",
    )
    if bool(settings.user) != bool(settings.password):
        problems.append(f"one of {USER} and {PASSWORD} is set, and the other is not")
    if not sender and not given.get(FROM):
        problems.append(f"{FROM} is not set; write who sends, such as notices@example.org")
    if problems:
        raise SettingsError(
            f"Mail cannot be sent as it is set: {'; '.join(problems)}.",
            hint=f"Put that right, or take {SMTP} away to send no mail.",
        )
    return settings


def _read(
    reader: Callable[[str], Value], given: Mapping[str, str], name: str, problems: list[str]
) -> Value | None:
    """What a variable means; None if it is not set, or wrong, which is noted."""
    text = given.get(name, "")
    if not text:
        return None
    try:
        return reader(text)
    except ValueError as error:
        problems.append(f"{name}: {error}")  # not what it says: it may hold a password
        return None


def _security(given: Mapping[str, str], host: str, problems: list[str]) -> Security:
    said = given.get(SECURITY) or "starttls"
    found = next((one for one in SECURITIES if one == said.lower()), None)
    if found is None:
        problems.append(f"{SECURITY} is {said!r}: {', '.join(SECURITIES)} are known")
        return "starttls"
    if found == "none" and not is_loopback(host) and given.get(CLEARTEXT) != ALLOWED:
        problems.append(
            f"{SECURITY} is none, and the relay is another machine: everybody on the way would read"
            f" mail and password; use starttls or tls, or set {CLEARTEXT} to {ALLOWED}"
        )
    return found


def _ca(given: Mapping[str, str], problems: list[str]) -> str:
    """The file of certificates, looked into: later would be in the middle of the night."""
    file = given.get(CA, "")
    if file:
        try:
            create_default_context(cafile=file)
        except OSError as error:
            problems.append(f"{CA} is {file!r}, which holds no certificates: {error}")
    return file
