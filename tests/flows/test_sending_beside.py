"""The sender beside an engine leaves sending to whoever sends already, and takes over from them."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from flows import sending_beside
from flows.sending_beside import SendingBeside, Theirs, another_sends
from flows.wiring import opened_journal
from notices.channels.testing import ScriptedChannel
from notices.outbox.pulse import GOOD_FOR, SENDER, Pulse
from notices.outbox.rows import POST
from rehearsals.engine.settings import Settings
from rehearsals.journal.port import Journal
from tests.console.web.place import Moment
from tests.flows.test_notifying import ENVIRON, NOW, subscribed
from tests.waiting import until

ELSEWHERE = "elsewhere:4711"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data directory in which one message is due."""
    made = Settings(home=tmp_path / "home")
    subscribed(made)
    return made


@pytest.fixture
def journal(settings: Settings) -> Iterator[Journal]:
    """Its journal."""
    with opened_journal(settings) as journal:
        yield journal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Moment:
    """Real time, which a test moves; and who watches does so often."""
    monkeypatch.setattr(sending_beside, "WATCH", 0.02)
    return Moment(at=NOW())


def pulse(journal: Journal, clock: Moment, holder: str = ELSEWHERE) -> None:
    """Somebody says that they send."""
    journal.acquire(SENDER, holder, now=clock.now(), seconds=GOOD_FOR)


def test_an_engine_sends_where_nobody_else_does(
    settings: Settings, journal: Journal, clock: Moment
) -> None:
    """It is the only one to."""
    assert not another_sends(journal, clock.now())
    SendingBeside(settings, clock.now, ENVIRON, (ScriptedChannel(),)).close(journal, 10)
    assert journal.waiting(POST, clock.now()).due == 0


def test_an_engine_leaves_sending_to_who_sends_and_takes_over_from_them(
    settings: Settings, journal: Journal, clock: Moment
) -> None:
    """Once their pulse has run out."""
    pulse(journal, clock)
    first, second = ScriptedChannel(), ScriptedChannel()
    SendingBeside(settings, clock.now, ENVIRON, (first,)).close(journal, 0.2)
    assert (journal.waiting(POST, clock.now()).due, first.taken) == (1, [])

    beside = SendingBeside(settings, clock.now, ENVIRON, (second,))
    clock.at += timedelta(seconds=GOOD_FOR)
    until(lambda: second.taken)
    beside.close(journal, 10)


def test_who_died_on_this_machine_is_not_waited_for(journal: Journal, clock: Moment) -> None:
    """Its pulse would go on for half a minute; one from elsewhere may be alive."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    pulse(journal, clock, f"{socket.gethostname()}:{gone.pid}")
    assert not another_sends(journal, clock.now())

    clock.at += timedelta(seconds=GOOD_FOR)
    pulse(journal, clock)
    assert another_sends(journal, clock.now())


def test_ones_own_pulse_is_not_anothers(journal: Journal, clock: Moment) -> None:
    """Or a sender would wait for itself."""
    Pulse(journal, clock.now).beat()
    assert not another_sends(journal, clock.now())


def test_a_sender_whose_pulse_somebody_took_leaves_the_rest_to_them(
    journal: Journal, clock: Moment
) -> None:
    """As after a machine that stood still for a minute."""
    theirs = Theirs(journal, clock.now, Event())
    Pulse(journal, clock.now).beat()
    assert not theirs.is_set()
    clock.at += timedelta(seconds=GOOD_FOR)
    pulse(journal, clock)
    until(theirs.is_set)
