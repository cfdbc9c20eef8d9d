"""What became of a delivery changes its route: a test that was taken, a machine that is gone."""

from __future__ import annotations

import pytest

from notices.channels.port import Answer
from notices.subscriptions import asked as a
from notices.subscriptions.outcomes import Outcomes, command_after
from tests.notices.subscriptions.factories import Trial, hook

TAKEN = Answer(outcome="delivered", status=200, detail="ok")
GONE = Answer(outcome="refused", status=410, detail="gone", gone=True)
FAILED = Answer(outcome="failed", status=503, detail="later")


@pytest.fixture
def trial() -> Trial:
    """The supplier `acme` with a machine and a mailbox that wait to be confirmed."""
    trial = Trial()
    trial.route(hook())
    trial.route()
    return trial


def test_a_machine_that_takes_its_test_is_confirmed(trial: Trial) -> None:
    """By the sender, who may say so as often as it likes."""
    outcomes = Outcomes(trial.office)
    for _ in range(2):
        outcomes.report("-/1/test/acme-1", TAKEN)

    assert (trial.state(), trial.subs.seq) == ("active", 4)
    assert command_after(trial.subs, "-/1/test/acme-1", TAKEN) is None


def test_a_test_that_was_not_taken_confirms_nothing(trial: Trial) -> None:
    """It is tried again."""
    Outcomes(trial.office).report("-/1/test/acme-1", FAILED)

    assert trial.state() == "pending"


def test_a_mail_that_was_taken_confirms_nothing(trial: Trial) -> None:
    """A server took it; nobody pressed the button."""
    Outcomes(trial.office).on_taken("-/1/confirm/acme-2")
    Outcomes(trial.office).on_taken("-/1/test/acme-2")

    assert trial.state("acme-2") == "pending"


def test_a_notice_that_was_taken_confirms_nothing(trial: Trial) -> None:
    """Only the test proves whose the machine is."""
    Outcomes(trial.office).on_taken("M10-OUT/0/said/acme-1")

    assert trial.state() == "pending"


def test_a_machine_that_is_gone_rests(trial: Trial) -> None:
    """Whatever it was sent; again after it was enabled and is still gone."""
    outcomes = Outcomes(trial.office)
    outcomes.on_taken("-/1/test/acme-1")
    outcomes.on_gone("M10-OUT/0/said/acme-1")
    outcomes.report("M10-OUT/1/said/acme-1", GONE)
    assert trial.state() == "disabled"

    trial.ask(a.EnableRoute, route="acme-1")
    outcomes.report("M10-OUT/0/said/acme-1", GONE)
    assert trial.state() == "disabled"


def test_a_late_answer_does_not_wake_what_rests_or_ended(trial: Trial) -> None:
    """Somebody decided otherwise meanwhile."""
    outcomes = Outcomes(trial.office)
    trial.ask(a.DisableRoute, route="acme-1", reason="asked for")
    outcomes.on_taken("-/1/test/acme-1")
    assert trial.state() == "disabled"

    trial.ask(a.RemoveRoute, route="acme-1", by="self_service")
    outcomes.report("-/1/test/acme-1", GONE)
    assert trial.state() == "removed"
    outcomes.on_gone("M10-OUT/0/said/nobody-1")
