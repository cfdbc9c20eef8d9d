"""`up`: what it refuses before it starts anything, and where it says people reach it."""

from __future__ import annotations

import socket
from contextlib import closing

import pytest

from console.listening import address_of, listening
from flows.upkeep.lock import locked
from runbooks.errors import EngineError, SettingsError
from tests.console.terminal import Terminal

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - what is refused


def test_up_on_a_taken_port_says_what_to_do(callboard: Terminal) -> None:
    """The port is named, and another one to try."""
    with closing(socket.create_server((LOOPBACK, 0))) as other:
        port = other.getsockname()[1]

        said = callboard("up", "--port", str(port))

    assert said.code == 1
    assert f"Port {port} of {LOOPBACK} is taken" in said.err
    assert "callboard up --port" in said.err


def test_second_up_names_the_first(callboard: Terminal) -> None:
    """By its process and where it is."""
    with locked(callboard.home) as lock:
        lock.say_where("http://127.0.0.1:8600")

        said = callboard("up", "--port", "0")

    assert said.code == 1
    assert "is up already" in said.err
    assert "http://127.0.0.1:8600" in said.err


def test_lock_is_free_again_afterwards(callboard: Terminal) -> None:
    """Whoever starts again is not held up by the last one."""
    with locked(callboard.home):
        pass

    with locked(callboard.home), pytest.raises(EngineError), locked(callboard.home):
        pass


def test_up_for_other_machines_needs_https(callboard: Terminal) -> None:
    """Nobody signs in over plain http without somebody having been told."""
    said = callboard("up", "--port", "0", "--host", EVERYWHERE)

    assert said.code == 1
    assert "CALLBOARD_URL" in said.err


def test_address_is_what_the_operator_says() -> None:
    """Behind a proxy people come by another address than the socket's."""
    with closing(listening(EVERYWHERE, 0)) as listener:
        assert address_of(listener, EVERYWHERE, "https://cb.test") == "https://cb.test"


def test_address_is_where_it_listens() -> None:
    """Without a word from the operator."""
    with closing(listening(LOOPBACK, 0)) as listener:
        port = listener.getsockname()[1]
        assert address_of(listener, LOOPBACK, None) == f"http://{LOOPBACK}:{port}"


@pytest.mark.parametrize("url", ["cb.test", "ftp://cb.test", "https://cb.test/x", "https://[", ""])
def test_address_that_cannot_be_one_is_refused(url: str) -> None:
    """Links that are sent to people must work."""
    with closing(listening(LOOPBACK, 0)) as listener, pytest.raises(SettingsError):
        address_of(listener, LOOPBACK, url)


def test_up_at_a_host_that_is_not_here_is_a_clear_error(callboard: Terminal) -> None:
    """No traceback, but where it cannot listen."""
    said = callboard("up", "--port", "0", "--host", "192.0.2.1")

    assert said.code == 1
    assert "cannot listen at 192.0.2.1" in said.err
