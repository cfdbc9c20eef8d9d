"""How people are shown: a table of all, or everything about one; never a hash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich.console import RenderableType

from console.output import heading, table, wrapped
from console.telling_people import within
from rehearsals.people.register import Held, Register
from rehearsals.people.words import PARTY_ROLES, ROLES, role_name
from runbooks.clocktime import rfc3339

#: Parties beyond which they are counted, not named.
_MOST_NAMED = 4


def people_table(register: Register, now: datetime) -> list[RenderableType]:
    """Everybody with their roles, and the substitutions that stand."""
    rows = table("Id", "Name", "Organisation", "Password", "Roles")
    for one in register.people.values():
        gone = " (left)" if register.person(one.id) is None else ""
        roles = "; ".join(_held(held) for held in register.roles_of(one.id, now))
        password = "yes" if one.password else "no" if one.kind == "person" else "-"
        rows.add_row(one.id, f"{one.name}{gone}", one.organisation, password, roles)
    standing = [
        each
        for each in register.substitutes
        if each.stands(now) and register.person(each.person) and register.person(each.substitute)
    ]
    if not standing:
        return [rows]
    others = table("No.", "Stands in", "For", "In what")
    for each in standing:
        what = ", ".join(role_name(role) for role in each.roles) or "everything"
        parties = f" for {', '.join(each.parties)}" if each.parties else ""
        others.add_row(
            str(each.number),
            register.people[each.substitute].name,
            register.people[each.person].name,
            f"{what}{parties}{within(each.starts_at, each.ends_at)}",
        )
    return [rows, heading("Standing in", len(standing)), others]


def person_lines(register: Register, person: str, now: datetime) -> list[str]:
    """Everything about somebody, in lines."""
    one = register.people[person]
    organisation = register.organisations[one.organisation]
    gone = ", has left" if register.person(person) is None else ""
    lines = [f"{one.name} ({one.id}), {organisation.name}{gone}"]
    if contact := ", ".join(filter(None, (one.email, one.phone))):
        lines.append(contact)
    lines.extend(f"Signs in at {i.issuer} as {i.subject}." for i in one.identities)
    lines.extend(f"{o.office} under {o.scheme}" for o in one.offices)
    lines.extend(
        wrapped(f"{_held(held, most=100)}: {ROLES[held.role]}")
        for held in register.roles_of(person, now)
    )
    if not register.roles_of(person, now) and not gone:
        lines.append("No role: may do nothing yet. See `callboard user role`.")
    if one.kind == "person":
        lines.append("Has a password." if one.password else "Has no password.")
    return lines


def person_data(register: Register, person: str, now: datetime) -> dict[str, Any]:
    """Everything about somebody, for programs."""
    one = register.people[person]
    return {
        "person": one.id,
        "name": one.name,
        "organisation": one.organisation,
        "kind": one.kind,
        "email": one.email,
        "phone": one.phone,
        "left": register.person(person) is None,
        "left_at": rfc3339(one.left_at) if one.left_at else None,
        "has_password": one.password is not None,
        "identities": [{"issuer": i.issuer, "subject": i.subject} for i in one.identities],
        "offices": [{"scheme": o.scheme, "office": o.office} for o in one.offices],
        "roles": [
            {"role": held.role, "parties": sorted(held.parties), "standing_in_for": held.through}
            for held in register.roles_of(person, now)
        ],
    }


def _held(held: Held, most: int = _MOST_NAMED) -> str:
    words = role_name(held.role)
    if held.role in PARTY_ROLES:
        parties = sorted(held.parties)
        named = ", ".join(parties) if len(parties) <= most else f"{len(parties)} parties"
        words += f" for {named or 'no party'}"
    return f"{words} (standing in for {held.through})" if held.through else words
