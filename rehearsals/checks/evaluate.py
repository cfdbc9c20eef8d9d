"""The automatic checks that need nothing but what is recorded. Pure.

A finding about returns stands in the run, where everybody who reads the run can see it; so it names
no party whose readiness is private, and its digest is made of nothing that would tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rehearsals.checks.forecast_before import forecast_before
from rehearsals.checks.found import Found, found, named, not_looked
from rehearsals.core.night.state import Incident
from rehearsals.core.state import Progress, RunState
from rehearsals.core.tasks.completing import within_tolerance
from rehearsals.readiness.state import Readiness, Return
from runbooks.checks import Check, IncidentsClosed, ResultWithin, ReturnsComplete, TasksDone
from runbooks.tasks import ExpectedResult


def evaluate(
    check: Check, gate: str, state: RunState, readiness: Readiness, now: datetime
) -> Found | None:
    """What a check of a gate finds at an instant; None for one that must ask a server."""
    if check.returns_complete is not None:
        return returns_complete(check.returns_complete, gate, state, readiness, now)
    return evaluate_run(check, state, now)


def evaluate_run(check: Check, state: RunState, now: datetime) -> Found | None:
    """What a check finds in the run itself at an instant; None for one that must look elsewhere."""
    if check.tasks_done is not None:
        return _tasks_done(check.tasks_done, state)
    if check.result_within is not None:
        return _result_within(check.result_within, state)
    if check.incidents_closed is not None:
        return _incidents_closed(check.incidents_closed, state)
    if check.forecast_p80_before is not None:
        return forecast_before(check.forecast_p80_before, state, now)
    return None


def _tasks_done(check: TasksDone, state: RunState) -> Found:
    inside = tuple(task for task in check.tasks if task in state.index.tasks)
    outside = len(check.tasks) - len(inside)
    progress = {task: state.task(task).progress for task in inside}
    missing = tuple(task for task in inside if progress[task] != "done")
    inputs = {"tasks_done": [[task, progress[task]] for task in inside], "outside": outside}
    if not inside:
        value = f"{named(tuple(check.tasks))}: out of this run's scope; nothing was looked at."
        return not_looked(value, inputs)
    value = f"{len(inside) - len(missing)} of {len(inside)} done"
    if len(inside) == 1:
        value = f"{inside[0]} is {_words(progress[inside[0]])}"
    elif missing:
        value += "; not done: " + named(tuple(f"{t} ({_words(progress[t])})" for t in missing))
    if outside:
        value += f"; {outside} outside this run's scope, not looked at"
    return found(met=not missing, value=f"{value}.", inputs=inputs)


def _words(progress: Progress) -> str:
    return "not started" if progress == "open" else progress


def _result_within(check: ResultWithin, state: RunState) -> Found:
    task = state.index.tasks.get(check.task)
    inputs: dict[str, object] = {"result_within": [check.task, check.result]}
    if task is None:
        value = f"{check.task} is out of this run's scope; nothing was measured."
        return not_looked(value, inputs)
    expected = next((r for r in task.results if r.id == check.result), None)
    record = state.task(task.id)
    measured = dict(_measured(state, task.id, check.result))
    inputs |= {"progress": record.progress, "measured": measured}
    if expected is None or record.progress != "done" or not measured:
        value = f"{check.result} of {task.id} is not measured; it is {_words(record.progress)}."
        return found(met=False, value=value, inputs=inputs)
    off = {who: n for who, n in measured.items() if not within_tolerance(expected, n)}
    return found(met=not off, value=_in_words(expected, measured, off), inputs=inputs)


def _measured(state: RunState, task: str, result: str) -> Iterator[tuple[str, float]]:
    record = state.task(task)
    if result in record.results:
        yield "", record.results[result]
    for party, copy in record.confirmations.items():
        if result in copy.results:
            yield party, copy.results[result]


def _in_words(expected: ExpectedResult, measured: dict[str, float], off: dict[str, float]) -> str:
    wanted = f"expected {_number(expected.expected)} {expected.unit}"
    if expected.tolerance:
        wanted += f", give or take {_number(expected.tolerance)}"
    if "" in measured:
        return f"{expected.id} is {_number(measured[''])}; {wanted}."
    within = f"{expected.id} within tolerance for {len(measured) - len(off)} of {len(measured)}"
    odd = named(tuple(f"{party} ({_number(value)})" for party, value in off.items()))
    return f"{within}; {wanted}{f'; off: {odd}' if odd else ''}."


def _number(value: float | None) -> str:
    return "anything" if value is None else f"{value:,.15g}"


def _incidents_closed(check: IncidentsClosed, state: RunState) -> Found:
    still = tuple(
        incident
        for incident in state.incidents.values()
        if incident.closed_at is None and _bears_on(incident, check.systems, state)
    )
    where = f" on {', '.join(check.systems)}" if check.systems else ""
    value = f"No incident is open{where}."
    if still:
        shown = named(tuple(incident.reference for incident in still))
        value = f"{len(still)} open{where}: {shown}."
    inputs = {"incidents_closed": list(check.systems), "open": [i.reference for i in still]}
    return found(met=not still, value=value, inputs=inputs)


def _bears_on(incident: Incident, systems: tuple[str, ...], state: RunState) -> bool:
    """Whether an incident is on one of the systems, by itself or by its task."""
    if not systems or incident.system in systems:
        return True
    task = state.index.tasks.get(incident.task or "")
    return task is not None and not {*task.uses, *task.works_on}.isdisjoint(systems)


def returns_complete(
    check: ReturnsComplete, gate: str, state: RunState, readiness: Readiness, now: datetime
) -> Found:
    """Whether every party's returns of some kinds count at a gate of the run, at an instant."""
    place = f"{state.runbook.runbook}/{gate}"
    parties = state.runbook.members_of(check.parties)
    owed = {party: tuple(_owed(check, party, place, readiness)) for party in parties}
    missing = tuple(
        party for party, returns in owed.items() if not _complete(check, returns, place, now)
    )
    word = "accepted" if check.accepted else "submitted"
    value = f"{len(parties) - len(missing)} of {len(parties)} parties have their returns {word}"
    inputs = {
        "returns_complete": [list(check.kinds), list(check.parties), check.accepted, place],
        "changed": max((r.changed for rs in owed.values() for r in rs), default=0),
    }
    value += _missing_in_words(missing, readiness)
    return found(met=bool(parties) and not missing, value=f"{value}.", inputs=inputs)


def _owed(check: ReturnsComplete, party: str, place: str, readiness: Readiness) -> Iterator[Return]:
    for each in readiness.returns.values():
        if each.party == party and each.kind in check.kinds and each.serves(place):
            yield each


def _complete(
    check: ReturnsComplete, returns: tuple[Return, ...], place: str, now: datetime
) -> bool:
    """One of every kind at least, and all that were asked for."""
    kinds = {each.kind for each in returns}
    counted = all(each.counts_at(place, now, accepted=check.accepted) for each in returns)
    return counted and kinds.issuperset(check.kinds)


def _missing_in_words(missing: tuple[str, ...], readiness: Readiness) -> str:
    """Only parties that share their readiness are named."""
    if not missing:
        return ""
    open_ones = tuple(party for party in missing if party in readiness.shared)
    private = len(missing) - len(open_ones)
    shown = [named(open_ones)] if open_ones else []
    if private:
        shown.append(f"{private} whose readiness is private")
    return f"; missing: {' and '.join(shown)}"
