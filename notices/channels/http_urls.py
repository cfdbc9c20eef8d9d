"""An address taken apart as the HTTP client will, so that what is checked is what is used."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """The parts of an address that decide where it leads."""

    scheme: str
    #: In lower case, and in ASCII whatever it was written in (IDNA); an IPv6 address is bare.
    host: str
    #: 0 where the scheme has no usual one.
    port: int
    userinfo: bytes


def parts_of(url: str) -> Parts | None:
    """The parts of an address; None if it cannot be read."""
    try:
        read = httpx.URL(url)
        host = read.raw_host.decode("ascii").lower()
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return None
    port = _PORTS.get(read.scheme, 0) if read.port is None else read.port
    return Parts(scheme=read.scheme, host=host, port=port, userinfo=read.userinfo)
