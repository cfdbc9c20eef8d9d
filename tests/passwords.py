"""Passwords of people in tests, whose hashes are quick to check: they say themselves how dear."""

from __future__ import annotations

from argon2 import PasswordHasher

#: The least that Argon2id takes: 8 KiB once, where ours go three times through 64 MiB.
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def cheap_hash(password: str) -> str:
    """An Argon2id hash that is checked in microseconds, as our own code checks any."""
    return _CHEAP.hash(password)
