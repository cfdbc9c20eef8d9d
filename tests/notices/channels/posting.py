"""Posting by webhook to receivers on this machine, and a name server that answers as it is told."""

from __future__ import annotations

from collections.abc import Sequence

from notices.channels.addresses import Policy
from notices.channels.http_client import Patience
from notices.channels.port import Answer
from notices.channels.webhook import WebhookChannel
from tests.notices.channels.messages import a_message
from tests.notices.channels.receivers import Receiver, Reply, receiver

HERE = Policy(loopback=True)
#: Long enough for a busy machine, short enough for a test that waits for its end.
HASTY = Patience(connect=2.0, total=0.3, body=0.1)


def a_channel(patience: Patience | None = None) -> WebhookChannel:
    """The channel that posts to receivers on this machine."""
    return WebhookChannel(HERE, patience=patience or Patience())


async def posted(
    *replies: Reply, times: int = 1, patience: Patience | None = None
) -> tuple[list[Answer], Receiver]:
    """The answers to so many posts one after the other, and the receiver that gave them."""
    channel = a_channel(patience)
    async with receiver(*replies) as server:
        answers = [await channel.deliver(a_message(server.url)) for _ in range(times)]
        await channel.close()
    return answers, server


class Names:
    """A name server that gives its answers in turn, the last one for ever."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, _port: int, /) -> Sequence[str]:
        """The next answer; raises OSError for an empty one."""
        self.asked.append(host)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if not answer:
            raise OSError("no such name")
        return answer
