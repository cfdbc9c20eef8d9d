"""What a form is about already, in words, and the people whose names it offers."""

from __future__ import annotations

from console.web.form_choices import MOST, Asked, choices_of
from console.web.form_records import Choice
from rehearsals.core import commands as c


def subject_of(asked: Asked, name: str) -> tuple[str, str] | None:
    """The words for what is named already, and its page if it has one; None if there is none."""
    value, state = asked.word(name), asked.state
    if name == "task" and (task := state.index.tasks.get(value)):
        word = asked.look.standing.states.get(value, "given_up").replace("_", " ")
        return f"{value} {task.title} ({word})", f"/runs/{state.run}/tasks/{value}"
    if name == "gate" and asked.gate:
        return f"{value} {asked.gate.title}", f"/runs/{state.run}/gates/{value}"
    if name == "outage" and (outage := state.runbook.outages.get(value)):
        return f"{value} {outage.system}", f"/runs/{state.run}/outages"
    if name in ("item", "number", "criterion", "reference") and _names_one(asked, name):
        words = dict(choices_of(asked, name)).get(value)
        return (words, "") if words else None
    return None


def _names_one(asked: Asked, name: str) -> bool:
    # An incident that is linked anew has a number that nobody knows yet.
    return name != "reference" or asked.kind is c.CloseIncident


def people_choices(asked: Asked) -> tuple[Choice, ...]:
    """People by what names each alone, with their organisation."""
    register = asked.visitor.register
    found = []
    for one in register.people.values():
        if one.kind == "person" and register.person(one.id) is not None:
            alone = register.named(one.name) == one.id
            organisation = register.organisations[one.organisation].name
            found.append((one.name if alone else one.id, f"{one.name}, {organisation}"))
    return tuple(sorted(found)[:MOST])
