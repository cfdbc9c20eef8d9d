"""What the commands on returns share: the register opened for somebody, and words read and told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from console import here
from console.acting import Acting, known
from console.caller import Caller, caller_of
from console.opening import opened_journal
from console.output import emit, wrapped
from console.times import read_time
from rehearsals.core.command import By, Refusal
from rehearsals.journal.port import Journal
from rehearsals.ledger import record_refusal
from rehearsals.names import READINESS
from rehearsals.people.words import Scope
from rehearsals.readiness import commands as c
from rehearsals.readiness import events as e
from rehearsals.readiness.book import ReadinessLedger, readiness_ledger
from rehearsals.readiness.decide import decide
from rehearsals.readiness.standing import Standing, standing_of
from rehearsals.readiness.state import Readiness, Return
from rehearsals.readiness.words import Signatory
from runbooks.clocktime import local
from runbooks.errors import CallboardError, Refused

#: The zone of times in the register, which belongs to no single runbook.
ZONE = "Europe/London"
#: Facts of one command that are told; more of them are counted.
_MOST_TOLD = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Registry:
    """The register of returns, opened for whoever acts."""

    journal: Journal
    ledger: ReadinessLedger
    caller: Caller
    acting: Acting
    standing: Standing

    @property
    def state(self) -> Readiness:
        """The register as it stands."""
        return self.ledger.state()

    def by(self) -> By:
        """The fields of a command that say whose it is; raises TimeError."""
        return self.acting.by(self.caller, here.now(), ZONE)

    def visible(self) -> tuple[Return, ...]:
        """The returns that whoever acts may see."""
        return self.standing.sees(self.state)

    def find(self, word: str) -> Return:
        """A return that may be seen, by its id in any case; else Refused, alike for none."""
        seen = {each.id: each for each in self.visible()}
        name = known(word, list(seen))
        if name in seen:
            return seen[name]
        raise Refused(
            "unknown-return",
            f"There is no return {word} that you may see.",
            hint="See `callboard readiness list`. A party sees its own; the programme (cutover "
            "manager, administrator, assurance) sees all, and judges them.",
        )

    def would_take(self, command: c.ReadinessCommand) -> bool:
        """Whether a command would be taken, so that what belongs to it may be kept."""
        allowed = self.standing.check_may(self.state, command) is None
        return allowed and not isinstance(decide(self.state, command, here.now()), Refusal)

    def check_may(self, command: c.ReadinessCommand) -> None:
        """Raise Refused, which is journalled, for a command that is not theirs to give."""
        if refusal := self.standing.check_may(self.state, command):
            record_refusal(self.journal, READINESS, command, refusal, here.now())
            raise Refused(refusal.code, refusal.message, hint=refusal.hint)

    def submit(self, command: c.ReadinessCommand) -> None:
        """Hand in a command and tell what is now so; raises Refused, also if it is not theirs."""
        before = len(self.ledger.facts())
        self.check_may(command)
        facts = self.ledger.submit(command)
        for fact in facts[:_MOST_TOLD]:
            emit(wrapped(f"{local(fact.at, ZONE)}: {sentence(fact.event, self.state)}"))
        if len(facts) > _MOST_TOLD:
            emit(f"And {len(facts) - _MOST_TOLD} more; see `callboard readiness list`.")
        if len(self.ledger.facts()) == before:
            emit("(This command was given before; nothing has changed.)")


@contextmanager
def opened_register(
    acting: Acting | None, scope: Scope = "act", *, create: bool = False
) -> Iterator[Registry]:
    """The register, opened for whoever acts; without `create` an empty one if there is none.

    Raises Refused for somebody whom the register of people does not know.
    """
    chosen = acting or Acting()
    with opened_journal(create=create) as journal:
        caller = caller_of(journal, chosen, scope)
        yield Registry(
            journal=journal,
            ledger=readiness_ledger(journal, here.now),
            caller=caller,
            acting=chosen,
            standing=standing_of(caller.register, caller.actor, here.now()),
        )


def time(text: str) -> datetime:
    """The instant (UTC) of a time as typed, on the clock of the register's zone."""
    return read_time(text, ZONE, here.now())


def pair(text: str, what: str, example: str) -> tuple[str, str]:
    """The two parts of 'ONE; OTHER'; raises CallboardError with the form and an example."""
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != 2 or not all(parts):  # noqa: PLR2004 - two parts
        raise CallboardError(f"{text!r} is not {what}.", hint=f"Write it as {example}.")
    return parts[0], parts[1]


def signatory(text: str) -> Signatory:
    """A signatory as typed: 'NAME; OFFICE'."""
    name, office = pair(text, "a signatory", "'NAME; OFFICE', such as 'Ann Example; Director'")
    return Signatory(name=name, office=office)


def kind_words(kind: str) -> str:
    """A kind of return, in words."""
    return kind.replace("_", " ")


def sentence(event: e.ReadinessEvent, state: Readiness) -> str:
    """An event of the register as a sentence for people."""
    if isinstance(event, e.ReadinessShared):
        who = "everyone" if event.audience == "everyone" else "the programme only"
        return f"The readiness of {event.party} is shown to {who}."
    what = f"{event.return_id} ({_what(state.returns[event.return_id])})"
    match event:
        case e.ReturnAsked():
            return f"{what} asked of {event.party}, due {local(event.deadline, ZONE)}."
        case e.GateServed():
            again = ", once it is reconfirmed there" if event.reconfirm else ""
            return f"{what} serves {event.gate} too{again}."
        case e.AskAmended():
            return f"{what} changed{_changes(event)}: {event.reason}"
        case e.ReturnSubmitted():
            return f"{what} {_handed_in(event)}"
        case e.ReturnAccepted():
            note = f": {event.note}" if event.note else "."
            return f"{what} accepted by {event.accepted_by}{note}"
        case e.ReturnSentBack():
            return f"{what} sent back by {event.sent_back_by}: {event.reason}"
        case e.ReturnWithdrawn():
            return f"{what} withdrawn by {event.withdrawn_by}: {event.reason}"
        case e.ReturnReconfirmed():
            when = local(event.as_at, ZONE)
            note = f": {event.statement}" if event.statement else "."
            return f"{what} reconfirmed for {event.gate} by {event.signatory}, as at {when}{note}"
        case _:
            assert_never(event)


def _what(asked: Return) -> str:
    which = f" {asked.which}" if asked.which else ""
    return f"{kind_words(asked.kind)}{which}, {asked.party}"


def _changes(event: e.AskAmended) -> str:
    parts = [f"due {local(event.deadline, ZONE)}"] if event.deadline else []
    parts += [f"{one} may sign" for one in event.listed]
    parts += [f"{one} no longer may" for one in event.struck]
    return f" ({'; '.join(parts)})" if parts else ""


def _handed_in(event: e.ReturnSubmitted) -> str:
    part = "submitted" if event.complete else "handed in in part"
    words = f"{part} by {event.signatory}, for {event.submitted_by}"
    words += f", as at {local(event.as_at, ZONE)}: {event.statement}"
    counted = {
        "exception": len(event.exceptions),
        "attachment": len(event.attachments),
        "sub-supplier's evidence": len(event.evidence),
    }
    more = [f"{count} {noun}{'s' if count > 1 else ''}" for noun, count in counted.items() if count]
    return f"{words} ({', '.join(more)})" if more else words
