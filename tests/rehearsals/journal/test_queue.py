"""What every journal promises of the queue of deliveries, in memory and in a database alike."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rehearsals.journal.port import Claim, Journal, NewDelivery, QueuedDelivery, Settlement, Waiting
from rehearsals.journal.sql import open_journal
from runbooks.errors import Conflict, JournalError
from tests.rehearsals.journal.making import NOW, RUN, an_entry, entries, filled

TRIED = "deliveries/DR1"


def after(seconds: float) -> datetime:
    """So many seconds after `NOW`."""
    return NOW + timedelta(seconds=seconds)


def a_delivery(key: str = "k1", **changes: Any) -> NewDelivery:
    """A delivery of the run, due at `NOW`, in the pool `post`."""
    values: dict[str, Any] = {"topic": "DR1", "pool": "post", "due_at": NOW, **changes}
    return NewDelivery(key=key, **values)


def put(journal: Journal, *deliveries: NewDelivery) -> None:
    """Write deliveries with one more entry of the run."""
    journal.append(RUN, journal.head(RUN).seq, entries(1), deliveries=deliveries)


def claim(
    journal: Journal, holder: str = "one", *, seconds: float = 0, limit: int = 10
) -> tuple[Claim, ...]:
    """Take what is due so many seconds after `NOW`, for 30 seconds."""
    return journal.claim("post", holder, now=after(seconds), seconds=30, limit=limit)


def keys(found: tuple[Claim, ...] | tuple[QueuedDelivery, ...]) -> list[str]:
    """The keys in order."""
    return [one.key for one in found]


def places(journal: Journal, topic: str = "DR1") -> dict[str, str]:
    """The place of each delivery of a topic."""
    return {one.key: one.place for one in journal.queued(topic)}


def done(claim: Claim) -> Settlement:
    """It was tried, and nothing is left to do."""
    return Settlement(claim=claim)


def test_a_delivery_is_queued_as_it_was_written(journal: Journal) -> None:
    """It waits, untried and in nobody's hand, with its payload and its instant."""
    due = after(0.25)
    put(journal, a_delivery(due_at=due, payload={"deadline": None, "é": [1]}))

    assert journal.queued("DR1") == (
        QueuedDelivery(
            key="k1", topic="DR1", pool="post", payload={"deadline": None, "é": [1]},
            place="waiting", due_at=due, attempts=0, held_until=None,
        ),
    )  # fmt: skip
    assert journal.queued("DR2") == ()


def test_a_naive_instant_is_refused_and_nothing_is_written(journal: Journal) -> None:
    """Due at nine o'clock somewhere is no instant."""
    with pytest.raises(ValueError, match="no zone"):
        put(journal, a_delivery("k0"), a_delivery(due_at=NOW.replace(tzinfo=None)))
    assert (journal.queued("DR1"), journal.head(RUN).seq) == ((), 0)


def test_deliveries_are_written_with_the_entries_or_not_at_all(journal: Journal) -> None:
    """A conflict leaves nothing to deliver, and a payload that is not JSON no entry."""
    filled(journal, 1)
    with pytest.raises(Conflict):
        journal.append(RUN, 0, entries(1), deliveries=[a_delivery()])
    with pytest.raises(JournalError, match="cannot be written as JSON"):
        put(journal, a_delivery("k1"), a_delivery("k2", payload={"when": NOW}))

    assert (journal.queued("DR1"), journal.head(RUN).seq) == ((), 1)


def test_a_repeated_key_is_left_as_it_was(journal: Journal) -> None:
    """A second row of a key neither changes the first one nor supersedes anything."""
    put(journal, a_delivery("k1", lane="a", rank=1), a_delivery("k2", lane="b", rank=1))
    put(journal, a_delivery("k1", lane="b", rank=9, due_at=after(60)))

    assert places(journal) == {"k1": "waiting", "k2": "waiting"}
    assert {one.due_at for one in journal.queued("DR1")} == {NOW}


