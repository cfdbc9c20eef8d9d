"""A check asks a server by its plain address: a runbook is read by many, and holds no secrets."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from runbooks.findings import Finding, error
from runbooks.rules.check_names import checks_of
from runbooks.rules.subject import Subject

RULE = "check-address"


def check(subject: Subject) -> Iterator[Finding]:
    """Every address with credentials in it, or without a host."""
    for path, who, made in checks_of(subject):
        if made.http is None:
            continue
        place = (*path, "http", "url")
        start = who[:1].upper() + who[1:]
        problem = _problem(made.http.url)
        if problem is not None:
            yield error(RULE, place, f"{start} asks an address {problem}.", _HINT)


_HINT = "Write it like https://ees.example/health; the operator allows its host."


def _problem(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "that is no URL"
    if parts.username is not None or parts.password is not None:
        return "with credentials in it"
    return None if parts.hostname else "without a host"
