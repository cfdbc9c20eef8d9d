"""A whole small rehearsal, played by people at the pages, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rehearsals.core import commands as c
from tests.browser.conftest import PATIENCE, OpenPage
from tests.browser.looking import DOWNWARDS
from tests.browser.play import RUN, Somebody
from tests.browser.play_half import half_night, up_to_the_gate
from tests.browser.play_onlooker import Onlooker
from tests.browser.play_place import Stage, a_stage

FREEZE, BACKUP = "T1 Freeze registrations", "T2 Confirm the last backup"
TAKE_OUT, LOAD = "T4 Take EES out of service", "T5 Load the meter points"
BRING_BACK = "T7 Bring EES back"
#: Who signs in by the form; the others have done so before.
BY_THE_DOOR = ("max", "ann")
TONIGHT, WALL = f"/runs/{RUN}/tonight", f"/runs/{RUN}/wall"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Everybody, each in a session of their own; the board and the Wall stay open all the time."""

    manager: Somebody
    owner: Somebody
    decider: Somebody
    other_decider: Somebody
    scribe: Somebody
    board: Onlooker
    wall: Onlooker
    pass_: Callable[[float], None]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """The house of the play."""
    with a_stage(tmp_path / "home", tmp_path / "shelf") as made:
        yield made


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_whole_rehearsal_is_played_at_the_pages(
    stage: Stage, open_page: OpenPage, shot: Callable[..., object], *, javascript: bool
) -> None:
    """Everybody does their part, and those who look on see each step of it."""

    def inside(person: str, size: str, place: str = "/runs") -> Page:
        page = open_page(stage.url, javascript=javascript, size=size, tolerated=("status of 409",))
        if person in BY_THE_DOOR:
            stage.place.with_password(person)
            Somebody(id=person, page=page).signs_in(place)
        else:
            stage.lets_in(page, person)
            page.goto(place)
        return page

    manager = Somebody(id="max", page=inside("max", "desk", "/runs/new"))
    manager.opens_a_rehearsal("A small cutover")
    cast = Cast(
        manager=manager,
        owner=Somebody(id="ann", page=inside("ann", "phone")),
        decider=Somebody(id="bob", page=inside("bob", "phone")),
        other_decider=Somebody(id="ned", page=inside("ned", "phone")),
        scribe=Somebody(id="cid", page=inside("cid", "desk")),
        board=Onlooker(page=inside("vic", "desk", TONIGHT), live=javascript),
        wall=Onlooker(page=inside("vic", "wall", WALL), live=javascript),
        pass_=stage.place.clock.pass_,
    )
    cast.board.begins()
    cast.wall.begins()
    work_and_copies(cast)
    two_deciders_at_once(cast)
    stop_and_hold(cast)
    blocked_and_entered_by_another(cast)
    shot(cast.wall.page, "wall", whole=False)
    shot(cast.board.page, "board")
    spoken_decision_while_the_decider_reads(cast)
    end_of_the_run(cast)

    assert cast.board.was_loaded_once() == javascript
    assert cast.wall.was_loaded_once() == javascript
    assert not cast.wall.page.evaluate(DOWNWARDS)


def work_and_copies(cast: Cast) -> None:
    """A task with a note and a file; then one of which each grid confirms its copy."""
    ann, board = cast.owner, cast.board
    ann.starts(FREEZE)
    board.shows("Freeze registrations.*running", where="#live-tasks")
    cast.wall.shows("Freeze registrations")
    ann.notes(FREEZE, "The queue is <b>empty</b>.")
    board.shows("The queue is <b>empty</b>.")
    ann.attaches(FREEZE, {"name": "queue.txt", "mimeType": "text/plain", "buffer": b"0 left"})
    ann.finishes(FREEZE)
    board.shows(f"{FREEZE}: done")
    cast.pass_(40)
    cast.decider.starts(BACKUP)
    cast.other_decider.confirms_copy(BACKUP, "NORTH")
    cast.scribe.enters_copy(BACKUP, "SOUTH", "sid")
    board.shows(f"{BACKUP}: done")
    cast.pass_(40)


