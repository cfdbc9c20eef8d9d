"""The notices of a run, as the command line shows them."""

from __future__ import annotations

import json

from notices.follower import NoticeFollower
from notices.listing import listing_data, notices_of
from notices.testing import ScriptedChannel
from rehearsals.journal.port import Journal
from tests.notices.factories import Stage


def test_listing_is_empty_before_any_notice(journal: Journal) -> None:
    """A run without notices has an empty list."""
    stage = Stage(journal)
    assert notices_of(stage.journal, "DR1") == ()


def test_listing_gives_the_words_that_were_sent(journal: Journal) -> None:
    """The in-app copy is the text that went out."""
    stage, channel = Stage(journal), ScriptedChannel()
    stage.go_down()
    NoticeFollower(stage.desk, "DR1", [channel]).close()
    (issued,) = notices_of(journal, "DR1")
    assert [issued.text] == channel.texts


def test_listing_as_data_is_json_with_instants_in_utc(journal: Journal) -> None:
    """Programs read RFC 3339 with a Z, and every attempt with its answer."""
    stage = Stage(journal)
    stage.go_down()
    NoticeFollower(stage.desk, "DR1", [ScriptedChannel()]).close()
    (issued,) = notices_of(journal, "DR1")
    data = json.loads(json.dumps(listing_data(issued)))
    assert data["notice"]["actual_start"] == "2026-01-12T09:05:00Z"
    assert data["notice"]["system"] == {"id": "EES", "name": "Electricity Enquiry Service"}
    (delivery,) = data["deliveries"]
    assert (delivery["channel"], delivery["state"]) == ("trial", "delivered")
    assert delivery["attempts"][0]["answer"] == "ok"
