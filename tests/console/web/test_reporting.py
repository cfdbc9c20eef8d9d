"""Reports of runs take long to make, and hold up nobody."""

from __future__ import annotations

import pytest

from console.web import reporting
from console.web.signing_in.sparing import Rooms
from tests.console.api.program import program
from tests.console.web.place import Place


def test_one_report_is_made_at_a_time(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for more than can wait is told to come again, by page and by API."""
    room = Rooms(working=1, waiting=0, words="Reports are made for others just now.")
    monkeypatch.setattr(reporting, "ROOM", room)
    run = place.opened()
    vic, api = place.signed_in("vic"), program(place, "vic", "read")
    ways = [f"/runs/{run}/report", f"/runs/{run}/report.json"]

    with room.place():
        busy = [*(vic.get(way) for way in ways), api.get(f"/runs/{run}/report")]
    free = [*(vic.get(way) for way in ways), api.get(f"/runs/{run}/report")]

    assert [one.status_code for one in busy] == [503] * 3
    assert all("made for others" in one.text and one.headers["retry-after"] for one in busy)
    assert [one.status_code for one in free] == [200] * 3
