"""The board of a night in which things happen: what stands out, in which order, at 100 columns."""

from __future__ import annotations

from io import StringIO
from typing import Any

from rich.console import Console

from console.board import board
from console.standing import standing
from console.standing_data import standing_data
from rehearsals.core import commands as c
from rehearsals.core.words import AcceptedRisk, Condition
from rehearsals.journal.port import Head
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at

#: A task, a meeting, a second task; turned back, the first is undone within the hour.
NIGHT = a_runbook(
    a_task("A", works_on=["EES"], undo="R1"),
    a_task("M", "A", party="sro"),
    a_task("B", "M", for_each="ldsos"),
    gates=[a_gate("G1", "M", on_no_go="rollback", criteria=[])],
    outages={
        "OUT-EES": {
            "system": "EES",
            "opens": {"task": "A", "at": "start"},
            "closes": {"task": "B", "at": "finish"},
            "rollback_closes": {"task": "R2", "at": "finish"},
        }
    },
    restore_by="2026-01-12T12:00",
    rollback={
        "gates": ["G1"],
        "authority": "sro",
        "tasks": [
            {"id": "R1", "title": "Restore EES", "party": "si", "duration": "40m"},
            {
                "id": "R2",
                "title": "Say so",
                "party": "recco",
                "duration": "20m",
                "after": ["R1"],
                "always": True,
            },
        ],
    },
)


def asked(trial: Trial, minutes: float, command: type[Any], /, **fields: Any) -> None:
    """Ask for something that is allowed."""
    answer = trial.ask(minutes, command, **fields)
    assert not isinstance(answer, c.Refusal), answer


def shown(trial: Trial, minutes: float) -> str:
    """The board at a minute, as plain text."""
    out = StringIO()
    console = Console(file=out, width=100, highlight=False, markup=False)
    console.print(*board(standing(trial.state, at(minutes)), "No engine."), sep="\n")
    text = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
    assert max(map(len, text.splitlines())) <= 100
    return text


def data(trial: Trial, minutes: float) -> dict[str, Any]:
    """The board at a minute, as data."""
    return standing_data(standing(trial.state, at(minutes)), Head(seq=1, hash="0"))


def a_turned_back_night() -> Trial:
    """Turned back at 60 minutes, after A; the leg takes an hour."""
    trial = Trial(NIGHT)
    trial.do(0, 30, "A")
    trial.start(31, "M")
    asked(
        trial,
        60,
        c.TurnBack,
        kind="rollback",
        gate="G1",
        decided_by="sro",
        reason="EES fails.",
    )
    return trial


def test_what_needs_somebody_stands_above_everything_else() -> None:
    """With the command for it, before any table."""
    trial = Trial(NIGHT)
    asked(trial, 1, c.StopStarts, reason="The bridge is down")

    lines = shown(trial, 5).splitlines()

    place = lines.index("Needs somebody (1)")
    assert lines[place + 1 : place + 3] == [
        "ALL STARTS ARE STOPPED: The bridge is down.",
        "    `callboard go-on DR1 --reason ...`",
    ]
    assert "Ready, but STOPPED (1)" in lines[place:]


def test_a_held_branch_says_for_what_it_is_held() -> None:
    """So that everybody knows which hold to lift."""
    trial = Trial(NIGHT)
    trial.do(0, 30, "A")
    asked(trial, 31, c.HoldBranch, task="A", reason="A must be checked")

    assert "HELD for A" in shown(trial, 40)
    task = next(task for task in data(trial, 40)["tasks"] if task["id"] == "M")
    assert (task["state"], task["held_for"]) == ("held", "A")


def test_a_blocked_task_stands_where_it_stood_and_says_so() -> None:
    """It is no hold: it stays ready or running, marked with why."""
    trial = Trial(NIGHT)
    asked(trial, 1, c.BlockTask, task="A", reason="no access", needs="the data team")

    text = " ".join(shown(trial, 5).split())
    assert "(BLOCKED: no" in text
    assert "Ready (1)" in text
    (said,) = data(trial, 5)["tasks"][0]["blocked"]
    assert (said["reason"], said["needs"], said["party"]) == ("no access", "the data team", None)
    assert said["since"] == "2026-01-12T09:01:00Z"


def test_a_task_that_changed_hands_shows_who_has_it_now() -> None:
    """And instead of whom."""
    trial = Trial(NIGHT)
    asked(trial, 1, c.ReassignTask, task="A", party="recco", reason="The SI is ill")

    assert "RECCO (instead of SI)" in shown(trial, 5)
    assert data(trial, 5)["tasks"][0]["party"] == "recco"


