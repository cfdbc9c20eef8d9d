"""What has happened of a made runbook by some time in the middle of it."""

from __future__ import annotations

from hypothesis import strategies as st

from dependencies.progress import Progress
from runbooks.model import Runbook
from tests.dependencies import strategies
from tests.dependencies.oracle import instant
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.oracle_dates import Dates, early_dates


@st.composite
def under_way(draw: st.DrawFn, runbooks: st.SearchStrategy[Runbook]) -> Asked:
    """A runbook under way: what was planned by now is over or runs, as a rule, early or late."""
    runbook = draw(runbooks)
    plan = early_dates(Asked(runbook))
    first = min(dates.start for dates in plan.dates.values())
    now = draw(st.integers(first // 60, plan.finish // 60 + 60)) * 60
    facts = {}
    for key, dates in plan.dates.items():
        progress = draw(_progress(dates, now))
        if progress is not None:
            facts[key] = progress
    return Asked(runbook, facts=facts, now=now)


@st.composite
def _progress(draw: st.DrawFn, dates: Dates, now: int) -> Progress | None:
    late = 60 * draw(st.just(0) | st.integers(-30, 90))
    started, finished = dates.start + late, dates.finish + late + 60 * draw(st.integers(0, 30))
    if draw(st.integers(0, 9)) == 0 or started > now:
        wanted = draw(st.none() | st.none() | st.integers(-60, 600))
        return None if wanted is None else Progress(not_before=instant(now + 60 * wanted))
    if finished <= now:
        skipped = draw(st.integers(0, 9)) == 0
        return Progress(
            started=None if skipped else instant(started), finished=instant(max(started, finished))
        )
    left = draw(st.none() | st.integers(0, 20))
    since = draw(st.none() | st.none() | st.integers(started // 60, now // 60))
    return Progress(
        started=instant(started),
        since=None if since is None else instant(60 * since),
        remaining=None if left is None else 900 * left,
    )


@st.composite
def scoped(draw: st.DrawFn, runbooks: st.SearchStrategy[Runbook]) -> Asked:
    """A part of a runbook."""
    runbook = draw(runbooks)
    names = [task.id for task in runbook.tasks]
    return Asked(runbook, scope=draw(st.lists(st.sampled_from(names), min_size=1, unique=True)))


def questions() -> st.SearchStrategy[Asked]:
    """A whole runbook, a part of one, or one under way."""
    return (
        strategies.runbooks().map(Asked)
        | scoped(strategies.runbooks())
        | under_way(strategies.runbooks())
    )
