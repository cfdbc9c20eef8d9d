"""Which identity provider people may sign in by: from the operator's environment, or none.

CALLBOARD_OIDC_ISSUER, CALLBOARD_OIDC_CLIENT_ID, CALLBOARD_OIDC_NAME, and the secret in
CALLBOARD_OIDC_CLIENT_SECRET, which is read here and shown nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rehearsals.engine.settings import PROVIDER_SECRET
from runbooks.errors import SettingsError

ISSUER, CLIENT, NAME = "CALLBOARD_OIDC_ISSUER", "CALLBOARD_OIDC_CLIENT_ID", "CALLBOARD_OIDC_NAME"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, kw_only=True, slots=True)
class ProviderSettings:
    """An identity provider, and what the console is there."""

    #: Its address, as it names itself.
    issuer: str
    client_id: str
    #: None: the provider knows the console as a public client.
    client_secret: str | None = field(default=None, repr=False)
    #: What people call it.
    name: str = ""


def provider_settings(environ: Mapping[str, str]) -> ProviderSettings | None:
    """The provider, if there is one; raises SettingsError for half a one, or an unsafe one."""
    issuer = environ.get(ISSUER, "").strip()
    client = environ.get(CLIENT, "").strip()
    if not issuer and not client:
        return None
    if not issuer or not client:
        raise SettingsError(
            f"{CLIENT if issuer else ISSUER} is not set.",
            hint=f"Set both {ISSUER} and {CLIENT}, or neither.",
        )
    if not is_safe(issuer):
        raise SettingsError(
            f"{ISSUER} is {issuer!r}.",
            hint="Write the https address of the provider, such as https://login.example.org.",
        )
    return ProviderSettings(
        issuer=issuer,
        client_id=client,
        client_secret=environ.get(PROVIDER_SECRET) or None,
        name=environ.get(NAME, "").strip() or (urlsplit(issuer).hostname or ""),
    )


def is_safe(url: str) -> bool:
    """Whether an address is one of https, or of this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url
    return (
        plain
        and bool(host)
        and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))
    )
