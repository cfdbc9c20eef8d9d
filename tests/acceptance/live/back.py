"""The nights that go back: one is rolled back at the full house, one is stood down at G4."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.live.bridge import Bridge
from tests.acceptance.live.nights import Seen, open_night, over, shown_to, sits
from tests.acceptance.live.people import BRAM, JOSS, LEO


def play_rollback(home: Path) -> tuple[Bridge, Seen]:
    """From G3 to the full house, and all the way back; the caller closes the bridge."""
    bridge, seen = open_night(home, "LIVE2", "G3", "G8", "G7"), Seen()
    try:
        sits(bridge, "G7")
        reason = ("--reason", "Six LDSOs cannot exchange messages with the DIP.")
        turn_back = ("turn-back", bridge.run, "rollback", "--gate", "G7", "--by", "sro", *reason)
        bridge.ok(JOSS, "recommend-back", bridge.run, "rollback", *reason)
        seen.words["recommended"] = shown_to(bridge)
        seen.words["not his to decide"] = bridge.refused(LEO, *turn_back)
        bridge.ok(BRAM, *turn_back)
        seen.words["turning back"] = shown_to(bridge)
        seen.data["turning back"] = bridge.board()
        over(bridge)
    except BaseException:
        bridge.close()
        raise
    return bridge, seen


def play_stand_down(home: Path) -> tuple[Bridge, Seen]:
    """From G3 to G4, where it ends before anything was changed; the caller closes the bridge."""
    bridge, seen = open_night(home, "LIVE3", "G3", "G5", "G4"), Seen()
    try:
        sits(bridge, "G4")
        reason = ("--reason", "CSS cannot be stopped tonight.")
        bridge.ok(LEO, "gate", bridge.run, "G4", "no-go", "--by", "cutover_manager", *reason)
        bridge.ok(BRAM, "turn-back", bridge.run, "stand-down", "--by", "sro", *reason)
        over(bridge)
    except BaseException:
        bridge.close()
        raise
    return bridge, seen
