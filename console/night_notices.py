"""Which of a run's notices are worth a line of the night, and in which words; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from notices.core.book import NoticeFact
from notices.core.events import NoticePublished, ReminderIssued
from notices.core.notice import Notice
from notices.wording.phrases import news_of, rung_words
from runbooks.clocktime import local_date, local_short, local_time

#: First notices are approved one by one, and told together.
_GATHERED = timedelta(minutes=10)
#: What changes with every update that only says that all goes on as announced.
_NO_NEWS = frozenset({"cause", "next_update_due"})


@dataclass(slots=True)
class _Alike:
    """Notices of one moment that say the same."""

    news: str
    until: datetime
    at: datetime
    #: That they leave no longer, where that has not been said yet.
    kept: str
    notices: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All of them in a sentence."""
        several = "s" if len(self.notices) > 1 else ""
        return f"Notice{several} {', '.join(self.notices)}: {self.news}{self.kept}."


class NoticeLines:
    """Tells notices as they come, in order of time; those that say the same in one line."""

    def __init__(self, *, verbose: bool) -> None:
        """With `verbose` reminders are told too, and updates without news."""
        self._verbose = verbose
        self._open: _Alike | None = None
        self._withheld = ""

    def tell(self, fact: NoticeFact) -> Iterator[tuple[datetime, str]]:
        """The lines that are whole now, with their times (UTC): those before this fact's."""
        news, notice = self._news(fact)
        if not news:
            return
        alike = self._open
        if alike is None or alike.news != news or fact.recorded_at > alike.until:
            yield from self.end()
            gathered = _GATHERED if news.startswith("provisional") else timedelta(0)
            until = fact.recorded_at + gathered
            kept = self._kept(fact)
            alike = self._open = _Alike(news=news, until=until, at=fact.recorded_at, kept=kept)
        alike.at = fact.recorded_at
        alike.notices.append(notice)

    @property
    def open(self) -> bool:
        """Whether a line is not whole yet: more notices may join it."""
        return self._open is not None

    def end(self, before: datetime | None = None) -> Iterator[tuple[datetime, str]]:
        """The line that is not told yet, if there is one; with `before`, if none joins it then."""
        alike = self._open
        if alike is not None and (before is None or before > alike.until):
            self._open = None
            yield alike.at, alike.words

    def _news(self, fact: NoticeFact) -> tuple[str, str]:
        """What a fact says that is worth a line, and of which notice; nothing: it is not."""
        match fact.event:
            case NoticePublished(notice=notice) if self._verbose or _is_news(notice):
                return news_in_a_night(notice), notice.id
            case ReminderIssued(notice=notice_id, rung=rung) if self._verbose:
                return f"reminder, {rung_words(rung)} before", notice_id
        return "", ""

    def _kept(self, fact: NoticeFact) -> str:
        """That nothing leaves the house; it is said once."""
        if not isinstance(fact.event, NoticePublished):
            return ""
        said, self._withheld = self._withheld, fact.event.withheld
        news = self._withheld if self._withheld != said else ""
        return f" (in the house alone: {news})" if news else ""


def news_in_a_night(notice: Notice) -> str:
    """`extended to Mon 22 Sep 08:00 BST (was 07:30 BST)`: what a revision says, in few words."""
    zone, window = notice.zone, notice.window
    match notice.kind:
        case "rescheduled" if window.start:
            was = notice.previous_window.start if notice.previous_window else None
            return (
                f"rescheduled to {local_short(window.start, zone)}{_was(was, window.start, zone)}"
            )
        case "extended" if window.end:
            was = notice.previous_window.end if notice.previous_window else None
            return f"extended {_until(notice, window.end)}{_was(was, window.end, zone)}"
        case "holding" if notice.content.next_update_due:
            due = local_time(notice.content.next_update_due, zone)
            return f"overrun possible, next update by {due}"
        case "updated":
            return _updated(notice)
        case _:
            return news_of(notice)


def _updated(notice: Notice) -> str:
    if notice.previous_window is not None and notice.window.end is not None:
        return f"updated, closed {_until(notice, notice.window.end)}"
    doubt = notice.content.end_uncertainty
    if doubt and "end_uncertainty" in notice.changed:
        return f"updated. {doubt.rstrip('.')}"
    changed = [name.replace("_", " ") for name in notice.changed if name not in _NO_NEWS]
    return f"updated ({', '.join(changed)})" if changed else "updated, no news"


def _until(notice: Notice, end: datetime) -> str:
    shown = local_short(end, notice.zone)
    open_ended = notice.content.open_ended
    return f"until further notice, not before {shown}" if open_ended else f"to {shown}"


def _was(was: datetime | None, now: datetime, zone: str) -> str:
    if was is None:
        return ""
    same_day = local_date(was, zone) == local_date(now, zone)
    return f" (was {local_time(was, zone) if same_day else local_short(was, zone)})"


def _is_news(notice: Notice) -> bool:
    return notice.kind != "updated" or not _NO_NEWS.issuperset(notice.changed)
