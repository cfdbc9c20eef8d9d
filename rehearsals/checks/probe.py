"""Asks a server over HTTP whether it answers as a gate needs it to.

Only servers that the operator allows (`CALLBOARD_CHECK_HOSTS`), by exact name and port; no
redirect is followed, no credentials are sent, the answer is read only so far, and the whole takes
no longer than its timeout. Whatever goes wrong is a finding, never an exception.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Thread

import httpx

from rehearsals.checks.found import Found, found
from runbooks.checks import HttpAnswers
from runbooks.errors import SettingsError

#: Bytes of an answer that are looked at.
MOST_READ = 1_000_000
#: Seconds for which a timed-out request may report itself.
_GRACE = 0.5
#: Ports are numbered below it.
_PORTS_END = 65_536
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowed:
    """The servers that checks may ask, as (host, port); port 0 allows 80 and 443."""

    hosts: frozenset[tuple[str, int]] = frozenset()

    def permits(self, url: httpx.URL) -> bool:
        """Whether the server of an address may be asked."""
        standard = _PORTS.get(url.scheme)
        port = url.port or standard or 0
        host = url.host.lower()
        return (host, port) in self.hosts or (port == standard and (host, 0) in self.hosts)


def allowed_from(hosts: str) -> Allowed:
    """The servers that `CALLBOARD_CHECK_HOSTS` names: `ees.example, 10.0.0.7:8443`.

    Raises SettingsError for an entry that names no server.
    """
    return Allowed(hosts=frozenset(map(_server, hosts.replace(",", " ").split())))


def _server(entry: str) -> tuple[str, int]:
    try:
        url = httpx.URL(f"//{entry}")
        if url.host and _bare(url):
            return url.host.lower(), url.port or 0
    except (httpx.InvalidURL, UnicodeError):
        pass
    raise SettingsError(
        f"CALLBOARD_CHECK_HOSTS has {entry!r}, which names no server.",
        hint="Write names, with a port where it is not the usual one: ees.example 10.0.0.7:8443.",
    )


def _bare(url: httpx.URL) -> bool:
    """Whether it is a host, with or without a port, and nothing else."""
    extras = url.path not in ("", "/") or url.query or url.userinfo or "*" in url.host
    return not extras and (url.port or 0) < _PORTS_END


def probe(check: HttpAnswers, allowed: Allowed) -> Found:
    """What the address of a check answers; takes as long as its timeout at most."""
    try:
        url = httpx.URL(check.url)
    except (httpx.InvalidURL, UnicodeError):
        return _finding(check, met=False, value="The address is no URL.")
    if url.userinfo:
        return _finding(check, met=False, value="Not asked: the address holds credentials.")
    if not url.host or not allowed.permits(url):
        server = url.netloc.decode("ascii", "replace") or "its server"
        value = f"Not asked: the operator has not allowed {server} (CALLBOARD_CHECK_HOSTS)."
        return _finding(check, met=False, value=value)
    return _ask_in_time(check, url)


def _ask_in_time(check: HttpAnswers, url: httpx.URL) -> Found:
    """What the address answers; a server that drips its answer is left behind at the timeout."""
    findings: list[Found] = []
    asking = Thread(target=lambda: findings.append(_ask_guarded(check, url)), daemon=True)
    asking.start()
    asking.join(timeout=check.timeout.likely + _GRACE)
    if findings:
        return findings[0]
    return _finding(check, met=False, value=f"No answer within {check.timeout.likely} s.")


def _ask_guarded(check: HttpAnswers, url: httpx.URL) -> Found:
    try:
        return _ask(check, url)
    except httpx.TimeoutException:
        value = f"No answer within {check.timeout.likely} s."
        return _finding(check, met=False, value=value)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        return _finding(check, met=False, value=f"No answer: {type(error).__name__}.")


def _ask(check: HttpAnswers, url: httpx.URL) -> Found:
    seconds = check.timeout.likely
    deadline = time.monotonic() + seconds
    client = httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False)
    headers = {"Accept-Encoding": "identity", "User-Agent": "callboard-check"}
    with client, client.stream("GET", url, headers=headers) as response:
        if response.status_code != check.status:
            value = f"Answered {response.status_code}, not {check.status}."
            return _finding(check, met=False, value=value)
        if check.contains is None:
            return _finding(check, met=True, value=f"Answered {response.status_code}.")
        holds = _holds(response, check.contains, deadline)
    value = f"Answered {check.status}, {'with' if holds else 'without'} the expected text."
    return _finding(check, met=holds, value=value)


def _holds(response: httpx.Response, wanted: str, deadline: float) -> bool:
    """Whether the first megabyte holds a text; raises a timeout if it comes too slowly."""
    read = b""
    for chunk in response.iter_raw():
        read += chunk[: MOST_READ - len(read)]
        if wanted.encode() in read:
            return True
        if len(read) >= MOST_READ:
            break
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("the answer takes too long")
    return False


def _finding(check: HttpAnswers, *, met: bool, value: str) -> Found:
    asked = {"url": check.url, "status": check.status, "contains": check.contains}
    return found(met=met, value=value, inputs={"http": asked})
