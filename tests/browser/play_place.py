"""The house of the play: its runbook on the shelf, its people with passwords, served for real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from console.web.doors import COOKIE
from notices.keys import VARIABLE
from rehearsals.testing import a_gate, a_runbook, a_task
from runbooks.library import library_names, source_of
from runbooks.model import Runbook
from runbooks.writer import dump
from tests.console.web.ees import ees_out
from tests.console.web.place import PEOPLE, Moment, Place, a_place
from tests.console.web.serving import free_port, served

NAME = "small"
#: The key of the house, known to tests, so that they know the links of messages.
ENVIRON = {VARIABLE: "the key of the play, long enough and known to all of its tests"}
#: Besides the people of tests: who acts for the other grid, and who advises the last gate.
MORE = """\
  sid: {name: Sid Moor, organisation: south, roles: [task_owner, decider]}
  ada: {name: Ada Voss, organisation: one, roles: [adviser]}
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A place that is served, and where."""

    place: Place
    url: str
    _sessions: dict[str, str] = field(default_factory=dict)

    def lets_in(self, page: Page, person: str) -> None:
        """Give a browser the cookie of somebody's session, as the door does after a sign-in."""
        cookie = {"httpOnly": True, "secure": True, "sameSite": "Lax", "path": "/", "url": self.url}
        if person not in self._sessions:
            self._sessions[person] = self.place.session(person)
        # Playwright's own way does not take a cookie that is bound to its host.
        page.context.new_cdp_session(page).send(
            "Network.setCookie", {"name": COOKIE, "value": self._sessions[person], **cookie}
        )


@contextmanager
def a_stage(home: Path, shelf: Path) -> Iterator[Stage]:
    """A served console whose shelf has the small cutover."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("runbooks.library._SHELF", a_shelf(shelf))
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        with (
            a_place(
                home, people=PEOPLE + MORE, clock=Moment(), url=url, public=True, environ=ENVIRON
            ) as place,
            served(place.house, port),
        ):
            yield Stage(place=place, url=url)


def a_shelf(where: Path) -> Path:
    """The shelf as it is shipped, with the small cutover beside."""
    where.mkdir()
    for name in library_names():
        (where / f"{name}.yaml").write_text(source_of(name).text, encoding="utf-8")
    (where / f"{NAME}.yaml").write_text(dump(small_night()), encoding="utf-8")
    return where


def small_night() -> Runbook:
    """Seven tasks: work, copies, a gate of many, an outage, something measured, a last gate."""
    return a_runbook(
        a_task(
            "T1",
            title="Freeze registrations",
            phase="Quiesce",
            instructions="Close the gateway.\nThen look whether the queue is empty.",
        ),
        a_task(
            "T2",
            "T1",
            title="Confirm the last backup",
            party="sro",
            for_each="ldsos",
            phase="Quiesce",
        ),
        a_task("T3", "T2", title="Meet to decide", party="sro", phase="Decide"),
        a_task("T4", "T3", title="Take EES out of service", party="recco", phase="Cutover"),
        a_task(
            "T5",
            "T4",
            title="Load the meter points",
            phase="Cutover",
            results=[
                {
                    "id": "mpans",
                    "title": "Meter points loaded",
                    "unit": "count",
                    "expected": 1000,
                    "tolerance": 0,
                }
            ],
        ),
        a_task("T6", "T5", title="Meet to look at the load", party="sro", phase="Cutover"),
        a_task("T7", "T6", title="Bring EES back", party="recco", phase="Reopen", end=True),
        runbook=NAME,
        title="A small cutover",
        gates=[
            a_gate(
                "G1",
                "T3",
                title="Go or no-go",
                rule="quorum",
                decider=None,
                members=["sro", "north", "south"],
                quorum=2,
            ),
            a_gate(
                "G2", "T6", title="Bring it back", criteria=[{"id": "LOADED", "owner": "recco"}]
            ),
        ],
        **ees_out("T4", "T7"),
    )
