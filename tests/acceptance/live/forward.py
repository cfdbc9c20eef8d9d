"""The night that goes forward, from the recommendation to the all-clear, episode by episode."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import yaml

from rehearsals.engine.clock import SystemClock
from rehearsals.readiness import commands as r
from rehearsals.readiness.book import readiness_ledger
from rehearsals.readiness.words import Signatory
from tests.acceptance.live.bridge import Bridge
from tests.acceptance.live.nights import (
    ERDS,
    MISSING,
    Seen,
    all_but_one_have_voted,
    heard_again,
    needs_of,
    open_night,
    over,
    passed,
    shown_to,
    sits,
    typed,
)
from tests.acceptance.live.people import ABEL, DORA, HUGO, JOSS, KIRA, LEO, MINA, NILS, ORLA

_SIGNED = "Director of the party; Company director"
_CENTRAL = ("elexon_helix", "dip_manager", "recco", "dcc", "electralink")


def play_forward(home: Path) -> tuple[Bridge, Seen]:
    """Play it to its end; the caller closes the bridge."""
    left_alone = (ERDS, "G5", "G6", f"G7/{MISSING}", "G9")
    bridge, seen = open_night(home, "LIVE1", "G1", "G9", *left_alone), Seen()
    try:
        for episode in (
            _declared,
            _recommended,
            _declaration_withdrawn,
            _condition_worked_off,
            _plan_amended,
            _spoken_no_go_then_go,
            _deployment_fails,
            _deferred,
            _full_house_but_one,
            _decider_is_away,
        ):
            episode(bridge, seen)
        over(bridge)
    except BaseException:
        bridge.close()
        raise
    return bridge, seen


def _declared(bridge: Bridge, _seen: Seen) -> None:
    """The central parties declare that they are ready, and are believed."""
    bridge.ok(JOSS, "readiness", "import", "m10-returns")
    now = SystemClock().now
    ledger = readiness_ledger(bridge.journal, now)
    for asked in list(ledger.state().returns.values()):
        if asked.kind == "declaration":
            ledger.submit(
                r.SubmitReturn(
                    id=f"submit:{asked.id}",
                    actor=f"{asked.party}",
                    return_id=asked.id,
                    submitted_by=asked.party,
                    signatory=Signatory(name="Director of the party", office="Company director"),
                    as_at=now(),
                    statement="Ready; no performance issues.",
                )
            )
            ledger.submit(
                r.AcceptReturn(
                    id=f"accept:{asked.id}", actor=JOSS, return_id=asked.id, accepted_by="si"
                )
            )


def _recommended(bridge: Bridge, seen: Seen) -> None:
    """MCAG recommends the start once the register has been looked at."""
    meeting = bridge.book.gate_by_id["G1"].meeting
    bridge.until("MCAG to sit", lambda state: state.task(meeting).progress == "running")
    seen.words["checks"] = bridge.says(JOSS, "checks", bridge.run, "G1").out
    passed(bridge, "G1")


def _declaration_withdrawn(bridge: Bridge, seen: Seen) -> None:
    """ElectraLink stands by its declaration no longer; then it does again."""
    listed = bridge.says(JOSS, "readiness", "list", "--json").data
    name = next(
        one["id"]
        for one in listed
        if one["kind"] == "declaration" and one["party"] == "electralink"
    )
    bridge.ok(DORA, "readiness", "withdraw", name, "--reason", "A gateway failed its load test.")
    seen.data["turned bad"] = needs_of(bridge, "check-turned-bad")
    bridge.ok(
        DORA,
        *(
            "readiness",
            "submit",
            name,
            "--signed",
            _SIGNED,
            "--as-at",
            typed(SystemClock().now()),
        ),
        *("--statement", "The gateway was replaced and passed."),
    )
    bridge.ok(JOSS, "readiness", "accept", name, "--by", "si")
    seen.data["good again"] = needs_of(bridge, "check-turned-bad")


def _condition_worked_off(bridge: Bridge, _seen: Seen) -> None:
    """What MCAG left open comes in late, and is closed with its evidence."""
    (item,) = bridge.state.items
    bridge.ok(JOSS, "close-item", bridge.run, item, "--evidence", "All letters are in, by list 7.")


def _plan_amended(bridge: Bridge, seen: Seen) -> None:
    """The evidence pack takes longer; who proposes that does not approve it."""
    file = bridge.home / "amended.yaml"
    bridge.ok(JOSS, "amend", bridge.run, "--write", str(file))
    plan = yaml.safe_load(file.read_text())
    (pack,) = (task for task in plan["tasks"] if task["id"] == "M10-068")
    pack["duration"] = "1h"
    file.write_text(yaml.safe_dump(plan, sort_keys=False))
    bridge.ok(JOSS, "amend", bridge.run, str(file), "--reason", "Two more annexes are asked for.")
    seen.words["own approval"] = bridge.refused(JOSS, "approve", bridge.run, "1")
    bridge.ok(KIRA, "approve", bridge.run, "1")


def _spoken_no_go_then_go(bridge: Bridge, seen: Seen) -> None:
    """At G5 the decider is on the telephone; the scribe enters what was said."""
    sits(bridge, "G5")
    spoken = ("--by", "cutover_manager", "--on-behalf-of", LEO, "--witness", KIRA)
    no_go = ("--reason", "One backup has not been read back.")
    bridge.ok(ORLA, "gate", bridge.run, "G5", "no-go", *spoken, *no_go)
    heard_again(bridge, "G5")
    sits(bridge, "G5")
    bridge.ok(ORLA, "gate", bridge.run, "G5", "go", *spoken, "--reason", "It has been read back.")
    seen.data["to countersign"] = needs_of(bridge, "to-countersign")
    bridge.ok(LEO, "countersign", bridge.run, "G5", "--by", "cutover_manager")


def _deployment_fails(bridge: Bridge, seen: Seen) -> None:
    """The first wave of ERDS fails, is tried again, and is confirmed over the telephone."""
    bridge.until("the first wave to be free", lambda state: state.gate("G5").passed)
    bridge.ok(NILS, "start", bridge.run, ERDS)
    reason = "MPRS does not start on the new release at two LDSOs."
    bridge.ok(NILS, "fail", bridge.run, ERDS, "--reason", reason)
    seen.words["failed"] = shown_to(bridge)
    bridge.ok(NILS, "start", bridge.run, ERDS)
    first_wave = bridge.book.groups["ldsos_sit"]
    said_by = ("--on-behalf-of", "Duty manager of the first wave")
    bridge.ok(ORLA, "done", bridge.run, ERDS, "--for", *first_wave, *said_by)


def _deferred(bridge: Bridge, seen: Seen) -> None:
    """At G6 the decider wants to see one more release in."""
    sits(bridge, "G6")
    until = typed(bridge.now() + timedelta(hours=16))
    bridge.ok(
        LEO,
        *("gate", bridge.run, "G6", "defer", "--by", "cutover_manager", "--until", until),
        *("--reason", "One more look at the DIP routing."),
    )
    seen.words["deferred"] = shown_to(bridge)
    sits(bridge, "G6")
    by = ("--by", "cutover_manager", "--reason", "Every release is in.")
    bridge.ok(LEO, "gate", bridge.run, "G6", "go", *by)


def _full_house_but_one(bridge: Bridge, seen: Seen) -> None:
    """Everybody else has said go; the one that has not is known by name, and comes."""
    all_but_one_have_voted(bridge, "G7")
    seen.data["full house"] = bridge.says(JOSS, "gate", bridge.run, "G7", "--json").data
    seen.words["full house"] = shown_to(bridge)
    by = ("--by", MISSING, "--reason", "Live since noon; the link was down.")
    bridge.ok(ABEL, "gate", bridge.run, "G7", "go", *by)
    passed(bridge, "G7")


def _decider_is_away(bridge: Bridge, seen: Seen) -> None:
    """On Monday morning the decider is ill; somebody else is named, and decides."""
    sits(bridge, "G9")
    go = ("gate", bridge.run, "G9", "go", "--by", "cutover_manager", "--reason", "All is well.")
    seen.words["not yet named"] = bridge.refused(MINA, *go)
    bridge.ok(
        HUGO,
        *("user", "substitute", LEO, MINA, "--role", "decider", "--party", "cutover_manager"),
        *("--reason", "Leo is ill."),
    )
    bridge.ok(MINA, *go)
