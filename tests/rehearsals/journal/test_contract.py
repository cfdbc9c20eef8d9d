"""What every journal promises, in memory and in a database alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rehearsals.journal.hashing import GENESIS
from rehearsals.journal.port import Head, Journal, Lease, OutboxRow
from rehearsals.journal.verify import verify_stream
from runbooks.errors import Conflict, Fenced, JournalError, LeaseHeld
from tests.rehearsals.journal.making import NOW, RUN, an_entry, entries, filled

LATER = NOW + timedelta(seconds=60)


def a_lease(journal: Journal, holder: str = "engine-1") -> Lease:
    """The lease on the run, for 30 seconds from `NOW`."""
    return journal.acquire(RUN, holder, now=NOW, seconds=30)


def a_post(key: str = "k1", text: str = "first") -> OutboxRow:
    """An outbox row for the topic `notices`."""
    return OutboxRow(key=key, topic="notices", payload={"text": text})


def test_append_returns_records_in_their_place(journal: Journal) -> None:
    """Appended entries get a stream, a sequence from 1, and a link to the one before."""
    first, second = journal.append(RUN, 0, entries(2))

    assert (first.stream, first.seq, first.prev, first.entry) == (RUN, 1, GENESIS, an_entry(1))
    assert (second.seq, second.prev) == (2, first.hash)


def test_read_gives_what_append_returned(journal: Journal) -> None:
    """A stream reads back in order, equal in every field."""
    appended = filled(journal, 5)

    assert tuple(journal.read(RUN)) == appended


def test_read_after_gives_the_rest(journal: Journal) -> None:
    """Only what stands behind the given sequence number is read."""
    filled(journal, 5)

    assert [record.seq for record in journal.read(RUN, after=3)] == [4, 5]
    assert list(journal.read(RUN, after=5)) == []


def test_read_goes_beyond_one_page(journal: Journal) -> None:
    """A long stream is read whole."""
    filled(journal, 2345)

    assert [record.seq for record in journal.read(RUN)] == list(range(1, 2346))


def test_read_ends_where_the_stream_ended_when_it_began(journal: Journal) -> None:
    """What is appended while a reader reads is left for its next read."""
    filled(journal, 2)
    reader = journal.read(RUN)
    journal.append(RUN, 2, entries(1))

    assert [record.seq for record in reader] == [1, 2]


def test_append_links_on_to_an_earlier_append(journal: Journal) -> None:
    """The chain goes on over appends."""
    filled(journal, 2)
    journal.append(RUN, 2, entries(3))

    assert verify_stream(journal.read(RUN)) == journal.head(RUN)


@pytest.mark.parametrize("expected", [0, 2, 4])
def test_append_refuses_an_outdated_expectation(journal: Journal, expected: int) -> None:
    """Whoever has not seen the newest event must read it first, and nothing is appended."""
    filled(journal, 3)

    with pytest.raises(Conflict, match="run/DR1 stands at event 3"):
        journal.append(RUN, expected, entries(1))
    assert journal.head(RUN).seq == 3


def test_append_takes_all_entries_or_none(journal: Journal) -> None:
    """An entry that is not JSON keeps out those before it, and the outbox rows, too."""
    bad = replace(an_entry(2), data={"when": NOW})

    with pytest.raises(JournalError, match=r"run/DR1, event 2 \(NoteAdded\) cannot be written"):
        journal.append(RUN, 0, [an_entry(1), bad], also=[a_post()])
    assert (journal.head(RUN).seq, journal.outbox("notices")) == (0, ())


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {1: "a", "b": 2}])
def test_append_refuses_what_json_has_not(journal: Journal, value: object) -> None:
    """NaN, infinity, half characters and mixed keys cannot be read back, so they stay out."""
    with pytest.raises(JournalError, match="cannot be written as JSON"):
        journal.append(RUN, 0, [replace(an_entry(), data={"value": value})])
    assert journal.head(RUN).seq == 0


def test_append_keeps_a_copy(journal: Journal) -> None:
    """Changing what was handed in, or read, does not change the journal."""
    entry = replace(an_entry(), data={"text": "as it was"})
    journal.append(RUN, 0, [entry])
    entry.data["text"] = "changed"
    next(journal.read(RUN)).entry.data["text"] = "changed"

    assert next(journal.read(RUN)).entry.data == {"text": "as it was"}


def test_append_of_nothing_checks_the_expectation(journal: Journal) -> None:
    """Outbox rows alone can be written on the condition that a stream stands still."""
    assert journal.append(RUN, 0, [], also=[a_post()]) == ()
    assert journal.outbox("notices") == (a_post(),)
    with pytest.raises(Conflict):
        journal.append(RUN, 1, [], also=[a_post("k2")])


def test_head_of_an_empty_stream_is_the_beginning(journal: Journal) -> None:
    """A stream that holds nothing has sequence 0 and 64 zeros."""
    assert journal.head(RUN) == Head(seq=0, hash="0" * 64)


def test_head_is_the_last_record(journal: Journal) -> None:
    """The head carries sequence and hash of the newest record."""
    *_, last = filled(journal, 3)

    assert journal.head(RUN) == Head(seq=3, hash=last.hash)


def test_streams_are_sorted_and_start_with_the_prefix(journal: Journal) -> None:
    """Streams are found by the exact beginning of their names."""
    for name in ("run/b", "run/a", "people", "Run/c", "run", "rum/x", "run/é"):
        filled(journal, 1, name)

    assert journal.streams("run/") == ("run/a", "run/b", "run/é")
    assert journal.streams() == ("Run/c", "people", "rum/x", "run", "run/a", "run/b", "run/é")
    assert journal.streams("none") == ()


def test_streams_do_not_share_sequences(journal: Journal) -> None:
    """Each stream counts for itself."""
    filled(journal, 2, "run/a")

    assert [record.seq for record in filled(journal, 1, "run/b")] == [1]


def test_fence_lets_its_holder_append(journal: Journal) -> None:
    """Whoever holds the lease may append, even when it has expired and nobody took it."""
    lease = a_lease(journal)

    assert len(journal.append(RUN, 0, entries(1), fence=lease)) == 1


def test_fence_keeps_out_a_lost_lease(journal: Journal) -> None:
    """An engine whose lease went to another one can write nothing any more."""
    lost = a_lease(journal)
    journal.acquire(RUN, "engine-2", now=LATER, seconds=30)

    with pytest.raises(Fenced, match=r"engine-1 no longer holds run/DR1"):
        journal.append(RUN, 0, entries(1), fence=lost, also=[a_post()])
    assert (journal.head(RUN).seq, journal.outbox("notices")) == (0, ())


def test_fence_keeps_out_a_released_lease(journal: Journal) -> None:
    """A lease that was given back opens nothing."""
    lease = a_lease(journal)
    journal.release(lease)

    with pytest.raises(Fenced):
        journal.append(RUN, 0, entries(1), fence=lease)


def test_fence_guards_another_stream_too(journal: Journal) -> None:
    """What an engine writes elsewhere can be tied to its lease on its run."""
    lost = a_lease(journal)
    journal.acquire(RUN, "engine-2", now=LATER, seconds=30)

    with pytest.raises(Fenced):
        journal.append("notices", 0, entries(1), fence=lost)


def test_append_without_a_fence_needs_no_lease(journal: Journal) -> None:
    """People write while an engine holds the run."""
    a_lease(journal)

    assert len(journal.append(RUN, 0, entries(1))) == 1


def test_acquire_grants_for_the_time_asked(journal: Journal) -> None:
    """The first lease has token 1 and ends when it was asked to."""
    assert a_lease(journal) == Lease(
        stream=RUN, holder="engine-1", token=1, expires_at=NOW + timedelta(seconds=30)
    )


@pytest.mark.parametrize("holder", ["engine-1", "engine-2"])
def test_acquire_refuses_while_a_lease_lasts(journal: Journal, holder: str) -> None:
    """One engine at a time, also if a second one goes by the same name."""
    a_lease(journal, "engine-1")

    with pytest.raises(LeaseHeld, match="engine-1 holds run/DR1 until 2026-01-12T09:00:30Z"):
        journal.acquire(RUN, holder, now=NOW + timedelta(seconds=29.999), seconds=30)


def test_acquire_after_expiry_raises_the_token(journal: Journal) -> None:
    """At the moment a lease expires another engine may take over."""
    first = a_lease(journal)

    assert journal.acquire(RUN, "engine-2", now=first.expires_at, seconds=30).token == 2


def test_acquire_after_release_raises_the_token(journal: Journal) -> None:
    """A released lease is free at once, and its token never comes back."""
    journal.release(a_lease(journal))
    journal.release(a_lease(journal))

    assert a_lease(journal).token == 3


def test_leases_of_streams_are_apart(journal: Journal) -> None:
    """Two runs can be driven at once."""
    a_lease(journal)

    assert journal.acquire("run/DR2", "engine-1", now=NOW, seconds=30).token == 1


def test_renew_keeps_the_token(journal: Journal) -> None:
    """A renewed lease lasts longer and is the same one; so a second engine is still refused."""
    renewed = journal.renew(a_lease(journal), now=LATER, seconds=30)

    assert (renewed.token, renewed.expires_at) == (1, LATER + timedelta(seconds=30))
    assert journal.lease(RUN) == renewed
    with pytest.raises(LeaseHeld):
        journal.acquire(RUN, "engine-2", now=LATER, seconds=30)


def test_renew_refuses_a_lost_lease(journal: Journal) -> None:
    """Whoever comes too late learns that another engine runs the run now."""
    lost = a_lease(journal)
    journal.acquire(RUN, "engine-2", now=LATER, seconds=30)

    with pytest.raises(Fenced):
        journal.renew(lost, now=LATER, seconds=30)


def test_renew_refuses_a_released_lease(journal: Journal) -> None:
    """What was given back must be acquired anew."""
    lease = a_lease(journal)
    journal.release(lease)

    with pytest.raises(Fenced):
        journal.renew(lease, now=NOW, seconds=30)


def test_release_of_a_lost_lease_leaves_the_new_one(journal: Journal) -> None:
    """A late engine that lets go does not let go of another's lease."""
    lost = a_lease(journal)
    held = journal.acquire(RUN, "engine-2", now=LATER, seconds=30)
    journal.release(lost)

    assert journal.lease(RUN) == held


