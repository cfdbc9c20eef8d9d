"""Compiling ahead: all that is compiled, so that nobody waits for it on the night.

Compiled functions are kept on disk beside their files (`NUMBA_CACHE_DIR` puts them elsewhere). A
process that is to answer at once loads them with `warm()` before anybody asks.
"""

from __future__ import annotations

from datetime import timedelta
from shutil import rmtree
from time import perf_counter

from dependencies.floats import FINISH, float_to
from dependencies.forecast.forecasting import forecast
from dependencies.kernels.compiled import WhenCalled
from dependencies.kernels.kept import KEPT, kept_here
from dependencies.near_critical import near_critical
from dependencies.people.levelling import level_plan
from dependencies.people.unfree import never_free
from dependencies.planner import plan
from dependencies.progress import Progress
from runbooks.model import Runbook

_HOUR = {"low": "30m", "likely": "1h", "high": "2h"}
#: A plain network, and one with every kind of link, working hours, a blackout and an outage.
_PLAIN = {"runbook": "plain", "title": "Plain", "start": "2025-01-06T09:00"}
_OWN = {"title": "A task", "party": "a", "duration": _HOUR}
_FULL = {
    **_PLAIN,
    "runbook": "full",
    "parties": {"a": {"name": "A"}},
    "systems": {"EES": {"name": "EES"}},
    "resources": {"team": {"capacity": 1, "calendar": "england"}},
    "outages": {
        "OUT": {
            "system": "EES",
            "opens": {"task": "A", "at": "start"},
            "closes": {"task": "B", "at": "finish"},
        }
    },
    "blackouts": {"B": {"title": "B", "windows": [{"from": "T+1h", "to": "T+2h"}], "tasks": ["C"]}},
    "gates": [{"id": "G", "title": "G", "meeting": "E", "decider": "a"}],
}


def warm() -> None:
    """Load all compiled functions, or compile what has never been used on this machine.

    From then on small plans are reckoned by machine code too.
    """
    WhenCalled.patience = 0.0
    plain = Runbook.model_validate(
        {**_PLAIN, "tasks": [{**_OWN, "id": "A"}, {**_OWN, "id": "B", "after": ["A"]}]}
    )
    tasks = [
        {**_OWN, "id": "A", "needs": {"team": 1}},
        {**_OWN, "id": "B", "after": [{"task": "A", "link": "SS"}], "calendar": "england"},
        {**_OWN, "id": "C", "after": [{"task": "A", "link": "FF"}], "needs": {"team": 1}},
        {**_OWN, "id": "D", "after": [{"task": "A", "link": "SF"}], "uses": ["EES"]},
        {**_OWN, "id": "E", "after": ["B", "C", "D"]},
    ]
    full = Runbook.model_validate({**_FULL, "tasks": tasks})
    now = full.start.instant(full.timezone) + timedelta(minutes=5)
    begun = plan(full, facts={"A": Progress(started=now - timedelta(minutes=5))}, now=now)
    for each in (plan(plain), plan(full), begun):
        float_to(each, "A")
        near_critical(each, FINISH)
        forecast(each, trials=1, target=FINISH, movers=True)
        level_plan(each, tries=1)
        list(never_free(each))


def main() -> None:
    """Compile, forget what older versions were compiled to, and say how long it took."""
    begun = perf_counter()
    warm()
    for older in KEPT.glob("*") if KEPT.is_dir() else ():
        if older != kept_here():
            rmtree(older, ignore_errors=True)
    print(f"The planner is compiled ({perf_counter() - begun:.1f} s).")  # noqa: T201 - it reports


if __name__ == "__main__":
    main()
