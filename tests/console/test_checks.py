"""`callboard checks`: the automatic checks of a gate, made and recorded now."""

from __future__ import annotations

from console.here import Here
from console.main import main
from tests.console.terminal import TINY, Terminal
from tests.rehearsals.checks.health_server import health_server

CHECKED = TINY.replace(
    "criteria: [{id: READY, owner: si}]",
    "criteria: [{id: READY, owner: si, check: {tasks_done: {tasks: [T1, T2]}}}, "
    "{id: COUNT, owner: si, check: {result_within: {task: T1, result: mpans}}}]",
)


def test_checks_say_what_was_found_and_record_it(callboard: Terminal) -> None:
    """Exit code 1 while something is not met; what is known is not recorded twice."""
    callboard.opened(text=CHECKED)
    callboard.ok("start", "DR1", "T1")

    said = callboard("checks", "DR1", "g1")

    assert said.code == 1
    assert said.out.splitlines() == [
        "G1 READY: NOT MET. 0 of 2 done; not done: T1 (running), T2 (not started).",
        "G1 COUNT: NOT MET. mpans of T1 is not measured; it is running.",
    ]
    recorded = [each["recorded"] for each in callboard("checks", "--json").data]
    assert recorded == [False, False]


def test_gate_is_decided_on_the_findings_of_its_sitting(callboard: Terminal) -> None:
    """What was found before the meeting is too old; made again there, it carries a go."""
    callboard.opened(text=CHECKED)
    callboard.ok("start", "DR1", "T1")
    callboard.ok("done", "DR1", "T1", "--result", "mpans=100")
    for command in ("start", "done"):
        callboard.ok(command, "DR1", "T2")
    callboard.ok("checks", "DR1", "G1")
    callboard.later(1)
    callboard.ok("start", "DR1", "T3")
    go = ("gate", "DR1", "G1", "go", "--by", "sro", "--reason", "All is well.")
    assert callboard(*go).code == 1

    callboard.ok("checks", "DR1", "G1")

    assert callboard(*go).code == 0


def test_checks_of_a_gate_without_any_are_refused(callboard: Terminal) -> None:
    """People show what no machine checks."""
    callboard.opened()

    said = callboard("checks", "DR1", "G1")

    assert said.code == 1
    assert "No criterion of gate G1 is checked by a machine." in said.err
    assert "has no gate left to pass whose criteria are checked" in callboard.ok("checks", "DR1")


def test_check_over_http_asks_only_what_the_operator_allows(callboard: Terminal) -> None:
    """By default nobody is asked; with CALLBOARD_CHECK_HOSTS the server is."""
    with health_server() as server:
        http = f'{{http: {{url: "{server.url()}", contains: in service}}}}'
        text = TINY.replace("{id: READY, owner: si}", f"{{id: READY, owner: si, check: {http}}}")
        callboard.opened(text=text)

        denied = callboard("checks", "DR1", "G1")
        environ = {"CALLBOARD_HOME": str(callboard.home), "CALLBOARD_CHECK_HOSTS": server.place}
        code = main(("checks", "DR1", "G1"), Here(environ=environ, now=callboard.clock.now))

        assert denied.code == 1
        assert "Not asked: the operator has not allowed" in denied.out
        assert code == 0
        assert server.asked == ["/healthy"]


def test_setting_that_names_no_server_is_refused(callboard: Terminal) -> None:
    """Rather than allowing something else than was meant."""
    callboard.opened(text=CHECKED)
    environ = {"CALLBOARD_HOME": str(callboard.home), "CALLBOARD_CHECK_HOSTS": "*"}

    assert main(("checks", "DR1"), Here(environ=environ, now=callboard.clock.now)) == 1
