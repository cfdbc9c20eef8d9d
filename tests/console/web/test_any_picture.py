"""Pictures and views of recorded nights in which everything happens: shown at any time."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from console.standing import Standing, standing
from console.web.pictures.gantt import gantt
from console.web.pictures.graph import graph
from console.web.rendering import render
from console.web.views.expected import expected
from console.web.views.for_you import Source, audiences, for_you
from console.web.views.outages import outages
from rehearsals.core.apply import fold
from rehearsals.core.events import Fact
from rehearsals.journal.codec import from_entry
from rehearsals.journal.export import read_export_file
from tests.console.web.nights import LINKS
from tests.rehearsals.core.nights import Night, for_some_nights

_RECORDED = Path(__file__).parents[2] / "recorded"
NIGHTS = sorted(path.name for path in _RECORDED.glob("*.jsonl") if "m10" not in path.name)


@cache
def _facts(name: str) -> tuple[Fact, ...]:
    return tuple(from_entry(one.entry) for one in read_export_file(_RECORDED / name))


def moments(name: str) -> list[Standing]:
    """A night after each of its events, up to a hundred of them."""
    facts = _facts(name)
    pace = max(1, len(facts) // 100)
    states = (fold(facts[:count]) for count in range(1, len(facts) + 1, pace))
    return [standing(state, state.last_at or state.opened_at) for state in states]


@pytest.mark.parametrize("name", NIGHTS)
def test_a_night_can_be_shown_after_each_of_its_events(name: str) -> None:
    """Whatever was amended, turned back, undone or given up by then."""
    for stands in moments(name):
        can_be_shown(stands)


@for_some_nights
def test_any_night_can_be_shown(night: Night) -> None:
    """Whatever may be asked of it."""
    can_be_shown(standing(night.state, night.state.last_at or night.state.opened_at))


def can_be_shown(stands: Standing) -> None:
    """Every task in the pictures, nothing expected in the past, every audience with a headline."""
    ahead = expected(stands)
    picture = gantt(stands, LINKS, ahead=ahead)
    shown = {row.key for row in picture.rows if not row.heading}
    assert shown == set(stands.state.index.tasks)
    assert len(graph(stands, LINKS, ahead=ahead).nodes) == len(shown)
    ET.fromstring(f"<div>{render('parts/gantt.svg.j2', gantt=picture)}</div>")  # noqa: S314 - ours
    for view in outages(stands, ahead):
        if view.state == "open" and view.expected_end and stands.state.status == "open":
            assert view.expected_end >= stands.now
    for audience, _ in audiences([stands.state.runbook]):
        assert for_you(audience, [Source(stands=stands)]).headline
