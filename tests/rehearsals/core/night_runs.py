"""Small runs at random with all that a night may bring: ways back, advisers, checks, machines."""

from __future__ import annotations

from typing import Any

from runbooks.model import Runbook
from runbooks.writer import from_data, to_data
from tests.rehearsals.core.random_runs import a_random_runbook
from tests.rehearsals.core.tape import Tape

#: Which stretch of the tasks is irreversible: none, or from the last, or the one before it.
IRREVERSIBLE = (0, 0, 1, 2)
SYSTEMS = ("EES", "CSS")


def a_random_night(tape: Tape) -> Runbook:
    """A random runbook whose tasks can mostly be undone, by a rollback and by a stand-down."""
    data = to_data(a_random_runbook(tape))
    data["systems"]["CSS"] = {"name": "Central Switching Service"}
    irreversible = tape.pick(IRREVERSIBLE)
    tasks = data["tasks"]
    for place, task in enumerate(tasks):
        task["works_on"] = [tape.pick(SYSTEMS)]
        if place >= len(tasks) - irreversible:
            task["irreversible"] = True
    if tape.below(3) == 0 and not tasks[-1].get("for_each"):
        tasks[-1].update(party="north", locked_until_activated=True)
    for gate in data.get("gates", ()):
        if tape.below(3) == 0:
            gate["advised_by"] = ["recco"]
        if tape.below(3) == 0:
            gate["criteria"].append(_check(tape, [task["id"] for task in tasks], gate))
    gates = [gate["id"] for gate in data.get("gates", ())]
    if gates:
        reversible = [task for task in tasks if not task.get("irreversible")]
        data["rollback"] = _way_back(tape, "R", reversible, gates)
        data["stand_down"] = _way_back(tape, "S", reversible, gates[:1])
        for key, outage in data.get("outages", {}).items():
            if "opens" in outage and key == "BY-TASK":
                outage["rollback_closes"] = {"task": "R-LAST", "at": "finish"}
                outage["stand_down_closes"] = {"task": "S-LAST", "at": "finish"}
    return from_data(data)


def _check(tape: Tape, tasks: list[str], gate: dict[str, Any]) -> dict[str, Any]:
    earlier = tasks[: tasks.index(gate["meeting"])] or [gate["meeting"]]
    return {
        "id": "CHECKED",
        "owner": "si",
        "blocking": bool(tape.below(2)),
        "check": {"tasks_done": {"tasks": [tape.pick(earlier)]}},
    }


def _way_back(
    tape: Tape, prefix: str, undone: list[dict[str, Any]], gates: list[str]
) -> dict[str, Any]:
    """First what is always done, then a task to undo each of some, in a chain or side by side."""
    leg: list[dict[str, Any]] = [_leg_task(f"{prefix}-FIRST", always=True)]
    for task in reversed(undone):
        after = [tape.pick([one["id"] for one in leg])]
        leg.append(
            _leg_task(
                f"{prefix}-{task['id']}",
                after=after,
                undoes=[task["id"]],
                works_on=task["works_on"],
            )
        )
    last = _leg_task(f"{prefix}-LAST", always=True, after=[one["id"] for one in leg])
    return {"gates": gates, "authority": "sro", "tasks": [*leg, last]}


def _leg_task(task_id: str, **changes: Any) -> dict[str, Any]:
    return {"id": task_id, "title": f"Do {task_id}", "party": "si", "duration": "20m", **changes}
