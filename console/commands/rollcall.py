"""`roll-call`: ask parties whether they are there, answer for one, and see who is missing."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from console.acting import Acting, act, party_id, scoped_gate
from console.naming import party_name
from console.opening import opened_run
from console.output import emit, emit_json, wrapped
from rehearsals.core import commands as c
from rehearsals.core.night.roll_calls import of_gate
from rehearsals.core.night.state import RollCall
from rehearsals.core.state import RunState
from runbooks.clocktime import local, rfc3339

#: Who is missing is named after each answer once there are no more than this.
_MOST_NAMED = 8

app = App(name="roll-call", help="Ask parties whether they are there, and see who is missing.")


@app.command
def call(
    run: str,
    title: str,
    /,
    *,
    parties: Annotated[tuple[str, ...], Parameter(name="--of", consume_multiple=True)] = (),
    gate: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Call the roll: ask parties whether they are there.

    Args:
        run: The run.
        title: What it is for, such as 'Go/no-go at G8'.
        parties: Who is asked, parties or groups such as ldsos; by default all that own or attend a
            task of the run, or decide, vote or advise at one of its gates.
        gate: Ask those who decide, vote, advise and meet at this gate, besides those of --of.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.CallRoll(
            title=title,
            parties=(
                *(party_id(state, one) for one in state.runbook.members_of(parties)),
                *(() if gate is None else of_gate(state, scoped_gate(state, gate))),
            ),
            **by,
        ),
        acting,
    )
    _show(run, newest_only=True)


@app.command
def answer(
    run: str,
    party: str,
    /,
    *,
    missing: bool = False,
    note: str = "",
    acting: Acting | None = None,
) -> None:
    """Answer the newest roll-call for a party; it may be answered again.

    Args:
        run: The run.
        party: The party that answers.
        missing: The party does not answer: mark it as not there.
        note: Anything the others should know, such as who stands in.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.AnswerRoll(
            party=party_id(state, party), present=not missing, note=note, **by
        ),
        acting,
    )
    _show(run, newest_only=True)


@app.command(name="list")
def list_(run: str = "latest", /, *, json: bool = False) -> None:
    """List the roll-calls of a run, and who is missing.

    Args:
        run: The run; by default the latest.
        json: Print them as JSON.
    """
    if json:
        with opened_run(run) as (desk, name):
            emit_json([_data(call) for call in desk.state(name).roll_calls])
        return
    _show(run, newest_only=False)


def _show(run: str, *, newest_only: bool) -> None:
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    calls = state.roll_calls[-1:] if newest_only else state.roll_calls
    if not calls:
        emit(f"Nobody has called the roll in run {name}.")
    for one in calls:
        emit(*_lines(one, state, title=not newest_only))


def _lines(call: RollCall, state: RunState, *, title: bool) -> list[str]:
    """How a roll-call stands; `title` for the list of all, which names everybody who is missing."""
    there = len(call.parties) - len(call.missing)
    lines = [f"{there} of {len(call.parties)} are there."]
    silent = [party for party in call.missing if party not in call.answers]
    if len(silent) > _MOST_NAMED and not title:
        # Many answer in a row: their terminals are not filled with everybody else's names.
        lines.append(
            f"{len(silent)} have not answered yet; `callboard roll-call list {state.run}` "
            "names them."
        )
    elif silent:
        names = ", ".join(_named(party, state) for party in silent)
        lines.append(wrapped(f"Not answered yet: {names}."))
    lines += [
        wrapped(f"Not there: {_named(party, state)}{_note(call, party)}.")
        for party in call.missing
        if party in call.answers
    ]
    if title:
        when = local(call.called_at, state.runbook.timezone)
        return [f"Roll-call {call.number}, {call.title}, called {when}", *lines, ""]
    return lines


def _named(party: str, state: RunState) -> str:
    return f"{party_name(state.runbook, party)} ({party})"


def _note(call: RollCall, party: str) -> str:
    note = call.answers[party].note
    return f": {note}" if note else ""


def _data(call: RollCall) -> dict[str, Any]:
    return {
        "number": call.number,
        "title": call.title,
        "called_at": rfc3339(call.called_at),
        "parties": list(call.parties),
        "missing": list(call.missing),
        "answers": {
            party: {
                "present": answer.present,
                "note": answer.note,
                "at": rfc3339(answer.at),
                "by": answer.by,
            }
            for party, answer in call.answers.items()
        },
    }
