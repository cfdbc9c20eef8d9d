"""`prefect.yaml`: its entry points load, and its deployment runs on a real process worker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from rehearsals.core.events import RunClosed
from rehearsals.engine.settings import Settings
from tests.flows.nights import RUN, an_automated_task, an_open_run, events_of

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

pytestmark = pytest.mark.prefect

ROOT = Path(__file__).parents[2]
DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "prefect.yaml").read_text(encoding="utf-8")
)["deployments"]


def prefect(*arguments: str) -> None:
    """Run Prefect's command line against the session's server."""
    command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("entrypoint", [each["entrypoint"] for each in DEPLOYMENTS])
def test_entry_point_loads(settings: Settings, entrypoint: str) -> None:  # noqa: ARG001 - the stage
    """Each entry point names a flow, as module and colon."""
    from prefect import Flow
    from prefect.flows import load_flow_from_entrypoint

    loaded: Flow[..., Any] = load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)
    assert loaded.name == entrypoint.rpartition(":")[2]
    assert "/" not in entrypoint


def test_deployment_runs_on_a_process_worker(settings: Settings, client: SyncPrefectClient) -> None:
    """Deployed as the file says, a run is driven to its end by a worker's process."""
    from prefect.client.schemas.actions import WorkPoolCreate

    pool = DEPLOYMENTS[0]["work_pool"]["name"]
    client.create_work_pool(WorkPoolCreate(name=pool, type="process"))
    an_open_run(settings, an_automated_task("A"), an_automated_task("B", "A"))
    prefect("deploy", "--all")
    deployment = client.read_deployment_by_name("rehearse/rehearse")
    flow_run = client.create_flow_run_from_deployment(deployment.id, parameters={"run_id": RUN})
    prefect("worker", "start", "--pool", pool, "--type", "process", "--run-once")
    state = client.read_flow_run(flow_run.id).state
    assert state is not None
    assert state.name == "Completed"
    assert isinstance(events_of(settings)[-1], RunClosed)
