"""What the table of permissions does not show: entering for others, live mode, empty registers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.command import Refusal
from rehearsals.core.night.state import PartyChange
from rehearsals.core.state import Evidence, GateRecord, RunState, ToSign
from rehearsals.core.words import Mode, Spoken
from rehearsals.people import events as e
from rehearsals.people.permissions import asks_password, permit
from rehearsals.people.register import Register
from rehearsals.testing import OPENED, asked, at
from tests.rehearsals.people.making import (
    a_night,
    a_register,
    everybody,
    organisations,
    somebody,
)

_GO: dict[str, Any] = {"gate": "G1", "outcome": "go", "decided_by": "sro", "reason": "because"}


def _asks(
    kind: type[Any],
    /,
    *,
    mode: Mode = "rehearsal",
    state: RunState | None = None,
    register: Register | None = None,
    **fields: Any,
) -> Refusal | None:
    night = state or a_night(mode)
    return permit(register or everybody(), night, asked(kind, **fields), at(5))


def _code(answer: Refusal | None) -> str | None:
    return answer.code if answer else None


def _live(**record: Any) -> RunState:
    return a_night("live", gates={"G1": GateRecord(**record)})


@pytest.mark.parametrize("kind", c.COMMAND_TYPES)
def test_an_empty_register_leaves_rehearsals_open(kind: type[Any]) -> None:
    """As long as nobody is known, the machine's user may do everything but run live."""
    assert permit(Register(), a_night(), _bare(kind), at(5)) is None
    refusal = permit(Register(), a_night("live"), _bare(kind), at(5))
    assert _code(refusal) == "people-needed"


def _bare(kind: type[Any]) -> Any:
    """A command of a kind, whose fields do not matter."""
    names = [n for n in kind.__dataclass_fields__ if n not in c.Command.__dataclass_fields__]
    return asked(kind, **dict.fromkeys(names, "x"))


def test_nobody_speaks_through_the_channel_of_the_engine() -> None:
    """Through it machines' tasks are started, by hand too."""
    for register in (everybody(), Register()):
        answer = _asks(c.StartTask, register=register, actor="owner", task="A", channel="engine")
        assert _code(answer) == "not-permitted"


def test_a_command_that_is_not_in_the_table_is_denied() -> None:
    """Deny by default, also what nobody has thought of."""

    class Unheard(c.AddNote):
        """A command without a right."""

    assert _code(_asks(Unheard, actor="manager", text="x")) == "not-permitted"


def test_a_refusal_names_who_may() -> None:
    """People with the right are named; with nobody, how somebody comes to it."""
    named = _asks(c.StartTask, actor="owner2", task="A")
    lonely = a_register(*organisations(), *somebody("bea", "viewer"))
    nobody = _asks(c.StartTask, register=lonely, actor="bea", task="A")

    assert named is not None
    assert named.message == "Owner2 may not start a task; that is for the task owner of si."
    assert named.hint == "Ask Owner or Speaker."
    assert nobody is not None
    assert "callboard user role PERSON task_owner --party si" in nobody.hint


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        (c.StartTask, {"task": "Z"}, "unknown-task"),
        (c.RecordEvidence, {"gate": "G9", "criterion": "X", "evidence": "x"}, "unknown-gate"),
        (c.RecordEvidence, {"gate": "G1", "criterion": "X", "evidence": "x"}, "unknown-criterion"),
    ],
)
def test_what_does_not_exist_is_nobodys(kind: type[Any], fields: dict[str, Any], code: str) -> None:
    """A mistyped name is told as such, not as a lack of rights."""
    assert _code(_asks(kind, actor="owner", **fields)) == code


def test_each_copy_is_confirmed_by_its_own_party() -> None:
    """One right among several copies is not enough."""
    assert _asks(c.CompleteTask, actor="owner2", task="C", parties=("north",)) is None
    answer = _asks(c.CompleteTask, actor="owner2", task="C", parties=("north", "si"))
    assert _code(answer) == "not-permitted"


def test_a_reassigned_task_is_the_new_owners() -> None:
    """The task's owner is who owns it now."""
    night = a_night()
    moved = replace(night, tasks={"A": replace(night.task("A"), owner="north")})

    assert _asks(c.StartTask, state=moved, actor="owner2", task="A") is None
    assert _code(_asks(c.StartTask, state=moved, actor="owner", task="A")) == "not-permitted"


