"""Notices on trial: who may say something, and what it would be; nothing is ever handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.notice_seen import NoticesSeen
from console.web.house import House
from console.web.notice_looks import seen_in
from console.web.reading import Look
from console.web.trying import trial, trial_of
from console.web.visitor import Visitor
from notices.checking import check_notice
from notices.core.asked import ApproveDraft, NoticeCommand, WriteNotice, WriteUpdate
from notices.core.communications import Standing
from notices.core.context import Context
from notices.core.events import NoticeEvent, NoticePublished
from notices.core.letting_out import approve
from notices.core.notice import Content
from notices.core.permissions import check_communicates, check_may
from notices.core.writing import write_notice, write_update
from notices.office import WORDS, is_virtual
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from runbooks.clocktime import local_short, minutes_text
from runbooks.errors import Refused

#: What can be looked at before it goes out.
Saying = ApproveDraft | WriteUpdate | WriteNotice


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """Somebody who looks at the notices of a run."""

    look: Look
    seen: NoticesSeen
    visitor: Visitor

    @property
    def context(self) -> Context:
        """The run as its notices see it now."""
        state = self.look.state
        return Context(
            run=self.look.run,
            live=state.mode == "live",
            virtual=is_virtual(state),
            environment=state.runbook.notices.environment,
            zone=state.runbook.timezone,
            standing=Standing(mode=state.communications),
            outages=frozenset(state.runbook.outages),
            register=self.visitor.register,
            real_now=self.look.real_now,
        )

    def denial(self, kind: type[NoticeCommand] = ApproveDraft) -> Refusal | None:
        """Why the visitor may not say anything of a kind; None if they may."""
        return check_may(self.context, trial(kind, trial_of(self.visitor)))

    def may_act(self) -> bool:
        """Whether the visitor may have deliveries made again, and note who has read them."""
        person, live = self.visitor.person, self.look.state.mode == "live"
        if person is None:
            return False
        register, now = self.visitor.register, self.look.real_now
        return check_communicates(register, person.id, "-", live=live, now=now) is None

    def would_be(self, command: Saying) -> NoticePublished:
        """What would go out, whoever says it; raises Refused, which is not journalled."""
        answer = self._decided(command)
        if isinstance(answer, Refusal):
            raise Refused(answer.code, answer.message, hint=answer.hint)
        found = [event for event in answer if isinstance(event, NoticePublished)]
        return found[0]

    def tried(self, command: Saying) -> NoticePublished:
        """What would go out; raises Refused too for whoever may not, which is not journalled."""
        if refusal := check_may(self.context, command):
            raise Refused(refusal.code, refusal.message, hint=refusal.hint)
        return self.would_be(command)

    def _decided(self, command: Saying) -> Sequence[NoticeEvent] | Refusal:
        book, now, context = self.seen.book, self.look.now, self.context
        match command:
            case ApproveDraft():
                return approve(book, command, now, context, WORDS)
            case WriteUpdate():
                return write_update(book, command, now, context, WORDS)
            case WriteNotice():
                return write_notice(book, command, now, context, WORDS)


def room_of(house: House, look: Look, visitor: Visitor) -> Room:
    """A visitor at the notices of a run; raises JournalError."""
    return Room(look=look, seen=seen_in(house, look), visitor=visitor)


def not_simulated(room: Room) -> Refusal | None:
    """Why nobody has anything sent again in a simulated run."""
    if not room.seen.simulated:
        return None
    return refuse(
        "virtual-run",
        f"Run {room.look.run} is simulated: its messages leave in its own time alone.",
        "Look at what became of them.",
    )


def doubts_about(
    content: Content, room: Room, *, forecast: datetime | None = None
) -> tuple[str, ...]:
    """What somebody should look at who lets it out, though it may go out.

    That is what the linter says, and an end before the forecast one (P80, UTC).
    """
    found = check_notice(content, zone=room.seen.zone, now=room.look.now)
    said = [str(one) for one in found if one.severity == "warning"]
    return (*_too_early(content, room.seen.zone, forecast), *said)


def _too_early(content: Content, zone: str, forecast: datetime | None) -> Iterator[str]:
    end = content.window.end
    if end is None or forecast is None or content.actual.end or content.open_ended:
        return
    if end < forecast:
        early = minutes_text((forecast - end).total_seconds())
        yield (
            f"It announces an end at {local_short(end, zone)}, {early} before the forecast one "
            f"(P80, {local_short(forecast, zone)}): in more than one case of five it will not be "
            "kept."
        )
