"""Keeping from the command line who is told of outages, and over which routes."""

from __future__ import annotations

import pytest

from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.testing import confirm_all
from rehearsals.journal.sql import open_journal
from tests.console.people import acting_as, begun
from tests.console.terminal import Terminal

ADD = ("subscribers", "add", "acme", "Acme Energy", "--role", "supplier")
ROUTE = ("subscribers", "route", "acme")
HOOK = "https://hooks.acme.example/x?key=hidden"


@pytest.fixture
def told(callboard: Terminal) -> Terminal:
    """A terminal where the supplier `acme` has a mailbox and a webhook that wait."""
    callboard.ok(*ADD)
    callboard.ok(*ROUTE, "email", "ops@acme.example", "--label", "Desk", "--system", "EES")
    callboard.typed = [HOOK]
    callboard.ok(*ROUTE, "webhook", "-", "--test")
    return callboard


def _confirmed(callboard: Terminal) -> None:
    journal = open_journal(callboard.home / "journal.sqlite")
    confirm_all(SubscriptionOffice(journal, callboard.clock.now))
    journal.close()


def _words(text: str) -> str:
    return " ".join(text.split())


def test_nobody_is_told_at_first(callboard: Terminal) -> None:
    """Looking makes nothing."""
    assert "Begin with `callboard subscribers import FILE`" in callboard.ok("subscribers", "list")
    assert callboard("subscribers", "list", "--json").data == []
    assert "can be reached" in callboard.ok("subscribers", "alarms")
    assert not callboard.home.exists()


def test_an_organisation_is_told_over_its_routes(told: Terminal) -> None:
    """In words and as data; the address of a machine is not shown."""
    shown = told.ok("subscribers", "show", "ACME")
    assert "acme-1: e-mail ops@acme.example (Desk), PENDING; EES" in shown
    assert (
        "acme-2: webhook https://hooks.acme.example, PENDING; all systems; tests alone"
        in _words(shown)
    )
    (row,) = told("subscribers", "list", "--json").data
    assert [one["state"] for one in row["routes"]] == ["pending", "pending"]
    assert "0 of 2 active" in told.ok("subscribers", "list")
    for out in (shown, str(row), told.ok("export", "subscriptions", "-")):
        assert "hidden" not in out


def test_a_mailbox_is_confirmed_by_word(told: Terminal) -> None:
    """Of whoever reads there; a machine is not."""
    out = told.ok("subscribers", "confirm", "acme-1", "--on-behalf-of", "Jane")
    assert "is confirmed and active" in out

    said = told("subscribers", "confirm", "acme-2")
    assert said.code == 1
    assert "must take the signed test" in said.err


def test_a_route_is_changed_rested_and_removed(told: Terminal) -> None:
    """What is not named stays."""
    _confirmed(told)
    change = ("subscribers", "change-route", "acme-1")
    assert "now takes EES, DIP" in told.ok(*change, "--system", "EES", "DIP")
    assert "now takes all systems" in told.ok(*change, "--system", "all", "--calendar", "yes")
    assert told.ok(*change, "--calendar", "yes").startswith("Nothing is new")
    assert "rests: full" in told.ok("subscribers", "disable", "acme-1", "--reason", "full")
    assert "is active again" in told.ok("subscribers", "enable", "acme-1")
    told.later(5)
    assert "is sent a message" in told.ok("subscribers", "test", "acme-1")
    assert "has ended" in told.ok("subscribers", "remove", "acme-1", "--reason", "moved")
    assert "told no more" in told.ok("subscribers", "leave", "acme", "--reason", "SoLR")
    assert told("subscribers", "list", "--json").data == []
    assert "left" in told.ok("subscribers", "list", "--left")


def test_a_webhooks_secret_is_printed_when_asked_for(told: Terminal) -> None:
    """And stands neither in the journal nor anywhere else; after a rotation there are two."""
    first = told.ok("subscribers", "secret", "acme-2").split()
    told.ok("subscribers", "rotate", "acme-2", "--both-for", "2d")
    both = told.ok("subscribers", "secret", "acme-2").split()

    assert both[1:] == first
    assert first[0] not in told.ok("export", "subscriptions", "-")
    assert "24 hours to 7 days" in told("subscribers", "rotate", "acme-2", "--both-for", "1h").err
    told.ok("subscribers", "rotate", "acme-2", "--leaked")
    assert len(told.ok("subscribers", "secret", "acme-2").split()) == 1
    assert "Only webhooks are" in told("subscribers", "secret", "acme-1").err
    assert "new links" in told.ok("subscribers", "links", "acme-1")