def test_a_scribe_says_who_said_it() -> None:
    """Without on_behalf_of a scribe is asked for it; somebody unknown may have said a fact."""
    assert _code(_asks(c.StartTask, actor="scribe", task="A")) == "on-behalf-of-missing"
    assert _asks(c.StartTask, actor="scribe", task="A", on_behalf_of="Jo of the link desk") is None


@pytest.mark.parametrize("name", ["viewer", "VIEWER"])
def test_a_fact_of_somebody_known_must_be_theirs_to_say(name: str) -> None:
    """A name from the register, in whatever case, gives no more rights than its person has."""
    answer = _asks(c.StartTask, actor="scribe", task="A", on_behalf_of=name)
    assert _code(answer) in ("not-permitted", "speaker-not-known")


def test_a_name_that_two_have_gets_past_nothing() -> None:
    """It is somebody's all the same: an id says whose."""
    twins = [
        e.PersonAdded(person=one, name="Jo Smith", organisation="one") for one in ("jo1", "jo2")
    ]
    register = a_register(*organisations(), *somebody("scribe", "scribe"), *twins)

    answer = _asks(
        c.StartTask, register=register, actor="scribe", task="A", on_behalf_of="jo smith"
    )
    assert _code(answer) == "speaker-not-known"


@pytest.mark.parametrize("speaker", ["scribe", " "])
def test_a_scribe_does_not_enter_its_own_word(speaker: str) -> None:
    """What is entered for others was said by somebody else."""
    answer = _asks(c.StartTask, actor="scribe", task="A", on_behalf_of=speaker)
    assert _code(answer) == "speaker-missing"


def test_only_scribes_enter_for_others() -> None:
    """Somebody with a right of their own cannot put it into another's mouth."""
    answer = _asks(c.StartTask, actor="owner", task="A", on_behalf_of="speaker")
    assert _code(answer) == "not-a-scribe"


def test_a_spoken_decision_has_a_decider_and_a_witness() -> None:
    """Entered by a scribe, of somebody in the register who decides, heard by somebody else."""
    spoken: dict[str, Any] = {
        "actor": "scribe",
        "on_behalf_of": "decider",
        "witness": "Viewer",
        **_GO,
    }

    assert _asks(c.DecideGate, **spoken) is None
    assert _code(_asks(c.DecideGate, **{**spoken, "witness": None})) == "witness-missing"
    assert _code(_asks(c.DecideGate, **{**spoken, "on_behalf_of": "Jo"})) == "speaker-not-known"
    assert _code(_asks(c.DecideGate, **{**spoken, "on_behalf_of": "owner"})) == "not-permitted"
    unsaid = _asks(c.DecideGate, actor="decider", witness="Viewer", **_GO)
    assert _code(unsaid) == "speaker-missing"


def test_nobody_signs_for_what_they_entered() -> None:
    """Not even with the right to, not even in a rehearsal."""
    spoken = Spoken(said_by="speaker", witness="x")
    waiting = ToSign(party="sro", spoken=spoken, at=OPENED, entered_by="decider")
    night = a_night(gates={"G1": GateRecord(to_sign=(waiting,))})

    own = _asks(c.Countersign, state=night, actor="decider", gate="G1", party="sro")
    assert _code(own) == "separation-of-duties"
    assert _asks(c.Countersign, state=night, actor="speaker", gate="G1", party="sro") is None


def test_the_controller_plays_absent_parties_in_rehearsals_only() -> None:
    """Whoever takes part speaks for themselves."""
    absent = a_night(attendance={"si": "simulated"})
    there = a_night(attendance={"si": "volunteered"})
    live = a_night("live", attendance={"si": "absent"})

    assert _asks(c.StartTask, state=absent, actor="controller", task="A") is None
    for night in (there, live):
        answer = _asks(c.StartTask, state=night, actor="controller", task="A")
        assert _code(answer) == "not-permitted"


def test_the_controller_votes_for_simulated_parties() -> None:
    """Or a full house could not be rehearsed without everybody; never in a live run."""
    vote = {**_GO, "decided_by": "north", "actor": "controller", "channel": "cli+password"}
    absent: dict[str, Any] = {"attendance": {"north": "absent"}}

    assert _asks(c.DecideGate, state=a_night(**absent), **vote) is None
    assert _code(_asks(c.DecideGate, state=a_night("live", **absent), **vote)) == "not-permitted"
    assert _code(_asks(c.DecideGate, **vote)) == "not-permitted"


