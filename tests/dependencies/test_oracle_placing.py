"""Where the slow planner places one task, against trying every single instant."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dependencies.oracle_hours import ELAPSED, Hours
from tests.dependencies.oracle_placing import Window, Work, earliest, latest

#: Working time of the made calendars is written down up to here.
_END = 400


@st.composite
def calendars(draw: st.DrawFn) -> Hours:
    """Open spans of a few seconds, with breaks between them, that repeat to the end."""
    lengths = draw(
        st.lists(st.integers(1, 9), min_size=2, max_size=8).filter(lambda n: len(n) % 2 == 0)
    )
    edges = list(accumulate(lengths * (_END // sum(lengths))))
    return Hours(spans=tuple(zip(edges[::2], edges[1::2], strict=True)))


@st.composite
def works(draw: st.DrawFn) -> Work:
    """Work of a few seconds, with windows that open and close several times and may overlap."""
    windows = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(-5, 60))
        windows.append(Window(start, start + draw(st.integers(-2, 12)), "blackout"))
    hours = draw(st.just(ELAPSED) | calendars())
    return Work(hours, draw(st.integers(0, 12)), tuple(windows))


def finish_of(work: Work, start: int) -> int:
    """When the work is done: seconds counted one after the other."""
    done, instant = 0, start
    while done < work.length:
        done += any(begin <= instant < close for begin, close in work.hours.spans)
        instant += 1
    return instant


def is_valid(work: Work, start: int) -> bool:
    """Whether the work may start then: in working time, and no second of it in a window."""
    seconds = range(start, max(finish_of(work, start), start + 1))
    return any(begin <= start < close for begin, close in work.hours.spans) and not any(
        window.start <= second < window.end for window in work.windows for second in seconds
    )


@settings(max_examples=200, derandomize=True, deadline=None)
@given(works(), st.integers(10, 60), st.integers(0, 90))
def test_earliest_start_is_the_first_that_is_valid(work: Work, start: int, finish: int) -> None:
    """Every instant from the first allowed one on is tried."""
    tried = range(start, _END)
    expected = next(s for s in tried if is_valid(work, s) and finish_of(work, s) >= finish)
    assert earliest(work, start, finish) == expected


@settings(max_examples=200, derandomize=True, deadline=None)
@given(works(), st.integers(10, 60), st.integers(0, 40), st.integers(0, 40))
def test_latest_start_is_the_last_that_is_valid(
    work: Work, start: int, later: int, longer: int
) -> None:
    """Every instant back from the last allowed one is tried."""
    early = earliest(work, start, 0)
    last, end = early + later, finish_of(work, early) + longer
    expected = max(
        s for s in range(early, last + 1) if is_valid(work, s) and finish_of(work, s) <= end
    )
    assert latest(work, last, end) == expected


@given(works(), st.integers(10, 60), st.integers(0, 40))
def test_a_finish_alone_limits_a_start(work: Work, start: int, longer: int) -> None:
    """Without a limit of its own the start is only held by the finish."""
    early = earliest(work, start, 0)
    end = finish_of(work, early) + longer
    assert latest(work, None, end) == latest(work, end, end)
