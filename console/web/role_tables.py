"""The tables of roles in `docs/roles.md`, made from the code: `python -m console.web.role_tables`.

Roles and commands come from the table of rights, pages and the API from the policies of routes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from console.api.routes import ALL as API_ROUTES
from console.web.handing_in import path_name
from console.web.pages import ALL as PAGES
from console.web.policy import BY_NAME, Access
from console.web.role_samples import Sample, samples
from rehearsals.people.words import PARTY_ROLES, ROLE_NAMES, ROLES, SERVICE_ROLES, Role, role_name

API = "/api/v1"
_INTRODUCTION = """\
# Roles: who may do what

Made by `python -m console.web.role_tables > docs/roles.md`; a test says if it is out of date.

Everything is denied that is not allowed here. A right follows from two things that both must hold:
the person has the role, and the organisation acts for the party. Whoever stands in for somebody has
that person's roles for as long as that was said, but for administrator.
"""
_COMMANDS = """\
## Commands in a run

- `yes`: whoever has the role.
- `party`: for the party whose it is: the owner of the task, the party that votes or is asked.
- `rehearsal`: in rehearsals and simulations, not live.
- `enters`: may enter what somebody said who has the right; a decision at a gate, a withdrawal and a
  turning back take a witness besides.
- `absent`: in rehearsals, for parties that are simulated or absent.
- Once more: in a live run only with the password given once more, or just after signing in anew at
  the identity provider.

Besides, nobody signs for what they entered, and in a live run nobody decides a gate on evidence of
their own. Whoever proposed an amendment may reject it. One that weakens a gate or takes back what
was made safe is approved for a party alone.
"""
_PAGES = """\
## Pages

The door to the room: behind it, each command is asked again by the table above. A page that anybody
may open shows nothing of any run or of anybody. What is for audiences is for everybody if the
operator says so (`callboard up --public`).
"""
_API = f"""\
## The API, below `{API}`

By a token that opens the scope; the roles are those of whoever the token acts for. `*` stands for
all commands of a kind. Whose each is in a run stands above. The register of people is changed by
administrators, and by everybody for their own ways in. Returns are handed in by a party and taken
by the programme (cutover manager, administrator); what each sees of them is theirs to see.
"""


def document() -> str:
    """The whole of `docs/roles.md`."""
    parts = (
        _INTRODUCTION,
        _table(("Role", "What it is for", "Of"), _roles()),
        _COMMANDS,
        _table(("Command", *map(role_name, ROLE_NAMES), "Once more"), map(_command, samples())),
        _PAGES,
        _table(("Page", "Who"), map(_page, _routes(PAGES))),
        _API,
        _table(("Route", "Scope", "Who"), _api()),
    )
    return "\n".join(parts)


def _roles() -> Iterator[Sequence[str]]:
    for role, purpose in ROLES.items():
        whose = "a party" if role in PARTY_ROLES else "the whole"
        machines = "; services too" if role in SERVICE_ROLES else ""
        yield role_name(role), purpose, f"{whose}{machines}"


def _command(sample: Sample) -> Sequence[str]:
    name = path_name(sample.kind).replace("-", " ")
    form = f", {sample.form}" if sample.form else ""
    cells = [", ".join(_words(sample, role)) for role in ROLE_NAMES]
    return f"{name}{form}", *cells, "yes" if sample.right.step_up else ""


def _words(sample: Sample, role: Role) -> Iterator[str]:
    right, claim = sample.right, sample.claim
    if role in claim.roles:
        yield "yes"
    elif role in claim.rehearsing:
        yield "rehearsal"
    if role in claim.by and claim.parties:
        yield "party"
    if right.entered != "never" and role in right.enters:
        yield "enters"
    if right.simulated and claim.parties and role == "rehearsal_controller":
        yield "absent"


def _routes(routers: Iterable[Any]) -> Iterator[Any]:
    return (route for router in routers for route in router.routes)


def _page(route: Any) -> Sequence[str]:
    access = BY_NAME[route.openapi_extra["x-access"]]
    return f"`{_called(route)}`", _who(access)


def _api() -> Iterator[Sequence[str]]:
    """The routes of the API; those of commands that are opened alike as one."""
    rows: dict[Sequence[str], None] = {}
    for route in _routes(API_ROUTES):
        extra = route.openapi_extra
        access = BY_NAME[extra["x-access"]]
        name = _called(route)
        if "/commands/" in name:
            name = name.rpartition("/")[0] + "/*"
        scope = "" if access.public else extra["x-scope"]
        rows[f"`{name}`", scope, _who(access)] = None
    return iter(rows)


def _called(route: Any) -> str:
    method = min(route.methods - {"HEAD"})
    return f"{method} {route.path.removeprefix(API)}"


def _who(access: Access) -> str:
    if access.public:
        return "anybody"
    if not access.roles:
        return "whoever is signed in"
    named = [role_name(role) for role in ROLE_NAMES if role in access.roles]
    whose = "any role" if len(named) == len(ROLE_NAMES) else ", ".join(named)
    return f"{whose}; anybody if public" if access.if_public else whose


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(document())
