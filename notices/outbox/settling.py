"""Writing down what came of attempts: many at a time, and nothing before it happened."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from notices.channels.port import Answer
from notices.outbox.events import DeliveryEvent
from notices.outbox.letters import Letters
from notices.outbox.outcomes import Outcome, outcome_of
from notices.outbox.rows import SUBSCRIPTIONS, deliveries_stream
from notices.outbox.state import CODEC, SENDER, DeliveryReader
from notices.outbox.trying import Tried
from rehearsals.core.fact import Entered
from rehearsals.journal.port import Entry, Journal
from runbooks.errors import CallboardError, JournalCorrupt

_LOG = logging.getLogger(__name__)


class Listener(Protocol):
    """Whoever must know what a route answered: a machine that took its test, or is gone (410)."""

    def report(self, key: str, answer: Answer) -> None:
        """A delivery's key, and the answer; what it raises is logged."""


class Settling:
    """Settles claims of one pool; not for use by two threads at once."""

    def __init__(
        self, journal: Journal, pool: str, letters: Letters, listener: Listener | None
    ) -> None:
        self._journal = journal
        self._pool = pool
        self._letters = letters
        self._listener = listener
        self._readers: dict[str, DeliveryReader] = {}

    def settle(self, topic: str, tried: Sequence[Tried]) -> None:
        """Write down what came of attempts of one topic, all or nothing; raises JournalError.

        Whoever listens is told first: a sender that is killed in between tries once more, and they
        hear it twice. The other way round a route that took its test would wait for ever.
        """
        for one in tried:
            self._report(topic, one)
        outcomes = [(one, self._outcome(topic, one)) for one in tried]
        entries = [entry_of(event, one) for one, outcome in outcomes for event in outcome.events]
        self._journal.settle(
            deliveries_stream(topic),
            entries,
            [outcome.settlement for _, outcome in outcomes],
            deliveries=[row for _, outcome in outcomes for row in outcome.fallback],
        )

    def _outcome(self, topic: str, one: Tried) -> Outcome:
        key = one.claim.key
        return outcome_of(
            one,
            was_failing=lambda: self._was_failing(topic, key),
            fallback=lambda: self._letters.fallback(one.claim, self._pool, one.ended),
        )

    def _was_failing(self, topic: str, key: str) -> bool:
        """Whether it was said before; where that cannot be read any more it is said once more.

        To write down nothing for that would have everything of the topic sent again and again.
        """
        try:
            return bool(self._reader(topic).known(key).failing)
        except (JournalCorrupt, ValueError) as error:
            _LOG.warning("What became of %s cannot be read: %s", topic, error)
            return False

    def _reader(self, topic: str) -> DeliveryReader:
        if topic not in self._readers:
            self._readers[topic] = DeliveryReader(self._journal, topic)
        return self._readers[topic]

    def _report(self, topic: str, one: Tried) -> None:
        if self._listener is None or one.answer is None:
            return
        if topic != SUBSCRIPTIONS and not one.answer.gone:
            return
        try:
            self._listener.report(one.claim.key, one.answer)
        except CallboardError as error:
            _LOG.warning("The outcome of %s was not heard: %s", one.claim.key, error)
        except Exception:  # noqa: BLE001 - what was tried is written down, whoever else fails
            _LOG.exception("The outcome of %s was not heard", one.claim.key)


def entry_of(event: DeliveryEvent, tried: Tried) -> Entry:
    """An event as an entry of the sender, at the end of its attempt."""
    return CODEC.to_entry(
        Entered(
            event=event,
            at=tried.ended,
            recorded_at=tried.ended,
            actor=SENDER,
            channel=SENDER,
            command=f"{event.key}#{tried.claim.attempts + 1}",
        )
    )


def by_topic(tried: Iterable[Tried]) -> Mapping[str, Sequence[Tried]]:
    """Attempts by the topics of their deliveries, in order."""
    topics: dict[str, list[Tried]] = {}
    for one in tried:
        topics.setdefault(one.claim.topic, []).append(one)
    return topics
