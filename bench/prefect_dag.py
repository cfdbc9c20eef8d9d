"""A 1,000-task automated runbook on Prefect, against a bare Prefect flow that runs the same DAG.

Both run on one embedded server, in turns, at most 64 tasks at once; what Prefect then still has to
take in is waited for between the rounds and not counted on either side.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from threading import Event
from time import perf_counter
from typing import Any

from flows.environment import prefect_environment
from flows.server import EmbeddedServer
from flows.wiring import CALL, Call, opened_journal
from rehearsals.core.opening import Opening, open_run
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.local import AT_ONCE
from rehearsals.engine.settings import Settings
from runbooks.model import Runbook

TASKS, WIDTH, ROUNDS = 1_000, 50, 5
GOAL = 1.25
MILLISECONDS = (100, 0)

Dag = dict[str, tuple[str, ...]]


def layered_dag() -> Dag:
    """Layers of tasks, each after three of the layer before: what follows what."""
    names = [f"T{number:04}" for number in range(TASKS)]
    dag: Dag = {}
    for number, name in enumerate(names):
        start = number - number % WIDTH - WIDTH
        picks = sorted({start + (number + step) % WIDTH for step in (0, 1, 7)})
        dag[name] = tuple(names[pick] for pick in picks) if start >= 0 else ()
    return dag


def automated_runbook(dag: Dag, milliseconds: int) -> Runbook:
    """The DAG as a runbook of tasks that a machine waits for."""
    wait = {"for": f"{milliseconds}ms" if milliseconds else "0m"}
    tasks = [
        {
            "id": name,
            "title": f"Step {name}",
            "party": "si",
            "after": list(after),
            "duration": "1m",
            "run": {"wait": wait},
        }
        for name, after in dag.items()
    ]
    return Runbook.model_validate(
        {
            "runbook": "automated",
            "title": "An automated runbook for measuring",
            "start": "2026-01-12T09:00",
            "parties": {"si": {"name": "Systems Integrator"}},
            "tasks": tasks,
        }
    )


def our_seconds(settings: Settings, dag: Dag, milliseconds: int) -> float:
    """How long the flow `rehearse` takes for a new run of the DAG."""
    from flows.rehearse import rehearse

    run = _opened_run(settings, automated_runbook(dag, milliseconds))
    call = Call()
    token = CALL.set(call)
    start = perf_counter()
    status = rehearse(run)
    seconds = perf_counter() - start
    CALL.reset(token)
    if call.drain is None or (said := call.drain()) or status != "finished":
        raise RuntimeError(f"The run is {status}; Prefect lost something: {said}")
    return seconds


def bare_flow(dag: Dag) -> Callable[[int], Any]:
    """A flow of the same tasks, as one writes it without Callboard."""
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE
    from prefect.task_runners import ThreadPoolTaskRunner

    @task(task_run_name="{name}", persist_result=False, cache_policy=NO_CACHE)
    def step(name: str, milliseconds: int) -> None:  # noqa: ARG001 - names the task run
        if milliseconds:
            Event().wait(milliseconds / 1000)

    runner: Any = ThreadPoolTaskRunner(max_workers=AT_ONCE)

    @flow(name="bare", task_runner=runner)
    def bare(milliseconds: int) -> None:
        futures: dict[str, Any] = {}
        for name, after in dag.items():
            before = [futures[other] for other in after]
            futures[name] = step.submit(name, milliseconds, return_state=False, wait_for=before)
        for future in futures.values():
            future.result()

    return bare


def bare_seconds(flow: Callable[[int], Any], milliseconds: int) -> float:
    """How long the bare flow takes; then waits until Prefect holds its task runs."""
    held = _completed()
    start = perf_counter()
    flow(milliseconds)
    seconds = perf_counter() - start
    pause = Event()
    while _completed() < held + TASKS:
        pause.wait(0.2)
    return seconds


def _completed() -> int:
    from prefect.client.orchestration import get_client

    body = {"task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    with get_client(sync_client=True) as client:
        return int(client.request("POST", "/task_runs/count", json=body).json())


def _opened_run(settings: Settings, runbook: Runbook) -> str:
    clock = SystemClock()
    with opened_journal(settings) as journal:
        desk = Desk(journal, clock.now)
        run = desk.next_run_id()
        scope = tuple(task.id for task in runbook.tasks)
        opening = Opening(run=run, runbook=runbook, scope=scope)
        desk.open(open_run(opening, now=clock.now(), actor="bench", channel="bench"), run)
    return run


def main() -> int:
    """Measure and print; exit code 1 if the goal is missed."""
    dag = layered_dag()
    ratios = {}
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        with (
            EmbeddedServer(Path(folder) / "prefect") as server,
            prefect_environment(settings, server.api_url),
        ):
            bare = bare_flow(dag)
            for milliseconds in MILLISECONDS:
                rounds = [
                    (our_seconds(settings, dag, milliseconds), bare_seconds(bare, milliseconds))
                    for _ in range(ROUNDS)
                ]
                our, their = (median(times) for times in zip(*rounds, strict=True))
                ratios[milliseconds] = our / their
                goal = f" (goal: at most {GOAL})" if milliseconds else ""
                sys.stdout.write(
                    f"{TASKS} tasks of {milliseconds} ms, {AT_ONCE} at once: {our:.2f} s on "
                    f"Callboard, {their:.2f} s on a bare flow, ratio {our / their:.2f}{goal}\n"
                )
    return 0 if ratios[MILLISECONDS[0]] <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
