"""With a real sender: a machine is verified by what it answers, and its end is told elsewhere."""

from __future__ import annotations

import asyncio

import pytest

from notices.channels.port import Answer, Message
from notices.channels.testing import TAKEN, ScriptedChannel
from notices.outbox.letters import Letters
from notices.outbox.rows import POST
from notices.outbox.sender import Sender
from notices.subscriptions.outcomes import Outcomes
from notices.subscriptions.testing import VAULT
from tests.notices.subscriptions.factories import HOOK, Trial, hook, mail

GONE = Answer(outcome="refused", status=410, detail="gone", gone=True)


@pytest.fixture
def trial() -> Trial:
    """The supplier `acme` with a machine that waits, and a mailbox that works."""
    trial = Trial()
    trial.active(mail(fallback=True))
    trial.route(hook())
    return trial


def _sent(trial: Trial, *answers: Answer) -> list[Message]:
    """What a sender sends that is due, while machines answer so."""
    machines = ScriptedChannel(answers, kinds=("webhook",))
    mails = ScriptedChannel(kinds=("email",))
    sender = Sender(
        trial.journal,
        POST,
        (machines, mails),
        Letters(trial.journal, VAULT, "https://callboard.example"),
        lambda: trial.now,
        listener=Outcomes(trial.office),
    )
    asyncio.run(sender.drain(trial.now))
    return [*machines.taken, *mails.taken]


def test_a_machine_that_takes_the_signed_test_is_active(trial: Trial) -> None:
    """It was sent to the address that was sealed, signed with the secret that its owner has."""
    (test,) = _sent(trial, TAKEN)

    assert (test.type, test.address) == ("outage.subscription.test", HOOK)
    assert test.secrets == (VAULT.webhook_secret("acme-2", 1),)
    assert trial.state("acme-2") == "active"


def test_a_machine_that_is_gone_rests_and_its_owner_is_told(trial: Trial) -> None:
    """Over the mailbox, once; and nothing more goes to it."""
    first = _sent(trial, GONE)
    assert trial.state("acme-2") == "disabled"

    _, told = [*first, *_sent(trial)]
    assert (told.route.id, told.type) == ("acme-1", "outage.subscription.ended")
    assert "https://hooks.acme.example: its machine said that it is gone" in told.text
