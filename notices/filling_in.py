"""From the records of a written notice to its content: times become instants, ids get names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from notices.checking.problems import Problem
from notices.core.notice import (
    Affected,
    Content,
    Cutoff,
    Named,
    Part,
    Periods,
    SubmitBy,
    Window,
)
from notices.labelled_times import LabelledTime, placed
from notices.written import WrittenName, WrittenNotice, WrittenWindow
from runbooks.clocktime import from_rfc3339
from runbooks.findings import Path

#: Stands for a time that is none, until its problem is told.
_NOWHERE = from_rfc3339("1970-01-01T00:00:00Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class FilledIn:
    """A written notice with its instants."""

    #: None if a time is none.
    content: Content | None
    published_at: datetime | None
    previous: Window | None
    problems: tuple[Problem, ...]


def filled_in(written: WrittenNotice) -> FilledIn:
    """The content of a notice, with what is wrong with its times."""
    clock = _Clock(zone=written.zone, label=written.zone_label or "")
    content = _content(written, clock)
    published_at = clock.maybe(written.published_at, ("published_at",))
    previous = clock.window(written.previous, "previous") if written.previous else None
    whole = all(problem.severity != "error" for problem in clock.problems)
    return FilledIn(
        content=content if whole else None,
        published_at=published_at if whole else None,
        previous=previous if whole else None,
        problems=tuple(clock.problems),
    )


@dataclass(kw_only=True, slots=True)
class _Clock:
    """Places times, and keeps what is wrong with them."""

    zone: str
    label: str
    problems: list[Problem] = field(default_factory=list)

    def at(self, time: LabelledTime, path: Path) -> datetime:
        instant, problems = placed(time, self.zone, path, label=self.label)
        self.problems += problems
        return instant or _NOWHERE

    def maybe(self, time: LabelledTime | None, path: Path) -> datetime | None:
        return None if time is None else self.at(time, path)

    def window(self, window: WrittenWindow, name: str) -> Window:
        return Window(
            start=self.maybe(window.start, (name, "start")),
            end=self.maybe(window.end, (name, "end")),
        )


def _content(written: WrittenNotice, clock: _Clock) -> Content:
    window = clock.window(written.window, "window")
    actual = clock.window(written.actual, "actual")
    cutoff = written.cutoff
    return Content(
        title=written.title.strip(),
        cause=written.cause or "",
        reason=written.reason,
        systems=tuple(
            Affected(id=one.id, name=one.name or one.id, impact=one.impact)
            for one in written.systems
        ),
        unaffected=_named(written.unaffected),
        window=window,
        open_ended=written.open_ended,
        end_uncertainty=written.end_uncertainty or "",
        parts=_parts(written, clock),
        actual=actual,
        cutoff=Cutoff(what=cutoff.what, at=clock.at(cutoff.at, ("cutoff", "at")))
        if cutoff
        else None,
        submit_by=_submissions(written, clock),
        data_handling=written.data_handling,
        backlog_handling=written.backlog_handling or "",
        backlog_clear_by=clock.maybe(written.backlog_clear_by, ("backlog_clear_by",)),
        action_required=written.action_required or "",
        workaround=written.workaround or "",
        next_update_due=clock.maybe(written.next_update_due, ("next_update_due",)),
        hard_limit_at=clock.maybe(written.hard_limit_at, ("hard_limit_at",)),
        audience=_named(written.audience),
        returns=written.returns,
        replaced_by=_one_named(written.replaced_by) if written.replaced_by else None,
        resume_at=written.resume_at or "",
        contact=written.contact or "",
        zone_label=written.zone_label or "",
    )


def _named(several: tuple[WrittenName, ...]) -> tuple[Named, ...]:
    return tuple(_one_named(one) for one in several)


def _one_named(one: WrittenName) -> Named:
    return Named(id=one.id, name=one.name or one.id)


def _parts(written: WrittenNotice, clock: _Clock) -> tuple[Part, ...]:
    return tuple(
        Part(
            start=clock.at(part.start, ("parts", number, "start")),
            end=clock.at(part.end, ("parts", number, "end")),
            text=part.text,
            impact=part.impact,
            beside=part.beside,
        )
        for number, part in enumerate(written.parts)
    )


def _submissions(written: WrittenNotice, clock: _Clock) -> tuple[SubmitBy, ...]:
    return tuple(
        SubmitBy(
            what=one.what,
            at=clock.at(one.at, ("submit_by", number, "at")),
            periods=tuple(
                Periods(day=each.day, first=each.first, last=each.last) for each in one.periods
            ),
        )
        for number, one in enumerate(written.submit_by)
    )
