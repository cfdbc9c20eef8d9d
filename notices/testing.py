"""A channel for tests and trials: answers as it is told, and remembers what it was given."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from threading import Event

from notices.channels import Answer
from notices.notice import Notice

TAKEN = Answer(delivered=True, status=200, detail="ok")


class ScriptedChannel:
    """Gives the scripted answers in turn, then takes everything; raises those that are errors."""

    def __init__(self, answers: Iterable[Answer | Exception] = (), *, name: str = "trial") -> None:
        """Let deliveries through; clear `open` to hold them up."""
        self.name = name
        self.texts: list[str] = []
        self.open = Event()
        self.open.set()
        self._answers = deque(answers)

    def deliver(self, _notice: Notice, text: str, /) -> Answer:
        """Remember the text, and answer once the channel is open."""
        self.texts.append(text)
        self.open.wait()
        answer = self._answers.popleft() if self._answers else TAKEN
        if isinstance(answer, Exception):
            raise answer
        return answer
