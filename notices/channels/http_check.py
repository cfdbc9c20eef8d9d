"""The whole check of a webhook's address when it is entered: as text, and where its name leads.

What saves well and never delivers helps nobody, so what is checked at each attempt is checked here
too. It does not replace the check at the attempt: names change where they lead.
"""

from __future__ import annotations

from notices.channels.addresses import INTERNET, Policy, check_url
from notices.channels.http_urls import parts_of
from notices.channels.pinned import (
    AddressRefused,
    NameUnknown,
    Resolver,
    SystemResolver,
    resolve,
)


async def check_address(
    url: str, policy: Policy = INTERNET, *, resolver: Resolver | None = None
) -> str | None:
    """What is wrong with the address of a webhook, in a sentence; None: it may be used.

    It is the same sentence whether a name is unknown or leads to a private address: who signs up
    is told nothing about the names of this network.
    """
    problem, parts = check_url(url, policy), parts_of(url)
    if problem or parts is None:
        return problem
    asked = resolver or SystemResolver()
    try:
        await resolve(parts.host, parts.port, policy=policy, resolver=asked)
    except (NameUnknown, AddressRefused):
        return "The server's name leads to no address that may be connected to; check the name."
    finally:
        if isinstance(asked, SystemResolver):
            asked.close()
    return None
