"""The key of the house: derived secrets, sealed addresses, and a file that nobody else reads."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.keys import FILE, TOKEN_LENGTH, VARIABLE, Vault, vault_of
from runbooks.errors import SettingsError

VAULT = Vault(b"one key")
OTHER = Vault(b"another key")
WORDS = st.text(st.characters(exclude_characters="\0", codec="utf-8"))


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, min_size=1, max_size=3))
def test_other_parts_give_another_token(one: list[str], other: list[str]) -> None:
    """Also where only the borders between them differ."""
    assert (VAULT.token(*one) == VAULT.token(*other)) == (one == other)


def test_a_token_is_the_keys_own_and_safe_in_an_address() -> None:
    """128 bits at least, in 22 characters: short enough for a mail header."""
    token = VAULT.token("manage", "acme-1", 1)

    assert token == VAULT.token("manage", "acme-1", 1)
    assert token != OTHER.token("manage", "acme-1", 1)
    assert len(token) == TOKEN_LENGTH
    assert token.replace("-", "").replace("_", "").isalnum()


def test_a_webhooks_secret_is_as_the_standard_writes_it() -> None:
    """24 to 64 bytes (Standard Webhooks 1.0.0), another one for each route and each number."""
    secret = VAULT.webhook_secret("acme-1", 1)

    assert secret.startswith("whsec_")
    assert len(b64decode(secret.removeprefix("whsec_"), validate=True)) == 32
    others = {VAULT.webhook_secret("acme-1", 2), VAULT.webhook_secret("acme-2", 1)}
    assert secret not in others | {OTHER.webhook_secret("acme-1", 1)}


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_what_is_sealed_is_opened_by_the_same_key_alone(text: str) -> None:
    """It looks different each time, and holds nothing of the text."""
    sealed = VAULT.seal(text)

    assert VAULT.open(sealed) == text
    assert VAULT.seal(text) != sealed
    with pytest.raises(SettingsError, match="another key"):
        OTHER.open(sealed)


def test_a_sealed_text_that_was_changed_is_not_opened() -> None:
    """Nobody leads a route elsewhere by writing into the journal."""
    sealed = VAULT.seal("https://hooks.acme.example/x")

    with pytest.raises(SettingsError):
        VAULT.open(f"{sealed[:-6]}AAAAA=")


def test_a_text_in_clear_stays_as_it_is() -> None:
    """E-mail addresses are not sealed."""
    assert VAULT.open("jane@acme.example") == "jane@acme.example"


def test_the_key_is_not_shown() -> None:
    """Neither in a log nor in an exception."""
    assert "one key" not in repr(VAULT)


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """In the data directory; the next process has the same one."""
    made = vault_of(tmp_path / "home", {})
    path = tmp_path / "home" / FILE

    assert path.stat().st_mode & 0o777 == 0o600
    assert vault_of(tmp_path / "home", {}) == made
    assert vault_of(tmp_path / "other", {}) != made


def test_the_environments_key_goes_before_the_files(tmp_path: Path) -> None:
    """And then no file is made."""
    given_ = {VARIABLE: "k" * 32}

    assert vault_of(tmp_path, given_) == vault_of(tmp_path / "other", given_)
    assert not (tmp_path / FILE).exists()


def test_a_key_that_can_be_guessed_is_refused(tmp_path: Path) -> None:
    """Wherever it is from; and it is not repeated."""
    with pytest.raises(SettingsError, match="too short: 5 characters") as refused:
        vault_of(tmp_path, {VARIABLE: "short"})
    assert "'short'" not in str(refused.value)
    (tmp_path / FILE).write_text("cut off")
    with pytest.raises(SettingsError, match="too short"):
        vault_of(tmp_path, {})
