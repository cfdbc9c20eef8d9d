"""`incident`: refer to incidents that service management handles, and say when they are over."""

from __future__ import annotations

from typing import Any

from cyclopts import App

from console.acting import Acting, act, known, task_id
from console.opening import opened_run
from console.output import emit, emit_json, wrapped
from rehearsals.core import commands as c
from rehearsals.core.night.state import Incident
from runbooks.clocktime import local, rfc3339

app = App(
    name="incident", help="Refer to incidents that bear on a run; they are handled elsewhere."
)


@app.command
def link(
    run: str,
    reference: str,
    summary: str,
    /,
    *,
    system: str | None = None,
    task: str | None = None,
    url: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Refer to an incident that bears on a run. To make everybody wait, `callboard stop`.

    Args:
        run: The run.
        reference: Its number in the service desk's tool, such as INC0012345.
        summary: What it is, in a line.
        system: The system it is about.
        task: The task it is about.
        url: Where it can be read, beginning with https:// or http://.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.LinkIncident(
            reference=reference,
            summary=summary,
            system=known(system, list(state.runbook.systems)) if system else None,
            task=task_id(state, task) if task else None,
            url=url,
            **by,
        ),
        acting,
    )


@app.command
def close(run: str, reference: str, /, *, resolution: str, acting: Acting | None = None) -> None:
    """Say that an incident no longer bears on a run.

    Args:
        run: The run.
        reference: The incident, as it was linked.
        resolution: How it ended.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.CloseIncident(
            reference=known(reference, list(state.incidents)), resolution=resolution, **by
        ),
        acting,
    )


@app.command(name="list")
def list_(run: str = "latest", /, *, json: bool = False) -> None:
    """List the incidents that bear on a run, or did.

    Args:
        run: The run; by default the latest.
        json: Print them as JSON.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    if json:
        emit_json([_data(one) for one in state.incidents.values()])
    elif not state.incidents:
        emit(f"No incident was linked to run {name}.")
    else:
        for one in state.incidents.values():
            emit(*_lines(one, state.runbook.timezone))


def _lines(incident: Incident, zone: str) -> list[str]:
    about = ", ".join(filter(None, (incident.system, incident.task)))
    ended = "OPEN"
    if incident.closed_at is not None:
        ended = f"closed {local(incident.closed_at, zone)}: {incident.resolution}"
    where = [f"    {incident.url}"] if incident.url else []
    return [
        wrapped(f"{incident.reference}{f' ({about})' if about else ''}: {incident.summary}", 4),
        wrapped(f"    linked {local(incident.at, zone)}, {ended}", 4),
        *where,
    ]


def _data(incident: Incident) -> dict[str, Any]:
    return {
        "reference": incident.reference,
        "summary": incident.summary,
        "system": incident.system,
        "task": incident.task,
        "url": incident.url,
        "linked_at": rfc3339(incident.at),
        "closed_at": rfc3339(incident.closed_at) if incident.closed_at else None,
        "resolution": incident.resolution,
    }
