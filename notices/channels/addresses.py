"""Which addresses a webhook may have: the same rules when it is entered and at each attempt.

A subscriber's word decides where this machine connects to, so it is denied by default: https, a
name in the domain system, the usual port. What the name leads to is decided when it is resolved
(`notices/channels/pinned.py`), by `is_allowed_ip`. What is wrong is said in a sentence that does
not repeat the address, which is a secret.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address

from notices.channels.http_networks import Network, is_open, may_be_opened
from notices.channels.http_urls import Parts, parts_of

LONGEST = 2_048
HTTPS = 443
#: Where Slack's incoming webhooks live.
SLACK_ORIGINS = ("https://hooks.slack.com", "https://hooks.slack-gov.com")
_LONGEST_NAME, _LONGEST_LABEL, _PORTS_END = 253, 63, 65_536
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
#: The last label of a name is never a number in any notation (0x7f000001, 017700000001).
_LAST_LABEL = re.compile(r"[a-z]{2,}|xn--[a-z0-9-]+")
_SLACK_PATH = re.compile(r"/services/[A-Za-z0-9/_-]+")
_SLACK_CHANNEL = re.compile(r"[CG][A-Z0-9]{8,20}")
_SLACK_HOSTS = ("slack.com", "slack-gov.com")
_TEAMS_HOSTS = ("webhook.office.com", "outlook.office.com")


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """What webhooks may be connected to. Raises ValueError for a network that nobody may open."""

    #: Networks of suppliers that are on ours; each within a range for private use.
    networks: tuple[Network, ...] = ()
    ports: frozenset[int] = frozenset({HTTPS})
    #: Whether receivers on this machine may be used too, over plain http and at any port: for
    #: trials, measurements and tests alone.
    loopback: bool = False

    def __post_init__(self) -> None:
        for network in self.networks:
            if not may_be_opened(network):
                raise ValueError(f"{network} is not within a network for private use")


#: The open internet, by https at the usual port.
INTERNET = Policy()


def is_allowed_ip(text: str, policy: Policy = INTERNET) -> bool:
    """Whether an IP address may be connected to; False for what is none."""
    return is_open(text, networks=policy.networks, loopback=policy.loopback)


def check_url(url: str, policy: Policy = INTERNET) -> str | None:
    """What is wrong with the address of a webhook, in a sentence; None: it may be used."""
    if not 0 < len(url) <= LONGEST:
        return f"The address must have 1 to {LONGEST:,} characters."
    if any(unicodedata.category(character)[0] in "CZ" for character in url):
        return "The address holds spaces or control characters; take them out."
    if "\\" in url or "#" in url:
        return "The address holds a backslash or a #; take it out."
    parts = parts_of(url)
    if parts is None:
        return "The address cannot be read; write it as https://name/path."
    if parts.userinfo:
        return "The address holds a user name or password; take it out: messages are signed."
    return _scheme_and_host(parts, policy)


def _scheme_and_host(parts: Parts, policy: Policy) -> str | None:
    if policy.loopback and _is_here(parts.host):
        return (
            None if parts.scheme in ("http", "https") else "The address must begin with https://."
        )
    if parts.scheme != "https":
        return "The address must begin with https://."
    return _host(parts.host) or _port(parts.port, policy)


def _host(host: str) -> str | None:
    if _is_ip(host):
        return (
            "The address names an IP address; use the server's name, which its certificate shows."
        )
    labels = host.split(".")
    well_formed = len(host) <= _LONGEST_NAME and all(
        len(label) <= _LONGEST_LABEL and _LABEL.fullmatch(label) for label in labels
    )
    if not well_formed or len(labels) == 1 or not _LAST_LABEL.fullmatch(labels[-1]):
        return "The address must name a server by its whole name, such as hooks.supplier.example."
    if _is_under(host, ("localhost",)):
        return "The address names this machine."
    if _is_under(host, _SLACK_HOSTS):
        return "This is an address of Slack's; enter it as a Slack route."
    if _is_under(host, _TEAMS_HOSTS):
        return "This is an address of Teams', which takes no signed webhooks; use e-mail instead."
    return None


def _port(port: int, policy: Policy) -> str | None:
    if port in policy.ports and 0 < port < _PORTS_END:
        return None
    allowed = ", ".join(map(str, sorted(policy.ports)))
    return f"The address names port {port}; allowed: {allowed}. An operator can allow more."


def check_slack_url(url: str, origins: Collection[str] = SLACK_ORIGINS) -> str | None:
    """What is wrong with the address of a Slack webhook; None: it may be used."""
    origin = next((origin for origin in origins if url.startswith(f"{origin}/")), None)
    if origin and len(url) <= LONGEST and _SLACK_PATH.fullmatch(url[len(origin) :]):
        return None
    return (
        f"This is no address of a Slack webhook; it begins with {SLACK_ORIGINS[0]}/services/ and"
        " Slack shows it where the webhook was made."
    )


def check_slack_channel(channel: str) -> str | None:
    """What is wrong with the id of a Slack channel; None: it may be used."""
    if _SLACK_CHANNEL.fullmatch(channel):
        return None
    return "This is no id of a Slack channel; Slack shows it at the end of the channel's details."


def _is_ip(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _is_here(host: str) -> bool:
    return host == "localhost" or (_is_ip(host) and ip_address(host.strip("[]")).is_loopback)


def _is_under(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
