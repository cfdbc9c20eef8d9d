"""Tests of the report's page: self-contained, escaped, and honest about what it shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from rehearsals.core import commands as c
from rehearsals.core.events import Fact, NoteAdded, TaskFailed
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from reports.sections import SECTIONS
from runbooks.characters import first_control
from tests.reports.factories import (
    HASH,
    a_finished_night,
    a_small_night,
    an_outage,
    page_of,
)
from tests.reports.hard_nights import a_night_turned_back, a_paper_night

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """What a browser would see of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element, with what it loads and what it runs."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content, as SVG has them."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Elements must close in the order in which they were opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """The words."""
        self.text += data

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [str(attrs[name]) for _, attrs in self.tags if name in attrs]


def _text(trial: Trial) -> str:
    return " ".join(Page(page_of(trial)).text.split())


def _hostile() -> Trial:
    book = a_runbook(
        a_task("A", title=HOSTILE, phase="Quiesce"),
        a_task("M", "A", party="sro", title=HOSTILE),
        a_task("C", "M", title=HOSTILE),
        title=HOSTILE,
        notice=HOSTILE,
        version=HOSTILE,
        phases={"Quiesce": HOSTILE},
        parties={key: {"name": HOSTILE} for key in ("si", "sro", "north", "south")},
        systems={"EES": {"name": HOSTILE}},
        gates=[a_gate("G1", "M", title=HOSTILE, forum=HOSTILE)],
        outages={"OUT-EES": an_outage(title=HOSTILE)},
    )
    trial = Trial(book, anchor={"mismatches": [HOSTILE], "shift_days": 1})
    trial.start(0, "A")
    trial.ask(5, c.FailTask, task="A", reason=HOSTILE)
    trial.do(6, 30, "A")
    trial.ask(31, c.AddNote, text=HOSTILE, actor=HOSTILE)
    trial.start(35, "M")
    trial.ask(36, c.RecordEvidence, gate="G1", criterion="READY", evidence=HOSTILE)
    trial.decide(40, "G1", reason=HOSTILE)
    trial.ask(41, c.SkipTask, task="C", reason=HOSTILE)
    trial.ask(42, c.AbandonRun, reason=HOSTILE)
    return trial


def test_hostile_texts_are_shown_and_not_run() -> None:
    """Whatever people typed into a runbook or a note stays text."""
    page = Page(page_of(_hostile()))

    assert {tag for tag, _ in page.tags} & {"script", "img", "iframe", "object", "link"} == set()
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert page.text.count(HOSTILE) > 10


@pytest.mark.parametrize("trial", [a_finished_night, a_small_night, _hostile])
def test_the_page_loads_nothing(trial: Callable[[], Trial]) -> None:
    """One file: every reference stays inside it."""
    html = page_of(trial())
    page = Page(html)

    assert not page.values("src")
    assert all(value.startswith("#") for value in page.values("href"))
    assert set(re.findall(r"url\((.)", html)) <= {"#"}
    assert "@import" not in html


@pytest.mark.parametrize("trial", [a_finished_night, a_small_night, _hostile])
def test_the_page_is_well_formed(trial: Callable[[], Trial]) -> None:
    """Every element is closed, every id stands once, and every link leads somewhere."""
    page = Page(page_of(trial()))
    ids = page.values("id")

    assert page.open == []
    assert len(ids) == len(set(ids))
    assert {value.removeprefix("#") for value in page.values("href")} <= set(ids)


def test_every_section_has_a_place_in_the_contents() -> None:
    """A section that has something to say is on the page and can be reached; together all are."""
    nights = (a_paper_night, a_night_turned_back, a_finished_night)
    pages = [Page(page_of(night())) for night in nights]

    for page in pages:
        on_page = {section.id for section in SECTIONS} & set(page.values("id"))
        assert {f"#{name}" for name in on_page} <= set(page.values("href"))
    ids = {name for page in pages for name in page.values("id")}
    assert {section.id for section in SECTIONS} <= ids


def test_an_ordinary_night_has_no_section_for_what_did_not_happen() -> None:
    """Nobody reads through stops, incidents and a way back that there were none of."""
    page = Page(page_of(a_finished_night()))

    silent = {"way_back", "items", "stops", "changes", "corrections", "presence", "incidents"}
    silent |= {"deadlines"}
    assert silent.isdisjoint(page.values("id"))
    assert "To know beforehand" not in page.text


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        pytest.param("simulation", "SIMULATION The people were simulated", id="simulation"),
        pytest.param("rehearsal", "REHEARSAL A dress rehearsal", id="rehearsal"),
        pytest.param("live", "LIVE The cutover itself", id="live"),
    ],
)
def test_the_mode_cannot_be_mistaken(mode: str, words: str) -> None:
    """The first words of the page say what kind of run it was, and so does its title."""
    trial = a_small_night(mode=mode, seed=7)

    text = _text(trial)

    assert words in text
    assert f"<title>{mode.upper()} DR1:" in page_of(trial)


def test_a_simulation_says_that_times_are_drawn() -> None:
    """With the seed, so that it can be played again."""
    assert "the times were drawn (seed 7)" in _text(a_finished_night(mode="simulation", seed=7))


