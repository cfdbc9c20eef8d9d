"""The bars of a task: planned above; below it what happened, and what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.standing import Standing
from console.web.pictures.gantt_records import Bar, Diamond, Links, Row
from console.web.pictures.words import fit, gate_kind, gate_words, shape_of, state_words
from console.web.views.expected import WORDS, Expected
from dependencies.forecast.records import Forecast
from rehearsals.core.state import Attempt
from rehearsals.outlook.dates import Dates
from reports.drawing.axis import Axis
from runbooks.clocktime import local_short, minutes_text
from runbooks.gates import Gate
from runbooks.tasks import Task

ROW = 24
#: Pixels of the column of names, and of that for the name.
LABELS = 320
_LABEL_ROOM = LABELS - 30
_LEAST = 2.5
_PLANNED = (4.0, 5.0)
_LIVED = (11.0, 9.0)
_WHISKER = (13.0, 5.0)
#: Seconds late below which nobody is told.
_WORTH_TELLING = 60
_KINDS = {"done": "done", "failed": "failed", "unknown": "unknown", "withdrawn": "withdrawn"}


class TaskArtist:
    """Draws tasks of a run on an axis."""

    def __init__(
        self,
        stands: Standing,
        ahead: Expected,
        axis: Axis,
        links: Links,
        forecast: Forecast | None = None,
    ) -> None:
        self._stands, self._ahead, self._axis, self._links = stands, ahead, axis, links
        self._forecast = forecast
        self._state = stands.state
        self._zone = stands.state.runbook.timezone
        self._start, self._end = axis.parts[0].start, axis.parts[-1].end

    def row(self, task: Task, y: float, *, odd: bool, driving: bool) -> Row:
        """A task's row."""
        state = self._stands.states.get(task.id, "given_up")
        bars = tuple(bar for bar in self._bars(task) if bar)
        gate = self._state.index.meeting_of.get(task.id)
        diamonds = tuple(self.diamond(gate)) if gate else ()
        late = self._late(task)
        title = task.title
        words = f"{task.id} {title}: {state_words(self._stands, task.id)}"
        words += f", {late}" if late else ""
        words += ", on the driving chain" if driving else ""
        whisker = self._whisker(task)
        shown = (*bars, *filter(None, (whisker,)))
        edges = [bar.x + bar.width for bar in shown] + [mark.x + 8 for mark in diamonds]
        return Row(
            key=task.id,
            y=y,
            label=fit(f"{task.id} {title}", _LABEL_ROOM, bold=driving),
            title=words,
            odd=odd,
            href=f"{self._links.tasks}{task.id}",
            state=state,
            icon=shape_of(self._stands, task.id),
            driving=driving,
            bars=bars,
            diamonds=diamonds,
            whisker=whisker,
            note=late if edges and not self._state.task(task.id).settled else "",
            note_x=round(max(edges, default=0.0) + 5, 1),
            before=not edges and self._whole(task).finish <= self._start,
            after=not edges and self._whole(task).start >= self._end,
        )

    def diamond(self, gate: Gate) -> Iterator[Diamond]:
        """Where a gate's decision was taken, or is expected; nothing outside the time shown."""
        record = self._state.gate(gate.id)
        kind, last = gate_kind(record), record.last
        planned = self._stands.dates.get(gate.meeting)
        ahead = self._ahead.dates.get(gate.meeting)
        at = last.at if last and record.passed else ahead.finish if ahead else None
        if at is None and last:
            at = last.at
        if at is None or not self._start <= at <= self._end:
            return
        words = f"{gate.id} {gate.title}: {gate_words(record)} {self._when(at)}"
        if not record.passed:
            words = f"{gate.id} {gate.title}: {gate_words(record)}, "
            words += f"expected {self._when(at)}"
        if planned:
            words += f", planned {self._when(planned.finish)}"
        words += "; point of no return" if gate.point_of_no_return else ""
        yield Diamond(
            kind=kind,
            x=round(self._axis.x(at), 1),
            title=words,
            label=gate.id,
            href=f"{self._links.gates}{gate.id}",
        )

    def bar(
        self, kind: str, span: tuple[datetime, datetime], place: tuple[float, float], words: str
    ) -> Bar | None:
        """A length of time, cut to what is shown; None if it lies outside."""
        start, end = span
        if end < self._start or start > self._end:
            return None
        left, right = self._axis.x(start), self._axis.x(end)
        limit = self._axis.parts[-1].right
        width = max(right - left, _LEAST)
        return Bar(
            kind=kind,
            x=round(min(left, limit - width), 1),
            width=round(width, 1),
            top=place[0],
            height=place[1],
            title=f"{words}, {self._when(start)} to {self._when(end)}",
            cut_left=start < self._start,
            cut_right=end > self._end,
        )

    def _bars(self, task: Task) -> Iterator[Bar | None]:
        planned = self._stands.dates.get(task.id)
        if planned:
            yield self.bar("planned", (planned.start, planned.finish), _PLANNED, "planned")
        record = self._state.task(task.id)
        for attempt in record.attempts:
            if attempt.outcome != "undone":
                yield self._attempt(attempt)
        if record.progress == "skipped" and record.settled_at:
            moment = (record.settled_at, record.settled_at)
            yield self.bar("skipped", moment, _LIVED, "skipped")
        ahead = self._ahead.dates.get(task.id)
        if ahead and not record.settled and not _as_planned(planned, ahead):
            yield self._expected(ahead)

    def _attempt(self, attempt: Attempt) -> Bar | None:
        end = attempt.ended_at or self._stands.now
        kind = _KINDS.get(attempt.outcome, "running")
        if attempt.outcome == "reopened":
            kind = "withdrawn"
        words = f"attempt {attempt.number} {attempt.outcome}" if attempt.number > 1 else ""
        words = words or attempt.outcome
        return self.bar(kind, (attempt.started_at, max(end, attempt.started_at)), _LIVED, words)

    def _expected(self, ahead: Dates) -> Bar | None:
        """From now on, of what has begun; else the whole."""
        start = max(ahead.start, self._stands.now)
        return self.bar("expected", (start, max(ahead.finish, start)), _LIVED, WORDS)

    def _whisker(self, task: Task) -> Bar | None:
        """From when a task is expected to end to the forecast's P80 of it, if that is later."""
        found = self._forecast.tasks.get(task.id) if self._forecast else None
        ahead = self._ahead.dates.get(task.id)
        if found is None or ahead is None or self._state.task(task.id).settled:
            return None
        late = (found.finish_p80 - ahead.finish).total_seconds()
        if late < _WORTH_TELLING:
            return None
        return self.bar("p80", (ahead.finish, found.finish_p80), _WHISKER, "forecast to end, P80")

    def _whole(self, task: Task) -> Dates:
        known = self._ahead.dates.get(task.id) or self._stands.dates.get(task.id)
        return known or Dates(start=self._stands.now, finish=self._stands.now)

    def _late(self, task: Task) -> str:
        if task.id not in self._stands.dates or self._state.status != "open":
            return ""
        late = self._stands.late(task.id)
        return f"{minutes_text(late)} late" if late >= _WORTH_TELLING else ""

    def _when(self, instant: datetime) -> str:
        return local_short(instant, self._zone)


def _as_planned(planned: Dates | None, ahead: Dates) -> bool:
    """Whether what is expected cannot be told from what was planned."""
    if planned is None:
        return False
    ends = ((planned.start, ahead.start), (planned.finish, ahead.finish))
    return all(abs((one - other).total_seconds()) < _WORTH_TELLING for one, other in ends)