def test_what_is_due_is_claimed_the_longest_due_first(journal: Journal) -> None:
    """Order is by instant, then by writing; fractions of a second count."""
    put(
        journal,
        a_delivery("late", due_at=after(0.5)),
        a_delivery("third"),
        a_delivery("first", due_at=after(-0.001)),
        a_delivery("fourth"),
        a_delivery("second", due_at=after(-0.0005)),
    )

    assert keys(claim(journal)) == ["first", "second", "third", "fourth"]


def test_a_claim_says_what_it_is_about(journal: Journal) -> None:
    """It carries the payload, the attempts so far, and until when it is in hand."""
    put(journal, a_delivery(payload={"deadline": None}))

    (found,) = claim(journal)

    assert found == Claim(
        key="k1", topic="DR1", payload={"deadline": None}, attempts=0, due_at=NOW, token=1,
        held_until=after(30),
    )  # fmt: skip
    assert journal.queued("DR1")[0].held_until == after(30)


def test_other_pools_are_left_alone(journal: Journal) -> None:
    """A simulated run's deliveries are nobody's but its own."""
    put(journal, a_delivery(pool="simulated/SIM1"))

    assert claim(journal) == ()


def test_claims_of_two_holders_never_overlap(journal: Journal) -> None:
    """Each delivery is in one hand at a time, and a limit is kept."""
    put(journal, *(a_delivery(f"k{number}") for number in range(5)))

    first, second, rest = claim(journal, limit=2), claim(journal, "two", limit=2), claim(journal)

    assert [keys(first), keys(second), keys(rest)] == [["k0", "k1"], ["k2", "k3"], ["k4"]]
    assert claim(journal, "two", seconds=29) == ()


def test_a_claim_runs_out(journal: Journal) -> None:
    """What somebody had who crashed is taken by the next one, with a higher token."""
    put(journal, a_delivery())
    (lost,) = claim(journal)

    (found,) = claim(journal, "two", seconds=30)

    assert (found.token, found.attempts) == (lost.token + 1, 0)


def test_settling_appends_what_was_tried_and_ends_the_claim(journal: Journal) -> None:
    """Entries and places change together; what is done with is not claimed again."""
    put(journal, a_delivery("k1"), a_delivery("k2"))
    one, two = claim(journal)

    written = journal.settle(
        TRIED, entries(2), [done(one), Settlement(claim=two, due_at=after(60))]
    )

    assert tuple(journal.read(TRIED)) == written
    first, second = journal.queued("DR1")
    assert (first.place, first.attempts, first.held_until) == ("settled", 1, None)
    assert (second.place, second.attempts, second.due_at) == ("waiting", 1, after(60))
    assert claim(journal, seconds=59) == ()
    assert [(c.key, c.attempts) for c in claim(journal, seconds=60)] == [("k2", 1)]


def test_settling_goes_behind_whatever_was_appended_meanwhile(journal: Journal) -> None:
    """Two senders write to one stream without telling each other."""
    put(journal, a_delivery())
    filled(journal, 3, TRIED)

    (record,) = journal.settle(TRIED, entries(1), [done(*claim(journal))])

    assert record.seq == 4


def test_giving_a_claim_back_is_no_attempt(journal: Journal) -> None:
    """A sender that stops lets go of what it has not tried."""
    put(journal, a_delivery())
    (found,) = claim(journal)

    journal.settle(TRIED, [], [Settlement(claim=found, due_at=found.due_at, tried=False)])

    assert [(c.key, c.attempts) for c in claim(journal, "two")] == [("k1", 0)]


def test_settling_is_all_or_nothing(journal: Journal) -> None:
    """A fallback that cannot be written leaves the claim unsettled and nothing appended."""
    put(journal, a_delivery())
    claims = claim(journal)
    bad = a_delivery("k2", payload={"when": NOW})

    with pytest.raises(JournalError):
        journal.settle(TRIED, entries(1), [done(*claims)], deliveries=[bad])
    with pytest.raises(JournalError):
        journal.settle(TRIED, [replace(an_entry(), data={"when": NOW})], [done(*claims)])

    assert (places(journal), journal.head(TRIED).seq) == ({"k1": "waiting"}, 0)
    assert journal.queued("DR1")[0].held_until == after(30)


