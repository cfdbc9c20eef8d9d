"""What the mirror needs of Prefect's API: read before write, and nothing that is not idempotent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from prefect import task
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    TaskRunFilter,
    TaskRunFilterId,
)
from prefect.client.schemas.objects import State, StateType
from prefect.events.filters import EventFilter, EventIDFilter

from flows.identity import run_tag
from flows.showing import ShownTask
from runbooks.clocktime import rfc3339

#: The name of the flow that drives runs.
FLOW = "rehearse"
#: Most that Prefect's API gives, or takes well, in one request.
PAGE = 200
#: Events are given in smaller pages.
EVENT_PAGE = 50
_CLAIMS = (StateType.RUNNING, StateType.CANCELLING, StateType.PAUSED)
#: The states that say how an attempt ended.
_VERDICTS = frozenset({"Completed", "Failed"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A task run that Prefect has."""

    #: Prefect's engine gives a task run its own name only after it is pending; until then, and for
    #: good if the engine is killed in between, it has one that Prefect made up.
    name: str
    #: What its final state is called, and its message; none if it has not ended.
    final: tuple[str, str] | None


@task(name="callboard-task")
def _shown() -> None:
    """Stand for a runbook task that was not run by Prefect; never called."""


class PrefectView:
    """One flow run of a run, on a Prefect server."""

    def __init__(self, client: SyncPrefectClient, run: str, flow_run_id: UUID) -> None:
        self._client = client
        self._run = run
        self._flow_run_id = flow_run_id

    def claim(self) -> None:
        """Tag this flow run, and mark as crashed those before it that say they still run."""
        tag = run_tag(self._run)
        tags = set(self._client.read_flow_run(self._flow_run_id).tags)
        if tag not in tags:
            self._client.update_flow_run(self._flow_run_id, tags={*tags, tag})
        claiming = self._client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[FLOW])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(_CLAIMS)))
            ),
        )
        for older in claiming:
            # One that was killed before it was tagged is known by its parameter.
            ours = tag in older.tags or older.parameters.get("run_id") == self._run
            if ours and older.id != self._flow_run_id:
                state: State[Any] = State(
                    type=StateType.CRASHED,
                    name="Crashed",
                    message="Its engine is gone; a later flow run has taken over.",
                )
                self._client.set_flow_run_state(older.id, state, force=True)

    def held(self, ids: Collection[UUID]) -> dict[UUID, Held]:
        """Those of these task runs that Prefect has."""
        found: dict[UUID, Held] = {}
        for some in _pages(ids, PAGE):
            runs = self._client.read_task_runs(
                task_run_filter=TaskRunFilter(id=TaskRunFilterId(any_=some)), limit=PAGE
            )
            found |= {run.id: Held(name=run.name, final=_final(run.state)) for run in runs}
        return found

    def show(self, shown: ShownTask, held: Held | None) -> None:
        """Have Prefect hold a task run by its name, in its final state; writes what is not so."""
        state: State[Any] = State(
            type=StateType(shown.state), name=shown.called, message=shown.message
        )
        if held is None:
            self._client.create_task_run(
                _shown,
                self._flow_run_id,
                dynamic_key=f"{shown.task}/{shown.attempt}",
                id=shown.id,
                name=shown.task,
                state=state,
            )
            return
        self.give_name(shown, held)
        if not _stands(shown, held):
            self._client.set_task_run_state(shown.id, state, force=True)

    def give_name(self, shown: ShownTask, held: Held) -> None:
        """Have Prefect call a task run that it holds by its task's name."""
        if held.name != shown.task:
            self._client.set_task_run_name(shown.id, shown.task)

    def emit(self, events: Sequence[dict[str, Any]]) -> None:
        """Hand events over; unlike Prefect's own emitter this says whether they were taken."""
        self._client.request("POST", "/events", json=list(events)).raise_for_status()

    def events_held(self, ids: Collection[UUID]) -> set[UUID]:
        """Which of these events have arrived in Prefect's database."""
        found: set[UUID] = set()
        for some in _pages(ids, EVENT_PAGE):
            page = self._client.read_events(
                EventFilter(id=EventIDFilter(id=some)), limit=EVENT_PAGE
            )
            found |= {event.id for event in page.events}
        return found

    def create_artifact(self, key: str, kind: str, data: Any, description: str) -> UUID:
        """A new artifact on the flow run; its id."""
        created = self._client.create_artifact(
            ArtifactCreate(
                key=key,
                type=kind,
                data=data,
                description=description,
                flow_run_id=self._flow_run_id,
            )
        )
        return UUID(str(created.id))

    def update_artifact(self, artifact: UUID, data: Any, description: str) -> None:
        """Replace an artifact's content."""
        self._client.update_artifact(artifact, ArtifactUpdate(data=data, description=description))

    def event(
        self, event: UUID, name: str, resource: dict[str, str], payload: dict[str, Any]
    ) -> dict[str, Any]:
        """An event, as Prefect's API takes it, that also belongs to this flow run."""
        flow_run = {
            "prefect.resource.id": f"prefect.flow-run.{self._flow_run_id}",
            "prefect.resource.role": "flow-run",
        }
        return {
            "id": str(event),
            "event": name,
            "occurred": rfc3339(datetime.now(UTC)),
            "resource": resource,
            "related": [flow_run],
            "payload": payload,
        }


def _stands(shown: ShownTask, held: Held) -> bool:
    """Whether a task run has ended in Prefect as the journal tells it, or well enough so."""
    if held.final is None:
        return False
    # What was taken back and said again is called the same, at another time.
    if shown.revises and held.final != (shown.called, shown.message):
        return False
    # Prefect may have heard how an attempt ended when the engine was gone before the journal did.
    # The journal decides: its outcome is unknown, and it may have been made again.
    return shown.called != "Unknown" or held.final[0] not in _VERDICTS


def _final(state: State[Any] | None) -> tuple[str, str] | None:
    return (state.name or "", state.message or "") if state and state.is_final() else None


def _pages(ids: Collection[UUID], size: int) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while page := list(islice(rest, size)):
        yield page
