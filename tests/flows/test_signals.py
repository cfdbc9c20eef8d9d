"""Signals as a clean stop."""

from __future__ import annotations

import signal
from threading import Event, Thread

from flows.signals import stopping_on_signals


def test_ctrl_c_stops_instead_of_raising() -> None:
    """Inside, SIGINT calls the stop; afterwards it does what it did before."""
    before = signal.getsignal(signal.SIGINT)
    stopped = Event()
    with stopping_on_signals(stopped.set):
        signal.raise_signal(signal.SIGINT)
        assert stopped.wait(5)
    assert signal.getsignal(signal.SIGINT) is before


def test_stop_may_wait_for_a_lock_that_the_main_thread_holds() -> None:
    """The stop runs in a thread of its own, so it cannot lock up the thread it interrupts."""
    event = Event()
    with stopping_on_signals(event.set):
        for _ in range(100):
            signal.raise_signal(signal.SIGTERM)
            event.wait(5)
            event.clear()


def test_other_threads_are_left_alone() -> None:
    """Only the main thread can take signals; elsewhere nothing changes."""
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def look() -> None:
        with stopping_on_signals(lambda: None):
            seen.append(signal.getsignal(signal.SIGINT))

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [before]
