"""The Gantt: every bar within the axis, nothing of a text is markup, and a big run stays small."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from console.standing import standing
from console.web.pictures.gantt import gantt
from console.web.pictures.gantt_records import Gantt, GanttView, Row
from console.web.pictures.zooms import zooms
from console.web.rendering import render
from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_gate, a_runbook, a_state, a_task, at
from tests.console.web.nights import LINKS, a_big_runbook, m10_night

HOSTILE = "<script>alert(1)</script>\"' onload=x & ]]> {{ 7*7 }}"


def drawn(picture: Gantt) -> str:
    """Its SVG."""
    return render("parts/gantt.svg.j2", gantt=picture)


def rows_of(picture: Gantt) -> dict[str, Row]:
    """The rows of tasks, by task."""
    return {row.key: row for row in picture.rows if not row.heading}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.62, 0.9, 1.0])
@pytest.mark.parametrize("hours", [None, 1, 9, 60])
def test_everything_lies_within_the_axis(share: float, hours: float | None) -> None:
    """At any time of a night and at any zoom, bars, bands, gates and now are within the width."""
    stands = m10_night(share)
    start = stands.now - timedelta(hours=hours / 3) if hours else None
    end = start + timedelta(hours=hours) if start and hours else None
    picture = gantt(stands, LINKS, GanttView(start=start, end=end))
    bars = [bar for row in picture.rows for bar in row.bars]
    marks = [mark for row in picture.rows for mark in row.diamonds]
    assert all(bar.x >= 0 and bar.x + bar.width <= picture.width + 0.11 for bar in bars)
    assert all(bar.width > 0 for bar in bars)
    assert all(0 <= mark.x <= picture.width for mark in (*marks, *picture.gates))
    for band in picture.bands:
        assert 0 <= band.x <= band.x + band.width <= picture.width + 2.1
    assert picture.now_x is None or 0 <= picture.now_x <= picture.width
    assert len(rows_of(picture)) == len(stands.state.index.tasks)


def test_a_running_task_shows_planned_actual_and_expected() -> None:
    """Planned above; below it from its start to now, and from now to its expected end."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A", end=True)))
    trial.start(20, "A")
    picture = gantt(standing(trial.state, at(30)), LINKS)
    planned, running, expected = rows_of(picture)["A"].bars
    assert [planned.kind, running.kind, expected.kind] == ["planned", "running", "expected"]
    assert picture.now_x is not None
    assert running.x + running.width == pytest.approx(picture.now_x, abs=0.2)
    assert expected.x == pytest.approx(picture.now_x, abs=0.2)
    assert "expected if the rest goes by plan" in expected.title


def test_every_bar_says_its_times_in_words() -> None:
    """With the zone, for those who cannot see or point."""
    picture = gantt(m10_night(0.62), LINKS)
    bars = [bar for row in picture.rows for bar in row.bars]
    assert bars
    assert all("BST" in bar.title for bar in bars)


def test_the_driving_chain_to_a_gate_is_marked_and_nothing_behind_it() -> None:
    """What comes after the gate drives other things."""
    stands = m10_night(0.62)
    rows = rows_of(gantt(stands, LINKS, GanttView(chain="G8")))
    assert rows["M10-069"].driving
    assert rows["M10-052"].driving
    assert not rows["M10-078"].driving
    assert not any(row.driving for row in gantt(stands, LINKS, GanttView(chain="")).rows)


def test_open_outages_are_bands_from_their_opening_to_their_expected_end() -> None:
    """With the system's name; from now on they are only expected."""
    picture = gantt(m10_night(0.62), LINKS)
    band = next(band for band in picture.bands if band.name == "EES out")
    assert band.is_open
    assert band.expected_x == picture.now_x
    assert "announced" in band.title


def test_hostile_texts_are_text_in_the_picture() -> None:
    """Titles, phases and systems cannot become markup, and the SVG stays well-formed."""
    book = a_runbook(
        a_task("A", title=HOSTILE, phase="P"),
        a_task("M", "A", title=HOSTILE),
        gates=[a_gate("G1", "M", title=HOSTILE)],
        phases={"P": HOSTILE},
        systems={"EES": {"name": HOSTILE}},
        outages={
            "O": {
                "system": "EES",
                "title": HOSTILE,
                "opens": {"task": "A", "at": "start"},
                "closes": {"task": "M", "at": "finish"},
            }
        },
    )
    trial = Trial(book)
    trial.start(0, "A")
    svg = drawn(gantt(standing(trial.state, at(5)), LINKS))
    assert "<script" not in svg
    assert "style=" not in svg
    root = ET.fromstring(f'<div xmlns:xlink="x">{svg}</div>')  # noqa: S314 - our own text
    addresses = {link.get("href", "") for link in root.iter("a")}
    assert all(address.startswith("/runs/DR1/") for address in addresses)
    assert not [one for node in root.iter() for one in node.attrib if one.startswith("on")]


