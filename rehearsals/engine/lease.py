"""The engine's hold on a run: one lease, renewed on real time, taken over from a dead process."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime

from rehearsals.journal.port import Journal, Lease
from rehearsals.names import run_stream
from runbooks.errors import LeaseHeld

#: How long a lease lasts without being renewed, in seconds; and when it is renewed.
LASTS = 15.0
RENEW_AFTER = 5.0


class Hold:
    """The right to drive one run. Leases always use real time, whatever the run's clock."""

    def __init__(self, journal: Journal, run: str) -> None:
        self._journal = journal
        self._run = run
        self._stream = run_stream(run)
        self._holder = f"{socket.gethostname()}:{os.getpid()}"
        self.lease = self._acquire()
        self._renewed = datetime.now(UTC)

    def keep(self) -> Lease:
        """Renew the lease if it is time; raises Fenced if another engine has it."""
        now = datetime.now(UTC)
        if (now - self._renewed).total_seconds() >= RENEW_AFTER:
            self.lease = self._journal.renew(self.lease, now=now, seconds=LASTS)
            self._renewed = now
        return self.lease

    def let_go(self) -> None:
        """Give the lease back."""
        self._journal.release(self.lease)

    def _acquire(self) -> Lease:
        for _ in range(2):
            try:
                return self._journal.acquire(
                    self._stream, self._holder, now=datetime.now(UTC), seconds=LASTS
                )
            except LeaseHeld as error:
                held = self._journal.lease(self._stream)
                if held is None or not is_dead_here(held.holder):
                    raise self._held_by(held) from error
                # Its process died on this machine without letting go: nobody needs to wait.
                self._journal.release(held)
        raise self._held_by(None)

    def _held_by(self, lease: Lease | None) -> LeaseHeld:
        host, _, pid = lease.holder.rpartition(":") if lease else ("", "", "")
        who = f": process {pid} on {host}" if lease else ""
        return LeaseHeld(
            f"Another engine drives run {self._run}{who}.",
            hint=f"Stop that one first; if its machine has died, try again in {LASTS:.0f} seconds.",
        )


def is_dead_here(holder: str) -> bool:
    """Whether the holder of a lease was a process of this machine that is gone."""
    host, _, pid = holder.rpartition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
