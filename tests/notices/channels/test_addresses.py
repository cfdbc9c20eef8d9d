"""What webhooks may be connected to: addresses as they are entered, and what names lead to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.channels.addresses import (
    SLACK_ORIGINS,
    Policy,
    check_slack_channel,
    check_slack_url,
    check_url,
    is_allowed_ip,
)
from tests.notices.channels.refused import BAD_IPS, BAD_URLS

ON_NET = Policy(networks=(ip_network("10.20.0.0/16"), ip_network("fd12:3456::/32")))


@pytest.mark.parametrize("ip", BAD_IPS)
def test_private_and_special_addresses_are_refused(ip: str) -> None:
    """Whatever is not plainly on the open internet."""
    assert not is_allowed_ip(ip)


@pytest.mark.parametrize("ip", BAD_IPS)
def test_no_allowance_opens_what_is_closed_for_good(ip: str) -> None:
    """Networks of suppliers open themselves and nothing else."""
    assert not is_allowed_ip(ip, ON_NET)


@pytest.mark.parametrize(
    "ip",
    ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "2a00:1450:4009::1", "::ffff:93.184.215.14"],
)
def test_public_addresses_are_allowed(ip: str) -> None:
    """The open internet, old and new."""
    assert is_allowed_ip(ip)


@pytest.mark.parametrize("ip", ["10.20.3.4", "fd12:3456::7", "::ffff:10.20.3.4", "1.1.1.1"])
def test_networks_of_suppliers_are_allowed(ip: str) -> None:
    """Besides the open internet."""
    assert is_allowed_ip(ip, ON_NET)


@pytest.mark.parametrize("ip", ["", "localhost", "1.1.1", "0x7f000001", "1.1.1.1 "])
def test_what_is_no_ip_address_is_refused(ip: str) -> None:
    """Nothing is guessed."""
    assert not is_allowed_ip(ip)


@given(st.integers(min_value=0, max_value=2**32 - 1).map(IPv4Address))
def test_ipv4_in_ipv6_is_judged_alike(address: IPv4Address) -> None:
    """Written into IPv6 it leads to the same machine."""
    assert is_allowed_ip(f"::ffff:{address}") == is_allowed_ip(str(address))


@given(st.integers(min_value=0, max_value=2**32 - 1), st.sampled_from(["64:ff9b::", "2002::"]))
def test_addresses_that_wrap_another_are_refused(inner: int, prefix: str) -> None:
    """NAT64 and 6to4 lead to an IPv4 address, whichever it is."""
    shift = 0 if prefix.startswith("64") else 80
    assert not is_allowed_ip(str(IPv6Address(int(IPv6Address(prefix)) | inner << shift)))


@pytest.mark.parametrize("url", BAD_URLS)
def test_bad_address_is_refused(url: str) -> None:
    """In a sentence that does not repeat what may be a secret."""
    problem = check_url(url)
    assert problem
    assert problem.endswith(".")
    assert "token" not in problem


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.supplier.example/notices?token=abc",
        "https://hooks.supplier.example:443/",
        "https://HOOKS.supplier.example",
        "https://b\N{LATIN SMALL LETTER U WITH DIAERESIS}cher.example/x",
        "https://xn--bcher-kva.example/x",
        "https://1.supplier.example/",
        "https://a--b.supplier.example/%2e%2e/",
    ],
)
def test_good_address_is_allowed(url: str) -> None:
    """A name, https, the usual port."""
    assert check_url(url) is None


def test_other_ports_are_allowed_by_the_operator() -> None:
    """One by one."""
    url = "https://hooks.supplier.example:8443/"
    assert "8443" in (check_url(url) or "")
    assert check_url(url, Policy(ports=frozenset({443, 8443}))) is None


def test_length_has_a_bound() -> None:
    """2,048 characters and no more."""
    url = "https://hooks.supplier.example/"
    assert check_url(url.ljust(2048, "a")) is None
    assert check_url(url.ljust(2049, "a"))


@given(st.text(max_size=60))
def test_any_text_is_judged(text: str) -> None:
    """Nothing that is entered can do more than be refused."""
    for url in (text, f"https://{text}", f"https://hooks.supplier.example/{text}"):
        check_url(url)
        check_slack_url(url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/x", "http://localhost:1/", "http://[::1]:9/"]
)
def test_loopback_is_for_trials_alone(url: str) -> None:
    """Refused unless the policy says so."""
    assert check_url(url)
    assert check_url(url, Policy(loopback=True)) is None


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://hooks.supplier.example/", "ftp://127.0.0.1/"]
)
def test_loopback_opens_nothing_else(url: str) -> None:
    """Neither other private addresses, nor plain http to others, nor other schemes."""
    assert check_url(url, Policy(loopback=True))


@pytest.mark.parametrize("origin", SLACK_ORIGINS)
def test_address_of_slack_is_a_route_of_its_own(origin: str) -> None:
    """It takes no signed JSON."""
    url = f"{origin}/services/T000/B000/secret"
    assert check_slack_url(url) is None
    assert "Slack" in (check_url(url) or "")


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.slack.com/services/T/B/x",
        "https://hooks.slack.com.evil.example/services/T/B/x",
        "https://user:word@hooks.slack.com/services/T/B/x",
        "https://hooks.slack.com:8443/services/T/B/x",
        "https://hooks.slack.com/api/chat.postMessage",
        "https://hooks.slack.com/services/T/B/x\n",
        "https://hooks.slack.com/services/../api/x",
        "https://hooks.slack.com",
        "hooks.slack.com/services/T/B/x",
    ],
)
def test_what_is_not_slacks_is_no_slack_route(url: str) -> None:
    """Only Slack's own hosts, and there only where webhooks live."""
    assert check_slack_url(url)


def test_slack_channel_is_named_by_its_id() -> None:
    """Names change; and a name with a sign could ring people."""
    assert check_slack_channel("C024BE91L") is None
    assert all(map(check_slack_channel, ("#general", "general", "C024BE91L\n", "U024BE91L", "")))
