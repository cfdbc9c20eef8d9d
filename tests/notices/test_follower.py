"""From the facts of a run to issued notices."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from notices.follower import NoticeFollower
from notices.listing import notices_of
from notices.testing import ScriptedChannel
from rehearsals.engine.simulation import Simulation
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Entry, Journal, Lease, OutboxRow, Recorded
from rehearsals.names import NOTICES, run_stream
from rehearsals.participants.draws import Draws
from rehearsals.participants.people import SimulatedPeople
from rehearsals.testing import OPENED, InstantExecutor
from tests.notices.factories import Stage


class PowerCut(Exception):
    """The process ends here."""


class CutOffJournal(MemoryJournal):
    """A journal whose process dies before any cursor is moved."""

    def move_cursor(self, *_: object) -> None:
        """Die."""
        raise PowerCut


class CrowdedJournal(MemoryJournal):
    """A journal in which another process writes the same notice just before we do."""

    crowd = 1

    def append(
        self,
        stream: str,
        expected_seq: int,
        entries: Sequence[Entry],
        *,
        fence: Lease | None = None,
        also: Sequence[OutboxRow] = (),
    ) -> tuple[Recorded, ...]:
        """Let the other one in first, as often as `crowd` says."""
        if stream == NOTICES and self.crowd:
            self.crowd -= 1
            super().append(stream, self.head(stream).seq, entries)
        return super().append(stream, expected_seq, entries, fence=fence, also=also)


def step(stage: Stage, *channels: ScriptedChannel) -> None:
    """A new follower, as after a restart, does what is due."""
    NoticeFollower(stage.desk, stage.run, channels).step(stage.clock.now())


def kinds(journal: Journal, run: str = "DR1") -> list[tuple[int, str]]:
    """Revision and kind of each notice of a run."""
    return [(i.notice.revision, i.notice.kind) for i in notices_of(journal, run)]


def simulate() -> tuple[Stage, ScriptedChannel]:
    """A whole run on the virtual clock, with a channel at hand."""
    stage, channel = Stage(mode="simulation", virtual=True, seed=7), ScriptedChannel()
    people = SimulatedPeople(Draws(seed=7, run=stage.run))
    Simulation(
        desk=stage.desk,
        clock=stage.clock,
        run=stage.run,
        executor=InstantExecutor(),
        people=people,
        draw_work=people.draw_work,
        followers=[NoticeFollower(stage.desk, stage.run, [channel])],
    ).run()
    return stage, channel


def test_follower_issues_a_notice_when_an_outage_opens(journal: Journal) -> None:
    """The first notice is revision 0."""
    stage = Stage(journal)
    stage.go_down()
    step(stage)
    assert kinds(journal) == [(0, "started")]


def test_follower_issues_the_next_revision_when_it_closes(journal: Journal) -> None:
    """Both notices go by one id, the later one with the higher revision."""
    stage = Stage(journal)
    stage.go_down()
    step(stage)
    stage.come_back()
    step(stage)
    assert kinds(journal) == [(0, "started"), (1, "completed")]


def test_follower_has_nothing_to_say_about_other_facts() -> None:
    """A run without an outage so far has no notices."""
    stage = Stage()
    step(stage)
    assert not notices_of(stage.journal, "DR1")


def test_follower_issues_each_notice_once(journal: Journal) -> None:
    """Restarted followers, before and after each other, add nothing."""
    stage = Stage(journal)
    stage.go_down()
    stage.come_back()
    for _ in range(3):
        step(stage)
    assert kinds(journal) == [(0, "started"), (1, "completed")]


def test_follower_takes_up_at_its_cursor(journal: Journal) -> None:
    """It remembers the last fact that it issued a notice for."""
    stage = Stage(journal)
    stage.go_down()
    step(stage)
    position = journal.cursor("notices", run_stream("DR1"))
    assert type(stage.desk.facts("DR1")[position - 1].event).__name__ == "OutageOpened"


def test_crash_between_notice_and_cursor_doubles_nothing() -> None:
    """The stream itself says that the notice is out, whatever the cursor says."""
    stage = Stage(CutOffJournal())
    stage.go_down()
    for _ in range(2):
        with pytest.raises(PowerCut):
            step(stage, ScriptedChannel())
    assert kinds(stage.journal) == [(0, "started")]
    assert len(stage.journal.outbox("notices/DR1")) == 1


def test_outbox_row_is_written_with_the_notice(journal: Journal) -> None:
    """A delivery per channel waits for the sender from the moment of issue."""
    stage = Stage(journal)
    stage.go_down()
    step(stage, ScriptedChannel(name="one"), ScriptedChannel(name="two"))
    assert [row.payload for row in journal.outbox("notices/DR1")] == [
        {"key": "DR1/OUT-EES/started", "channel": "one"},
        {"key": "DR1/OUT-EES/started", "channel": "two"},
    ]


def test_follower_of_another_run_has_notices_of_its_own(journal: Journal) -> None:
    """Runs share the stream, not their notices."""
    for run in ("DR1", "DR10"):
        stage = Stage(journal, run=run)
        stage.go_down()
        step(stage)
    assert [i.notice.id for i in notices_of(journal, "DR1")] == ["DR1-OUT-EES"]
    assert [i.notice.id for i in notices_of(journal, "DR10")] == ["DR10-OUT-EES"]


def test_follower_sees_that_another_one_was_first() -> None:
    """If the same notice was written meanwhile, it is not written again."""
    stage = Stage(CrowdedJournal())
    stage.go_down()
    step(stage)
    assert kinds(stage.journal) == [(0, "started")]


def test_follower_tries_again_behind_somebody_elses_entry() -> None:
    """Notices of two runs may be written at the same moment."""
    journal = MemoryJournal()
    other = Stage(journal, run="DR2")
    other.go_down()
    step(other)
    late = Stage(journal)
    late.go_down()
    follower = NoticeFollower(late.desk, "DR1")
    other.come_back()
    step(other)
    follower.step(late.clock.now())
    assert kinds(journal) == [(0, "started")]
    assert kinds(journal, "DR2") == [(0, "started"), (1, "completed")]


def test_simulated_run_sends_nothing() -> None:
    """Nobody outside hears of a simulation, though its notices can be read."""
    stage, channel = simulate()
    assert kinds(stage.journal) == [(0, "started"), (1, "completed")]
    assert not channel.texts
    assert not stage.journal.outbox("notices/DR1")


def test_rehearsal_on_a_virtual_clock_sends_nothing() -> None:
    """What leaps through time is a simulation, whatever it calls itself."""
    stage, channel = Stage(virtual=True), ScriptedChannel()
    NoticeFollower(stage.desk, "DR1", [channel]).close()
    assert not channel.texts
    assert not stage.journal.outbox("notices/DR1")


def test_simulated_notices_depend_on_the_seed_alone() -> None:
    """The same run twice gives the same stream, to the last hash."""
    first, second = simulate()[0], simulate()[0]
    assert list(first.journal.read(NOTICES)) == list(second.journal.read(NOTICES))


def test_simulated_notice_is_published_when_its_fact_happened() -> None:
    """No time of the machine's own clock gets into a simulation."""
    stage, _ = simulate()
    facts = stage.desk.facts("DR1")
    opened = next(fact for fact in facts if type(fact.event).__name__ == "OutageOpened")
    started, _ = notices_of(stage.journal, "DR1")
    assert started.notice.published_at == opened.at > OPENED


def test_late_notice_says_when_it_was_published() -> None:
    """After a standstill the notice does not pretend to have been in time."""
    stage = Stage()
    stage.go_down()
    started_at = stage.clock.now()
    stage.done(40, "DOWN")
    step(stage)
    (issued,) = notices_of(stage.journal, "DR1")
    assert issued.notice.actual_start == started_at < issued.notice.published_at
