"""What waits for somebody besides tasks: evidence, votes, advice, calls, desks, signatures."""

from __future__ import annotations

from collections.abc import Iterator

from console.naming import party_name, person_name
from console.web.reading import Look
from console.web.views.board_needs import need_rows
from console.web.views.task_may import TaskMay
from console.web.views.waiting import Finding, Waiting, timed, urgently
from console.web.views.waiting_at_gates import at_gates, signatures
from rehearsals.core import commands as c
from runbooks.tasks import Task

#: Needs that are the manager's, besides what is asked of everybody.
_MANAGERS = frozenset(
    {
        "all-settled",
        "turning-back-recommended",
        "gate-to-look-at-again",
        "check-turned-bad",
        "left-without-owner",
        "incident",
        "communications",
    }
)


def waiting_for(
    look: Look, may: TaskMay, parties: frozenset[str], back: str
) -> tuple[Waiting, ...]:
    """What waits for the visitor, or for parties that they look at; urgent things first."""
    found = _Finding(look=look, may=may, parties=parties, back=back)
    return tuple(sorted(found.all(), key=lambda one: not one.urgent))


class _Finding(Finding):
    """Goes through all that may wait."""

    __slots__ = ()

    def all(self) -> Iterator[Waiting]:
        # What a decision left open is worked off after the end of the run, too.
        yield from signatures(self)
        yield from self._items()
        if self.look.state.status == "open":
            yield from self._while_it_runs()

    def _while_it_runs(self) -> Iterator[Waiting]:
        yield from self._roll()
        yield from self._handovers()
        yield from at_gates(self)
        yield from self._observations()
        yield from self._amendments()
        yield from self._stopped()
        if self.may.visitor.has({"cutover_manager"}):
            yield from self._steering()

    def _roll(self) -> Iterator[Waiting]:
        state = self.look.state
        call = state.roll_calls[-1] if state.roll_calls else None
        for party in call.missing if call else ():
            how = self.may.how(c.AnswerRoll, party=party) if party in self.parties else None
            if call and how:
                words = f"Roll-call: {call.title}. Is {party_name(state.runbook, party)} there?"
                tap = how == "own"
                fields = {"party": party, "present": "true"}
                one = self.one(c.AnswerRoll, words, "We are here", tap=tap, **fields)
                yield urgently(one)

    def _handovers(self) -> Iterator[Waiting]:
        register, person = self.may.visitor.register, self.may.visitor.person
        for given in self.look.state.handovers:
            if given.taken_at is not None or not self.may.can(c.TakeShift, number=given.number):
                continue
            if person is not None and given.by == person.id:
                continue
            to_me = person is not None and register.named(given.to) == person.id
            who, to = person_name(given.by), "you" if to_me else person_name(given.to)
            text = f"{who} hands {given.desk} over to {to}: {given.text}"
            one = self.one(c.TakeShift, text, "I have read it", tap=True, number=given.number)
            yield urgently(one) if to_me else one

    def _items(self) -> Iterator[Waiting]:
        state, now = self.look.state, self.look.now
        for item in state.items.values():
            if item.owner not in self.parties or not item.stands_open(now):
                continue
            if self.may.how(c.CloseItem, item=item.id) is None:
                continue
            one = self.one(c.CloseItem, f"{item.id}: {item.text}", "Close it", item=item.id)
            yield timed(one, self.shown(item.due), urgent=item.due is not None and item.due <= now)

    def _observations(self) -> Iterator[Waiting]:
        for seen in self.look.state.observations:
            open_ = seen.final_at is None and seen.party in self.parties and not seen.answer
            if open_ and self.may.how(c.AnswerObservation, number=seen.number):
                text = f"Assurance wrote: {seen.text} Are its facts right?"
                yield self.one(c.AnswerObservation, text, "Answer", number=seen.number)

    def _amendments(self) -> Iterator[Waiting]:
        for each in self.look.state.amendments:
            number = each.what.number
            if each.status != "proposed" or not self.may.how(c.ApproveAmendment, number=number):
                continue
            text = f"Amendment {number} by {person_name(each.by)}: {each.what.reason}"
            href = f"/runs/{self.look.run}/control#amendments"
            yield Waiting(key=f"amendment-{number}", text=text, label="Look at it", href=href)

    def _stopped(self) -> Iterator[Waiting]:
        reason = self.look.state.stopped
        if reason is not None and self.may.how(c.AllowStarts):
            text = f"All starts are stopped: {reason}"
            yield urgently(self.one(c.AllowStarts, text, "Allow starts"))

    def _steering(self) -> Iterator[Waiting]:
        """What the manager has to look after."""
        for need in need_rows(self.look):
            if need.key.rpartition("-")[0] in _MANAGERS:
                yield Waiting(
                    key=need.key,
                    text=need.text,
                    label="Look at it",
                    href=need.href,
                    urgent=need.urgent,
                )
        for task, word in self._stuck():
            href = f"/runs/{self.look.run}/tasks/{task.id}"
            text = f"{task.id} {task.title}: {word}"
            key = f"stuck-{task.id}"
            yield Waiting(key=key, text=text, label="Look at it", href=href, urgent=True)

    def _stuck(self) -> Iterator[tuple[Task, str]]:
        for task in self.look.standing.those("ready", "running", "failed", "unknown"):
            word = self.look.standing.states[task.id]
            if blocks := self.look.state.task(task.id).blocks:
                yield task, f"blocked. {blocks[0].reason}"
            elif word in ("failed", "unknown"):
                yield task, f"{word}."