def test_filters_leave_the_tasks_that_fit() -> None:
    """By phase, party and state."""
    stands = m10_night(0.62)
    running = rows_of(gantt(stands, LINKS, GanttView(states=frozenset({"running"}))))
    assert running
    assert {row.state for row in running.values()} == {"running"}
    protect = rows_of(gantt(stands, LINKS, GanttView(phases=frozenset({"C"}))))
    assert set(protect) == {task.id for task in stands.state.runbook.tasks if task.phase == "C"}
    recco = rows_of(gantt(stands, LINKS, GanttView(parties=frozenset({"recco"}))))
    assert "M10-024" in recco
    assert not rows_of(gantt(stands, LINKS, GanttView(parties=frozenset({"nobody"}))))


def test_a_page_of_ten_thousand_tasks_is_small_and_around_what_is_current() -> None:
    """200 rows and the overview of all, in less than 200 kB; other pages can be asked for."""
    stands = standing(a_state(a_big_runbook(10_000)), at(3))
    picture = gantt(stands, LINKS)
    assert len(rows_of(picture)) == 200
    assert (picture.pages.page, picture.pages.of, picture.pages.tasks) == (1, 50, 10_000)
    assert len(drawn(picture).encode()) < 200_000
    last = gantt(stands, LINKS, GanttView(page=99))
    assert (last.pages.page, last.pages.last) == (50, 10_000)
    assert "10000 tasks" in picture.overview.title


def test_the_first_page_shown_holds_what_is_running() -> None:
    """Whoever looks wants to see tonight."""
    tasks = [a_task(f"T{n}", *([f"T{n - 1}"] if n else [])) for n in range(30)]
    trial = Trial(a_runbook(*tasks))
    for number in range(12):
        trial.do(number, number + 1, f"T{number}")
    trial.start(12, "T12")
    picture = gantt(standing(trial.state, at(13)), LINKS, GanttView(rows=5))
    assert (picture.pages.page, picture.pages.first, picture.pages.last) == (3, 11, 15)
    assert "T12" in rows_of(picture)


def test_what_was_given_up_is_shown_without_expectation() -> None:
    """And the way back stands below, with its own heading."""
    book = a_runbook(
        a_task("A", undo="R1"),
        a_task("M", "A"),
        a_task("B", "M"),
        gates=[a_gate("G1", "M", criteria=[], on_no_go="rollback")],
        rollback={
            "gates": ["G1"],
            "authority": "sro",
            "tasks": [{"id": "R1", "title": "Restore", "party": "si", "duration": "40m"}],
        },
    )
    trial = Trial(book)
    trial.do(0, 10, "A")
    trial.start(10, "M")
    trial.ask(20, c.TurnBack, kind="rollback", gate="G1", decided_by="sro", reason="no")
    picture = gantt(standing(trial.state, at(25)), LINKS)
    rows = rows_of(picture)
    assert rows["B"].state == "given_up"
    assert [bar.kind for bar in rows["B"].bars] == ["planned"]
    assert "R1" in rows
    assert "Way back: rollback" in [row.label for row in picture.rows if row.heading]


def test_zooms_lead_to_times_that_hold_something() -> None:
    """Everything, around now, the outages and each phase, each with its span."""
    found = zooms(m10_night(0.62))
    assert [zoom.name for zoom in found][:3] == ["Everything", "Around now", "Outages"]
    assert all(zoom.start and zoom.end and zoom.start < zoom.end for zoom in found[1:])


def test_a_blocked_task_shows_it_whatever_else_it_is() -> None:
    """By shape and word; its bar goes on."""
    trial = Trial(a_runbook(a_task("A")))
    trial.start(0, "A")
    trial.ask(5, c.BlockTask, task="A", reason="no space", needs="a disk")
    row = rows_of(gantt(standing(trial.state, at(10)), LINKS))["A"]
    assert (row.icon, row.title) == ("blocked", "A Do A: running, blocked, on the driving chain")
    assert "running" in [bar.kind for bar in row.bars]
