"""Leases in a database; whether one may be had stands in `checks.py`."""

from __future__ import annotations

from datetime import datetime

from rehearsals.journal.checks import LeaseRecord, granted, renewed
from rehearsals.journal.connections import Connections, Session
from rehearsals.journal.port import Lease
from runbooks.clocktime import from_rfc3339, rfc3339


class SqlLeases:
    """The newest lease of each stream."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections
        self._sql = connections.statements

    def acquire(self, stream: str, holder: str, *, now: datetime, seconds: float) -> Lease:
        """Take the lease on a stream; raises LeaseHeld."""
        with self._db.writing() as session:
            record = self._record(session, stream)
            lease = granted(record, stream=stream, holder=holder, now=now, seconds=seconds)
            statement = self._sql.insert_lease if record is None else self._sql.update_lease
            session.run(statement, _kept(lease))
        return lease

    def renew(self, lease: Lease, *, now: datetime, seconds: float) -> Lease:
        """Keep a lease for longer; raises Fenced if it was lost."""
        with self._db.writing() as session:
            record = self._record(session, lease.stream)
            longer = renewed(record, lease, now=now, seconds=seconds)
            session.run(self._sql.update_lease, _kept(longer))
        return longer

    def release(self, lease: Lease) -> None:
        """Give a lease back; nothing happens if it was lost."""
        with self._db.writing() as session:
            session.run(self._sql.release_lease, {"stream": lease.stream, "token": lease.token})

    def lease(self, stream: str) -> Lease | None:
        """The newest lease on a stream that has not been given back, expired or not."""
        with self._db.reading() as session:
            record = self._record(session, stream)
        return record.held(stream) if record else None

    def _record(self, session: Session, stream: str) -> LeaseRecord | None:
        row = session.row(self._sql.lease, {"stream": stream})
        if row is None:
            return None
        token, holder, expires_at = row
        return LeaseRecord(token=token, holder=holder, expires_at=from_rfc3339(expires_at))


def _kept(lease: Lease) -> dict[str, object]:
    return {
        "stream": lease.stream,
        "token": lease.token,
        "holder": lease.holder,
        "expires_at": rfc3339(lease.expires_at),
    }
