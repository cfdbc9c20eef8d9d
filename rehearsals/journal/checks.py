"""The rules both journals keep: who may append where, and who may hold a lease. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rehearsals.journal.port import Lease
from runbooks.clocktime import rfc3339
from runbooks.errors import Conflict, Fenced, LeaseHeld


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaseRecord:
    """What is kept of a stream's newest lease; its token outlives its release."""

    token: int
    #: None after its release.
    holder: str | None
    expires_at: datetime

    def held(self, stream: str) -> Lease | None:
        """The lease itself; None after its release."""
        if self.holder is None:
            return None
        return Lease(
            stream=stream, holder=self.holder, token=self.token, expires_at=self.expires_at
        )


def check_append(
    stream: str, *, expected_seq: int, seq: int, fence: Lease | None, token: int | None
) -> None:
    """Let an append pass; `token` is that of the lease now held on the fence's stream.

    Raises Fenced if that is another one, or none; Conflict if the head is not the expected one.
    """
    if fence is not None and token != fence.token:
        raise lost(fence)
    if seq != expected_seq:
        raise Conflict(
            f"{stream} stands at event {seq}, not at {expected_seq}: somebody else wrote first.",
            hint="Read the new events and decide again.",
        )


def granted(
    record: LeaseRecord | None, *, stream: str, holder: str, now: datetime, seconds: float
) -> Lease:
    """A new lease on a stream; raises LeaseHeld while the newest one has not expired.

    The holder's name gives no claim to it: two engines may go by the same name.
    """
    if record is not None and record.holder is not None and record.expires_at > now:
        raise LeaseHeld(
            f"{record.holder} holds {stream} until {rfc3339(record.expires_at)}.",
            hint="Stop that engine, or wait until its lease expires.",
        )
    token = 1 if record is None else record.token + 1
    return Lease(stream=stream, holder=holder, token=token, expires_at=_later(now, seconds))


def renewed(record: LeaseRecord | None, lease: Lease, *, now: datetime, seconds: float) -> Lease:
    """The lease with a later end; raises Fenced if it was released or another one was granted."""
    if record is None or record.holder is None or record.token != lease.token:
        raise lost(lease)
    return replace(lease, expires_at=_later(now, seconds))


def lost(lease: Lease) -> Fenced:
    """The error for a lease that is no longer the one held."""
    return Fenced(
        f"{lease.holder} no longer holds {lease.stream} (lease {lease.token} is over).",
        hint="Another engine may run it now; stop this one.",
    )


def _later(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)
