"""`kill -9` of a play on Prefect: the next one goes on, and Prefect tells it all in the end."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from flows.supervisor import play
from flows.wiring import opened_journal
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings
from rehearsals.names import run_stream
from rehearsals.testing import a_task
from tests.acceptance.test_kill import check_whole
from tests.flows.nights import an_open_run
from tests.flows.player import a_player
from tests.waiting import until

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

pytestmark = pytest.mark.prefect

LANES, LENGTH = 3, 14
#: How many tasks are done at each kill. At the last one the mirror has begun to show them.
KILLS = (4, 8, 36)


def lanes() -> list[dict[str, Any]]:
    """Lanes of tasks of 100, 200 and 300 ms; an attempt that was cut off is made again."""
    return [
        a_task(
            f"T{lane}-{place}",
            *([f"T{lane}-{place - 1}"] if place else []),
            run={"wait": {"for": f"{100 * lane}ms"}},
            on_unknown="retry",
        )
        for lane in range(1, LANES + 1)
        for place in range(LENGTH)
    ]


def has_finished(desk: Desk, run: str, least: int) -> bool:
    """Whether so many tasks are done."""
    return desk.state(run).settled_count >= least


def shown(client: SyncPrefectClient, run: str) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """States of the flow runs of a run, and names and states of their task runs."""
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName

    only = FlowRunFilter(name=FlowRunFilterName(any_=[run]))
    flow_runs = client.read_flow_runs(flow_run_filter=only)
    task_runs = client.read_task_runs(flow_run_filter=only)
    return (
        Counter(found.state_name or "" for found in flow_runs),
        Counter((found.name, found.state_name or "") for found in task_runs),
    )


def test_play_survives_kills_with_jobs_in_flight(
    settings: Settings, client: SyncPrefectClient
) -> None:
    """Nothing in the journal is lost, no finished task runs again, and Prefect shows each once."""
    tasks = lanes()
    run = an_open_run(settings, *tasks, run=f"K{uuid4().hex[:8]}")
    with opened_journal(settings) as journal:
        desk = Desk(journal, SystemClock().now)
        for done in KILLS:
            with a_player(settings, run) as player:
                until(partial(has_finished, desk, run, done))
                acknowledged = list(journal.read(run_stream(run)))
                player.kill()
                player.communicate()
            assert list(journal.read(run_stream(run)))[: len(acknowledged)] == acknowledged
        assert play(settings, run, executor="prefect", say=pytest.fail) == "finished"
        check_whole(desk.state(run), desk.facts(run))
    flow_runs, task_runs = shown(client, run)
    assert flow_runs == {"Crashed": len(KILLS), "Completed": 1}
    completed = {name: n for (name, state), n in task_runs.items() if state == "Completed"}
    assert completed == {task["id"]: 1 for task in tasks}
    assert {state for _, state in task_runs} == {"Completed", "Unknown"}
    assert {name for name, _ in task_runs} == {task["id"] for task in tasks}
