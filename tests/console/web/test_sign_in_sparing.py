"""What slows guessing down, and what keeps a flood from using anything up."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from console.web.signing_in.addresses import address_of
from console.web.signing_in.passwords import Passwords, TooSoon
from console.web.signing_in.pending import MOST, MOST_FROM_ONE, Pending, PendingSignIns
from console.web.signing_in.setup_link import LIFE, SetupLink
from console.web.signing_in.sparing import Busy, Rooms, Told
from console.web.signing_in.throttle import Throttle
from rehearsals.testing import at

_QUARTER = timedelta(minutes=15)


def test_pauses_double_up_to_the_longest() -> None:
    """Five tries are free; after the fifth comes a second, then two, and never over the longest."""
    throttle = Throttle(free=5, longest=_QUARTER)
    now, pauses = at(0), []
    for _ in range(25):
        while (left := throttle.attempt("ann", now)) is not None:
            pauses.append(left)
            now += left

    assert pauses[:3] == [timedelta(seconds=n) for n in (1, 2, 4)]
    assert max(pauses) == _QUARTER


def test_tries_of_others_do_not_count() -> None:
    """Each key has tries of its own, until somebody shows who they are, or a day goes by."""
    throttle = Throttle(free=1, longest=_QUARTER)
    assert throttle.attempt("ann", at(0)) is None
    assert throttle.attempt("ann", at(0)) is not None
    assert throttle.attempt("bob", at(0)) is None

    throttle.forget("ann")
    assert throttle.attempt("ann", at(0)) is None
    assert throttle.attempt("bob", at(0) + timedelta(days=2)) is None


def test_a_flood_of_names_does_not_forgive_who_guessed_most() -> None:
    """Memory has a bound; what is driven out first is what was tried least."""
    throttle = Throttle(free=2, longest=_QUARTER, most=50)
    for _ in range(2):
        throttle.attempt("ann", at(0))
    for number in range(500):
        throttle.attempt(f"name-{number}", at(0))

    assert throttle.attempt("ann", at(0)) is not None


@given(st.lists(st.floats(0, 3000), max_size=60))
def test_nobody_gets_more_guesses_than_the_pauses_allow(waits: list[float]) -> None:
    """However the tries are spread, the free ones and one a pause are all there is."""
    throttle = Throttle(free=5, longest=_QUARTER)
    now, taken = at(0), 0
    for wait in waits:
        now += timedelta(seconds=wait)
        taken += throttle.attempt("ann", now) is None

    spent = (now - at(0)).total_seconds()
    allowed, pause = 5, 1.0
    while spent >= pause:
        spent -= pause
        allowed += 1
        pause = min(pause * 2, _QUARTER.total_seconds())
    assert taken <= allowed


def test_many_names_from_one_address_are_slowed_down() -> None:
    """One password tried on everybody meets pauses as one account does; other addresses do not."""
    passwords = Passwords()
    for number in range(30):
        passwords.pause(f"name-{number}", "203.0.113.9", at(0))

    with pytest.raises(TooSoon):
        passwords.pause("one-more", "203.0.113.9", at(0))
    passwords.pause("one-more", "203.0.113.10", at(0))


def test_passwords_are_looked_at_a_few_at_a_time() -> None:
    """Each takes much memory: whoever finds no room is told so, and nobody waits for long."""
    rooms = Rooms(working=1, waiting=0)
    inside, done = Barrier(2), Barrier(2)

    def work() -> None:
        with rooms.place():
            inside.wait()
            done.wait()

    worker = Thread(target=work)
    worker.start()
    inside.wait()
    with pytest.raises(Busy), rooms.place():
        pass
    done.wait()
    worker.join()
    with rooms.place():
        pass


def test_few_refusals_a_minute_are_told_and_the_rest_is_counted() -> None:
    """A flood on one account leaves room for others, and on all of them there is an end."""
    told = Told()
    assert [told.take(("ann",), at(0)) for _ in range(6)] == [0, 0, 0, 0, 0, None]
    assert told.take(("bob",), at(0)) == 1
    assert sum(told.take((f"n{n}",), at(0)) is not None for n in range(100)) == 24
    assert told.take(("ann",), at(1)) == 76


def test_a_link_of_the_set_up_opens_once_and_in_time() -> None:
    """An older one leads nowhere, nor does any other secret."""
    link = SetupLink()
    assert not link.opens("", at(0))
    old = link.make("https://callboard.test", at(0)).rpartition("/")[2]
    new = link.make("https://callboard.test", at(0)).rpartition("/")[2]
    assert not link.opens(old, at(0))
    assert link.opens(new, at(29))
    assert not link.opens(new, at(0) + LIFE)

    link.use(new)
    assert not link.opens(new, at(0))
    assert not link.opens("é", at(0))


def _pending(state: str, address: str | None) -> Pending:
    return Pending(
        state=state, browser="b", nonce="n", verifier="v", next="/", began=at(0), address=address
    )


def test_a_flood_of_sign_ins_that_begin_drives_out_its_own() -> None:
    """Whoever begins many from one address does not keep others from coming back."""
    pending = PendingSignIns()
    pending.put(_pending("ann", "203.0.113.1"))
    for number in range(MOST_FROM_ONE + 50):
        pending.put(_pending(f"s{number}", "203.0.113.9"))

    assert pending.take("ann", "b", at(1)) is not None
    assert pending.take("s0", "b", at(1)) is None
    for number in range(MOST + 10):
        pending.put(_pending(f"t{number}", None))
    assert pending.take("t0", "b", at(1)) is None


def _request(peer: str, *forwarded: str | None) -> Request:
    headers = [(b"x-forwarded-for", one.encode()) for one in forwarded if one]
    return Request({"type": "http", "client": (peer, 1), "headers": headers})


@pytest.mark.parametrize(
    ("url", "peer", "forwarded", "address"),
    [
        ("https://callboard.test", "127.0.0.1", "198.51.100.7, 203.0.113.9", "203.0.113.9/32"),
        ("https://callboard.test", "127.0.0.1", None, None),
        ("https://callboard.test", "127.0.0.1", "nonsense", None),
        ("https://callboard.test", "203.0.113.9", "198.51.100.7", "203.0.113.9/32"),
        ("https://callboard.test", "2001:db8:1:2:3::4", None, "2001:db8:1:2::/64"),
        ("https://callboard.test", "::ffff:203.0.113.9", None, "203.0.113.9/32"),
        ("http://127.0.0.1:8600", "127.0.0.1", "198.51.100.7", "127.0.0.1/32"),
    ],
)
def test_an_address_is_what_a_proxy_here_saw_or_who_called(
    url: str, peer: str, forwarded: str | None, address: str | None
) -> None:
    """Only a proxy on this machine is believed, and only what it added itself."""
    assert address_of(_request(peer, forwarded), url) == address


def test_a_header_that_came_from_outside_does_not_hide_the_one_of_the_proxy() -> None:
    """Some proxies add a header of their own behind it."""
    request = _request("127.0.0.1", "198.51.100.7", "203.0.113.9")

    assert address_of(request, "https://callboard.test") == "203.0.113.9/32"
