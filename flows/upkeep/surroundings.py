"""What children are told by their environment: the operator's settings, and no secret of a person.

A token or a password says who acts on the command line; nothing that is kept up acts for anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.environment import run_environment
from rehearsals.engine.settings import PASSWORD, PROVIDER_SECRET, TOKEN, Settings


def plain_environment(
    base: Mapping[str, str], settings: Settings, address: str | None = None
) -> dict[str, str]:
    """The environment of a child that has nothing to do with Prefect."""
    kept = {
        name: value
        for name, value in base.items()
        if not name.startswith("PREFECT_") and name not in (TOKEN, PASSWORD)
    }
    told = {
        "CALLBOARD_HOME": str(settings.home),
        "CALLBOARD_ALLOW_SHELL": "1" if settings.allow_shell else "0",
        "CALLBOARD_CHECK_HOSTS": settings.check_hosts,
        "CALLBOARD_PUBLIC": "1" if settings.public else "0",
    }
    url = address or settings.url
    return kept | told | ({"CALLBOARD_URL": url} if url else {})


def engine_environment(
    base: Mapping[str, str], settings: Settings, prefect_url: str | None
) -> dict[str, str]:
    """The environment of an engine: with the Prefect that is kept up here, or the operator's own.

    With neither, an engine does without.
    """
    plain = plain_environment(base, settings)
    # It is the web console that speaks with the identity provider.
    plain.pop(PROVIDER_SECRET, None)
    if settings.prefect_api_url is not None:
        own = {name: value for name, value in base.items() if name.startswith("PREFECT_")}
        return plain | own | {"PREFECT_API_URL": settings.prefect_api_url}
    if prefect_url is None:
        return plain
    return run_environment(plain, replace(settings, prefect_api_url=None), prefect_url)
