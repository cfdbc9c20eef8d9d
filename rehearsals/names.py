"""Names of runs and streams, and how a person's short name for a run is understood."""

from __future__ import annotations

from collections.abc import Sequence

from runbooks.errors import RunNotFound

#: Refused commands; not in the run's own stream, whose sequence they must not raise.
REFUSALS = "refusals"
#: The list of runs, in order of opening.
RUNS = "runs"
#: Organisations and people.
PEOPLE = "people"
#: Who is told of outages, and over which routes.
SUBSCRIPTIONS = "subscriptions"
#: Outage notices, as releases before those of each run kept them.
NOTICES = "notices"
#: The programme: frozen plans, change requests, milestones.
PROGRAMME = "programme"
#: The register of returns that parties hand in before a cutover.
READINESS = "readiness"
#: What a journal holds beside its runs.
BESIDE_RUNS = (PEOPLE, READINESS, PROGRAMME, SUBSCRIPTIONS, NOTICES, REFUSALS)
#: How the streams begin that go with a run, or in the last with what confirms and tests routes: its
#: notices, and what became of their deliveries (`notices/outbox/rows.py`).
WITH_RUNS = ("notices/", "deliveries/")
#: Characters of a run's name that a runbook may give; a number may follow.
_LONGEST_NAME = 32


def run_stream(run: str) -> str:
    """The stream that holds the facts of a run."""
    return f"run/{run}"


def resolve_run(name: str, runs: Sequence[str]) -> str:
    """The run that an id, an unambiguous prefix or `latest` names, of runs in order of opening.

    Raises RunNotFound, naming what there is.
    """
    if name in runs:
        return name
    if not runs:
        raise RunNotFound(
            f"There is no run {name}: no run has been opened here.",
            hint="Open one with `callboard rehearse m10 --simulate --seed 7`, or set "
            "CALLBOARD_HOME to the data directory that holds it.",
        )
    if name == "latest":
        return runs[-1]
    fitting = [run for run in runs if run.lower().startswith(name.lower())]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise RunNotFound(f"{name} fits several runs: {', '.join(fitting)}.", hint="Type more.")
    raise RunNotFound(f"There is no run {name}.", hint=f"There are: {', '.join(runs)}.")


def next_live_id(runbook: str, runs: Sequence[str]) -> str:
    """The runbook's name in capitals, such as M10, with a number if that is taken: M10-2."""
    taken = {run.upper() for run in runs}
    name, number = runbook.upper()[:_LONGEST_NAME], 1
    while (name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return name if number == 1 else f"{name}-{number}"


def next_run_id(runs: Sequence[str]) -> str:
    """The first of DR1, DR2, ... that is free; DR is short for dress rehearsal."""
    taken = {run.upper() for run in runs}
    number = 1
    while f"DR{number}" in taken:
        number += 1
    return f"DR{number}"
