"""Who may let notices out."""

from __future__ import annotations

from typing import Any

import pytest

from notices.core.asked import ApproveDraft, DraftNotice, RejectDraft, WriteNotice, WriteUpdate
from notices.core.communications import Standing
from notices.core.notice import Window
from notices.core.permissions import check_communicates
from rehearsals.people.records import Grant, Organisation, Person
from rehearsals.people.register import Register
from rehearsals.testing import OPENED, at
from tests.notices.factories import EES, Notices, a_content, a_context, code_of


def a_register() -> Register:
    """Cora approves communications, Ann owns tasks."""
    house = Organisation(id="si", name="SI")
    people = {
        "cora": Person(
            id="cora",
            name="Cora Comms",
            organisation="si",
            grants=(Grant(role="communications_approver"),),
        ),
        "ann": Person(id="ann", name="Ann Owner", organisation="si"),
    }
    return Register(organisations={"si": house}, people=people)


def drafted(**context: Any) -> Notices:
    """A draft that waits."""
    notices = Notices(a_context(**context))
    notices.keep(
        0,
        DraftNotice,
        notice=EES,
        outage="OUT-EES",
        kind="provisional",
        content=a_content(),
        because="planned",
    )
    return notices


def test_an_empty_register_leaves_rehearsals_to_the_machines_user() -> None:
    """Whose data directory it is."""
    notices = drafted()
    notices.ask(1, ApproveDraft, draft=f"{EES}#1")
    assert notices.newest.approved_by == "ann"


def test_an_empty_register_lets_nobody_approve_for_real() -> None:
    """The night takes people who are known."""
    notices = drafted(live=True)
    assert code_of(notices.ask(1, ApproveDraft, draft=f"{EES}#1")) == "people-needed"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        pytest.param(ApproveDraft, {"draft": f"{EES}#1"}, id="approve"),
        pytest.param(RejectDraft, {"draft": f"{EES}#1", "reason": "no"}, id="reject"),
        pytest.param(WriteUpdate, {"notice": EES, "cause": "x"}, id="update"),
        pytest.param(
            WriteNotice,
            {"name": "N", "content": a_content(window=Window(start=at(9), end=at(10)))},
            id="write",
        ),
    ],
)
def test_only_a_communications_approver_lets_notices_out(
    kind: type[Any], fields: dict[str, Any]
) -> None:
    """Others are told whom to ask."""
    notices = drafted(register=a_register())
    answer = notices.ask(1, kind, **fields)
    assert code_of(answer) == "not-permitted"
    assert "Cora Comms" in str(answer)
    assert code_of(notices.ask(1, kind, actor="nobody", **fields)) == "not-known"
    assert code_of(notices.ask(1, kind, actor="cora", **fields)) != "not-permitted"


def test_nobody_enters_an_approval_for_somebody_else() -> None:
    """Or for a time that is past."""
    notices = drafted(register=a_register())
    answer = notices.ask(1, ApproveDraft, actor="cora", on_behalf_of="dan", draft=f"{EES}#1")
    assert code_of(answer) == "own-word-only"
    answer = notices.ask(1, ApproveDraft, actor="cora", happened_at=at(0), draft=f"{EES}#1")
    assert code_of(answer) == "own-word-only"


def test_the_keepers_commands_are_the_keepers_alone() -> None:
    """Whatever role somebody has."""
    notices = Notices(a_context(register=a_register()))
    fields = {"notice": EES, "outage": "OUT-EES", "kind": "firm", "because": "x"}
    answer = notices.ask(0, DraftNotice, actor="cora", content=a_content(), **fields)
    assert code_of(answer) == "not-permitted"


def test_the_engine_approves_nothing() -> None:
    """A rule that lets something out says so; it does not pose as a person."""
    notices = drafted()
    assert code_of(notices.keep(1, ApproveDraft, draft=f"{EES}#1")) == "not-permitted"


def test_in_a_simulated_run_only_the_simulated_approver_acts() -> None:
    """And in no other run."""
    notices = drafted(virtual=True)
    name = f"{EES}#1"
    assert code_of(notices.ask(1, ApproveDraft, draft=name)) == "virtual-run"
    real = drafted()
    answer = real.ask(1, ApproveDraft, channel="simulation", actor="simulated", draft=name)
    assert code_of(answer) == "not-simulated"
    notices.ask(1, ApproveDraft, channel="simulation", actor="simulated", draft=name)
    assert notices.newest.approved_by == "simulated"


def test_whoever_may_approve_may_have_notices_delivered_again() -> None:
    """The same question for the outbox."""
    asked: dict[str, Any] = {"live": True, "now": OPENED}
    assert check_communicates(a_register(), "cora", "redeliver notices", **asked) is None
    denied = check_communicates(a_register(), "ann", "redeliver notices", **asked)
    assert denied is not None
    assert "redeliver notices" in denied.message


def test_what_communications_hold_back_is_published_and_says_why() -> None:
    """The copy in the house is always made."""
    standing = Standing(mode="off", reason="the press listens")
    notices = drafted(standing=standing)
    notices.ask(1, ApproveDraft, draft=f"{EES}#1")
    (revision,) = notices.thread.revisions
    assert revision.withheld == "communications are off: the press listens"


@pytest.mark.parametrize(
    ("live", "mode", "test"),
    [(True, "on", False), (True, "test", True), (False, "on", True), (False, "test", True)],
)
def test_only_the_real_night_speaks_for_real(live: bool, mode: Any, test: bool) -> None:
    """And only while communications are on."""
    context = a_context(live=live, standing=Standing(mode=mode), register=a_register())
    notices = Notices(context)
    notices.ask(
        0,
        WriteNotice,
        actor="cora",
        name="N",
        content=a_content(window=Window(start=at(9), end=at(10))),
    )
    newest = notices.book.threads["DR1-N"].newest
    assert newest is not None
    assert (newest.test, newest.live) == (test, live)
