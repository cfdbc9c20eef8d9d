"""The mirror on a real Prefect server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from flows.identity import event_id, resource_id, task_run_id
from flows.wiring import opened_journal
from rehearsals.core.events import (
    EntryUndone,
    GateWithdrawn,
    NoteAdded,
    TaskFailed,
    TaskFinished,
    TaskOutcomeUnknown,
    TaskReopened,
    TaskSkipped,
    TaskStarted,
)
from rehearsals.engine.settings import Settings
from rehearsals.journal.codec import to_entry
from rehearsals.journal.memory import MemoryJournal
from rehearsals.names import run_stream
from tests.flows.facts import BEGAN, a_fact, a_finish, a_journal, an_opening, record

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

    from flows.mirror import Mirror

pytestmark = pytest.mark.prefect


@pytest.fixture
def run() -> str:
    """A run that nobody has shown yet."""
    return f"T{uuid4().hex[:8]}"


@pytest.fixture
def a_flow_run(client: SyncPrefectClient) -> Callable[[], UUID]:
    """A factory of flow runs that say they are running."""
    from prefect import flow
    from prefect.states import Running

    @flow(name="rehearse")
    def trial() -> None:
        """Do nothing."""

    return lambda: client.create_flow_run(trial, state=Running()).id


def a_mirror(
    client: SyncPrefectClient,
    run: str,
    flow_run: UUID,
    journal: MemoryJournal,
    carried: Callable[[str, int], bool] = lambda *_: False,
) -> Mirror:
    """A mirror of a run in a flow run."""
    from flows.mirror import Mirror
    from flows.prefect_view import PrefectView

    view = PrefectView(client, run, flow_run)
    return Mirror(run=run, view=view, journal=journal, carried=carried)


def shown(client: SyncPrefectClient, *flow_runs: UUID) -> Counter[tuple[str, str]]:
    """Names and states of the task runs of flow runs."""
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterId,
    )

    only = FlowRunFilter(id=FlowRunFilterId(any_=list(flow_runs)))
    runs = client.read_task_runs(flow_run_filter=only)
    return Counter((found.name, found.state_name or "") for found in runs)


def settle(mirror: Mirror, seconds: float = 20) -> None:
    """Wait until Prefect holds everything."""
    until = monotonic() + seconds
    while not mirror.settled():
        assert monotonic() < until, "Prefect did not take everything in"


def test_mirror_shows_a_persons_task_under_its_own_name(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """A finished task has a completed task run of its name, with the true times in its message."""
    flow_run = a_flow_run()
    a_mirror(client, run, flow_run, a_journal(run, an_opening(run, "A"), *a_finish("A"))).step()
    assert shown(client, flow_run) == {("A", "Completed"): 1}
    state = client.read_task_run(task_run_id(run, "A", 1)).state
    assert state is not None
    assert state.message == "Do A (si): Fri 19 Sep 18:05 BST to Fri 19 Sep 18:15 BST."


def test_mirror_shows_failures_and_skips_as_such(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """Each ended attempt has its own task run; a skipped task has one too."""
    flow_run = a_flow_run()
    failed = (
        a_fact(TaskStarted(task="A", attempt=1)),
        a_fact(TaskFailed(task="A", attempt=1, reason="no link")),
    )
    skipped = a_fact(TaskSkipped(task="B", reason="not needed"))
    journal = a_journal(run, an_opening(run, "A", "B"), *failed, *a_finish("A", 2), skipped)
    a_mirror(client, run, flow_run, journal).step()
    assert shown(client, flow_run) == {
        ("A", "Failed"): 1,
        ("A", "Completed"): 1,
        ("B", "Skipped"): 1,
    }


def test_mirror_believes_the_journal_where_prefect_heard_more(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """An attempt that Prefect saw end, of whose end the journal never heard, is unknown in both."""
    first, second = a_flow_run(), a_flow_run()
    opening = an_opening(run, "A")
    a_mirror(client, run, first, a_journal(run, opening, *a_finish("A"))).step()
    unheard = (
        a_fact(TaskStarted(task="A", attempt=1)),
        a_fact(TaskOutcomeUnknown(task="A", attempt=1)),
    )
    journal = a_journal(run, opening, *unheard, *a_finish("A", 2))
    a_mirror(client, run, second, journal).step()

    assert shown(client, first, second) == {("A", "Unknown"): 1, ("A", "Completed"): 1}


def test_mirror_shows_nothing_twice_after_a_restart(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """A mirror that starts again, in another flow run, adds only what is missing."""
    journal = a_journal(run, an_opening(run, "A", "B"), *a_finish("A"))
    first, second = a_flow_run(), a_flow_run()
    a_mirror(client, run, first, journal).step()
    record(journal, run, *a_finish("B"))
    again = a_mirror(client, run, second, journal)
    again.step()
    again.step()
    assert shown(client, first) == {("A", "Completed"): 1}
    assert shown(client, second) == {("B", "Completed"): 1}


def test_mirror_marks_older_flow_runs_as_crashed(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """A flow run of the same run that still says Running is marked; the current one is not."""
    journal = a_journal(run, an_opening(run, "A"))
    first, second = a_flow_run(), a_flow_run()
    a_mirror(client, run, first, journal).step()
    a_mirror(client, run, second, journal).step()
    states = [client.read_flow_run(key).state_name for key in (first, second)]
    assert states == ["Crashed", "Running"]


def test_mirror_leaves_to_prefect_what_prefect_runs(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """A task that Prefect itself records is not shown by the mirror, unless it got lost."""
    flow_run = a_flow_run()
    journal = a_journal(run, an_opening(run, "A"), *a_finish("A"))
    mirror = a_mirror(client, run, flow_run, journal, carried=lambda *_: True)
    mirror.step()
    assert not shown(client, flow_run)
    assert mirror.fill_in() == 1
    assert shown(client, flow_run) == {("A", "Completed"): 1}


def test_mirror_emits_each_entry_once_as_an_event(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """All entries arrive as events about the run, named for what happened, also when repeated."""
    from prefect.events.filters import EventFilter, EventResourceFilter

    notes = [a_fact(NoteAdded(text=f"note {n}")) for n in range(250)]
    journal = a_journal(run, an_opening(run, "A"), *a_finish("A"), *notes)
    flow_run = a_flow_run()
    forgetful = a_mirror(client, run, flow_run, journal)
    again = a_mirror(client, run, flow_run, journal)
    settle(forgetful)
    settle(again)
    about = EventFilter(resource=EventResourceFilter(id=[resource_id(run)]))
    page = client.read_events(about, limit=50)
    assert page.total == 253
    assert {event.event for event in page.events} == {"callboard.note.added"}
    first = client.read_events(
        EventFilter.model_validate({"id": {"id": [event_id(run, 1)]}}), limit=1
    ).events[0]
    assert first.event == "callboard.run.opened"
    assert first.payload["at"] == "2025-09-19T17:00:00Z"
    assert "runbook" not in first.payload["data"]


def test_mirror_takes_a_withdrawn_go_back(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """The meeting that Prefect held as completed is withdrawn there, once, and sits again."""
    flow_run = a_flow_run()
    journal = a_journal(run, an_opening(run, "M", gates={"G": "M"}), *a_finish("M"))
    mirror = a_mirror(client, run, flow_run, journal)
    mirror.step()
    assert shown(client, flow_run) == {("M", "Completed"): 1}
    record(journal, run, a_fact(GateWithdrawn(gate="G", decided_by="sro", reason="hm")))
    mirror.step()
    assert shown(client, flow_run) == {("M", "Withdrawn"): 1}
    record(journal, run, a_fact(TaskFinished(task="M", attempt=2), minutes=30))
    mirror.step()
    a_mirror(client, run, a_flow_run(), journal).step()
    assert shown(client, flow_run) == {("M", "Withdrawn"): 1, ("M", "Completed"): 1}


def test_mirror_shows_the_end_that_stands(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """An end that was undone and said again, between two looks, has the times of the second."""
    flow_run = a_flow_run()
    journal = a_journal(run, an_opening(run, "A"), *a_finish("A"))
    mirror = a_mirror(client, run, flow_run, journal)
    mirror.step()
    undone = EntryUndone(task="A", what="finished", attempt=1, reason="B was meant")
    record(journal, run, a_fact(undone, minutes=20))
    record(journal, run, a_fact(TaskFinished(task="A", attempt=1), minutes=35))
    mirror.step()
    a_mirror(client, run, a_flow_run(), journal).step()
    assert shown(client, flow_run) == {("A", "Completed"): 1}
    state = client.read_task_run(task_run_id(run, "A", 1)).state
    assert state is not None
    assert state.message == "Do A (si): Fri 19 Sep 18:05 BST to Fri 19 Sep 18:35 BST."


def test_mirror_takes_a_reopened_task_back(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """Its task run no longer counts, and the next attempt has one of its own."""
    flow_run = a_flow_run()
    journal = a_journal(run, an_opening(run, "A"), *a_finish("A"))
    mirror = a_mirror(client, run, flow_run, journal)
    mirror.step()
    record(journal, run, a_fact(TaskReopened(task="A", reason="bad"), minutes=20))
    record(journal, run, *a_finish("A", 2))
    mirror.step()
    a_mirror(client, run, a_flow_run(), journal).step()
    assert shown(client, flow_run) == {("A", "Reopened"): 1, ("A", "Completed"): 1}


def test_mirror_fills_a_prefect_that_has_lost_everything(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """What arrived in another database before is emitted again: the cursor is not believed."""
    from flows.mirror import NAME

    journal = a_journal(run, an_opening(run, "A"), *a_finish("A"))
    journal.move_cursor(NAME, run_stream(run), 3)
    mirror = a_mirror(client, run, a_flow_run(), journal)
    mirror.step()
    assert mirror.missing_events() == 3
    settle(mirror)
    assert mirror.missing_events() == 0


def test_mirror_keeps_progress_and_true_times_as_artifacts(
    client: SyncPrefectClient, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """The flow run carries the share that is done, and a timeline."""
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    flow_run = a_flow_run()
    journal = a_journal(run, an_opening(run, "A", "B"))
    mirror = a_mirror(client, run, flow_run, journal)
    mirror.step()
    record(journal, run, *a_finish("A"))
    settle(mirror)
    only = FlowRunFilter(id=FlowRunFilterId(any_=[flow_run]))
    data = {found.type: found.data for found in client.read_artifacts(flow_run_filter=only)}
    assert data["progress"] == 50
    assert "18:05 BST" in str(data["table"])


def test_settings_fixture_points_at_the_server(settings: Settings) -> None:
    """Prefect's own settings name the session's server."""
    from prefect.settings import PREFECT_API_URL

    assert PREFECT_API_URL.value() == settings.prefect_api_url


def test_mirror_thread_says_what_prefect_did_not_take_in(
    settings: Settings, run: str, a_flow_run: Callable[[], UUID]
) -> None:
    """A task run that Prefect was to record and lost is filled in at the end, and that is said."""
    from flows.mirror_thread import MirrorThread

    flow_run = a_flow_run()
    with opened_journal(settings) as journal:
        facts = [to_entry(fact) for fact in (an_opening(run, "A"), *a_finish("A"))]
        journal.append(run_stream(run), 0, facts)
    thread = MirrorThread(settings, run, flow_run, carried=lambda *_: True)
    assert thread.step(BEGAN) is None
    said = thread.drain(deadline=3)
    assert said is not None
    assert "1 task runs were filled in, 0 events may be missing" in said
