"""What is foreseen of a run, in JSON's types: for programs, and for whoever wants to look twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from console.forecast_data import forecast_data
from console.foreseen import Foreseen, next_outage
from console.standing import Standing
from dependencies.minutes import minutes
from rehearsals.outlook.decide_by import DecideBy, next_gate
from rehearsals.outlook.lengths import LegLengths
from rehearsals.outlook.promises import Promise
from rehearsals.outlook.turning import Turning
from runbooks.clocktime import rfc3339

_OF_FORECAST = ("trials", "seed", "finish", "gates", "outages", "deadlines")


def outlook_data(stands: Standing, foreseen: Foreseen) -> dict[str, Any] | None:
    """The outlook: UTC times by RFC 3339, lengths in minutes; None of a run that is over.

    `at` and `event` are what it stands on, `why_not` says why there is none. `finish`, `gates`,
    `outages` and `deadlines`, `trials` and `seed` are as `callboard forecast --json` gives them.
    `next_gate` and `next_outage` are ids; `decide_by` and `turning_back` are documented below.
    """
    if not foreseen.is_told:
        return None
    ahead = foreseen.outlook
    stood = {
        "at": _time(foreseen.at),
        "event": foreseen.seq,
        "why_not": foreseen.why_not or None,
    }
    if ahead is None:
        return stood
    rest = ahead.rest
    gate = next_gate(rest)
    book, finish = rest.network.frame.runbook, stands.plan.finish
    found = forecast_data(book, rest.plan, ahead.forecast, finish=finish)
    return {
        **stood,
        **{key: found[key] for key in _OF_FORECAST},
        "next_gate": gate.id if gate else None,
        "next_outage": next_outage(ahead),
        "decide_by": decide_by_data(foreseen.decide_by),
        "turning_back": turning_data(ahead.turning, stands.now),
    }


def decide_by_data(found: DecideBy | None) -> dict[str, Any] | None:
    """Until when a gate must decide: `by`, null if nothing hangs on it; what `falls` first then.

    `expected` is the likely end of its meeting, `missed` what is not kept at P80 as it is. The
    costs are minutes of P80 for each minute of waiting: of the finish, and of the end of `outage`.
    """
    if found is None:
        return None
    return {
        "gate": found.gate,
        "expected": rfc3339(found.expected),
        "by": _time(found.by),
        "falls": _promise(found.falls) if found.falls else None,
        "missed": [_promise(one) for one in found.missed],
        "cost_to_finish": found.cost_to_finish,
        "outage": found.outage,
        "cost_to_outage": found.cost_to_outage,
    }


def turning_data(turning: Turning, now: datetime) -> dict[str, Any]:
    """Turning back from here: `none` says why there is none, `undoes` what was worked on so far.

    `now` is how long it takes from here, `then` if it is begun at `latest_start`, the latest that
    is safe; `binds` says which of `irreversible` and `restore_by` makes it the latest.
    `left_minutes` is below 0 once that is `past`.
    """
    left = turning.left(now)
    task, begins = turning.irreversible or (None, None)
    return {
        "kind": turning.kind,
        "none": turning.none or None,
        "undoes": list(turning.undoes),
        "outages_ended": list(turning.ends_outages),
        "now": lengths_data(turning.now),
        "then": lengths_data(turning.then),
        "latest_start": _time(turning.latest_start),
        "left_minutes": None if left is None else minutes(left),
        "past": turning.is_past(now),
        "binds": turning.binds,
        "irreversible": {"task": task, "expected": _time(begins)} if task else None,
        "restore_by": _time(turning.restore_by),
        "margin_minutes": minutes(turning.margin),
    }


def lengths_data(lengths: LegLengths | None) -> dict[str, Any] | None:
    """How long a way back takes, and its tasks in order, likely, in minutes from its beginning."""
    if lengths is None:
        return None
    return {
        "likely_minutes": minutes(lengths.likely),
        "p50_minutes": minutes(lengths.p50),
        "p80_minutes": minutes(lengths.p80),
        "tasks": [
            {"id": task.id, "begins": minutes(task.begins), "ends": minutes(task.ends)}
            for task in lengths.tasks
        ],
    }


def _promise(promise: Promise) -> dict[str, Any]:
    return {"id": promise.id, "kind": promise.kind, "at": rfc3339(promise.at)}


def _time(instant: datetime | None) -> str | None:
    return rfc3339(instant) if instant else None