def test_a_hole_is_an_alarm(told: Terminal) -> None:
    """With an exit code for whoever watches by machine."""
    told.ok("subscribers", "mandatory", "EES", "supplier", "--source", "agreed")
    said = told("subscribers", "alarms")
    assert said.code == 1
    assert "Acme Energy (acme) must be told of EES, and nothing reaches it" in _words(said.out)
    assert told("subscribers", "alarms", "--json").data[0]["subscriber"] == "acme"
    assert "1 that must be told is not reached" in told("subscribers", "list").err
    assert "1 must be told and are not reached" in told("doctor").out

    _confirmed(told)
    assert told("subscribers", "alarms").code == 0
    told.ok("subscribers", "optional", "EES", "supplier", "--reason", "replaced")


def test_the_shipped_organisations_are_taken_in_by_name(callboard: Terminal) -> None:
    """And it is said that they are invented; twice is once."""
    said = callboard("subscribers", "import", "m10-subscribers")
    assert said.code == 0
    assert "Illustrative" in said.err
    assert len(callboard("subscribers", "list", "--json").data) == 12
    assert callboard.ok("subscribers", "import", "m10-subscribers").startswith("Nothing is new")


def test_a_bad_file_is_told_whole_and_taken_not_at_all(callboard: Terminal) -> None:
    """Every problem with its line; exit code 1."""
    path = callboard.folder / "told.csv"
    path.write_text(
        "subscriber,name,roles,kind,address\n"
        "acme,Acme,supplier,email,ops\n"
        "Bolt,Bolt,supplier,webhook,https://10.0.0.1/hidden\n",
        encoding="utf-8",
    )
    said = callboard("subscribers", "import", str(path))

    assert said.code == 1
    assert "told.csv:2:1: error[bad-address]" in said.out
    assert "told.csv:3:1: error[bad-id]" in said.out
    assert "hidden" not in said.out
    assert said.err == "3 problems; nothing was taken in.\n"
    assert callboard("subscribers", "list", "--json").data == []
    assert "no such file" in callboard("subscribers", "import", "nowhere.csv").err


def test_a_file_is_looked_at_first(callboard: Terminal) -> None:
    """--check only says what it would change."""
    out = callboard.ok("subscribers", "import", "m10-subscribers", "--check")

    assert "Acme Energy (acme-energy) is told as supplier" in out
    assert callboard("subscribers", "list", "--json").data == []


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("show", "acne"), "There is no subscriber acne. Did you mean acme?"),
        (("remove", "acme-11", "--reason", "x"), "There is no route acme-11."),
        (("route", "acme", "webhook", "http://hooks.acme.example"), "must begin with https://"),
        (("route", "acme", "email", "ops@acme.example"), "goes to this address already"),
        (("rotate", "acme-2", "--both-for", "soon"), "'soon' is not a duration"),
        (("merge", "acme", "acme"), "Name two subscribers"),
    ],
)
def test_a_mistake_is_said_in_a_line(told: Terminal, argv: tuple[str, ...], why: str) -> None:
    """With what to do next."""
    said = told("subscribers", *argv)

    assert (said.code, said.out) == (1, "")
    assert why in said.err
    assert said.err.count("\n") == 1


def test_only_those_who_answer_for_it_keep_or_read_it(callboard: Terminal) -> None:
    """A communications approver or an administrator, once people are known."""
    admin = begun(callboard)
    callboard.ok(*ADD)
    acting_as(callboard, "ann", admin=admin)
    for argv in (ADD, ("subscribers", "list"), ("subscribers", "secret", "acme-1")):
        said = callboard(*argv)
        assert said.code == 1
        assert "communications approver or administrator" in said.err

    callboard.environ["CALLBOARD_TOKEN"] = admin
    callboard.ok("user", "role", "ann", "communications_approver")
    acting_as(callboard, "ann", admin=admin)
    callboard.ok("subscribers", "change", "acme", "--name", "Acme")
    assert "Acme" in callboard.ok("subscribers", "list")


def test_the_new_streams_are_verified_and_written_out(told: Terminal) -> None:
    """Addresses stand in one of them, so that it is written out for some alone."""
    told.opened()
    assert "subscriptions is whole" in told.ok("verify", "subscriptions")
    assert "subscriptions is whole" in told.ok("verify")
    assert "deliveries/DR1 is whole: 0 events" in told.ok("verify", "deliveries/dr1")
    assert "notices/DR1 is whole" in told.ok("verify", "notices/latest")
    assert "deliveries/nobody" not in told("verify", "deliveries/nobody").out

    admin = begun(told)
    acting_as(told, "ann", admin=admin)
    assert "may not write out subscriptions" in told("export", "subscriptions", "-").err


def test_the_doctor_misses_the_key(told: Terminal) -> None:
    """Whoever restores a backup without it restores nothing that can be sent."""
    assert "subscribers: 1, with 0 active routes" in told("doctor").out
    (told.home / "notices.key").unlink()

    said = told("doctor")
    assert said.code == 1
    assert "the key notices.key is missing" in said.out
