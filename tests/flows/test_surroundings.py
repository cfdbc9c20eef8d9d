"""What children are told by their environment: each the secrets it works with, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.environment import server_environment
from flows.upkeep.surroundings import (
    console_environment,
    engine_environment,
    plain_environment,
    sender_environment,
)
from rehearsals.engine.settings import (
    NOTICES_KEY,
    PASSWORD,
    PROVIDER_SECRET,
    SENDING_SECRETS,
    TOKEN,
    Settings,
)

SETTINGS = Settings(home=Path("unused"))
ADDRESS = "http://127.0.0.1:8600"
SECRETS = {TOKEN, PASSWORD, PROVIDER_SECRET, *SENDING_SECRETS}
BASE = dict.fromkeys(SECRETS, "s3cret") | {"LANG": "C", "CALLBOARD_SMTP": "mail.example.org:587"}


@pytest.mark.parametrize(
    ("env", "theirs"),
    [
        (console_environment(BASE, SETTINGS, ADDRESS), {PROVIDER_SECRET, NOTICES_KEY}),
        (sender_environment(BASE, SETTINGS, ADDRESS), set(SENDING_SECRETS)),
        (engine_environment(BASE, SETTINGS, None, ADDRESS), set(SENDING_SECRETS)),
        (engine_environment(BASE, SETTINGS, ADDRESS, ADDRESS), set(SENDING_SECRETS)),
        (plain_environment(BASE, SETTINGS), {PROVIDER_SECRET}),
        (server_environment(BASE, Path("unused"), ADDRESS), set()),
    ],
    ids=["console", "sender", "engine", "engine on Prefect", "crew", "Prefect's server"],
)
def test_each_gets_the_secrets_it_works_with(env: dict[str, str], theirs: set[str]) -> None:
    """What only says where mail goes is no secret."""
    assert SECRETS & env.keys() == theirs
    assert env["LANG"] == "C"


def test_links_lead_to_where_the_console_is() -> None:
    """Whatever sends knows that, also where nobody set it."""
    for env in (
        sender_environment(BASE, SETTINGS, ADDRESS),
        engine_environment(BASE, SETTINGS, None, ADDRESS),
    ):
        assert env["CALLBOARD_URL"] == ADDRESS
