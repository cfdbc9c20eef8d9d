"""Nothing is left to compile once a process is warm."""

from __future__ import annotations

import subprocess
import sys

#: In a process of its own: what is compiled there is warm's doing alone.
ASKED = """
from importlib import import_module
from pkgutil import iter_modules

import dependencies.kernels as kernels
from dependencies.floats import RESTORE_BY, float_to
from dependencies.forecast.forecasting import forecast
from dependencies.kernels.compiled import WhenCalled
from dependencies.people.levelling import level_plan
from dependencies.planner import plan
from dependencies.warm import warm
from rehearsals.outlook.outlook import outlook
from rehearsals.testing import a_state, at
from runbooks.library import source_of
from runbooks.reading import parse

names = [f"{kernels.__name__}.{module.name}" for module in iter_modules(kernels.__path__)]
known = [one for name in names for one in vars(import_module(name)).values()]

def compiled():
    made = [one for one in known if isinstance(one, WhenCalled) and "_made" in vars(one)]
    return {(one.__wrapped__.__qualname__, *map(str, one._made.signatures)) for one in made}

warm()
before = compiled()
runbook = parse(source_of("m10").text, "m10").runbook
planned = plan(runbook)
for target in (*planned.chains, RESTORE_BY):
    float_to(planned, target)
forecast(planned, movers=True)
level_plan(planned)
looked = outlook(a_state(runbook), planned.start)
looked.forecast, looked.turning, looked.decide_by
assert before and compiled() == before, compiled() - before
"""


def test_a_warm_process_compiles_nothing_more() -> None:
    """Whatever is asked of the planner, the forecast and a run from then on."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