def test_who_proposed_an_amendment_takes_it_back() -> None:
    """Also without being the manager."""
    register = a_register(*organisations(), *somebody("joe", "viewer"), *somebody("bea", "viewer"))
    fields: dict[str, Any] = {"register": register, "number": 1, "reason": "x"}

    assert _asks(c.RejectAmendment, actor="joe", **fields) is None
    assert _code(_asks(c.RejectAmendment, actor="bea", **fields)) == "not-permitted"


def test_live_who_brought_the_evidence_does_not_decide() -> None:
    """By voice: whoever types it in; a deferral decides nothing."""
    shown = Evidence(met=True, evidence="x", at=OPENED, by="speaker")
    live = _live(evidence={"READY": shown})
    by: dict[str, Any] = {"channel": "cli+password", **_GO}

    own = _asks(c.DecideGate, state=live, actor="speaker", **by)
    spoken = _asks(
        c.DecideGate, state=live, actor="scribe", on_behalf_of="speaker", witness="viewer", **by
    )
    later: dict[str, Any] = {**by, "outcome": "deferred", "until": at(600)}
    assert _code(own) == _code(spoken) == "separation-of-duties"
    assert _asks(c.DecideGate, state=live, actor="decider", **by) is None
    assert _asks(c.DecideGate, state=live, actor="speaker", **later) is None
    rehearsed = replace(live, mode="rehearsal")
    assert _asks(c.DecideGate, state=rehearsed, actor="speaker", **by) is None


def _leaves(mode: Mode = "live", **fields: Any) -> Refusal | None:
    sure = {"channel": "cli+password", "reason": "reorganised", "replaced_by": "si"}
    return _asks(c.LeaveParty, mode=mode, **{**sure, "party": "sro", **fields})


def test_live_nobody_alone_moves_a_seat_at_a_gate() -> None:
    """The manager enters it as the word of who decides for the party; nobody else enters it."""
    assert _code(_leaves(actor="manager")) == "on-behalf-of-missing"
    assert _code(_leaves(actor="manager", on_behalf_of="owner")) == "not-permitted"
    assert _code(_leaves(actor="manager", on_behalf_of="decider2")) == "not-permitted"
    assert _code(_leaves(actor="manager", on_behalf_of="Somebody")) == "speaker-not-known"
    assert _code(_leaves(actor="decider")) == "second-person"
    assert _code(_leaves(actor="scribe", on_behalf_of="decider")) == "not-a-scribe"
    assert _leaves(actor="manager", on_behalf_of="decider") is None


def test_a_seat_moves_by_the_manager_alone_once_its_gates_are_passed_or_in_a_rehearsal() -> None:
    """There is nothing left to take over; advisers have a say as well."""
    assert _leaves("rehearsal", actor="manager") is None
    assert _code(_leaves(actor="manager", party="recco")) == "on-behalf-of-missing"
    assert _leaves(actor="manager", party="north", replaced_by=None) is None


def test_a_seat_that_was_left_empty_is_still_a_seat() -> None:
    """Naming who takes over later takes two people as well."""
    left = {"sro": PartyChange(at=OPENED, replaced_by=None, reason="x")}
    night = a_night("live", left=left)

    assert _code(_leaves(actor="manager", state=night)) == "on-behalf-of-missing"


@pytest.mark.parametrize("kind", [c.AbandonRun, c.LeaveParty])
def test_live_ending_the_run_or_a_party_takes_the_password(kind: Any) -> None:
    """One word at an unattended terminal does neither."""
    fields: dict[str, Any] = {"party": "north"} if kind is c.LeaveParty else {}
    fields |= {"actor": "manager", "reason": "x", "channel": "cli"}

    assert _code(_asks(kind, mode="live", **fields)) == "password-needed"
    assert _asks(kind, mode="live", **{**fields, "channel": "cli+password"}) is None
    assert _asks(kind, **fields) is None


def test_a_finding_comes_by_the_channel_of_checks_alone() -> None:
    """Whoever may have checks made cannot say what they found."""
    found: dict[str, Any] = {
        "gate": "G1",
        "criterion": "READY",
        "met": True,
        "value": "x",
        "digest": "0" * 64,
    }

    for who in ("manager", "owner"):
        assert _code(_asks(c.RecordCheck, actor=who, channel="cli", **found)) == "not-permitted"
        assert _asks(c.RecordCheck, actor=who, channel="check", **found) is None


