"""A thread that prints the night of a run while it is played."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from threading import Event, Thread

from console.night import NEW_PLAN, Night
from console.night_notices import NoticeLines
from console.night_story import Story
from console.opening import opened_run
from console.output import talk
from notices.core.book import CODEC, NoticeFact
from notices.core.events import NoticePublished, ReminderIssued
from notices.outbox.rows import notices_stream
from rehearsals.clocks import VIRTUAL
from rehearsals.core.events import Fact
from rehearsals.desk import Desk
from rehearsals.journal.port import Journal
from runbooks.errors import CallboardError

#: Seconds between looks at the journal.
_EVERY = 0.1
#: The facts of notices that may be told; the others, drafts above all, are not even decoded.
_TOLD = (NoticePublished.__name__, ReminderIssued.__name__)
Say = Callable[[str], None]


@contextmanager
def telling(run: str, say: Say, *, verbose: bool, skip: int = 0) -> Iterator[None]:
    """Print the night of a run while what is inside plays it; the first `skip` facts are known.

    So are its notices, if anything was played before. Raises RunNotFound and JournalError.
    """
    told = _Told(run=run, facts=skip, notices=_notices_of(run) if skip > 1 else 0, verbose=verbose)
    over = Event()
    # The thread keeps to the surroundings of the command.
    follow = partial(copy_context().run, _follow, told, say, over)
    thread = Thread(target=follow, name="night", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@dataclass(slots=True)
class _Told:
    """How far the night of a run was told."""

    run: str
    #: How many facts of the run, and of its notices.
    facts: int
    notices: int
    verbose: bool

    def fresh_facts(self, desk: Desk) -> list[Fact]:
        """What has happened since; raises JournalError."""
        fresh = desk.facts(self.run, after=self.facts)
        self.facts += len(fresh)
        return fresh

    def fresh_notices(self, journal: Journal) -> list[NoticeFact]:
        """What was said since; raises JournalError."""
        recorded = list(journal.read(notices_stream(self.run), after=self.notices))
        if recorded:
            self.notices = recorded[-1].seq
        return [CODEC.from_recorded(one) for one in recorded if one.entry.type in _TOLD]


def _notices_of(run: str) -> int:
    with opened_run(run) as (desk, name):
        return desk.journal.head(notices_stream(name)).seq


def _follow(told: _Told, say: Say, over: Event) -> None:
    """A reader who has gone, or a journal that cannot be read, must not disturb the run."""
    try:
        with opened_run(told.run) as (desk, told.run):
            _tell_all(desk, told, say, over)
    except BrokenPipeError:
        return
    except CallboardError as error:
        talk(f"The night cannot be shown any further: {error}")


def _tell_all(desk: Desk, told: _Told, say: Say, over: Event) -> None:
    state = desk.state(told.run)
    night = Night(state, verbose=told.verbose)
    night.pass_over(desk.facts(told.run)[: told.facts])
    story = Story(night, NoticeLines(verbose=told.verbose))
    # A virtual run always goes on, and what it says does not depend on how fast it is read.
    waits = state.clock.get("kind") == VIRTUAL
    while True:
        last = over.is_set()
        # In this order: see `Story.tell`.
        facts, said = told.fresh_facts(desk), told.fresh_notices(desk.journal)
        if any(isinstance(fact.event, NEW_PLAN) for fact in facts):
            night.look_at(desk.state(told.run))
        quiet = not (waits or facts or said)
        for line in story.tell(facts, said, all_of_it=last or quiet):
            say(line)
        if last:
            return
        over.wait(_EVERY)
