"""Which IP addresses may be connected to on a subscriber's word: those of the open internet.

`ipaddress.is_global` alone is no guard: it passes addresses that only wrap another one (6to4,
Teredo, NAT64), multicast, and ranges that were set aside after this Python was made. So whatever
is not plainly a public unicast address is refused, and so are the clouds' metadata servers, one of
which has a public address. Ranges: IANA's registries of special-purpose addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: IPv6 that is given out at all; everything else is special or not yet in use.
_UNICAST = IPv6Network("2000::/3")
_CLOSED: tuple[Network, ...] = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",
            "100.64.0.0/10",  # carriers' own (CGNAT)
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local, and most metadata servers
            "172.16.0.0/12",
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
            "64:ff9b::/96",  # NAT64
            "64:ff9b:1::/48",
            "100::/64",  # discard
            "2001::/23",  # protocol assignments, Teredo among them
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4
            "3fff::/20",  # documentation
            "5f00::/16",  # segment routing
            "fc00::/7",  # unique local
            "fe80::/10",  # link-local
            "fec0::/10",  # site-local
            "ff00::/8",  # multicast
        ),
    )
)
#: What an operator may open for suppliers on the same network: addresses for private use.
_PRIVATE: tuple[Network, ...] = tuple(
    map(
        ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"),
    )
)
#: Metadata servers outside the ranges that nobody can open.
_METADATA = frozenset(
    map(ip_address, ("168.63.129.16", "100.100.100.200", "fd00:ec2::254", "fd20:ce::254"))
)


def may_be_opened(network: Network) -> bool:
    """Whether an operator may allow a network: it lies within one for private use."""
    return any(_within(network, private) for private in _PRIVATE)


def is_open(text: str, *, networks: Sequence[Network] = (), loopback: bool = False) -> bool:
    """Whether an IP address may be connected to.

    `networks` are those opened by the operator; `loopback` allows this machine too, for trials.
    A text that is no IP address is not.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return _is_open(address, networks, loopback=loopback)


def _is_open(address: Address, networks: Sequence[Network], *, loopback: bool) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_open(address.ipv4_mapped, networks, loopback=loopback)
        if address.scope_id is not None:
            return False
    if address in _METADATA:
        return False
    if address.is_loopback:
        return loopback
    if any(address in network for network in networks):
        return True
    return _is_public(address)


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    special = (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_link_local
    )
    return not special and not any(address in closed for closed in _CLOSED)


def _within(network: Network, outer: Network) -> bool:
    if isinstance(network, IPv4Network):
        return isinstance(outer, IPv4Network) and network.subnet_of(outer)
    return isinstance(outer, IPv6Network) and network.subnet_of(outer)