def test_times_are_shown_with_their_zone() -> None:
    """In winter London is on GMT."""
    assert "Mon 12 Jan 2026 10:55 GMT" in _text(a_finished_night())


def test_a_finished_run_says_how_late_it_was() -> None:
    """Twenty-five minutes, in words."""
    assert "25 min later than planned" in _text(a_finished_night())


def test_a_run_not_begun_says_so() -> None:
    """No finish is claimed, and no gate was decided."""
    text = _text(a_small_night())

    assert "Not begun" in text
    assert "No decision was taken. Silence is not a go." in text
    assert "Finished on" not in text


def test_an_unfinished_run_says_where_it_stands() -> None:
    """The outage is still open, and the report says up to when it speaks."""
    trial = a_small_night()
    trial.do(5, 45, "A")

    text = _text(trial)

    assert "Not finished" in text
    assert "still open" in text
    assert "the chain so far" in text


def test_an_abandoned_run_says_why() -> None:
    """It ended, and not by finishing."""
    trial = a_small_night()
    trial.ask(50, c.AbandonRun, reason="the storm came")

    assert "Abandoned on Mon 12 Jan 2026 09:50 GMT: the storm came" in _text(trial)


def test_the_head_and_how_to_verify_it_are_on_the_page() -> None:
    """The hash in full, and the command."""
    text = _text(a_finished_night())

    assert HASH in text
    assert "callboard verify DR1" in text


def test_a_run_of_nothing_but_one_task_can_be_shown() -> None:
    """Without gates, outages, results and notes each section says so."""
    text = _text(Trial(a_runbook(a_task("A"))))

    for words in (
        "holds no gate",
        "holds no outage",
        "measures anything",
        "Nobody wrote anything down",
    ):
        assert words in text


def _clock_minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def test_lengths_on_the_page_are_differences_of_the_times_on_it() -> None:
    """The last task ends 25 min 50 s later than planned, which clocks show as 25 minutes."""
    trial = a_small_night()
    trial.do(5 + 5 / 6, 45 + 1 / 6, "A")
    trial.start(50.5, "M")
    trial.show(55, "G1")
    trial.decide(85.25, "G1")
    trial.do(90.5, 115 + 5 / 6, "C")

    text = _text(trial)

    found = re.search(
        r"Last task ends\D+12 Jan 2026 (\S+) GMT\D+12 Jan 2026 (\S+) GMT\+(\d+)", text
    )
    assert found is not None
    planned, actual, variance = found.groups()
    assert int(variance) == _clock_minutes(actual) - _clock_minutes(planned) == 25
    assert "25 min later than planned" in text


def test_control_characters_of_old_journals_are_not_on_the_page() -> None:
    """A journal may be older than the rule that keeps them out, or come from elsewhere."""
    trial = a_finished_night()
    note = Fact(
        event=NoteAdded(text="red \x1b[31m and \u202eturned", task="A"),
        at=at(120),
        recorded_at=at(120),
        actor="a\x07nn",
        channel="cli",
        command="old",
    )
    trial.take([note])

    html = page_of(trial)

    assert first_control(html) is None
    assert "red \ufffd[31m and \ufffdturned" in html


def test_control_characters_stay_out_of_the_picture() -> None:
    """The timeline's texts go the same way as all others."""
    trial = a_small_night()
    trial.start(0, "A")
    failed = Fact(
        event=TaskFailed(task="A", attempt=1, reason="broke\x1b[2J"),
        at=at(5),
        recorded_at=at(5),
        actor="ann",
        channel="cli",
        command="old",
    )
    trial.take([failed])

    html = page_of(trial)

    assert first_control(html) is None
    assert "attempt 1 failed: broke\ufffd[2J" in html


def test_a_decision_of_many_names_them_and_a_limit_not_measured_says_so() -> None:
    """All members by number with their names behind it; the outage was open before the run."""
    book = a_runbook(
        a_task("M"),
        a_task("C", "M"),
        gates=[a_gate("G1", "M", rule="all_of", decider=None, members=["ldsos"], criteria=[])],
        outages={"OUT-EES": an_outage(hard_limit="72h", opens={"task": "M", "at": "start"})},
    )
    trial = Trial(book, open_outages=("OUT-EES",))
    trial.start(0, "M")
    trial.decide(5, "G1", by="north")
    trial.decide(6, "G1", by="south")

    text = _text(trial)

    assert "by all 2 members" in text
    assert "The 2 members NORTH; SOUTH" in text
    assert "not measured: open before the run" in text


def test_the_limit_for_turning_back_is_told() -> None:
    """Back by 18:00, and undoing takes an hour and a half: at 16:30 at the latest."""
    undo = [a_task("R1"), a_task("R2", "R1", duration="1h")]
    book = a_runbook(
        a_task("A"),
        gates=[a_gate("G1", "A")],
        restore_by="2026-01-12T18:00",
        rollback={"gates": ["G1"], "tasks": undo},
    )

    text = _text(Trial(book))

    assert "must be back by Mon 12 Jan 18:00 GMT" in text
    assert "takes 1 h 30 min" in text
    assert "the latest start is Mon 12 Jan 16:30 GMT" in text
