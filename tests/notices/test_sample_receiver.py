"""The sample receiver of the documentation, as suppliers would run it: a process of its own."""

from __future__ import annotations

import hmac
import json
import os
import sqlite3
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

import pytest

from notices.channels.port import Links
from notices.channels.signing import signed_headers
from notices.wording.payload import addressed, payload_of
from tests.notices.channels.messages import OLD_SECRET, SECRET
from tests.notices.feeds.factories import a_notice

RECEIVER = Path(__file__).parents[2] / "docs" / "samples" / "receiver.py"


@dataclass(frozen=True, kw_only=True)
class Running:
    """The receiver while it runs."""

    port: int
    file: Path
    process: subprocess.Popen[str] = field(repr=False)

    @property
    def kept(self) -> dict[str, int]:
        """The revision that it has of each notice."""
        with closing(sqlite3.connect(self.file)) as store:
            return dict(store.execute("SELECT id, revision FROM notices"))

    def status_of(self, body: bytes, headers: Mapping[str, str]) -> int:
        """What it answers to a message."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("POST", "/", body, dict(headers))
            return connection.getresponse().status


@contextmanager
def receiving(at: Path, secrets: str = SECRET) -> Iterator[Running]:
    """The receiver on a free port, with its file in a directory."""
    file = at / "notices.db"
    process = subprocess.Popen(
        [sys.executable, str(RECEIVER), "0", str(file)],
        env=os.environ | {"WEBHOOK_SECRETS": secrets, "TZ": "Europe/London"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline().rpartition(" ")[2])
            yield Running(port=port, file=file, process=process)
        finally:
            process.kill()


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Running]:
    """A receiver that knows one secret."""
    with receiving(tmp_path) as running:
        yield running


def payload(revision: int = 0, *, reminder: str = "") -> bytes:
    """What a route is sent of a revision."""
    notice = a_notice(revision=revision)
    return addressed(payload_of(notice, reminder), Links(html="https://callboard.example/x"))


def signed(
    body: bytes,
    name: str = "msg_1",
    *,
    secrets: tuple[str, ...] = (SECRET,),
    off: timedelta = timedelta(0),
) -> dict[str, str]:
    """The headers of a message that is sent now, or so much off."""
    at = datetime.now(UTC) + off
    return signed_headers(message_id=name, at=at, payload=body, secrets=secrets)


def test_a_signed_notice_is_kept(receiver: Running) -> None:
    """And only then is it answered."""
    assert receiver.status_of(payload(), signed(payload())) == 204
    assert receiver.kept == {"M10-OUT-EES": 0}


def test_what_an_independent_hand_signed_is_kept(receiver: Running) -> None:
    """The signature is HMAC-SHA256 over id, time and raw body, and nothing else."""
    body, at = payload(), str(int(datetime.now(UTC).timestamp()))
    key = b64decode(SECRET.removeprefix("whsec_"))
    mac = hmac.digest(key, b"msg_1." + at.encode() + b"." + body, sha256)
    headers = {"webhook-id": "msg_1", "webhook-timestamp": at}
    headers["webhook-signature"] = f"v1,{b64encode(mac).decode()}"
    assert receiver.status_of(body, headers) == 204


def test_what_was_tampered_with_is_turned_down(receiver: Running) -> None:
    """Body, id, time and signature, each by itself."""
    body, headers = payload(), signed(payload())
    now = int(headers["webhook-timestamp"])
    for changed_body, changed in (
        (body.replace(b"EES", b"EEX"), {}),
        (json.dumps(json.loads(body)).encode(), {}),
        (body, {"webhook-id": "msg_2"}),
        (body, {"webhook-timestamp": str(now - 1)}),
        (body, {"webhook-timestamp": "nan"}),
        (body, {"webhook-signature": "v1,AAAA"}),
        (body, {"webhook-signature": "nothing"}),
        (body, {"webhook-signature": ""}),
        (b"\xff" + body, {}),
        (b"x" * 200_000, {}),
    ):
        assert receiver.status_of(changed_body, headers | changed) == 401
    assert receiver.kept == {}


@pytest.mark.parametrize("seconds", [-301, 310])
def test_what_is_too_old_or_too_new_is_turned_down(receiver: Running, seconds: int) -> None:
    """Five minutes either way: a recording of a message is of no use."""
    headers = signed(payload(), off=timedelta(seconds=seconds))
    assert receiver.status_of(payload(), headers) == 401


def test_a_retry_is_answered_as_the_first_time_and_applied_once(receiver: Running) -> None:
    """Its time and signature are new, its id is not."""
    first = signed(payload(), off=timedelta(seconds=-60))
    assert receiver.status_of(payload(), first) == 204
    assert receiver.status_of(payload(), signed(payload())) == 204
    with closing(sqlite3.connect(receiver.file)) as store:
        assert store.execute("SELECT count(*) FROM seen").fetchone() == (1,)


def test_an_older_revision_changes_nothing(receiver: Running) -> None:
    """Whichever way messages overtake each other; neither does a reminder."""
    for number, body in enumerate((payload(2), payload(1), payload(2, reminder="24h"), payload(3))):
        assert receiver.status_of(body, signed(body, f"msg_{number}")) == 204
    assert receiver.kept == {"M10-OUT-EES": 3}
    receiver.process.kill()
    assert receiver.process.stdout is not None
    said = receiver.process.stdout.read().splitlines()
    assert said == ["M10-OUT-EES rev 2 firm", "M10-OUT-EES rev 3 firm"]


def test_what_tries_the_way_is_answered_and_keeps_nothing(receiver: Running) -> None:
    """A route is tried before notices go there."""
    body = b'{"type":"outage.subscription.test","data":{"route":"acme-1"}}'
    assert receiver.status_of(body, signed(body)) == 204
    assert receiver.kept == {}


@pytest.mark.parametrize("known", [SECRET, OLD_SECRET, f"{SECRET} {OLD_SECRET}"])
def test_secrets_change_over_without_a_gap(tmp_path: Path, known: str) -> None:
    """Both sign for a while, so either will do."""
    headers = signed(payload(), secrets=(SECRET, OLD_SECRET))
    with receiving(tmp_path, known) as running:
        assert running.status_of(payload(), headers) == 204


def test_a_receiver_with_both_secrets_takes_either_signature(tmp_path: Path) -> None:
    """The order of putting it in place is no matter."""
    with receiving(tmp_path, f"{SECRET} {OLD_SECRET}") as running:
        for number, secret in enumerate((SECRET, OLD_SECRET)):
            headers = signed(payload(), f"msg_{number}", secrets=(secret,))
            assert running.status_of(payload(), headers) == 204


def test_what_it_keeps_outlives_it(tmp_path: Path) -> None:
    """Killed and started again, it still knows what it has seen."""
    with receiving(tmp_path) as running:
        assert running.status_of(payload(1), signed(payload(1))) == 204
    with receiving(tmp_path) as running:
        assert running.status_of(payload(0), signed(payload(0), "msg_0")) == 204
        assert running.kept == {"M10-OUT-EES": 1}
