"""Addresses: what may be entered, what is kept of it, and what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.channels.addresses import Policy
from notices.subscriptions.addresses import (
    Address,
    public_shown,
    read_address,
    without_secrets,
)
from notices.subscriptions.records import RouteKind
from notices.subscriptions.testing import VAULT, a_route
from rehearsals.core.command import Refusal
from tests.notices.subscriptions.factories import HOOK, address

SLACK = "https://hooks.slack.com/services/T000/B000/abcdefgh"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jane@Acme.Example", "Jane@acme.example"),
        (" jane@acme.example ", "jane@acme.example"),
        ("ops@bücher.example", "ops@xn--bcher-kva.example"),
    ],
)
def test_a_mailbox_is_kept_in_ascii(typed: str, kept: str) -> None:
    """The domain as the mail system writes it; the part before it as it was typed."""
    assert address("email", typed).address == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "jane",
        "jane@localhost",
        "jane@acme.example\r\nBcc: joe@other.example",
        "jane@acme.example\n",
        "jane@acme.example, joe@other.example",
        "Jane <jane@acme.example>",
        '"jane doe"@acme.example',
        "jane(at home)@acme.example",
        "jöhn@acme.example",
        "jane@[127.0.0.1]",
        "jane\x00@acme.example",
        f"{'j' * 65}@acme.example",
    ],
)
def test_a_mailbox_holds_nothing_for_a_header(typed: str) -> None:
    """One plain address, or none; the refusal does not repeat it."""
    found = read_address("email", typed, VAULT)

    assert isinstance(found, Refusal)
    assert found.code == "bad-address"
    assert "jane" not in str(found)


@given(st.text(max_size=60))
def test_any_text_is_a_plain_mailbox_or_refused(typed: str) -> None:
    """No control character, no space, one @."""
    found = read_address("email", f"{typed}@acme.example", VAULT)

    if isinstance(found, Address):
        assert found.address.isascii()
        assert found.address.isprintable()
        assert " " not in found.address
        assert found.address.count("@") == 1


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("webhook", "http://hooks.acme.example/x"),
        ("webhook", "https://127.0.0.1/x"),
        ("webhook", "https://user:pass@hooks.acme.example/x"),
        ("webhook", SLACK),
        ("slack_webhook", HOOK),
        ("slack_webhook", "https://hooks.slack.com.evil.example/services/T0/B0/x"),
        ("slack_webhook", "https://hooks.slack.com/services/../x"),
        ("slack_bot", "#outages"),
        ("slack_bot", "U0123456789"),
    ],
)
def test_a_machine_is_where_its_kind_may_be(kind: RouteKind, typed: str) -> None:
    """The same rules as when it is sent to; and nothing of the address is repeated."""
    found = read_address(kind, typed, VAULT)

    assert isinstance(found, Refusal)
    assert typed not in str(found)


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [
        ("webhook", HOOK, "https://hooks.acme.example"),
        ("slack_webhook", SLACK, "hooks.slack.com"),
    ],
)
def test_an_address_that_is_a_secret_is_sealed(kind: RouteKind, typed: str, shown: str) -> None:
    """Shown is the server's name alone; and the same one is known again."""
    one, again = address(kind, typed), address(kind, typed)

    assert (one.shown, VAULT.open(one.address)) == (shown, typed)
    assert typed not in repr(one)
    assert one.address != again.address
    assert one.mark == again.mark


def test_a_channels_id_is_no_secret() -> None:
    """The token that writes to it comes from the environment."""
    assert address("slack_bot", "C0123456789").address == "C0123456789"


def test_trials_reach_this_machine_if_the_operator_allows_it() -> None:
    """The same policy as the sender's."""
    here = Policy(loopback=True)

    assert isinstance(read_address("webhook", "http://127.0.0.1:8080/x", VAULT, here), Address)


def test_the_public_sees_no_whole_mailbox() -> None:
    """Enough for its owner to know it."""
    route = a_route(address="jane@acme.example", shown="jane@acme.example")

    assert public_shown(route) == "j***@acme.example"
    assert "jane" not in repr(without_secrets(route))
    assert public_shown(a_route(kind="webhook", shown="https://a.example")) == "https://a.example"


def test_what_means_nothing_for_a_machine_is_left_out() -> None:
    """Nobody unsubscribes a webhook by one click, and it takes no calendar file."""
    route = address("webhook", HOOK).route(role_mailbox=True, calendar=True, fallback=True)

    assert (route.role_mailbox, route.calendar, route.fallback) == (False, False, True)
