"""The keeper: follows a run, and has drafted, told and delivered what its outages ask for.

What it does follows from the run's facts, its notices and the time; it keeps nothing that the
journal does not hold, so it can be killed and started again at any moment.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from notices.core.asked import NoticeCommand
from notices.drafting.wanted import Wanted, wanted
from notices.foresight import NOTHING, Foreseen, Foresight
from notices.foresight_ahead import ForesightAhead
from notices.looked_at import OF_NO_INTEREST, rest_now, view_of
from notices.office import NoticeOffice, is_virtual
from notices.simulated_approver import approvals_of
from rehearsals.clocks import SCALED, speed
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.names import SUBSCRIPTIONS
from rehearsals.outlook.rest import Rest
from runbooks.errors import Refused

#: Rounds of asking at one instant, after which something must be wrong.
ROUNDS = 30
#: How long what was refused, or is at fault, rests: briefly, since the reason may be a passing one.
REST = timedelta(minutes=5)
#: A simulated night in which nothing has happened for so long stands still: nobody is to be told
#: that nothing has changed for ever.
PATIENCE = timedelta(days=3)

#: Between two looks at a run on a scaled clock, in real time.
BREATH = timedelta(seconds=0.25)

#: Does what is due by an instant of the run, and says when something is due again.
Work = Callable[[datetime], datetime | None]
_log = logging.getLogger("callboard.notices")


class NoticeKeeper:
    """Keeps the notices of one run; not for use by two threads at once."""

    name = "notices"

    def __init__(
        self,
        desk: Desk,
        run: str,
        *,
        office: NoticeOffice | None = None,
        reconcile: Work | None = None,
        deliver: Work | None = None,
    ) -> None:
        """`reconcile` tells late joiners what is current; `deliver` sends, in a simulated run."""
        self.office = office or NoticeOffice(desk, run)
        self._desk = desk
        self._run = run
        self._works = tuple(work for work in (reconcile, deliver) if work is not None)
        self._foresight, self._ahead = Foresight(), ForesightAhead()
        #: What was refused, by the command's id, and when.
        self._refused: dict[str, datetime] = {}
        #: What went wrong with a notice last.
        self._faults: dict[str, str] = {}
        #: How far it has looked: in the run, its notices, and the subscriptions.
        self._seen: tuple[int, ...] = (-1, -1, -1)
        self._due: datetime | None = None
        self._looked: datetime | None = None
        self._pause = _pause(desk.state(run))

    def step(self, now: datetime) -> datetime | None:
        """Do what is due by `now`; when something is due again, or None.

        It looks no further if nothing of interest has happened in the run, its notices have not
        changed, and nothing is due.
        """
        beside = self._desk.journal.head(SUBSCRIPTIONS).seq if self._works else 0
        if not self._is_news(beside) and (self._due is None or now < self._due):
            return self._due
        if self._looked is not None and self._looked <= now < self._looked + self._pause:
            return self._looked + self._pause
        # What fails on the way is due again: the next look must not take it for seen and done.
        self._looked = self._due = now
        due = [self._keep(now, beside), *(work(now) for work in self._works)]
        self._due = min((at for at in due if at is not None and at > now), default=None)
        return self._due

    def _is_news(self, beside: int) -> bool:
        seen, *others = self._seen
        if others != [self.office.state().seq, beside]:
            return True
        facts = self._desk.facts(self._run, after=seen)
        if any(not isinstance(fact.event, OF_NO_INTEREST) for fact in facts):
            return True
        self._seen = (seen + len(facts), *others)
        return False

    def close(self) -> None:
        """Do what is due once more, whatever was seen."""
        self._looked = None
        self._due = self._desk.now_in(self._run)
        self.step(self._desk.now_in(self._run))

    def _keep(self, now: datetime, beside: int) -> datetime | None:
        """Ask what is wanted until nothing is; when it is asked again."""
        self._refused = {key: at for key, at in self._refused.items() if now - at < REST}
        rest: Rest | None = None
        for _ in range(ROUNDS):
            state, book = self._desk.state(self._run), self.office.state()
            # What others do from here on is news at the next step.
            self._seen = state.seq, book.seq, beside
            if rest is None or rest.state is not state:
                rest = rest_now(state, now)
            foreseen = self._foresight.look(rest, book) if rest else NOTHING
            ahead = self._ahead.look(rest, book) if rest else {}
            view = view_of(state, now, rest, {**ahead, **foreseen.ends}, foreseen.within_since)
            found = wanted(view, book, self._refused)
            self._note(found.faults)
            approvals = approvals_of(state, book, self._refused)
            ready = [command for at, command in approvals if at <= now]
            if not found.commands and not ready:
                again = [at + REST for at in self._refused.values()]
                again += [now + REST] if found.faults else []
                drawn = (at for at, _ in approvals if at > now)
                return _next(state, now, found, foreseen, (*again, *drawn))
            for command in (*found.commands, *ready):
                self._submit(command, now)
        _log.warning("The notices of %s ask for ever more; they are left as they are.", self._run)
        # What it has written itself is no news: else it would begin again at once, for ever.
        self._seen = self._desk.state(self._run).seq, self.office.state().seq, beside
        return now + REST

    def _note(self, faults: Mapping[str, Exception]) -> None:
        """Log each fault once, with its trace."""
        for notice, error in faults.items():
            if self._faults.get(notice) != repr(error):
                self._faults[notice] = repr(error)
                _log.error("Notice %s cannot be looked after", notice, exc_info=error)

    def _submit(self, command: NoticeCommand, now: datetime) -> None:
        try:
            self.office.submit(command)
        except Refused as refusal:
            self._refused[command.id] = now
            _log.warning("A notice of %s was not made: %s", self._run, refusal)


def _pause(state: RunState) -> timedelta:
    """Between two looks, in the run's time: where hours pass in a second, all would be due always.

    A simulated run has no real time, and any other is looked at as soon as something happens.
    """
    if state.clock.get("kind") != SCALED:
        return timedelta(0)
    return BREATH * speed(state.clock)


def _next(
    state: RunState, now: datetime, found: Wanted, foreseen: Foreseen, once: Iterable[datetime]
) -> datetime | None:
    last = state.last_at or state.opened_at
    waits = not is_virtual(state) or now - last < PATIENCE
    dates = [*once, found.next_due if waits else found.next_once]
    if waits:
        dates.append(foreseen.next_at)
    return min((at for at in dates if at is not None), default=None)