def test_lease_is_none_when_nobody_holds_it(journal: Journal) -> None:
    """There is no lease before the first one, nor after a release."""
    assert journal.lease(RUN) is None
    journal.release(a_lease(journal))
    assert journal.lease(RUN) is None


def test_cursor_starts_at_zero_and_moves_forward(journal: Journal) -> None:
    """A follower's cursor is kept per stream, and a late move back does nothing."""
    assert journal.cursor("mirror", RUN) == 0
    journal.move_cursor("mirror", RUN, 5)
    journal.move_cursor("mirror", RUN, 7)
    journal.move_cursor("mirror", RUN, 6)

    assert journal.cursor("mirror", RUN) == 7
    assert (journal.cursor("mirror", "run/DR2"), journal.cursor("notices", RUN)) == (0, 0)


def test_outbox_keeps_the_order_of_writing(journal: Journal) -> None:
    """Rows of a topic come out as they went in, those of other topics apart."""
    other = OutboxRow(key="k0", topic="mail")
    journal.append(RUN, 0, entries(1), also=[a_post("z"), other, a_post("a")])
    journal.append(RUN, 1, entries(1), also=[a_post("m")])

    assert [row.key for row in journal.outbox("notices")] == ["z", "a", "m"]
    assert journal.outbox("mail") == (other,)