def test_a_task_begun_out_of_sequence_stays_marked() -> None:
    """With the reason that was given for it."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A")))
    asked(trial, 1, c.StartOutOfSequence, task="B", reason="They had begun")

    assert "OUT OF SEQUENCE: They had begun" in shown(trial, 5)
    assert data(trial, 5)["tasks"][1]["out_of_sequence"] == "They had begun"


def test_what_decisions_left_open_stands_by_what_is_due_first() -> None:
    """Conditions and risks, with whose they are; what is past stands out."""
    trial = Trial(NIGHT)
    trial.do(0, 30, "A")
    trial.start(31, "M")
    asked(
        trial,
        40,
        c.DecideGate,
        gate="G1",
        outcome="go_with_conditions",
        decided_by="sro",
        reason="good enough",
        conditions=(Condition(item="Send two files", owner="si", due=at(120)),),
        risks=(AcceptedRisk(risk="Slow EES", accepted_by="sro", expires=at(60)),),
    )

    board_text = shown(trial, 90)

    assert "Open items (2)" in board_text
    assert board_text.index("Risk, accepted by SRO") < board_text.index("Send two files")
    assert "10:00 GMT PAST" in board_text


def test_a_vote_that_is_missing_is_missing_by_name() -> None:
    """Who has said no-go is named too; the others are counted."""
    book = a_runbook(
        a_task("M", party="sro"),
        gates=[
            a_gate("G1", "M", rule="all_of", members=["ldsos", "recco"], decider=None, criteria=[])
        ],
    )
    trial = Trial(book)
    trial.start(1, "M")
    trial.decide(2, "G1", by="north")
    trial.decide(3, "G1", by="recco")

    text = shown(trial, 5)

    assert "Votes: 2 go of 3 needed." in text
    assert "No vote yet: SOUTH." in text


def test_a_run_that_turns_back_shows_how_far_it_is_and_when_it_ends() -> None:
    """By the likely lengths of what is left, against when service must be back."""
    trial = a_turned_back_night()
    trial.start(65, "R1")

    text = shown(trial, 70)

    assert "TURNING BACK" in text
    assert (
        "0 of 2 tasks of the way back settled; at its likely lengths it ends Mon 12 Jan 11:05"
        in (" ".join(text.split()))
    )
    assert "55 min before Mon 12 Jan 12:00 GMT" in " ".join(text.split())
    assert "2 given up" in text


def test_a_way_back_that_ends_too_late_says_so() -> None:
    """In capitals."""
    trial = a_turned_back_night()

    assert "TOO LATE for Mon 12 Jan 12:00 GMT" in " ".join(shown(trial, 150).split())


def test_the_way_back_is_data_too() -> None:
    """When it ends and what is to spare, in UTC and minutes."""
    trial = a_turned_back_night()
    trial.do(60, 100, "R1")

    back = data(trial, 100)["way_back"]

    assert back == {
        "settled": 1,
        "tasks": 2,
        "ends": "2026-01-12T11:00:00Z",
        "restore_by": "2026-01-12T12:00:00Z",
        "spare_minutes": 60,
    }


def test_tasks_of_the_way_back_have_planned_times_from_the_decision() -> None:
    """So that they can be late, too; and the outage ends with the one that closes it."""
    trial = a_turned_back_night()
    found = data(trial, 61)

    planned = {task["id"]: task["planned_start"] for task in found["tasks"]}
    assert (planned["R1"], planned["R2"]) == ("2026-01-12T10:00:00Z", "2026-01-12T10:40:00Z")
    assert found["outages"][0]["planned_end"] == "2026-01-12T11:00:00Z"


def test_what_was_given_up_is_neither_ready_nor_late() -> None:
    """It is told apart in the data, and is not on the board."""
    trial = a_turned_back_night()

    states = {task["id"]: task["state"] for task in data(trial, 500)["tasks"]}

    assert (states["M"], states["B"]) == ("given_up", "given_up")
    assert "Next gate" not in shown(trial, 500)


def test_everything_the_night_knows_is_in_the_data() -> None:
    """Calls, shifts, incidents, observations, items, amendments, who left."""
    trial = Trial(NIGHT)
    asked(trial, 1, c.CallRoll, title="Start", parties=("si",))
    asked(trial, 2, c.HandOverShift, desk="si", to="Bob", text="late")
    asked(trial, 3, c.LinkIncident, reference="INC7", summary="slow")
    asked(trial, 4, c.RecordObservation, text="seen", party="si")
    asked(trial, 5, c.LeaveParty, party="north", reason="insolvent")

    found = data(trial, 10)

    assert found["roll_calls"][0]["missing"] == ["si"]
    assert found["handovers"][0]["to"] == "Bob"
    assert found["incidents"][0]["reference"] == "INC7"
    assert found["observations"][0]["text"] == "seen"
    assert found["left"]["north"]["reason"] == "insolvent"
    assert found["amendments"] == []
    assert found["communications"] == "test"


def test_the_plan_is_worked_out_again_only_when_it_was_amended() -> None:
    """A board that is followed is drawn every second."""
    trial = Trial(NIGHT)
    first = standing(trial.state, at(1))
    trial.start(2, "A")

    assert standing(trial.state, at(3), first).plan is first.plan


def test_held_branch_says_how_much_is_behind_it() -> None:
    """One task is held, and all behind it waits."""
    trial = Trial(NIGHT)
    asked(trial, 0, c.HoldBranch, task="A", reason="look first")

    assert "Branch of A: A, and 2 tasks behind it." in shown(trial, 1)


def test_point_of_no_return_that_had_been_passed_is_said_on_the_board() -> None:
    """A late entry told it once the run had been turned back."""
    wipe = a_runbook(a_task("W", irreversible=True)).tasks
    trial = Trial(NIGHT.model_copy(update={"tasks": (*NIGHT.tasks, *wipe)}))
    trial.do(0, 10, "A")
    trial.start(10, "M")
    asked(
        trial, 20, c.TurnBack, kind="rollback", gate="G1", decided_by="sro", reason="no",
    )  # fmt: skip
    asked(trial, 25, c.StartTask, task="W", happened_at=at(15))

    assert "THE POINT OF NO RETURN HAD BEEN PASSED: W" in shown(trial, 26)
