"""`observe`: what assurance saw, the party's word on the facts, and the final words."""

from __future__ import annotations

from typing import Any

from cyclopts import App

from console.acting import Acting, act, gate_id, party_id, task_id
from console.naming import party_name
from console.opening import opened_run
from console.output import emit, emit_json, wrapped
from rehearsals.core import commands as c
from rehearsals.core.night.state import Observation
from rehearsals.core.state import RunState
from runbooks.clocktime import local, rfc3339

app = App(name="observe", help="Write down what assurance saw, and have its facts checked.")


@app.command
def write(
    run: str,
    text: str,
    /,
    *,
    party: str | None = None,
    task: str | None = None,
    gate: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Write an observation down; a party it names is asked whether the facts are right.

    Args:
        run: The run.
        text: What was seen, in quotes.
        party: The party it is about.
        task: The task it is about.
        gate: The gate it is about.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.RecordObservation(
            text=text,
            party=party_id(state, party) if party else None,
            task=task_id(state, task) if task else None,
            gate=gate_id(state, gate) if gate else None,
            **by,
        ),
        acting,
    )


@app.command
def answer(run: str, number: int, text: str, /, *, acting: Acting | None = None) -> None:
    """Say for the party concerned whether the facts of an observation are right.

    Args:
        run: The run.
        number: The observation's number, as `callboard observe list` shows it.
        text: What is right about it, and what is not; in quotes.
        acting: Who acts.
    """
    act(run, lambda _state, by: c.AnswerObservation(number=number, text=text, **by), acting)


@app.command
def final(run: str, number: int, text: str = "", /, *, acting: Acting | None = None) -> None:
    """Make an observation final; it cannot be changed after that.

    Args:
        run: The run.
        number: The observation's number, as `callboard observe list` shows it.
        text: Its final words, in quotes; left out, it stands as it was written.
        acting: Who acts.
    """
    act(run, lambda _state, by: c.FinishObservation(number=number, text=text, **by), acting)


@app.command(name="list")
def list_(run: str = "latest", /, *, json: bool = False) -> None:
    """List the observations of a run, with what the parties said of them.

    Args:
        run: The run; by default the latest.
        json: Print them as JSON.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    if json:
        emit_json([_data(one) for one in state.observations])
    elif not state.observations:
        emit(f"Nothing was observed in run {name}.")
    else:
        for one in state.observations:
            emit(*_lines(one, state))


def _lines(seen: Observation, state: RunState) -> list[str]:
    zone = state.runbook.timezone
    party = party_name(state.runbook, seen.party) if seen.party else None
    about = ", ".join(filter(None, (party, seen.task, seen.gate)))
    stands = f"final {local(seen.final_at, zone)}" if seen.final_at else "not final"
    name = f"Observation {seen.number}{f' on {about}' if about else ''}"
    lines = [
        wrapped(f"{name}, by {seen.by}, {local(seen.at, zone)}, {stands}"),
        wrapped(f"    {seen.text}", 4),
    ]
    if seen.answer:
        lines.append(wrapped(f"    {party} ({seen.answered_by}): {seen.answer}", 4))
    elif party and not seen.final_at:
        lines.append(f"    {party} has not answered.")
    return lines


def _data(seen: Observation) -> dict[str, Any]:
    return {
        "number": seen.number,
        "text": seen.text,
        "by": seen.by,
        "at": rfc3339(seen.at),
        "party": seen.party,
        "task": seen.task,
        "gate": seen.gate,
        "answer": seen.answer,
        "answered_by": seen.answered_by,
        "final_at": rfc3339(seen.final_at) if seen.final_at else None,
    }
