"""The desk of the cutover manager: what holds for the whole night, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass

from console.foreseen import NOTHING, Foreseen
from console.telling import sentence
from console.web.reading import Look
from console.web.views.board_needs import NeedRow, need_rows
from console.web.views.chances import stands_on
from console.web.views.control_people import (
    HandoverRow,
    PartyRow,
    Roll,
    desks,
    handovers,
    locked,
    parties,
    roll,
    still_here,
)
from console.web.views.control_plan import AmendmentRow, amendable, amendments
from console.web.views.control_seen import (
    IncidentRow,
    NoteRow,
    ObservationRow,
    incidents,
    notes,
    observations,
)
from console.web.views.gate_may import Option, Trying
from console.web.views.gate_ways_back import WayRow, ways_back
from console.web.views.moments import Shown, shown
from console.web.views.safe_back import SafeBack, safe_back
from console.web.visitor import Visitor
from rehearsals.core import commands as c
from rehearsals.core.settling import is_all_settled
from rehearsals.core.state import first_communications

_MEANS = {
    "off": "Off: nothing leaves.",
    "test": "Test: what leaves goes to test routes alone, and is marked.",
    "on": "On: what leaves goes to everybody who subscribed; a rehearsal's is marked.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Jump:
    """A link to a part of the page."""

    anchor: str
    label: str
    #: What is open there.
    count: int
    urgent: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class May:
    """What the visitor may do; each is asked again when it is done."""

    stop: bool
    allow: bool
    call: bool
    link: bool
    note: bool
    attend: bool
    observe: bool
    recommend: bool
    turn: bool
    leave: bool
    activate: bool
    communicate: bool
    close: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlView:
    """The desk."""

    run: str
    over: bool
    jumps: tuple[Jump, ...]
    needs: tuple[NeedRow, ...]
    stopped: str | None
    stopped_at: Shown | None
    recommended_back: str | None
    #: Tasks that could be started now.
    ready: int
    running: int
    roll: Roll | None
    gates: tuple[Option, ...]
    handovers: tuple[HandoverRow, ...]
    desks: tuple[Option, ...]
    incidents: tuple[IncidentRow, ...]
    systems: tuple[Option, ...]
    communications: str
    communications_means: str
    communications_usual: bool
    notes: tuple[NoteRow, ...]
    parties: tuple[PartyRow, ...]
    here: tuple[Option, ...]
    locked: tuple[Option, ...]
    observations: tuple[ObservationRow, ...]
    amendments: tuple[AmendmentRow, ...]
    amendable: tuple[Option, ...]
    ways_back: tuple[WayRow, ...]
    #: Until when a rollback is safe, and what that stands on.
    safe: SafeBack | None
    stands_on: str
    turned_back: tuple[str, ...]
    all_settled: bool
    left: int
    may: May


def control(look: Look, visitor: Visitor, foreseen: Foreseen = NOTHING) -> ControlView:
    """The desk of a run, as a visitor sees it, with what is foreseen of it."""
    state = look.state
    trying = Trying(look=look, visitor=visitor)
    called, given = roll(trying), handovers(trying)
    linked, seen, changes = incidents(trying), observations(trying), amendments(trying)
    back = ways_back(look)
    return ControlView(
        run=look.run,
        over=state.status != "open",
        jumps=_jumps(look, called=called, given=given, linked=linked, seen=seen, changes=changes),
        needs=need_rows(look),
        stopped=state.stopped,
        stopped_at=shown(state.stopped_at, state.runbook.timezone),
        recommended_back=state.recommended_back,
        ready=len(look.standing.those("ready")),
        running=len(look.standing.those("running")),
        roll=called,
        gates=tuple(
            Option(value=gate.id, label=f"{gate.id} {gate.title}")
            for gate in look.standing.open_gates()
        ),
        handovers=given,
        desks=desks(trying),
        incidents=linked,
        systems=tuple(
            Option(value=key, label=f"{key} {system.name}")
            for key, system in state.runbook.systems.items()
        ),
        communications=state.communications,
        communications_means=_MEANS[state.communications],
        communications_usual=state.communications == first_communications(state.mode),
        notes=notes(trying),
        parties=parties(trying),
        here=trying.named(still_here(trying)),
        locked=locked(trying),
        observations=seen,
        amendments=changes,
        amendable=amendable(trying),
        ways_back=back,
        safe=safe_back(look, foreseen),
        stands_on=stands_on(look, foreseen),
        turned_back=_turned_back(look),
        all_settled=is_all_settled(state),
        left=len(state.index.tasks) - len(state.given_up) - state.settled_count,
        may=_may(trying, back),
    )


def _may(trying: Trying, back: tuple[WayRow, ...]) -> May:
    possible = [row for row in back if row.gate]
    return May(
        stop=trying.may(c.StopStarts, reason="trial"),
        allow=trying.may(c.AllowStarts, reason="trial"),
        call=trying.may(c.CallRoll, title="trial"),
        link=trying.may(c.LinkIncident, reference="trial", summary="trial"),
        note=trying.may(c.AddNote, text="trial"),
        attend=trying.may(c.RecordAttendance, party="trial", attendance="absent"),
        observe=trying.may(c.RecordObservation, text="trial"),
        recommend=bool(possible)
        and trying.may(c.RecommendTurningBack, kind="rollback", reason="trial"),
        turn=any(may_turn(trying, row) for row in possible),
        leave=trying.visitor.has({"cutover_manager"}) and trying.look.state.status == "open",
        activate=trying.may(c.ActivateParticipant, party="trial", evidence="trial"),
        communicate=trying.may(c.SetCommunications, mode="test", reason="trial"),
        close=trying.may(c.AbandonRun, reason="trial"),
    )


def may_turn(trying: Trying, row: WayRow) -> bool:
    """Whether the visitor may decide a way back, or enter that it was decided."""
    if trying.enters(c.TurnBack):
        return True
    return any(
        trying.may(c.TurnBack, kind=row.kind, gate=row.gate, decided_by=party, reason="trial")
        for party in row.parties
    )


def _turned_back(look: Look) -> tuple[str, ...]:
    """What was decided about turning back, in sentences."""
    return tuple(sentence(each.what, look.state) for each in look.state.turned_back)


def _jumps(
    look: Look,
    *,
    called: Roll | None,
    given: tuple[HandoverRow, ...],
    linked: tuple[IncidentRow, ...],
    seen: tuple[ObservationRow, ...],
    changes: tuple[AmendmentRow, ...],
) -> tuple[Jump, ...]:
    state = look.state
    parts = (
        ("starts", "Starts", int(state.stopped is not None), True),
        ("roll-call", "Roll-call", len(called.missing) if called else 0, False),
        ("incidents", "Incidents", sum(row.closed is None for row in linked), False),
        ("handover", "Handover", sum(not row.taken for row in given), False),
        ("amendments", "Amendments", sum(row.status == "proposed" for row in changes), False),
        ("turning-back", "Turning back", int(state.recommended_back is not None), True),
        ("communications", "Communications", 0, False),
        ("notes", "Notes", 0, False),
        ("observations", "Observations", sum(row.final is None for row in seen), False),
        ("parties", "Parties", 0, False),
        ("close", "End of the run", int(is_all_settled(state) and state.status == "open"), True),
    )
    return tuple(
        Jump(anchor=anchor, label=label, count=count, urgent=grave and count > 0)
        for anchor, label, count, grave in parts
    )
