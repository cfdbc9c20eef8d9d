"""What an operator allows webhooks to be connected to besides the open internet."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_network

from notices.channels.addresses import HTTPS, Policy
from notices.channels.http_networks import Network, may_be_opened
from runbooks.errors import SettingsError

#: Networks for private use where suppliers are on ours: `10.20.0.0/16 fd12:3456::/32`.
NETWORKS = "CALLBOARD_WEBHOOK_NETWORKS"
#: Ports besides 443: `8443 9443`.
PORTS = "CALLBOARD_WEBHOOK_PORTS"
#: 1 allows receivers on this machine over plain http and at any port, to try things out.
LOOPBACK = "CALLBOARD_WEBHOOK_LOOPBACK"
_SWITCH = {"1": True, "0": False, "": False}
_PORTS_END = 65_536


def policy_of(environ: Mapping[str, str] | None = None) -> Policy:
    """What the environment allows; raises SettingsError for what cannot be understood or allowed.

    The same policy belongs to where addresses are entered and to where messages are sent.
    """
    env = os.environ if environ is None else environ
    loopback = _SWITCH.get(env.get(LOOPBACK, "").strip())
    if loopback is None:
        raise SettingsError(f"{LOOPBACK} is {env[LOOPBACK]!r}.", hint="Set it to 1 or 0.")
    return Policy(
        networks=tuple(map(_network, _words(env, NETWORKS))),
        ports=frozenset({HTTPS, *map(_port, _words(env, PORTS))}),
        loopback=loopback,
    )


def _words(env: Mapping[str, str], name: str) -> list[str]:
    return env.get(name, "").replace(",", " ").split()


def _network(text: str) -> Network:
    try:
        network = ip_network(text)
    except ValueError as error:
        raise SettingsError(
            f"{NETWORKS} has {text!r}, which is no network.",
            hint="Write networks with their length, such as 10.20.0.0/16.",
        ) from error
    if not may_be_opened(network):
        raise SettingsError(
            f"{NETWORKS} has {text}, which is not for private use, so nobody can open it.",
            hint="Name networks within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 or"
            " fc00::/7; all others are open already, or closed for good.",
        )
    return network


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < _PORTS_END:  # noqa: PLR2004
        return int(text)
    raise SettingsError(
        f"{PORTS} has {text!r}, which is no port.", hint="Write numbers, such as 8443."
    )
