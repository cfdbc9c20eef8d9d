"""`forecast`: how a runbook, or the rest of a run, is likely to go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter, Token

from console import here
from console.forecast_asked import Forecasted, Wanted, of_run, of_runbook
from console.opening import opened_desk
from console.output import emit_json, emit_rich, talk, wrapped
from dependencies.check import load
from runbooks.durations import parse_seconds
from runbooks.errors import RunbookNotFound, RunNotFound
from runbooks.library import library_names


def _seconds(_type: Any, tokens: Sequence[Token]) -> float:
    """A length such as `1m`; raises ValueError, which the command line explains."""
    return float(parse_seconds(tokens[0].value))


_Precision = Annotated[
    float | None,
    Parameter(converter=_seconds, n_tokens=1, accepts_keys=False, metavar="1m"),
]
_Trials = Annotated[int | None, Parameter(metavar="N")]
_Target = Annotated[str | None, Parameter(metavar="TARGET")]


def forecast(
    name: Annotated[str, Parameter(name="RUNBOOK|RUN")],
    /,
    *,
    target: _Target = None,
    trials: _Trials = None,
    seed: _Trials = None,
    precision: _Precision = None,
    json: bool = False,
) -> None:
    """Forecast when each gate is ready, each outage ends and all is done, by many trials.

    Of a runbook from its start; of a run from now, given what has happened. The same seed gives
    the same figures. A run of that very name comes before a runbook.

    Args:
        name: A YAML file, a name from the library such as m10, a run, or latest.
        target: The gate, outage, task or `finish` that matters; by default the next gate.
        trials: How many trials; by default until the target's P80 is known well enough.
        seed: What the trials are drawn from; by default 0, or the run's own.
        precision: How well the target's P80 is to be known, such as 1m; of a run, 10,000 trials.
        json: Print everything as JSON.
    """
    wanted = Wanted(target=target, trials=trials, seed=seed, precision=precision)
    found = _found(name, wanted)
    if json:
        emit_json(found.data())
    else:
        emit_rich(*found.page())


def _found(name: str, wanted: Wanted) -> Forecasted:
    """Of the run of that very name, else of the runbook, else of the run that it may stand for."""
    with opened_desk() as desk:
        is_run, is_book = name in desk.runs(), name in library_names() or Path(name).is_file()
        if is_run and is_book:
            talk(wrapped(f"Note: {name} is taken as the run; write ./{name} for a file."))
        if is_run or not is_book:
            try:
                state = desk.state(desk.resolve(name))
            except RunNotFound as error:
                raise _neither(name, error) from error
            return of_run(state, here.now_in(state), wanted)
    return of_runbook(load(name), wanted)


def _neither(name: str, error: RunNotFound) -> RunNotFound | RunbookNotFound:
    """What is missing: a file, if it is written like one."""
    if "/" in name or name.endswith((".yaml", ".yml")):
        return RunbookNotFound(f"There is no runbook {name!r}.", hint="Give the path of a file.")
    books = ", ".join(library_names())
    return RunNotFound(f"{error.message} {error.hint or ''}".strip(), hint=f"Runbooks: {books}.")
