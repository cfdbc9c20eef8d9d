"""Outages that end: for whom, as what, and when work may be resumed."""

from __future__ import annotations

from typing import Any

from notices.core.asked import WriteUpdate
from notices.core.notice import Named
from notices.drafting.beginning import AGAIN
from notices.drafting.cancelling import LEFT_OPEN
from rehearsals.core import commands as c
from rehearsals.testing import a_task, at
from runbooks.model import Runbook
from tests.notices.drafting.nights import Night
from tests.notices.factories import EES, an_outage_runbook

STAYS = f"{EES}-STAYS"


def until(moment: str, audience: str = "ldsos", begins: str = "DOWN") -> dict[str, Any]:
    """What the LDSOs must not do until a task is done, or a moment has come."""
    text = "Do not resume."
    return {"instructions": [{"audience": audience, "text": text, "from": begins, "until": moment}]}


def staying(moment: str = "END") -> Runbook:
    """EES opens for RECCo, and stays closed for the LDSOs."""
    return an_outage_runbook(still_closed_for=["ldsos"], runbook=until(moment))


def ended(runbook: Runbook | None = None) -> Night:
    """An outage from 12:00 that ended at 12:50."""
    night = Night(runbook)
    night.announce()
    night.go_down()
    night.come_back(230)
    return night


def test_the_start_is_told_at_once_with_its_actual_time() -> None:
    """What was announced stands beside it."""
    night = Night()
    night.announce()
    night.go_down(185)
    newest = night.newest()
    assert (newest.kind, newest.status) == ("started", "started")
    assert (newest.window.start, newest.content.actual.start) == (at(180), at(185))


def test_a_start_that_nobody_announced_is_told_as_it_is() -> None:
    """By rule: the system is out."""
    night = Night()
    night.look(0)
    night.go_down()
    assert (night.newest().key, night.newest().kind) == (f"{EES}/0", "started")
    assert night.newest().window.end == at(240)


def test_the_end_is_told_as_what_it_is() -> None:
    """Replaced by another system, say, with the actual times and nothing to follow."""
    night = ended(an_outage_runbook(returns="replaced", replaced_by="VAS"))
    assert night.told(230) == [f"{EES}/2 completed"]
    content = night.newest().content
    assert (content.returns, content.replaced_by) == ("replaced", Named(id="VAS", name="Volumes"))
    assert (content.resume_at, content.next_update_due) == ("", None)
    assert night.told(240) == []


def test_that_the_end_is_not_the_all_clear_is_told_from_the_first() -> None:
    """Whoever reads only the announcement must not resume at the end it names."""
    night = ended(an_outage_runbook(runbook=until("END")))
    said = [one.notice.content.resume_at for one in night.notices.book.threads[EES].revisions]
    assert set(said) == {"the all-clear (Do END)"}


def test_completion_is_not_the_all_clear() -> None:
    """It names what is awaited; the all-clear is told when that is done."""
    night = ended(an_outage_runbook(runbook=until("END")))
    assert night.told(230) == [f"{EES}/2 completed"]
    content = night.newest().content
    assert (content.resume_at, content.all_clear_at) == ("the all-clear (Do END)", None)
    assert content.next_update_due is not None
    night.run.do(240, 250, "END")
    assert night.told(250) == [f"{EES}/3 all_clear"]
    assert night.newest().content.all_clear_at == at(250)
    assert night.told(260) == []


def test_an_all_clear_that_is_late_is_said_to_be_awaited() -> None:
    """As was promised."""
    night = ended(an_outage_runbook(runbook=until("END")))
    night.look(230)
    due = night.newest().content.next_update_due
    assert due is not None
    minutes = (due - at(0)).total_seconds() / 60 + 0.1
    assert night.told(minutes) == [f"{EES}/3 updated"]
    assert night.newest().status == "completed"


def test_a_skipped_all_clear_is_none() -> None:
    """Somebody must say it."""
    night = ended(an_outage_runbook(runbook=until("END")))
    night.look(230)
    night.run.ask(235, c.SkipTask, task="END", reason="no time")
    assert f"{EES}/3 all_clear" not in night.told(236)


def test_for_whom_it_stays_closed_there_is_a_notice_of_its_own() -> None:
    """Told to them alone; the others are told theirs."""
    night = Night(staying())
    night.announce()
    assert [one.id for one in night.newest().content.audience] == ["recco"]
    assert [one.id for one in night.newest(STAYS).content.audience] == ["ldsos"]
    assert night.newest(STAYS).content.stays_closed


def test_if_it_stays_closed_for_all_there_is_no_other_notice() -> None:
    """Nobody is told that it is open."""
    night = Night(an_outage_runbook(still_closed_for=["ldsos", "recco"]))
    night.announce()
    assert list(night.notices.book.threads) == [STAYS]