def test_settling_can_add_a_delivery(journal: Journal) -> None:
    """A fallback is on its way in the transaction that says why."""
    put(journal, a_delivery())

    journal.settle(TRIED, entries(1), [done(*claim(journal))], deliveries=[a_delivery("k2")])

    assert places(journal) == {"k1": "settled", "k2": "waiting"}


def test_what_a_lost_claim_tried_is_appended(journal: Journal) -> None:
    """It happened; but when it is tried again is for whoever has the delivery now."""
    put(journal, a_delivery())
    (lost,) = claim(journal)
    (held,) = claim(journal, "two", seconds=30)

    journal.settle(TRIED, entries(1), [Settlement(claim=lost, due_at=after(999))])

    (found,) = journal.queued("DR1")
    assert (journal.head(TRIED).seq, found.attempts) == (1, 1)
    assert (found.due_at, found.held_until) == (NOW, held.held_until)


def test_a_lost_claim_that_went_well_settles_the_delivery(journal: Journal) -> None:
    """What arrived has arrived, and a later failure of another hand does not undo it."""
    put(journal, a_delivery())
    (lost,) = claim(journal)
    (held,) = claim(journal, "two", seconds=30)

    journal.settle(TRIED, entries(1), [done(lost)])
    assert places(journal) == {"k1": "settled"}
    journal.settle(TRIED, entries(1), [Settlement(claim=held, due_at=after(60))])

    (found,) = journal.queued("DR1")
    assert (found.place, found.attempts, found.held_until) == ("settled", 2, None)


def test_a_lost_claim_moves_what_nobody_has(journal: Journal) -> None:
    """Whoever had it meanwhile gave it back."""
    put(journal, a_delivery())
    (lost,) = claim(journal)
    (held,) = claim(journal, "two", seconds=30)
    journal.settle(TRIED, [], [Settlement(claim=held, due_at=NOW, tried=False)])

    journal.settle(TRIED, [], [Settlement(claim=lost, due_at=after(99))])

    assert journal.queued("DR1")[0].due_at == after(99)


def test_a_claim_that_ran_out_is_settled_by_its_holder_as_long_as_nobody_took_it(
    journal: Journal,
) -> None:
    """Being late alone loses nothing."""
    put(journal, a_delivery())
    claims = claim(journal)

    journal.settle(TRIED, entries(1), [Settlement(claim=claims[0], due_at=after(60))])

    assert journal.queued("DR1")[0].due_at == after(60)


def test_a_higher_rank_supersedes_what_waits_in_its_lane(journal: Journal) -> None:
    """A lower or an equal rank does not, nor one of another lane, nor one without a lane."""
    put(journal, a_delivery("r0", lane="a", rank=0), a_delivery("r2", lane="a", rank=2))
    put(journal, a_delivery("other", lane="b", rank=1), a_delivery("free", rank=1))
    put(journal, a_delivery("new", lane="a", rank=2), a_delivery("free2", rank=9))
    put(journal, a_delivery("old", lane="a", rank=1))

    assert places(journal) == {
        "r0": "superseded", "r2": "waiting", "other": "waiting", "free": "waiting",
        "new": "waiting", "free2": "waiting", "old": "waiting",
    }  # fmt: skip


def test_deliveries_of_one_append_supersede_each_other_in_order(journal: Journal) -> None:
    """Two revisions at one instant leave the newer one."""
    put(journal, a_delivery("r0", lane="a", rank=0), a_delivery("r1", lane="a", rank=1))

    assert places(journal) == {"r0": "superseded", "r1": "waiting"}


