"""What the board shows of a run: counts, groups, gates with their chains, outages, events."""

from __future__ import annotations

from typing import Any

from console.web.views.board import BoardView, board
from rehearsals.core import commands as c
from rehearsals.testing import a_gate, a_runbook, a_task
from tests.console.web.place import Place


def test_an_open_run_without_an_engine_says_so(place: Place) -> None:
    """Nobody must believe that machines are at work when none is."""
    run = place.opened()
    place.clock.pass_(1)

    view = _board(place, run)

    assert "No engine" in view.engine
    assert not view.starting


def test_run_that_has_just_been_opened_alarms_nobody(place: Place) -> None:
    """Its engine takes a few seconds to start."""
    assert _board(place, place.opened()).starting


def test_what_is_ready_running_and_late_is_counted(place: Place) -> None:
    """An hour after it was planned, a task that runs is late."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")
    place.clock.pass_(90)

    counts = _board(place, run).counts

    assert (counts.running, counts.late, counts.ready, counts.settled) == (1, 1, 0, 0)


def test_failed_tasks_stand_above_running_ones_with_their_reason(place: Place) -> None:
    """What is stuck is read first, and why."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")
    place.done(run, c.FailTask, "ann", task="T1", reason="The feed would not stop.")

    group = _board(place, run).groups[0]

    assert group.key == "stuck"
    assert group.rows[0].note == "The feed would not stop."


def test_a_blocked_task_is_shown_as_blocked(place: Place) -> None:
    """Its owner's word is what the board tells, whatever the machine's state."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")
    place.done(run, c.BlockTask, "ann", task="T1", reason="No access.", needs="A key")

    view = _board(place, run)

    assert view.groups[0].rows[0].state == "blocked"
    assert any("T1" in need.text for need in view.needs)


def test_stopped_starts_stand_on_top(place: Place) -> None:
    """It is the first thing that anybody has to know."""
    run = place.opened()
    place.done(run, c.StopStarts, "max", reason="Fire alarm")

    page = place.signed_in("vic").get(f"/runs/{run}/tonight").text

    assert _board(place, run).stopped == "Fire alarm"
    assert page.index("All starts are stopped") < page.index("settled")


def test_a_gate_shows_what_still_drives_it_and_its_slack(place: Place) -> None:
    """Late work before a gate shows as lateness of the gate."""
    run = place.opened()
    place.done(run, c.StartTask, "ann", task="T1")
    place.clock.pass_(50)

    gate = _board(place, run).gates[0]

    assert [link.id for link in gate.chain] == ["T1"]
    assert gate.late
    assert gate.slack == "20 min late"


def test_a_gate_counts_the_criteria_that_a_go_needs(place: Place) -> None:
    """What only informs is neither asked for nor counted as met."""
    criteria = [
        {"id": "LOADED", "owner": "si"},
        {"id": "VIEW", "owner": "si", "blocking": False},
    ]
    book = a_runbook(a_task("T1"), gates=[a_gate("G1", "T1", criteria=criteria)])

    assert _board(place, place.opened(book)).gates[0].criteria == "0 of 1 criteria met"


def test_an_open_outage_past_its_end_says_by_how_much(place: Place) -> None:
    """What was announced and what is to be expected now stand apart."""
    run = _through_the_gate(place)
    place.done(run, c.StartTask, "ann", task="T3")
    place.clock.pass_(300)

    outage = _board(place, run).outages[0]

    assert outage.state == "open"
    assert outage.late.endswith("past the announced end")


def test_when_nothing_is_ready_the_board_says_what_is_next(place: Place) -> None:
    """An empty list alone would leave people guessing."""
    later = a_runbook(a_task("T1", title="Wait for it", not_before="2026-01-12T12:00", end=True))

    view = _board(place, place.opened(later))

    assert view.next == "Nothing is ready. Next is T1 Wait for it, at Mon 12 Jan 12:00 GMT."


def test_events_are_told_newest_first_by_names(place: Place) -> None:
    """Ids are for machines."""
    run = place.opened()
    place.done(run, c.AddNote, "ann", text="All is well.")

    newest = _board(place, run).events[0]

    assert newest.who == "Ann Lee"
    assert "All is well." in newest.text


def test_a_need_leads_to_the_page_where_it_is_dealt_with(place: Place) -> None:
    """No command of the command line on a page."""
    run = place.opened()
    place.done(run, c.StopStarts, "max", reason="Smoke in the hall.")

    need = _board(place, run).needs[0]

    assert need.urgent
    assert need.href.startswith(f"/runs/{run}/control")
    assert "callboard" not in need.text


def _board(place: Place, run: str) -> BoardView:
    return board(place.house.look(run))


def _through_the_gate(place: Place) -> str:
    run = place.opened()
    steps: list[tuple[type[Any], str, dict[str, Any]]] = [
        (c.StartTask, "ann", {"task": "T1"}),
        (c.CompleteTask, "ann", {"task": "T1"}),
        (c.StartTask, "bob", {"task": "T2"}),
        (c.RecordEvidence, "ann", {"gate": "G1", "criterion": "READY", "evidence": "A log."}),
        (
            c.DecideGate,
            "bob",
            {"gate": "G1", "outcome": "go", "decided_by": "sro", "reason": "Ready."},
        ),
    ]
    for kind, actor, fields in steps:
        place.done(run, kind, actor, **fields)
    return run


def test_like_events_in_a_row_are_one_line(place: Place) -> None:
    """Copies that are confirmed one after the other do not push out everything else."""
    book = a_runbook(
        a_task("T1", for_each="both"),
        a_task("T2", "T1", end=True),
        groups={"both": ["si", "recco"]},
    )
    run = place.opened(book)
    place.done(run, c.StartTask, "ann", task="T1")
    before = len(_board(place, run).events)
    for party in ("si", "recco"):
        place.done(run, c.CompleteTask, "ann", task="T1", parties=(party,))

    events = _board(place, run).events

    assert any("T1: 2 more confirmed" in row.text for row in events), events
    assert len(events) <= before + 2


def test_the_wall_says_how_much_it_leaves_out(place: Place) -> None:
    """What does not fit a screen is counted, never dropped in silence."""
    run = place.opened(a_runbook(*(a_task(f"T{number}") for number in range(1, 31))))

    wall = _board(place, run).wall

    assert len(wall.tasks) + wall.more_tasks == 30
    assert wall.more_tasks > 0
    assert f"+ {wall.more_tasks} more" in place.signed_in("vic").get(f"/runs/{run}/wall").text
