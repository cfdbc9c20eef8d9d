"""Files of subscribers: all that is new in them, or every problem with its line and nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dependencies.check import load
from notices.subscriptions import asked as a
from notices.subscriptions.alarms import alarms
from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.reading import FileRead, read_subscribers
from notices.subscriptions.records import Subscriptions
from notices.subscriptions.shipped import SHIPPED, shipped_text
from notices.subscriptions.testing import VAULT, seeded
from rehearsals.journal.memory import MemoryJournal
from rehearsals.testing import OPENED
from tests.notices.subscriptions.factories import Trial

YAML = """\
subscribers: trial
organisations:
  acme:
    name: Acme Energy
    roles: [supplier]
    mpids: [ACME]
    routes:
      - {email: ops@acme.example, systems: [EES], role_mailbox: true}
      - {webhook: "https://hooks.acme.example/x", test: true}
mandatory:
  - {system: EES, role: supplier, source: agreed}
"""
CSV = """\
subscriber,name,roles,mpids,kind,address,systems,role_mailbox,test
acme,Acme Energy,supplier,ACME,email,ops@acme.example,EES,yes,
acme,,,,webhook,https://hooks.acme.example/x,,,yes
bolt,Bolt,supplier agent,,,,,,
"""


def _read(text: str, file: str = "trial.yaml", subs: Subscriptions | None = None) -> FileRead:
    return read_subscribers(text, file, subs or Subscriptions(), VAULT)


def _problems(text: str, file: str = "trial.yaml") -> list[str]:
    read = _read(text, file)
    assert (read.entries, read.fresh) == ((), ())
    return [f"{one.line} {one.finding.rule}" for one in read.findings]


def test_a_file_says_who_is_told_and_over_which_routes() -> None:
    """And what they must be told of."""
    read = _read(YAML)
    (entry,) = read.entries

    assert (entry.subscriber, entry.organisation.mpids) == ("acme", ("ACME",))
    assert [(one.kind, one.test) for one in entry.routes] == [("email", False), ("webhook", True)]
    assert entry.routes[0].interest.systems == ("EES",)
    assert [(one.system, one.role) for one in read.mandatory] == [("EES", "supplier")]
    assert len(read.fresh) == 4


def test_a_table_says_the_same() -> None:
    """A line for each route; what is said of the organisation stands in its first one."""
    by_table, by_yaml = _read(CSV, "trial.csv"), _read(YAML)
    assert by_table.findings == ()
    acme, bolt = by_table.entries

    assert acme.organisation == by_yaml.entries[0].organisation
    assert [route.mark for route in acme.routes] == [
        route.mark for route in by_yaml.entries[0].routes
    ]
    assert (bolt.organisation.roles, bolt.routes) == (("supplier", "agent"), ())


def test_every_problem_is_named_at_once() -> None:
    """With its line; what is wrong here does not hide what is wrong there."""
    text = """\
subscribers: trial
organisation: {}
organisations:
  Acme: {name: Acme, roles: [supplier]}
  bolt: {roles: [supplier]}
  cod:
    name: Cod
    roles: [supplier]
    mpids: [cod]
    routes:
      - {email: not an address}
  dab:
    name: Dab
    roles: [supplier]
    routes:
      - {email: ops@dab.example, webhook: "https://hooks.dab.example/x"}
      - {email: ops@dab.example}
      - {email: OPS@dab.example}
      - {webhook: "https://10.0.0.1/x"}
  eel: 7
mandatory:
  - {system: EES, role: supplier}
