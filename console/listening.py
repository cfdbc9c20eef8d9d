"""Where the web console listens: an address that is free, and safe to sign in at."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from runbooks.errors import CallboardError, SettingsError

_BACKLOG = 512
_HIGHEST_PORT = 65_535


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises CallboardError if it cannot be."""
    if not 0 <= port <= _HIGHEST_PORT:
        raise CallboardError(f"{port} is no port.", hint="Give one from 1 to 65535.")
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.create_server(place[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        raise _why_not(error, host, port) from error
    # Connections inherit it. asyncio sets it only on sockets that name their protocol, and without
    # it an answer in two parts waits 40 ms for the reader's acknowledgement.
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def address_of(listener: socket.socket, host: str, url: str | None) -> str:
    """Where people reach it: what the operator says, or where it listens.

    Raises SettingsError for an address that cannot be one, and for a host that others reach unless
    people come to it by https: who signs in over plain http is read by everybody on the way.
    """
    if url is not None:
        _check(url)
    if is_loopback(host):
        port = listener.getsockname()[1]
        return url or f"http://{f'[{host}]' if ':' in host else host}:{port}"
    if url is None or not url.startswith("https://"):
        raise SettingsError(
            f"{host} can be reached from other machines, and Callboard itself speaks plain http.",
            hint="Put a proxy that speaks TLS in front, and set CALLBOARD_URL to where people "
            "reach that, https://...; or leave out --host.",
        )
    return url


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        whole = not (parts.path or parts.query or parts.fragment or parts.username)
    except ValueError:
        usable = whole = False
    if not usable or not whole:
        raise SettingsError(
            f"CALLBOARD_URL is {url!r}.",
            hint="Set it to where people reach the web console, such as "
            "https://callboard.example.org.",
        )


def _why_not(error: OSError, host: str, port: int) -> CallboardError:
    """Why nothing can listen there, and what to do."""
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < _HIGHEST_PORT else port - 1
        return CallboardError(
            f"Port {port} of {host} is taken by another program.",
            hint=f"Stop that one, or choose another port: `callboard up --port {other}`.",
        )
    if error.errno == errno.EACCES:
        return CallboardError(
            f"Port {port} is not for everybody.", hint="Choose one above 1023, such as 8600."
        )
    return CallboardError(
        f"The web console cannot listen at {host}, port {port}: "
        f"{(error.strerror or str(error)).lower()}.",
        hint="Choose another with --host and --port.",
    )
