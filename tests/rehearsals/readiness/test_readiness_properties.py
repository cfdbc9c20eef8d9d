"""What holds for every register, whatever is asked of it in whatever order."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given as with_
from hypothesis import settings
from hypothesis import strategies as st

from rehearsals.journal.memory import MemoryJournal
from rehearsals.readiness import commands as c
from rehearsals.readiness import events as e
from rehearsals.readiness.book import BOOK, readiness_ledger
from rehearsals.readiness.state import Readiness, returns_visible_to
from rehearsals.readiness.words import Served, Signatory
from rehearsals.testing import at
from tests.rehearsals.readiness.register import CHIEF, DIRECTOR, Registry, an_ask, given

G1, G8 = "m10/G1", "m10/G8"
PARTIES = ("recco", "dcc", "si", "bsc_pab")
STRANGER = Signatory(name="Eve Stranger", office="Director")

_id = st.sampled_from(["D1", "D2", "C1"])
_party = st.sampled_from(PARTIES)
_signatory = st.sampled_from([DIRECTOR, CHIEF, STRANGER])
_minute = st.integers(0, 100)
_commands = st.one_of(
    st.builds(
        lambda r, by, who, as_at, whole, until: given(
            c.SubmitReturn,
            return_id=r,
            submitted_by=by,
            signatory=who,
            as_at=at(as_at),
            statement="Ready.",
            complete=whole,
            valid_until=None if until is None else at(until),
        ),
        _id,
        _party,
        _signatory,
        _minute,
        st.booleans(),
        st.none() | _minute,
    ),
    st.builds(lambda r, by: given(c.AcceptReturn, return_id=r, accepted_by=by), _id, _party),
    st.builds(
        lambda r, by: given(c.SendBackReturn, return_id=r, sent_back_by=by, reason="No."),
        _id,
        _party,
    ),
    st.builds(
        lambda r, by: given(c.WithdrawReturn, return_id=r, withdrawn_by=by, reason="No."),
        _id,
        _party,
    ),
    st.builds(
        lambda r, gate, by, who, as_at: given(
            c.ReconfirmReturn,
            return_id=r,
            gate=gate,
            reconfirmed_by=by,
            signatory=who,
            as_at=at(as_at),
        ),
        _id,
        st.sampled_from([G1, G8]),
        _party,
        _signatory,
        _minute,
    ),
    st.builds(
        lambda party, audience: given(c.ShareReadiness, party=party, audience=audience),
        _party,
        st.sampled_from(["programme", "everyone"]),
    ),
)
_steps = st.lists(st.tuples(st.integers(0, 5), _commands), max_size=30)


def a_registry() -> Registry:
    """Two declarations, and a checklist that a code body shows."""
    return Registry(
        an_ask(gates=(Served(gate=G1), Served(gate=G8, reconfirm=True))),
        an_ask(party="dcc", valid_for=1200),
        an_ask(kind="checklist", party="dcc", shown_by="bsc_pab"),
    )


def played(steps: list[tuple[int, c.ReadinessCommand]]) -> tuple[Registry, datetime]:
    """A register after commands, each some minutes after the one before."""
    registry = a_registry()
    minute = 0
    for later, command in steps:
        minute += later
        registry.give(command, at(minute))
    return registry, at(minute)


@settings(deadline=None)
@with_(steps=_steps)
def test_accepted_only_after_a_whole_submission_by_a_listed_signatory(
    steps: list[tuple[int, c.ReadinessCommand]],
) -> None:
    """In every history, before each acceptance stands such a submission, and no party judges."""
    registry, _ = played(steps)
    newest: dict[str, e.ReadinessEvent] = {}
    for fact in registry.facts:
        event = fact.event
        if isinstance(event, e.ReturnAccepted):
            before = newest[event.return_id]
            asked = registry[event.return_id]
            assert isinstance(before, e.ReturnSubmitted)
            assert before.complete
            assert before.signatory in asked.signatories
            assert event.accepted_by != asked.party
        if not isinstance(event, e.ReadinessShared | e.ReturnReconfirmed | e.GateServed):
            newest[event.return_id] = event


@settings(deadline=None)
@with_(steps=_steps, minutes=st.integers(0, 300))
def test_withdrawn_and_expired_never_count(
    steps: list[tuple[int, c.ReadinessCommand]], minutes: int
) -> None:
    """Nor does a part, nor what was not accepted, nor what a body must show and did not."""
    registry, last = played(steps)
    now = max(last, at(minutes))
    for each in registry.state.returns.values():
        for gate in (G1, G8):
            if each.counts_at(gate, now):
                assert each.standing(now) == "accepted"
                assert each.withdrawal is None
                assert each.expires_at is None or each.expires_at > now
            if each.counts_at(gate, now, accepted=False):
                assert each.standing(now) in ("submitted", "accepted")
    d1 = registry["D1"]
    if d1.counts_at(G8, now):
        assert d1.reconfirmed_at(G8) is not None


@settings(deadline=None)
@with_(steps=_steps)
def test_private_readiness_is_never_visible_to_others(
    steps: list[tuple[int, c.ReadinessCommand]],
) -> None:
    """Whoever sees a return is of the party, of the body that shows it, or was shown it."""
    registry, _ = played(steps)
    for viewer in ("recco", "dcc", "bsc_pab", "north"):
        for each in returns_visible_to(registry.state, (viewer,), programme=False):
            last = [
                fact.event.audience
                for fact in registry.facts
                if isinstance(fact.event, e.ReadinessShared) and fact.event.party == each.party
            ]
            assert viewer in (each.party, each.shown_by) or last[-1:] == ["everyone"]


@settings(deadline=None, max_examples=25)
@with_(steps=_steps)
def test_register_reads_back_from_the_journal_as_it_was(
    steps: list[tuple[int, c.ReadinessCommand]],
) -> None:
    """Facts written and read again fold to the same register."""
    registry, _ = played(steps)
    journal = MemoryJournal()
    journal.append(BOOK.stream, 0, [BOOK.codec.to_entry(fact) for fact in registry.facts])

    read: Readiness = readiness_ledger(journal, lambda: at(0)).state()

    assert read == registry.state
