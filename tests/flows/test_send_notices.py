"""The flow that sends what is due, beside whatever else sends."""

from __future__ import annotations

import os
from contextlib import closing

import pytest

from notices.outbox.rows import POST, SUBSCRIPTIONS
from notices.outbox.state import deliveries_of
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings
from rehearsals.journal.sql import open_journal
from tests.flows.test_notifying import subscribed

pytestmark = pytest.mark.prefect


def test_the_flow_sends_what_is_due(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once: there is no mail server, so the delivery has failed, and waits for its next try."""
    from flows.send_notices import send_notices

    monkeypatch.setenv("CALLBOARD_HOME", str(settings.home))
    assert "CALLBOARD_SMTP" not in os.environ
    subscribed(settings, "email")

    assert send_notices(return_state=True).is_completed()

    now = SystemClock().now()
    with closing(open_journal(settings.journal_path)) as journal:
        (told,) = deliveries_of(journal, SUBSCRIPTIONS, now).deliveries.values()
        assert journal.waiting(POST, now).due == 0
    assert [one.answer for one in told.attempts] == ["no mail server is configured"]
