"""Levelling on the project-scheduling library PSPLIB: how near to the best makespans, how fast.

`python -m bench.psplib [FOLDER-or-TAR ...]`; without one all of j30 where it lies beside the
repository, else the few instances of the tests.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from time import perf_counter

from bench.psplib_files import Instance, instances_in
from bench.psplib_runbooks import PERIOD, problems_in, runbook_of, starts_of
from dependencies.people.levelling import level_plan
from dependencies.planner import plan

ROOT = Path(__file__).parent.parent
ALL_J30 = ROOT.parent / "shared" / "data" / "psplib"
FEW = ROOT / "tests" / "data" / "psplib"
#: The mean of how much longer levelled plans are than the best known, at most.
GOAL = 0.06


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What came of an instance: makespans in periods, and the seconds that levelling took."""

    name: str
    best: int | None
    dependency_only: float
    levelled: float
    seconds: float
    problems: tuple[str, ...]

    @property
    def deviation(self) -> float:
        """How much longer than the best known; than links alone ask for if that is not known."""
        least = self.dependency_only if self.best is None else self.best
        return self.levelled / least - 1


def main(arguments: Sequence[str]) -> int:
    """Level every instance and print; exit code 1 if a check fails."""
    failed = False
    for place in [Path(each) for each in arguments] or [_default()]:
        instances = list(instances_in(place))
        for instance in instances[:1]:
            outcome_of(instance)  # the first one compiles
        outcomes = [outcome_of(instance) for instance in instances]
        failed |= not outcomes or _told(place, outcomes)
    return int(failed)


def outcome_of(instance: Instance) -> Outcome:
    """Plan and level an instance, and check what came of it."""
    planned = plan(runbook_of(instance))
    begun = perf_counter()
    levelled = level_plan(planned)
    seconds = perf_counter() - begun
    alone = (planned.finish - planned.start).total_seconds() / PERIOD
    makespan, best = levelled.makespan / PERIOD, instance.best
    problems = list(problems_in(instance, starts_of(instance, levelled)))
    if makespan < alone or (best is not None and makespan < best):
        problems.append(f"{instance.name}: levelled to {makespan:g}, less than is possible")
    if best is not None and alone > best:
        problems.append(f"{instance.name}: {alone:g} by links alone, more than the best, {best}")
    return Outcome(
        name=instance.name,
        best=best,
        dependency_only=alone,
        levelled=makespan,
        seconds=seconds,
        problems=tuple(problems),
    )


def _default() -> Path:
    if ALL_J30.is_dir():
        return ALL_J30
    print(f"{ALL_J30} is not there; only the instances of the tests are looked at.")
    return FEW


def _told(place: Path, outcomes: Sequence[Outcome]) -> bool:
    """Print what came of a set of instances; whether a check failed."""
    known = [outcome for outcome in outcomes if outcome.best is not None]
    deviations = [outcome.deviation for outcome in known]
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    seconds = [outcome.seconds for outcome in outcomes]
    print(f"{place}: {len(outcomes)} instances, {len(known)} with a best known makespan")
    if known:
        best = mean(not deviation for deviation in deviations)
        print(f"  above the best: mean {mean(deviations):.2%}, most {max(deviations):.2%}")
        print(f"  as short as the best: {best:.1%} (goal: at most {GOAL:.0%} above, on average)")
    above = mean(outcome.levelled / outcome.dependency_only - 1 for outcome in outcomes)
    print(f"  above what links alone ask for: mean {above:.2%}")
    print(f"  levelling: mean {mean(seconds) * 1000:.0f} ms, most {max(seconds) * 1000:.0f} ms")
    print(f"  precedence, capacities, bounds: {len(problems)} broken")
    for problem in problems[:10]:
        print(f"    {problem}")
    return bool(problems) or (bool(known) and mean(deviations) > GOAL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
