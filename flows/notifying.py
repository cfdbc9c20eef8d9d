"""The notices of a run that is driven: kept, and sent, for as long as it is driven.

On real time they are sent beside the engine, and by whichever other sender there is. A simulated
run sends its own in its own time: between two instants of it all that was due has left.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from flows.channels import channels_of
from flows.sending_beside import SendingBeside, SendingWithin
from notices.channels.port import Channel
from notices.keeper import NoticeKeeper
from notices.office import NoticeOffice, is_virtual
from notices.outbox.reconciling import Reconciler
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings

#: Seconds that the last notices of a run have to leave before its engine ends.
LAST_NOTICES = 5.0
_log = logging.getLogger("callboard.notices")


class Notifying:
    """A context in which a run is driven; its keeper is among the followers."""

    def __init__(
        self,
        settings: Settings,
        desk: Desk,
        run: str,
        *,
        environ: Mapping[str, str],
        channels: Sequence[Channel] | None = None,
    ) -> None:
        """Nothing is sent yet; `channels` instead of those that the environment has set up."""
        self._settings, self._desk, self._run = settings, desk, run
        self._environ, self._channels = environ, channels
        self._within: SendingWithin | None = None
        self._beside: SendingBeside | None = None
        office = NoticeOffice(desk, run)
        if is_virtual(desk.state(run)):
            self._within = SendingWithin(
                desk.journal,
                settings,
                run,
                channels_of(environ) if channels is None else channels,
                now=SystemClock().now,
                environ=environ,
            )
        self.keeper = NoticeKeeper(
            desk,
            run,
            office=office,
            reconcile=Reconciler(office, desk.journal),
            deliver=self._within.deliver if self._within else None,
        )

    def __enter__(self) -> Self:
        """Begin to send, on real time."""
        if self._within is None:
            self._beside = SendingBeside(
                self._settings, SystemClock().now, self._environ, self._channels
            )
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Say what the end of the run asks for, and have it sent.

        What ails the notices does not change how a run ended.
        """
        try:
            self.keeper.close()
            if self._within is not None:
                self._send_the_rest(self._within)
        except Exception as error:  # noqa: BLE001 - see above
            _log.warning("The last notices of run %s were not sent: %s", self._run, error)
        finally:
            if self._within is not None:
                self._within.close()
            if self._beside is not None:
                self._beside.close(self._desk.journal, LAST_NOTICES)

    def _send_the_rest(self, within: SendingWithin) -> None:
        """Once a simulated run is over, try what failed again as often as a sender would."""
        due: datetime | None = self._desk.now_in(self._run)
        while due is not None and self._desk.state(self._run).status != "open":
            due = within.deliver(due)
