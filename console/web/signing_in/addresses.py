"""From where a request comes, for throttling and for the journal."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import Request

_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")


def address_of(request: Request, url: str) -> str | None:
    """The network address of whoever asks; None if it cannot be told.

    A proxy on this machine, which stands before a console that is reached by another name, adds
    the address that it saw to the end of `X-Forwarded-For`; nobody else's word is taken for it.
    """
    peer = _network(request.client.host if request.client else "")
    if peer is None or not ipaddress.ip_network(peer).is_loopback:
        return peer
    if urlsplit(url).hostname in _LOOPBACK_NAMES:
        return peer
    # Some proxies add to the header that came, others add one more; the last word is theirs.
    said = (request.headers.getlist("x-forwarded-for") or [""])[-1]
    return _network(said.rpartition(",")[2].strip())


def _network(word: str) -> str | None:
    """An address as it counts: of IPv6 the network that one subscriber has."""
    try:
        found = ipaddress.ip_address(word)
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    length = 64 if found.version == 6 and not found.is_loopback else found.max_prefixlen  # noqa: PLR2004
    return str(ipaddress.ip_network((found, length), strict=False))
