"""Passwords and tokens: what they open, what they do not, and that nothing repeats them."""

from __future__ import annotations

import pytest

from rehearsals.core.command import Refusal
from rehearsals.people import events as e
from rehearsals.people.register import Register
from rehearsals.people.secrets import (
    MintedToken,
    check_password,
    fits,
    hash_password,
    mint_token,
    token_holder,
)
from rehearsals.testing import at
from runbooks.errors import CallboardError
from tests.rehearsals.people.making import a_register, organisations, somebody

TOKEN = mint_token()


def _register(*more: e.PeopleEvent) -> Register:
    issued = e.TokenIssued(
        token=TOKEN.id, person="ann", hash=TOKEN.hash, scopes=("read", "act"), expires_at=at(60)
    )
    return a_register(*organisations(), *somebody("ann", "viewer"), issued, *more)


def _code(secret: str, *more: e.PeopleEvent, minutes: float = 5) -> str:
    answer = token_holder(_register(*more), secret, "act", at(minutes))
    return answer.code if isinstance(answer, Refusal) else answer[0].id


def test_a_token_stands_for_its_person_until_it_expires() -> None:
    """To the minute."""
    assert _code(TOKEN.secret, minutes=59) == "ann"
    assert _code(TOKEN.secret, minutes=60) == "token-expired"


def test_a_revoked_token_and_one_of_somebody_gone_open_nothing() -> None:
    """At once."""
    assert _code(TOKEN.secret, e.TokenRevoked(token=TOKEN.id)) == "token-revoked"
    assert _code(TOKEN.secret, e.PersonLeft(person="ann", reason="x")) == "person-left"


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "callboard",
        TOKEN.id,
        TOKEN.hash,
        TOKEN.secret[:-1],
        TOKEN.secret + "x",
        f"callboard_{TOKEN.id}_",
        mint_token().secret,
        "caf\udce9",
    ],
    ids=[
        "nothing",
        "prefix",
        "id",
        "hash",
        "shortened",
        "lengthened",
        "no-secret",
        "of-another",
        "no-text",
    ],
)
def test_nothing_but_the_token_opens(secret: str) -> None:
    """Neither its id, nor its hash, nor any beginning of it."""
    assert _code(secret) == "unknown-token"


def test_a_scope_that_was_not_given_is_not_there() -> None:
    """A token for acting does not open the register of people."""
    answer = token_holder(_register(), TOKEN.secret, "people", at(5))

    assert isinstance(answer, Refusal)
    assert answer.code == "token-scope"


def test_tokens_are_random_and_kept_as_hashes() -> None:
    """256 bits each; the hash says nothing of the token, and no repr shows either."""
    tokens = [mint_token() for _ in range(50)]

    assert len({token.secret for token in tokens}) == len({token.id for token in tokens}) == 50
    assert all(len(token.secret.split("_", 2)[2]) >= 43 for token in tokens)
    assert TOKEN.secret not in repr(TOKEN)
    assert TOKEN.hash not in repr(_register())
    assert isinstance(TOKEN, MintedToken)


def test_a_password_fits_its_hash_alone() -> None:
    """Argon2id, salted: the same password gives another hash."""
    one, other = hash_password("four plain words here"), hash_password("four plain words here")

    assert one.startswith("$argon2id$")
    assert one != other
    assert fits("four plain words here", one)
    assert not fits("four plain words her", one)
    assert not fits("four plain words here", None)
    assert not fits("four plain words here", "no hash")
    assert not fits("x" * 2_000, one)


@pytest.mark.parametrize(
    "password",
    ["short", "elevenchars", "Alexandra Lee", "alexandra.lee", "aaaaaaaaaaaa", "x" * 2000],
)
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    """Too short, too long, the person's own name, or one letter over and over."""
    with pytest.raises(CallboardError) as refused:
        check_password(password, person="ann", name="Alexandra Lee")
    assert password not in str(refused.value)


def test_a_long_password_is_taken() -> None:
    """Twelve characters, no other rules."""
    check_password("twelve chars", person="ann", name="Alexandra Lee")
