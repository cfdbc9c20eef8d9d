"""Asking a server over HTTP: only allowed ones, and whatever goes wrong is a finding."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from rehearsals.checks.found import Found
from rehearsals.checks.probe import Allowed, allowed_from, probe
from runbooks.checks import HttpAnswers
from runbooks.errors import SettingsError
from tests.rehearsals.checks.health_server import HealthServer, health_server


@pytest.fixture
def server() -> Iterator[HealthServer]:
    """A health page on loopback."""
    with health_server() as running:
        yield running


def ask(url: str, hosts: str, **changes: Any) -> Found:
    """What a check of an address finds, with these servers allowed."""
    check = HttpAnswers.model_validate({"url": url, **changes})
    return probe(check, allowed_from(hosts))


def test_allowed_server_that_answers_meets_the_check(server: HealthServer) -> None:
    """The status is enough where no text is asked for."""
    finding = ask(server.url(), server.place)

    assert finding.met
    assert finding.value == "Answered 200."


@pytest.mark.parametrize("hosts", ["", "ees.example", "127.0.0.1", "127.0.0.1:1", "localhost"])
def test_server_that_is_not_allowed_is_not_asked(server: HealthServer, hosts: str) -> None:
    """By default none is, loopback neither; another port is another server."""
    finding = ask(server.url(), hosts)

    assert not finding.met
    assert finding.value.startswith("Not asked: the operator has not allowed 127.0.0.1:")
    assert server.asked == []


@pytest.mark.parametrize(
    ("path", "changes", "met", "words"),
    [
        ("/healthy", {"contains": "in service"}, True, "with the expected text"),
        ("/healthy", {"contains": "out of service"}, False, "without the expected text"),
        ("/broken", {}, False, "Answered 500, not 200."),
        ("/broken", {"status": 500, "contains": "in service"}, True, "Answered 500"),
        ("/moved", {}, False, "Answered 302, not 200."),
        ("/long", {"contains": "in service"}, False, "without the expected text"),
    ],
)
def test_answer_is_compared_with_what_the_gate_needs(
    server: HealthServer, path: str, changes: dict[str, Any], met: bool, words: str
) -> None:
    """Redirects are not followed, and only the first megabyte is read."""
    finding = ask(server.url(path), server.place, **changes)

    assert finding.met == met
    assert words in finding.value
    assert server.asked == [path]


def test_credentials_in_an_address_are_neither_sent_nor_shown(server: HealthServer) -> None:
    """A secret has no place in a runbook, and none in the journal."""
    finding = ask(f"http://user:secret@{server.place}/", server.place)

    assert not finding.met
    assert "secret" not in finding.value
    assert server.asked == []


def test_server_that_drips_its_answer_is_left_behind(server: HealthServer) -> None:
    """A timeout is for the whole, not for every byte."""
    finding = ask(server.url("/drip"), server.place, timeout="1s")

    assert not finding.met
    assert finding.value == "No answer within 1 s."


def test_nobody_there_is_a_finding() -> None:
    """No exception reaches the night."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        finding = ask(f"http://{place}/", place)

    assert not finding.met
    assert finding.value == "No answer: ConnectError."


@pytest.mark.parametrize("url", ["http://[::1", "http://a..b/", "http:///x", "https://ä\udcff/"])
def test_odd_address_is_a_finding(url: str) -> None:
    """Whatever a runbook holds."""
    check = HttpAnswers.model_construct(url=url)

    assert not probe(check, Allowed(hosts=frozenset({("a..b", 0)}))).met


def test_same_answer_has_the_same_digest(server: HealthServer) -> None:
    """So that only news is recorded."""
    first, second = (ask(server.url(), server.place) for _ in range(2))

    assert first == second
    assert ask(server.url("/broken"), server.place).digest != first.digest


def test_allowed_hosts_without_a_port_mean_the_usual_ones() -> None:
    """`ees.example` is asked at 80 and 443, `ees.example:8443` there only."""
    import httpx  # noqa: PLC0415 - only here an address is looked at as such

    allowed = allowed_from("EES.example, css.example:8443")

    permitted = [
        allowed.permits(httpx.URL(url))
        for url in (
            "https://ees.example/x",
            "http://ees.EXAMPLE",
            "https://ees.example:8443",
            "https://css.example:8443",
            "https://css.example",
            "https://sub.ees.example",
        )
    ]
    assert permitted == [True, True, False, True, False, False]


@pytest.mark.parametrize("entry", ["http://x", "a/b", "u:p@a", "*.example", "a:99999999"])
def test_entry_that_names_no_server_is_refused(entry: str) -> None:
    """Rather than allowing something else than was meant."""
    with pytest.raises(SettingsError, match="names no server"):
        allowed_from(entry)