def two_deciders_at_once(cast: Cast) -> None:
    """Both read over what they say before either has said it; both votes count."""
    bob, ned = cast.decider, cast.other_decider
    cast.owner.brings_evidence("G1", "All green.")
    bob.opens_the_meeting("G1")
    bob.weighs("G1", "Go", "We are ready.", button="Vote")
    ned.weighs("G1", "Go", "North is ready.", button="Vote")
    bob.reads_it_over()
    ned.reads_it_over()
    bob.presses("Yes: go")
    bob.is_told("SRO votes GO")
    ned.presses("Yes: go")
    ned.is_told("GO by SRO, NORTH")
    cast.board.shows("GO by SRO, NORTH: North is ready.", where="#live-events")


def stop_and_hold(cast: Cast) -> None:
    """The manager stops everything, then one task; both are seen, and lifted again."""
    max_, board = cast.manager, cast.board
    max_.stops_starts("Wait for the bridge.")
    board.shows("STARTS STOPPED.*Wait for the bridge.")
    cast.wall.shows("starts.*stopped")
    max_.allows_starts("The bridge is up.")
    max_.holds(TAKE_OUT, "Wait for the call.")
    board.shows("HELD: Wait for the call.")
    max_.releases(TAKE_OUT, "They called.")
    board.shows("released: They called.")


def blocked_and_entered_by_another(cast: Cast) -> None:
    """An outage, a task that could not go on, and a form that is sent too late."""
    ann, cid, board = cast.owner, cast.scribe, cast.board
    ann.starts(TAKE_OUT)
    board.shows("open.*Electricity Enquiry Service", where="#live-outages")
    cast.wall.shows("EES.*out until")
    ann.finishes(TAKE_OUT)
    ann.starts(LOAD)
    ann.blocks(LOAD, "The queue is locked.", "The DBA")
    board.shows("BLOCKED: The queue is locked.")
    ann.unblocks(LOAD, "The DBA freed it.")
    cast.pass_(10)
    ann.goes_to("mine")
    ann.presses("Done Load the meter points")
    ann.writes("Meter points loaded", "1,000")
    cid.enters_done(LOAD, {"Meter points loaded": "1,000"}, said_by="ann")
    ann.presses("Done")
    ann.is_told("T5 is not running; it is done.")
    ann.sees("entered by Cid Orr")
    expect(ann.page.get_by_label("Meter points loaded")).to_have_value("1,000")
    board.shows(f"{LOAD}: done")


def spoken_decision_while_the_decider_reads(cast: Cast) -> None:
    """The scribe is quicker; the decider is told, loses nothing, and signs what was entered."""
    bob, cid = cast.decider, cast.scribe
    cast.owner.brings_evidence("G2", "1,000 of 1,000.")
    bob.opens_the_meeting("G2")
    bob.weighs("G2", "Go", "The load is right.")
    bob.reads_it_over()
    cid.enters_spoken_decision("G2", "Go", "Go, he said.", said_by="bob", witness="max")
    bob.presses("Yes: go")
    bob.is_told("Gate G2 is decided")
    bob.sees("Go, he said.")
    expect(bob.page.get_by_label("Why")).to_have_value("The load is right.")
    bob.signs()
    cast.board.shows("signed for its spoken word", where="#live-events")


def end_of_the_run(cast: Cast) -> None:
    """The last task ends the outage and the run; then its report can be read."""
    cast.owner.starts(BRING_BACK)
    cast.owner.finishes(BRING_BACK)
    cast.board.shows(f"Run {RUN} is finished", "7 of 7", "Read its timing report")
    cast.wall.shows("7.7 ?settled")
    cast.manager.goes_to("report")
    expect(cast.manager.page.locator("body")).to_contain_text("A small cutover")


def test_nothing_moves_under_the_finger(stage: Stage, open_page: OpenPage) -> None:
    """What others do comes onto the page, and the button about to be pressed stays where it is."""
    place = stage.place
    place.opened(half_night(), run=RUN)
    up_to_the_gate(place)
    page = open_page(stage.url, size="phone")
    stage.lets_in(page, "ann")
    page.goto(f"/runs/{RUN}/mine")
    button = page.get_by_role("button", name="Start Be late")
    button.hover()
    before = button.bounding_box()
    place.done(RUN, c.StartTask, "ann", task="T4")
    place.done(RUN, c.BlockTask, "ann", task="T4", reason="The link is down.", needs="The DBA")
    place.done(RUN, c.SkipTask, "max", task="X2", reason="Not needed.")
    card = page.locator("[data-key=T4]")
    expect(card).to_contain_text("The link is down.", timeout=PATIENCE)
    expect(page.locator("#live-now [data-key=X2]")).to_have_count(0)

    after = button.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] == pytest.approx(before["y"], abs=1)
