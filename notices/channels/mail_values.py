"""What may stand in the settings of mail: places, addresses and domains, all in plain ASCII; pure.

Each reader gives what a text means, and raises ValueError with what would be right.
"""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from notices.wording.lines import in_ascii

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_LONGEST_DOMAIN, _LONGEST_NAME = 253, 80


def place_in(text: str) -> tuple[str, int]:
    """Host and port of `mail.example.org:587`, `192.0.2.1:25` or `[::1]:25`."""
    wanted = "host:port is wanted, such as mail.example.org:587"
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(wanted) from None
    if not port or parts.netloc != text or parts.username is not None or not _is_host(host):
        raise ValueError(wanted)
    return host, port


def address_in(text: str) -> str:
    """An address in ASCII; the domain may be given in other letters, the part before it not."""
    try:
        found = validate_email(
            text, check_deliverability=False, allow_smtputf8=False, globally_deliverable=False
        )
    except EmailNotValidError:
        raise ValueError("an e-mail address in plain letters is wanted") from None
    return found.ascii_email or ""


def sender_in(text: str) -> tuple[str, str]:
    """Name and address of `Programme <notices@example.org>`; the name may be absent."""
    name, address = parseaddr(text)
    if not address:
        raise ValueError("a sender is wanted, such as Programme <notices@example.org>")
    return in_ascii(name)[:_LONGEST_NAME], address_in(address)


def domain_in(text: str) -> str:
    """A domain, such as `example.org`."""
    if not _DOMAIN.fullmatch(text) or len(text) > _LONGEST_DOMAIN:
        raise ValueError("a domain is wanted, such as notices.example.org")
    return text.lower()


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def mailbox(name: str, address: str) -> Address:
    """A name and an address as a header wants them."""
    return Address(display_name=name, addr_spec=address)


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return bool(_DOMAIN.fullmatch(host)) and len(host) <= _LONGEST_DOMAIN
    return True
