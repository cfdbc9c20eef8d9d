"""Whatever is asked, in whatever order: what holds of the subscriptions at every moment."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from notices.subscriptions import asked as a
from notices.subscriptions.apply import apply
from notices.subscriptions.book import BOOK
from notices.subscriptions.decide import decide
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.limits import PER_HOUR, ROUTES
from notices.subscriptions.outgoing import outgoing
from notices.subscriptions.records import Interest, Subscriptions
from notices.subscriptions.testing import by
from rehearsals.core.command import Refusal
from rehearsals.core.fact import Entered
from rehearsals.testing import OPENED

E = TypeVar("E")
ONE = Organisation(name="One", roles=("supplier",))
subscribers = st.sampled_from(["acme", "bolt", "signup-1"])
route_ids = st.sampled_from(["acme-1", "acme-2", "bolt-1", "signup-1-1"])
reasons = st.sampled_from(["", "so it was asked"])
flags = st.sampled_from([None, True, False])
new_routes = st.builds(
    NewRoute,
    kind=st.sampled_from(["email", "webhook"]),
    address=st.just("somewhere"),
    shown=st.just("shown"),
    mark=st.sampled_from(["one", "two", "three"]),
    interest=st.builds(Interest, systems=st.sampled_from([(), ("EES",), ("E S",)])),
    role_mailbox=st.booleans(),
    test=st.booleans(),
    fallback=st.booleans(),
)
channels = st.sampled_from(["test", a.PUBLIC])


def _some(kind: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A command with some fields."""
    made = st.fixed_dictionaries({"channel": channels, **fields})
    return made.map(lambda found: kind(**{**by(), **found}))


commands = st.one_of(
    _some(a.AddSubscriber, subscriber=subscribers, organisation=st.just(ONE)),
    _some(a.ChangeSubscriber, subscriber=subscribers, listed=flags),
    _some(a.LeaveSubscriber, subscriber=subscribers, reason=reasons),
    _some(a.MergeSubscriber, subscriber=subscribers, into=subscribers),
    _some(a.RequestRoute, subscriber=subscribers, route=new_routes),
    _some(a.RequestRoute, route=new_routes, signs_up=st.just(ONE)),
    _some(a.ResendConfirmation, route=route_ids),
    _some(a.TryRoute, route=route_ids),
    _some(a.ConfirmRoute, route=route_ids, how=st.sampled_from(["link", "test", "operator"])),
    _some(a.ChangeRoute, route=route_ids, test=flags, role_mailbox=flags),
    _some(
        a.RemoveRoute,
        route=route_ids,
        reason=reasons,
        by=st.sampled_from(["one_click", "self_service", "operator"]),
    ),
    _some(a.DisableRoute, route=route_ids, reason=reasons),
    _some(a.EnableRoute, route=route_ids),
    _some(a.RotateSecret, route=route_ids, leaked=st.booleans()),
    _some(a.RenewLinks, route=route_ids),
    _some(a.MakeMandatory, system=st.just("EES"), role=st.just("supplier"), source=reasons),
    _some(a.MakeOptional, system=st.just("EES"), role=st.just("supplier"), reason=reasons),
    _some(a.ExpireRequests),
)
steps = st.lists(
    st.tuples(commands, st.sampled_from([timedelta(0), timedelta(minutes=5), timedelta(days=4)])),
    max_size=25,
)


class _Play:
    """Subscriptions that one command after another is handed to."""

    def __init__(self) -> None:
        self.subs = Subscriptions()
        self.now = OPENED
        self.keys: list[str] = []

    def ask(self, command: a.SubscriptionCommand) -> bool:
        """Whether it was taken."""
        answer = decide(self.subs, command, self.now)
        if isinstance(answer, Refusal):
            assert answer.hint
            return False
        facts = [_entered(event, command, self.now) for event in answer]
        for fact in facts:
            assert BOOK.codec.from_entry(BOOK.codec.to_entry(fact)) == fact
            self.subs = apply(self.subs, fact)
        self.keys.extend(row.key for row in outgoing(self.subs, facts))
        return True


def _entered(event: E, command: a.SubscriptionCommand, now: datetime) -> Entered[E]:
    return Entered(
        event=event, at=now, recorded_at=now, actor="ann", channel="test", command=command.id
    )


@settings(max_examples=150, deadline=None)
@given(steps)
def test_the_subscriptions_hold_together(
    steps_: list[tuple[a.SubscriptionCommand, timedelta]],
) -> None:
    """Nobody is told twice at an address, nothing ended comes back, no message has another's id."""
    play = _Play()
    ended: set[str] = set()
    for command, passing in steps_:
        play.ask(command)
        play.now += passing
        routes = play.subs.routes.values()
        standing = [one for one in routes if one.state != "removed"]
        merged = Counter((one.subscriber, one.mark, one.test) for one in standing)
        assert all(count == 1 for count in merged.values())
        assert ended.isdisjoint(one.id for one in standing)
        ended |= {one.id for one in routes if one.state == "removed"}
        assert all(one.verified_at for one in routes if one.active)
        assert all(one.subscriber in play.subs.subscribers for one in routes)
        gone = {key for key, one in play.subs.subscribers.items() if one.left_at}
        assert not [one for one in standing if one.subscriber in gone]
        assert sum(one.signed_up for one in routes) <= PER_HOUR * 25
        assert max(Counter(one.subscriber for one in standing).values(), default=0) <= 2 * ROUTES
    assert len(set(play.keys)) == len(play.keys)


@settings(max_examples=60, deadline=None)
@given(steps, commands)
def test_a_command_of_a_reader_may_be_given_twice(
    steps_: list[tuple[a.SubscriptionCommand, timedelta]], last: a.SubscriptionCommand
) -> None:
    """Confirming, ending and what makes no new thing: the second time changes nothing."""
    play = _Play()
    for command, passing in steps_:
        play.ask(command)
        play.now += passing
    if not isinstance(last, a.ConfirmRoute | a.RemoveRoute | a.DisableRoute | a.MakeMandatory):
        return
    if play.ask(last):
        once = play.subs
        assert play.ask(last)
        assert play.subs == once