"""
    assert _problems(text) == [
        "2 form",
        "4 bad-id",
        "5 form",
        "6 bad-mpid",
        "11 bad-address",
        "16 form",
        "18 twice",
        "19 bad-address",
        "20 form",
        "22 form",
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["1 csv-form"] * 3),
        ("subscriber,name,roles,colour\n", ["1 csv-form"]),
        ("subscriber,name,name,roles\n", ["1 csv-form"]),
        ("subscriber,name,roles\nacme,Acme\n", ["2 csv-form"]),
        ('subscriber,name,roles\nacme,"Ac\n', ["2 csv-form"]),
        ("subscriber,name,roles\nacme,A\x00,supplier\n", ["2 csv-form"]),
        ("subscriber,name,roles\nacme,A,supplier\nacme,B,\n", ["3 csv-form"]),
        ("subscriber,name,roles,kind,address\na,A,supplier,fax,1\n", ["2 csv-form"]),
        ("subscriber,name,roles,kind,address\na,A,supplier,email,x\n", ["2 bad-address"]),
        (
            "subscriber,name,roles,kind,address,test\na,A,supplier,email,x@y.example,maybe\n",
            ["2 csv-form"],
        ),
    ],
    ids=[
        "empty",
        "column",
        "twice",
        "short",
        "open",
        "null",
        "differs",
        "kind",
        "address",
        "flag",
    ],
)
def test_a_bad_table_is_told_by_line(text: str, problems: list[str]) -> None:
    """And taken in not at all."""
    assert _problems(text, "trial.csv") == problems


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x", "!!python/object:os.system {}", "[", "\udc80"])
def test_hostile_text_is_told_too(text: str) -> None:
    """By the reader that reads runbooks."""
    assert _problems(text)


@settings(max_examples=60)
@given(st.text(max_size=200), st.sampled_from(["x.yaml", "x.csv"]))
def test_any_text_is_read_or_told(text: str, file: str) -> None:
    """Nothing is raised."""
    read = _read(text, file)

    assert bool(read.findings) or not read.fresh


def test_no_problem_repeats_an_address() -> None:
    """That of a webhook is a secret."""
    text = YAML.replace("https://hooks.acme.example/x", "https://joe:zebra@10.0.0.1/hidden")
    told = "".join(map(str, _read(text).findings))

    assert "error[bad-address]" in told
    assert "hidden" not in told
    assert "zebra" not in told


def test_a_file_is_taken_in_whole_and_once() -> None:
    """Each new route is asked to confirm; what is there already is not said again."""
    trial = Trial()
    read = _read(YAML, subs=trial.subs)
    trial.ask(a.ImportSubscribers, entries=read.entries, mandatory=read.mandatory)

    assert trial.subs.subscribers["acme"].name == "Acme Energy"
    assert trial.sent() == ["-/1/confirm/acme-1", "-/1/test/acme-2"]
    again = _read(YAML, subs=trial.subs)
    assert again.fresh == ()
    assert trial.ask(a.ImportSubscribers, entries=again.entries, mandatory=again.mandatory) == []


def test_a_command_is_refused_as_a_whole() -> None:
    """Also if what it says became impossible after it was read."""
    trial = Trial()
    read = _read(CSV, "trial.csv", trial.subs)
    trial.ask(a.LeaveSubscriber, subscriber="acme", reason="dropped out")

    assert trial.refused(a.ImportSubscribers, entries=read.entries) == "left"
    assert "bolt" not in trial.subs.subscribers


def test_the_shipped_file_fits_the_shipped_runbook() -> None:
    """All of it can be reached, in rehearsals too, and its words are the runbook's."""
    subs = seeded(SubscriptionOffice(MemoryJournal(), lambda: OPENED))
    book = load("m10")
    audiences = {one for outage in book.outages.values() for one in outage.audience}

    assert "Illustrative" in _read(shipped_text(SHIPPED[0]) or "").notice
    assert alarms(subs) == ()
    organisations = list(subs.subscribers.values())
    assert len(organisations) == 12
    assert {role for one in organisations for role in one.roles} <= audiences
    asked = {one for route in subs.routes.values() for one in route.interest.systems}
    assert asked | {one.system for one in subs.mandatory} <= book.systems.keys()
    tests = {route.subscriber for route in subs.routes.values() if route.test}
    assert tests == {one.id for one in organisations}
    mails = [route.address for route in subs.routes.values() if route.kind == "email"]
    assert all(address.endswith(".example") for address in mails)
    assert shipped_text("../../etc/passwd") is None
