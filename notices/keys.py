"""The key of the house: what is derived from it, and what is sealed with it.

Signing secrets and the tokens of links are derived, so they stand nowhere: in no journal, no
database and no export. Addresses that are secrets themselves (webhooks, Slack) are sealed. Whoever
restores a backup needs the key besides: `notices.key` in the data directory, or the environment.
"""

from __future__ import annotations

import hmac
import os
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe

from cryptography.fernet import Fernet, InvalidToken

from rehearsals.files import write_private_once
from runbooks.errors import SettingsError

VARIABLE = "CALLBOARD_NOTICES_KEY"
FILE = "notices.key"
#: Bytes of the key at least; characters of a token: 128 bits, and short enough for a mail header.
LEAST, TOKEN_LENGTH = 32, 22
_SEALED = "sealed:"


@dataclass(frozen=True, slots=True)
class Vault:
    """Derives secrets and tokens, seals and opens addresses."""

    key: bytes = field(repr=False)

    def derived(self, purpose: str, *parts: str | int) -> bytes:
        """32 bytes that only this key gives for a purpose and its parts."""
        named = "\0".join((purpose, *(str(part) for part in parts)))
        return hmac.digest(self.key, named.encode(), "sha256")

    def token(self, purpose: str, *parts: str | int) -> str:
        """The token of a link: 22 characters, safe in an address."""
        return urlsafe_b64encode(self.derived(f"token:{purpose}", *parts)).decode()[:TOKEN_LENGTH]

    def webhook_secret(self, route: str, number: int) -> str:
        """The signing secret of a route: 32 bytes, as Standard Webhooks writes them."""
        return f"whsec_{b64encode(self.derived('webhook', route, number)).decode()}"

    def seal(self, text: str) -> str:
        """A text that only this key opens; sealed twice it looks different."""
        return f"{_SEALED}{self._fernet.encrypt(text.encode()).decode()}"

    def open(self, text: str) -> str:
        """The text that was sealed, or a text in clear as it is; raises SettingsError."""
        if not text.startswith(_SEALED):
            return text
        try:
            return self._fernet.decrypt(text.removeprefix(_SEALED).encode()).decode()
        except InvalidToken as error:
            raise SettingsError(
                "An address was sealed with another key.",
                hint=f"Put back the file {FILE} of the data directory, or the {VARIABLE} that was"
                " set when the address was entered.",
            ) from error

    @property
    def _fernet(self) -> Fernet:
        return Fernet(urlsafe_b64encode(self.derived("seal")))


def vault_of(home: Path, environ: Mapping[str, str] | None = None) -> Vault:
    """The vault of a data directory; its key is made at the first use. Raises SettingsError."""
    given = (os.environ if environ is None else environ).get(VARIABLE, "").strip()
    text = given or write_private_once(home / FILE, token_urlsafe(48)).strip()
    if len(text) < LEAST:
        raise SettingsError(
            f"The key of the notices is too short: {len(text)} characters.",
            hint=f"Give {VARIABLE} at least {LEAST} characters at random.",
        )
    return Vault(sha256(text.encode()).digest())
