"""What an operator may allow webhooks besides the open internet."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from notices.channels.addresses import Policy
from notices.channels.http_settings import LOOPBACK, NETWORKS, PORTS, policy_of
from runbooks.errors import SettingsError


def test_environment_says_what_else_is_allowed() -> None:
    """Networks, ports, and this machine."""
    environ = {NETWORKS: "10.20.0.0/16, fd12:3456::/32", PORTS: "8443", LOOPBACK: "1"}
    assert policy_of(environ) == Policy(
        networks=(ip_network("10.20.0.0/16"), ip_network("fd12:3456::/32")),
        ports=frozenset({443, 8443}),
        loopback=True,
    )
    assert policy_of({}) == Policy()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (NETWORKS, "10.20.0.1/16"),
        (NETWORKS, "supplier.example"),
        (NETWORKS, "0.0.0.0/0"),
        (NETWORKS, "::/0"),
        (NETWORKS, "127.0.0.0/8"),
        (NETWORKS, "169.254.0.0/16"),
        (NETWORKS, "fe80::/10"),
        (NETWORKS, "8.8.8.0/24"),
        (PORTS, "0"),
        (PORTS, "65536"),
        (PORTS, "https"),
        (LOOPBACK, "perhaps"),
    ],
)
def test_wrong_setting_is_named(name: str, value: str) -> None:
    """A mistake opens nothing; the message names the variable."""
    with pytest.raises(SettingsError, match=name):
        policy_of({name: value})


def test_policy_opens_no_network_of_others() -> None:
    """However it is made."""
    with pytest.raises(ValueError, match="private use"):
        Policy(networks=(ip_network("169.254.0.0/16"),))
