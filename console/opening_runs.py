"""Opening a run that somebody wants: who may, of which plan, after which run, under which name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NoReturn
from uuid import uuid4

from console import here
from console.acting import Acting
from console.caller import opener_of
from console.output import talk, wrapped
from console.planning import Planned, Wanted, opening_of
from console.telling_words import counted
from rehearsals.core.command import Refusal
from rehearsals.core.opening import open_run
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.ledger import record_refusal
from rehearsals.names import next_live_id
from rehearsals.people.book import people_ledger
from rehearsals.people.unprepared import without_password
from rehearsals.programme.book import programme_ledger
from rehearsals.programme.commands import OpenRun
from rehearsals.programme.following import Followed, follow
from rehearsals.programme.freezing import deviation, may_open
from runbooks.clocktime import from_rfc3339, local
from runbooks.errors import Refused

_KINDS = (("condition", "condition"), ("risk", "accepted risk"), ("lesson", "lesson"))
#: People without a password who are named.
_MOST_NAMED = 8
#: Makes sure of a run that is for real: its name, and what it is, in a sentence.
Sure = Callable[[str, str], None]


def open_run_of(
    desk: Desk, wanted: Wanted, name: str | None, acting: Acting, *, sure: Sure | None = None
) -> tuple[RunState, tuple[str, ...]]:
    """Open the run that is wanted; its state, and what a person should know about it.

    Raises Refused (journalled) for who may not, a frozen plan and a missing approval, and what
    `opening_of` and `Desk.open` do.
    """
    planned = opening_of(wanted, here.now())
    actor = opener_of(desk.journal, acting, wanted.mode)
    programme = programme_ledger(desk.journal, here.now).state()
    refusal = may_open(programme, planned.written, wanted.mode, here.now())
    followed = _followed(desk, planned) if refusal is None else refusal
    run = name or _free_name(desk, planned)
    if isinstance(followed, Refusal):
        _deny(desk, planned, run, followed, actor)
    opening = planned.opening(run, followed)
    if wanted.mode == "live":
        _warn_of_passwords(desk, planned)
    if sure is not None:
        sure(run, planned.summary(run))
    if wanted.mode == "simulation" and acting.as_ is None:
        # Who happens to simulate stays out of the journal: one seed, one journal.
        actor = "simulation"
    fact = open_run(opening, now=planned.opens_at, actor=actor, channel="cli", real_now=here.now())
    state = desk.open(fact, run)
    deviating = deviation(programme, planned.written, here.now())
    noted = [f"Note: {deviating}"] if deviating else []
    return state, (*planned.lines(state), *noted, *_carried(state))


def _warn_of_passwords(desk: Desk, planned: Planned) -> None:
    """Who has no password finds out at the gate otherwise, and the gate waits."""
    register = people_ledger(desk.journal, here.now).state()
    missing = without_password(register, planned.written, here.now())
    if not missing:
        return
    names = ", ".join(register.people[one].name for one in missing[:_MOST_NAMED])
    more = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
    talk(
        wrapped(
            "Warning: a decision in a live run takes a password, and of those who decide or manage "
            f"here these have none: {names}{more}. Invite them with `callboard user invite "
            "PERSON`; `callboard user list` shows who has one."
        )
    )


def _followed(desk: Desk, planned: Planned) -> Followed | Refusal:
    wanted = planned.wanted
    earlier = desk.state(desk.resolve(wanted.follows)) if wanted.follows else None
    return follow(planned.written, earlier, wanted.mode)


def _free_name(desk: Desk, planned: Planned) -> str:
    if planned.wanted.mode == "live":
        return next_live_id(planned.written.runbook, desk.runs())
    return desk.next_run_id()


def _carried(state: RunState) -> Iterator[str]:
    """What comes from the run before, in words."""
    if state.follows is None:
        return
    decided = local(from_rfc3339(str(state.follows["decided_at"])), state.runbook.timezone)
    earlier, gate = state.follows["run"], state.follows["gate"]
    yield f"Follows run {earlier}, whose gate {gate} was passed on {decided}."
    counts = ((word, sum(i.kind == kind for i in state.items.values())) for kind, word in _KINDS)
    if words := ", ".join(counted(count, word) for word, count in counts if count):
        yield f"It comes with what is open there: {words}."


def _deny(desk: Desk, planned: Planned, run: str, refusal: Refusal, actor: str) -> NoReturn:
    asked = OpenRun(id=f"cli:{uuid4().hex}", actor=actor, run=run, runbook=planned.written.runbook)
    record_refusal(desk.journal, run, asked, refusal, here.now())
    raise Refused(refusal.code, refusal.message, hint=refusal.hint)