def test_what_was_settled_is_not_superseded(journal: Journal) -> None:
    """It was delivered, and stays so."""
    put(journal, a_delivery("r0", lane="a", rank=0))
    journal.settle(TRIED, entries(1), [done(*claim(journal))])
    put(journal, a_delivery("r1", lane="a", rank=1))

    assert places(journal) == {"r0": "settled", "r1": "waiting"}


def test_what_is_superseded_in_hand_stays_superseded(journal: Journal) -> None:
    """However it went, it is not tried again; and the newer one waits until it is out of hand."""
    put(journal, a_delivery("r0", lane="a", rank=0))
    (held,) = claim(journal)
    put(journal, a_delivery("r1", lane="a", rank=1))

    assert claim(journal, "two") == ()
    journal.settle(TRIED, entries(1), [Settlement(claim=held, due_at=NOW)])

    assert places(journal) == {"r0": "superseded", "r1": "waiting"}
    assert journal.queued("DR1")[0].attempts == 1
    assert keys(claim(journal, "two")) == ["r1"]


def test_one_of_a_lane_is_in_hand_at_a_time(journal: Journal) -> None:
    """Also of those that are due together; the crash of a holder holds up its lane no longer."""
    put(journal, *(a_delivery(f"r{number}", lane="a") for number in range(2)), a_delivery("k"))

    assert keys(claim(journal)) == ["r0", "k"]
    assert claim(journal, "two") == ()
    assert keys(claim(journal, "two", seconds=30)) == ["r0", "k"]


@pytest.mark.parametrize("settled", [True, False])
def test_a_delivery_can_be_asked_for_again(journal: Journal, settled: bool) -> None:
    """What was settled waits once more, what waits is due sooner; attempts count on."""
    put(journal, a_delivery())
    due = None if settled else after(999)
    journal.settle(TRIED, entries(1), [Settlement(claim=claim(journal)[0], due_at=due)])

    journal.append(TRIED, 1, entries(1), again={"k1": after(5), "unknown": NOW})

    assert claim(journal, seconds=4) == ()
    assert [(c.key, c.attempts) for c in claim(journal, seconds=5)] == [("k1", 1)]


def test_again_happens_with_its_entries_or_not_at_all(journal: Journal) -> None:
    """A conflict leaves the delivery where it was."""
    put(journal, a_delivery())
    journal.settle(TRIED, entries(1), [done(*claim(journal))])

    with pytest.raises(Conflict):
        journal.append(TRIED, 0, entries(1), again={"k1": NOW})

    assert places(journal) == {"k1": "settled"}


def test_waiting_counts_what_is_due(journal: Journal) -> None:
    """In hand or not; with the oldest, and the next one that is not due yet."""
    assert journal.waiting("post", NOW) == Waiting(due=0, oldest=None, next_at=None)
    put(journal, a_delivery("k1", due_at=after(-9)), a_delivery("k2"), a_delivery("k3"))
    put(journal, a_delivery("k4", due_at=after(7.5)), a_delivery("other", pool="simulated/S"))
    journal.settle(TRIED, entries(1), [done(claim(journal, limit=3)[-1])])

    assert journal.waiting("post", NOW) == Waiting(due=2, oldest=after(-9), next_at=after(7.5))


def test_writing_and_claiming_are_noticed_and_a_claim_of_nothing_is_not(journal: Journal) -> None:
    """A sender that finds nothing to do wakes nobody."""
    journal.changed()
    put(journal, a_delivery())
    assert journal.changed()
    claim(journal)
    assert journal.changed()
    claim(journal)
    assert not journal.changed()


def test_the_queue_is_there_after_reopening(journal_path: Path) -> None:
    """Whoever crashes leaves its deliveries to the next one."""
    with closing(open_journal(journal_path)) as journal:
        put(journal, a_delivery("k1"), a_delivery("k2"))
        claim(journal, limit=1)
        queued = journal.queued("DR1")

    with closing(open_journal(journal_path)) as journal:
        assert journal.queued("DR1") == queued
        assert keys(claim(journal, "two")) == ["k2"]
