"""Checking journals: one at a time of a run, and nobody waits for the check of another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import cast

from console.web.chain_checking import ChainChecker
from rehearsals.journal.port import Journal
from rehearsals.names import run_stream
from tests.console.web.place import Place
from tests.console.web.test_reading import WatchedJournal


def test_who_looks_while_a_run_is_checked_is_told_of_that(place: Place) -> None:
    """They wait no longer than a moment, and for another run not at all."""
    long, short = place.opened(), place.opened(run="DR2")
    journal = WatchedJournal(place.house.journal, slow=run_stream(long))
    house = place.house
    checker = ChainChecker(cast("Journal", journal), house.home, house.now, patience=0)

    with ThreadPoolExecutor(max_workers=1) as threads:
        checking = threads.submit(checker.check_again, long)
        try:
            assert journal.begun.wait(30)
            assert checker.checked(long).underway
            assert checker.check_again(long).underway
            other = checker.checked(short)
            assert (other.head.seq, other.underway) == (1, False)
            assert checker.refusals(long) == ()
        finally:
            journal.let_go.set()
        assert (checking.result(30).head.seq, checking.result(30).underway) == (1, False)
    assert checker.checked(long).head.seq == 1