def test_outbox_ignores_a_repeated_key(journal: Journal) -> None:
    """A key is delivered once, as it was first written; the entries are appended all the same."""
    journal.append(RUN, 0, entries(1), also=[a_post("k1", "first"), a_post("k1", "again")])
    journal.append(RUN, 1, entries(1), also=[a_post("k1", "later")])

    assert journal.outbox("notices") == (a_post("k1", "first"),)
    assert journal.head(RUN).seq == 2


def test_outbox_is_written_with_the_entries_or_not_at_all(journal: Journal) -> None:
    """A conflict leaves no row to deliver."""
    filled(journal, 1)

    with pytest.raises(Conflict):
        journal.append(RUN, 0, entries(1), also=[a_post()])
    assert journal.outbox("notices") == ()


def test_changed_says_yes_at_first_and_then_after_a_write(journal: Journal) -> None:
    """A watcher looks once when it starts, and again only when somebody wrote, itself included."""
    assert [journal.changed(), journal.changed()] == [True, False]
    filled(journal, 1)
    assert [journal.changed(), journal.changed()] == [True, False]


def test_changed_stays_no_after_reading_and_a_refused_append(journal: Journal) -> None:
    """Reading wakes nobody, nor does an append that was refused."""
    filled(journal, 1)
    journal.changed()
    list(journal.read(RUN))
    with pytest.raises(Conflict):
        journal.append(RUN, 0, entries(1))

    assert not journal.changed()


def test_close_may_be_repeated(journal: Journal) -> None:
    """Closing twice is as good as once."""
    journal.close()
    journal.close()
