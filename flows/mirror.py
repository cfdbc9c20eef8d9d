"""The mirror: a follower that has Prefect show a run as the journal tells it.

Every ended attempt has a task run of its task's name; every entry is a Prefect event; artifacts
carry progress and the true times. All of it is safe to repeat: ids are fixed, and what is there is
read before anything is written. So a crash, a restart or a lost answer shows nothing twice, and
what Prefect itself lost is filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice
from time import monotonic
from typing import Any
from uuid import UUID

from flows.identity import artifact_key, event_id, event_name, resource_id
from flows.prefect_view import PAGE, PrefectView
from flows.showing import Showing, ShownTask
from rehearsals.journal.codec import from_recorded
from rehearsals.journal.port import Journal, Recorded
from rehearsals.names import run_stream

#: The name of its cursor: the last entry known to have arrived in Prefect as an event.
NAME = "prefect-mirror"
#: Seconds between refreshes of the timeline, and between looks at what has arrived.
TIMELINE_EVERY, CONFIRM_EVERY = 30.0, 2.0


class Mirror:
    """Shows one run in one flow run. Every method may raise whatever Prefect's client raises."""

    def __init__(
        self,
        *,
        run: str,
        view: PrefectView,
        journal: Journal,
        carried: Callable[[str, int], bool],
        report: str = "",
    ) -> None:
        """`carried` says which attempts Prefect itself records; `report` is where it will lie."""
        self._run, self._view, self._journal = run, view, journal
        self._stream = run_stream(run)
        self._carried, self._report = carried, report
        self._showing = Showing(run=run)
        self._read = 0
        self._due: dict[UUID, ShownTask] = {}
        self._awaited: dict[UUID, ShownTask] = {}
        self._unsent: dict[int, Recorded] = {}
        self._claimed = False
        self._first = True
        self._arrived = self._sent = journal.cursor(NAME, self._stream)
        self._looked = self._drawn = 0.0
        self._percent = -1
        self._artifacts: dict[str, UUID] = {}

    def step(self) -> bool:
        """Show what has happened since the last step; always true: it has been shown."""
        if not self._claimed:
            self._view.claim()
            self._look_back()
            self._claimed = True
        self._take_in()
        self._show_due()
        self._emit()
        self._confirm()
        self._draw()
        return True

    def settled(self) -> bool:
        """Whether Prefect holds everything that has happened; looks, and shows the last times."""
        self.step()
        self._await_carried()
        self._confirm(now=True)
        done = not self._awaited and self._arrived >= self._read
        if done:
            self._draw(now=True)
        return done

    def fill_in(self) -> int:
        """Show what Prefect was to record itself and has lost; how many task runs that was."""
        self._await_carried()
        lost = len(self._awaited)
        self._due |= self._awaited
        self._awaited.clear()
        self._show_due()
        return lost

    def missing_events(self) -> int:
        """How many entries are not known to have arrived as events."""
        return self._read - self._arrived

    def _look_back(self) -> None:
        """A Prefect that does not hold the last event that arrived is another one: all anew."""
        last = event_id(self._run, self._arrived)
        if self._arrived and last not in self._view.events_held([last]):
            self._arrived = self._sent = 0

    def _take_in(self) -> None:
        for record in self._journal.read(self._stream, after=self._read):
            self._read = record.seq
            if record.seq > self._sent:
                self._unsent[record.seq] = record
            shown = self._showing.take(from_recorded(record))
            if shown is not None:
                # What a person says later of an attempt, Prefect does not know by itself.
                carried = self._carried(shown.task, shown.attempt) and not shown.revises
                (self._awaited if carried else self._due)[shown.id] = shown

    def _show_due(self) -> None:
        while self._due:
            some = dict(islice(self._due.items(), PAGE))
            held = self._view.held(some)
            for key, shown in some.items():
                self._view.show(shown, held.get(key))
                del self._due[key]

    def _await_carried(self) -> None:
        if self._awaited:
            for key, held in self._view.held(self._awaited).items():
                if held.final:
                    self._view.give_name(self._awaited[key], held)
                    del self._awaited[key]

    def _emit(self) -> None:
        while self._unsent:
            some = dict(islice(self._unsent.items(), PAGE))
            # Only a mirror that has just started can meet events of its predecessor.
            there = self._events_there(some) if self._first else set()
            fresh = [self._event(record) for seq, record in some.items() if seq not in there]
            if fresh:
                self._view.emit(fresh)
            self._sent = max(some)
            for seq in some:
                del self._unsent[seq]
        self._first = False

    def _events_there(self, some: Collection[int]) -> set[int]:
        ids = {event_id(self._run, seq): seq for seq in some}
        return {ids[key] for key in self._view.events_held(list(ids))}

    def _event(self, record: Recorded) -> dict[str, Any]:
        entry = record.entry
        return self._view.event(
            event_id(self._run, record.seq),
            event_name(entry.type),
            {
                "prefect.resource.id": resource_id(self._run),
                "prefect.resource.name": self._run,
            },
            {
                "seq": record.seq,
                "at": entry.at,
                "recorded_at": entry.recorded_at,
                "actor": entry.actor,
                "channel": entry.channel,
                # The runbook is as long as all the rest together.
                "data": {name: v for name, v in entry.data.items() if name != "runbook"},
            },
        )

    def _confirm(self, *, now: bool = False) -> None:
        """Prefect takes events in order, so the last one's arrival speaks for all."""
        due = now or monotonic() - self._looked > CONFIRM_EVERY
        if not due or self._arrived >= self._sent:
            return
        self._looked = monotonic()
        last = event_id(self._run, self._sent)
        if last in self._view.events_held([last]):
            self._arrived = self._sent
            self._journal.move_cursor(NAME, self._stream, self._sent)

    def _draw(self, *, now: bool = False) -> None:
        showing = self._showing
        if showing.percent != self._percent:
            text = f"{len(showing.settled)} of {showing.total} tasks of {self._run} are done."
            self._put("progress", "progress", showing.percent, text)
            self._percent = showing.percent
        if showing.rows and (now or monotonic() - self._drawn > TIMELINE_EVERY):
            report = f" Report: {self._report}" if self._report else ""
            self._put("timeline", "table", showing.rows, f"{showing.title}: true times.{report}")
            self._drawn = monotonic()

    def _put(self, name: str, kind: str, data: Any, description: str) -> None:
        artifact = self._artifacts.get(name)
        if artifact is not None:
            self._view.update_artifact(artifact, data, description)
            return
        key = artifact_key(name, self._run)
        self._artifacts[name] = self._view.create_artifact(key, kind, data, description)
