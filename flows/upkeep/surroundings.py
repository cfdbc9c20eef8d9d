"""What children are told by their environment: the operator's settings, and no secret of a person.

A token or a password says who acts on the command line; nothing that is kept up acts for anybody.
What signs in to a mail server or to Slack is for those that send: the sender, and engines, which
send what is due when nobody keeps a sender up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.environment import run_environment
from rehearsals.engine.settings import (
    NOTICES_KEY,
    PASSWORD,
    PROVIDER_SECRET,
    SENDING_SECRETS,
    TOKEN,
    Settings,
)


def plain_environment(
    base: Mapping[str, str], settings: Settings, address: str | None = None
) -> dict[str, str]:
    """The environment of a child that has nothing to do with Prefect."""
    secret = (TOKEN, PASSWORD, *SENDING_SECRETS)
    kept = {
        name: value
        for name, value in base.items()
        if not name.startswith("PREFECT_") and name not in secret
    }
    told = {
        "CALLBOARD_HOME": str(settings.home),
        "CALLBOARD_ALLOW_SHELL": "1" if settings.allow_shell else "0",
        "CALLBOARD_CHECK_HOSTS": settings.check_hosts,
        "CALLBOARD_PUBLIC": "1" if settings.public else "0",
    }
    url = address or settings.url
    return kept | told | ({"CALLBOARD_URL": url} if url else {})


def console_environment(
    base: Mapping[str, str], settings: Settings, address: str
) -> dict[str, str]:
    """The environment of the web console: with the key of the links in notices."""
    key = {NOTICES_KEY: base[NOTICES_KEY]} if NOTICES_KEY in base else {}
    return plain_environment(base, settings, address) | key


def sender_environment(
    base: Mapping[str, str], settings: Settings, address: str | None
) -> dict[str, str]:
    """The environment of a sender of notices: with what it signs in by, and where links lead."""
    kept = {name: base[name] for name in SENDING_SECRETS if name in base}
    plain = plain_environment(base, settings, address) | kept
    plain.pop(PROVIDER_SECRET, None)
    return plain


def engine_environment(
    base: Mapping[str, str],
    settings: Settings,
    prefect_url: str | None,
    address: str | None = None,
) -> dict[str, str]:
    """The environment of an engine: with the Prefect that is kept up here, or the operator's own.

    With neither, an engine does without.
    """
    # It is the web console that speaks with the identity provider.
    plain = sender_environment(base, settings, address)
    if settings.prefect_api_url is not None:
        own = {name: value for name, value in base.items() if name.startswith("PREFECT_")}
        return plain | own | {"PREFECT_API_URL": settings.prefect_api_url}
    if prefect_url is None:
        return plain
    return run_environment(plain, replace(settings, prefect_api_url=None), prefect_url)
