"""Changing who is told of outages, from pages: who may, handing it in, and saying so."""

from __future__ import annotations

from itertools import islice

from starlette.requests import Request

from console.subscribers_told import subscription_sentence
from console.web.house import House
from console.web.subscribers_made import MAKERS
from console.web.subscribers_typed import Form
from console.web.visitor import Visitor
from notices.subscriptions.book import BOOK
from notices.subscriptions.permissions import may_keep
from rehearsals.names import SUBSCRIPTIONS
from rehearsals.people.denying import check_voice
from runbooks.errors import RunNotFound

#: Facts of one command that are told after it.
_MOST_SAID = 5


def keep(house: House, form: Form, name: str) -> str:
    """Do what a form asks; the numbers of its facts for `said=`, empty if there are no new ones.

    Raises RunNotFound for a form that there is not, Misread, Refused (journalled) and JournalError.
    """
    maker = MAKERS.get(name)
    if maker is None:
        raise RunNotFound(f"There is nothing called {name[:40]} to be done.", hint="Go back.")
    command = maker(form, house.notices.subscriptions())
    register, visitor = form.asking.visitor.register, form.asking.visitor
    refusal = may_keep(register, command.actor, visitor.now) or check_voice(register, command)
    if refusal is not None:
        house.writer.deny(SUBSCRIPTIONS, command, refusal)
    before = house.journal.head(SUBSCRIPTIONS).seq
    house.writer.subscriptions(command)
    after = house.journal.head(SUBSCRIPTIONS).seq
    return f"{before + 1}-{after}" if after > before else ""


def said_subscriptions(request: Request, house: House, visitor: Visitor) -> list[tuple[str, str]]:
    """What the visitor has just done: `?said=41-43` names facts of theirs."""
    first, _, last = request.query_params.get("said", "").partition("-")
    numbers = (first, last or first)
    if visitor.person is None or not all(n.isascii() and n.isdecimal() for n in numbers):
        return []
    begin, end = (int(number[:12]) for number in numbers)
    read = house.journal.read(SUBSCRIPTIONS, after=max(begin - 1, 0))
    facts = [
        BOOK.codec.from_recorded(one)
        for one in islice(read, max(min(end - begin + 1, _MOST_SAID), 0))
    ]
    subs = house.notices.subscriptions()
    mine = [fact for fact in facts if fact.actor == visitor.person.id]
    return [("success", subscription_sentence(fact.event, subs)) for fact in mine]