def test_at_the_end_it_is_open_for_others_and_closed_for_them() -> None:
    """Open-ended, once, and not completed."""
    night = ended(staying())
    assert sorted(night.told(230)) == [f"{EES}-STAYS/2 updated", f"{EES}/2 completed"]
    newest = night.newest(STAYS)
    assert (newest.status, newest.content.stays_closed) == ("started", True)
    assert newest.content.open_ended
    assert newest.content.actual.end == at(230)
    assert night.told(231) == []


def test_the_all_clear_opens_it_for_them_too() -> None:
    """From then on it is over."""
    night = ended(staying())
    night.look(230)
    night.run.do(240, 250, "END")
    assert f"{STAYS}/3 all_clear" in night.told(250)
    assert (night.newest(STAYS).status, night.newest(STAYS).content.stays_closed) == (
        "completed",
        False,
    )


def test_until_a_date_it_stays_closed_whatever_is_done() -> None:
    """The end is then "not before" that date."""
    night = ended(staying("2026-01-12T17:00"))
    night.look(230)
    assert night.newest(STAYS).window.end == at(480)
    night.run.do(240, 250, "END")
    assert night.told(251) == []
    assert night.told(480) == [f"{STAYS}/3 all_clear"]


def with_way_back(tasks: tuple[dict[str, Any], ...] = (), **outage: Any) -> Runbook:
    """The outage, with a rollback whose R1 ends it and whose R2 is the all-clear."""
    back = {
        "gates": ["G1"],
        "tasks": [
            a_task("R1", always=True, undoes=["DOWN"]),
            a_task("R2", "R1", always=True, end=True),
        ],
    }
    gates = [{"id": "G1", "title": "G1", "meeting": "MEET", "decider": "sro"}]
    return an_outage_runbook(
        tasks=(a_task("MEET", "DOWN"), *tasks),
        rollback_closes={"task": "R1", "at": "finish"},
        returns="retired",
        runbook={"gates": gates, "rollback": back, **until("END")},
        **outage,
    )


def turned_back(**outage: Any) -> Night:
    """Turned back at minute 220, closed by R1 at 250."""
    night = Night(with_way_back(**outage))
    night.announce()
    night.go_down()
    night.run.done(210, "DOWN")
    night.run.start(211, "MEET")
    turned = night.run.ask(
        220, c.TurnBack, kind="rollback", gate="G1", decided_by="sro", reason="late"
    )
    assert not isinstance(turned, c.Refusal), turned
    night.look(220)
    night.run.do(221, 250, "R1")
    return night


def test_turned_back_it_is_restored_and_the_way_back_gives_the_all_clear() -> None:
    """Whatever the cutover would have made of it."""
    night = turned_back()
    assert night.told(250) == [f"{EES}/3 completed"]
    content = night.newest().content
    assert (content.returns, content.turned_back) == ("restored", True)
    assert content.resume_at == "the all-clear (Do R2)"
    night.run.do(251, 260, "R2")
    assert night.told(260)[-1].endswith("all_clear")


def test_turned_back_it_opens_for_those_too_for_whom_it_would_have_stayed_closed() -> None:
    """They work as before."""
    night = turned_back(still_closed_for=["ldsos"])
    night.look(250)
    newest = night.newest(STAYS)
    assert (newest.kind, newest.content.stays_closed) == ("completed", False)


def test_an_outage_whose_end_is_out_of_scope_is_open_ended() -> None:
    """Its end in the plan is only "not before"."""
    night = Night(scope=("PREP", "DOWN"))
    night.announce()
    assert night.newest().content.open_ended


def test_an_outage_that_was_open_before_the_run_is_told_as_started() -> None:
    """When it began nobody here knows."""
    night = Night(scope=("UP", "END"), open_outages=("OUT-EES",))
    assert night.told(0) == [f"{EES}/0 started"]
    assert night.newest().content.actual.start is None
    assert AGAIN not in night.newest().content.cause


def test_what_was_cancelled_and_begins_all_the_same_is_told() -> None:
    """Suppliers would otherwise learn of it from their own errors."""
    night = Night()
    night.announce()
    night.notices.ask(5, WriteUpdate, notice=EES, kind="cancelled", cause="Not tonight.")
    night.go_down()
    assert (night.newest().kind, night.newest().content.cause) == ("started", AGAIN)


def test_an_outage_that_an_abandoned_run_leaves_open_is_to_be_told() -> None:
    """Somebody approves it, once."""
    night = Night()
    night.announce()
    night.go_down()
    night.run.ask(190, c.AbandonRun, reason="the end")
    night.look(190)
    night.approve(191)
    assert (night.newest().kind, night.newest().content.cause) == ("updated", LEFT_OPEN)
    assert night.told(192) == []
