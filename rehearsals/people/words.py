"""The small fixed vocabularies of the people register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

#: What somebody may do; each is explained in `ROLES`.
Role = Literal[
    "viewer",
    "task_owner",
    "decider",
    "adviser",
    "scribe",
    "communications_approver",
    "rehearsal_controller",
    "cutover_manager",
    "assurance",
    "administrator",
]
#: A machine acts like a person, but has no password and decides nothing.
PersonKind = Literal["person", "service"]
IdentifierKind = Literal["mpid", "dip_id"]
#: Roles in the market, of which one organisation may have several: the Registration Service is
#: one apart from the LDSO whose organisation runs it.
MarketRole = Literal[
    "supplier",
    "ldso",
    "registration_service",
    "mss",
    "msa",
    "sds",
    "ads",
    "umsds",
    "umso",
    "dip_connection_provider",
    "central_service",
]
#: What a token opens: reading, acting in runs, changing the register of people; or, of an
#: invitation, setting one's own password once.
Scope = Literal["read", "act", "people", "password"]
#: By what somebody signed in to the web console: a password, an identity provider (OpenID
#: Connect), or the link by which the register was begun.
SignInMeans = Literal["password", "oidc", "setup"]

ROLE_NAMES: tuple[Role, ...] = get_args(Role)
MARKET_ROLES: tuple[MarketRole, ...] = get_args(MarketRole)
#: What a token may open that somebody acts by; an invitation opens nothing of it.
SCOPES: tuple[Scope, ...] = ("read", "act", "people")

#: Roles that somebody has for parties of the runbook; the others are had for the whole.
PARTY_ROLES: frozenset[Role] = frozenset({"task_owner", "decider", "adviser"})
#: All that a service may be: a machine decides nothing, and nobody speaks through it.
SERVICE_ROLES: frozenset[Role] = frozenset({"viewer", "task_owner"})

#: What each role is for, for people.
ROLES: Mapping[Role, str] = {
    "viewer": "reads",
    "task_owner": "says what becomes of the party's tasks, brings its evidence, answers for it",
    "decider": "decides and votes for the party, and signs for its spoken word",
    "adviser": "recommends for the party",
    "scribe": "enters what others said, by name",
    "communications_approver": "says what becomes of messages to the outside",
    "rehearsal_controller": "runs rehearsals: attendance, scope, what is simulated; not in live",
    "cutover_manager": "controls the night: stop, hold, skip, reassign, amend; decides nothing",
    "assurance": "reads everything, and writes observations",
    "administrator": "keeps the register of people, and no run",
}


def role_name(role: Role) -> str:
    """A role as people read it."""
    return role.replace("_", " ")