def test_live_the_witness_is_somebody_known() -> None:
    """In a rehearsal any name will do, but that of who speaks or enters, in any spelling."""
    spoken = {**_GO, "actor": "scribe", "on_behalf_of": "decider", "channel": "cli+password"}

    stranger = {**spoken, "witness": "A. Stranger"}
    assert _code(_asks(c.DecideGate, mode="live", **stranger)) == "witness-not-known"
    assert _asks(c.DecideGate, **stranger) is None
    assert _asks(c.DecideGate, mode="live", **{**spoken, "witness": "VIEWER"}) is None
    for same in ("Decider", "SCRIBE"):
        assert _code(_asks(c.DecideGate, **{**spoken, "witness": same})) == "witness-missing"


def test_a_refusal_names_who_may_and_how_a_scribe_enters_it() -> None:
    """First whose it is; then how it is entered for them."""
    refusal = _asks(c.StartTask, actor="manager", task="A")
    assert refusal is not None
    assert "that is for the task owner of si" in refusal.message
    assert refusal.hint.startswith("Ask Owner or Speaker")
    assert refusal.hint.endswith("To enter it for somebody, say who with --on-behalf-of.")

    advice: dict[str, Any] = {"gate": "G1", "adviser": "recco", "advice": "go", "reason": "x"}
    unknown = _asks(c.Recommend, actor="scribe", on_behalf_of="Somebody at RECCo", **advice)
    assert unknown is not None
    assert "is nobody in the register of people" in unknown.message
    assert "Adviser or Speaker" in unknown.hint


@pytest.mark.parametrize(
    ("kind", "fields", "who", "needed"),
    [
        (c.DecideGate, _GO, "decider", True),
        (c.DecideGate, {**_GO, "outcome": "go_with_conditions"}, "decider", True),
        (c.DecideGate, {**_GO, "outcome": "no_go"}, "decider", True),
        (c.DecideGate, {**_GO, "outcome": "deferred", "until": at(9)}, "decider", False),
        (c.WithdrawGo, {"gate": "G1", "decided_by": "sro", "reason": "x"}, "decider", True),
        (
            c.TurnBack,
            {"kind": "rollback", "gate": "G1", "decided_by": "sro", "reason": "x"},
            "decider",
            True,
        ),
        (c.ApproveAmendment, {"number": 1}, "manager", True),
        (c.StartTask, {"task": "A"}, "owner", False),
        (c.StopStarts, {"reason": "x"}, "manager", False),
    ],
)
def test_live_the_great_words_take_a_step_up(
    kind: type[Any], fields: dict[str, Any], who: str, *, needed: bool
) -> None:
    """Go, no-go, turning back and approving amendments: the password, or a fresh sign-in."""
    live = _asks(kind, mode="live", actor=who, **fields)

    assert _code(live) == ("password-needed" if needed else None)
    for channel in ("cli+password", "web+password", "web+sign-in"):
        assert _asks(kind, mode="live", actor=who, channel=channel, **fields) is None
    for channel in ("web", "web+sign-in+later", "+password.web"):
        assert _code(_asks(kind, mode="live", actor=who, channel=channel, **fields)) == _code(live)
    assert _asks(kind, actor=who, **fields) is None
    assert asks_password(a_night("live"), asked(kind, actor=who, **fields)) is needed


def test_a_substitute_has_the_rights_of_whom_it_stands_in_for() -> None:
    """As long as it stands, and in what it was named for."""
    register = a_register(
        *organisations(),
        *somebody("ann", "decider", "task_owner"),
        *somebody("bob"),
        e.SubstituteNamed(
            number=1, person="ann", substitute="bob", roles=("decider",), ends_at=at(10)
        ),
    )
    go = asked(c.DecideGate, actor="bob", **_GO)

    assert permit(register, a_night(), go, at(9)) is None
    assert _code(permit(register, a_night(), go, at(10))) == "not-permitted"
    assert _code(_asks(c.StartTask, register=register, actor="bob", task="A")) == "not-permitted"


def test_who_has_left_may_nothing() -> None:
    """Rights end with the person, and with the organisation."""
    gone = a_register(
        *organisations(),
        *somebody("ann", "task_owner"),
        e.PersonLeft(person="ann", reason="x"),
    )
    failed = a_register(
        *organisations(),
        *somebody("ann", "task_owner"),
        e.OrganisationLeft(organisation="one", reason="x"),
    )

    for register in (gone, failed):
        assert _code(_asks(c.StartTask, register=register, actor="ann", task="A")) == "not-known"
