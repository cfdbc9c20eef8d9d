"""`user role`, `revoke`, `office`, `substitute`: what people may do, and who stands in for whom."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from console.acting import Acting
from console.keeping import keep, person_id, role_of, time_of
from rehearsals.people import asked as a

_Parties = Annotated[tuple[str, ...], Parameter(name="--party", consume_multiple=True)]


def role(
    person: str,
    role: str,
    /,
    *,
    parties: _Parties = (),
    acting: Acting | None = None,
) -> None:
    """Give somebody a role.

    Args:
        person: The person, by id or full name.
        role: The role: viewer, task_owner, decider, adviser, scribe, communications_approver,
            rehearsal_controller, cutover_manager, assurance or administrator.
        parties: The parties it is for; by default all that the organisation acts for.
        acting: Who acts.
    """
    found = role_of(role)
    keep(
        lambda register, by: a.GrantRole(
            person=person_id(register, person), role=found, parties=parties, **by
        ),
        acting,
    )


def revoke(
    person: str,
    role: str,
    /,
    *,
    parties: _Parties = (),
    acting: Acting | None = None,
) -> None:
    """Take a role away, or take it away for some parties.

    Args:
        person: The person, by id or full name.
        role: The role.
        parties: The parties; by default the role as a whole.
        acting: Who acts.
    """
    found = role_of(role)
    keep(
        lambda register, by: a.RevokeRole(
            person=person_id(register, person), role=found, parties=parties, **by
        ),
        acting,
    )


def office(
    person: str,
    scheme: str,
    office: str,
    /,
    *,
    end: bool = False,
    acting: Acting | None = None,
) -> None:
    """Put down that somebody is a named officer of the organisation under a scheme.

    Args:
        person: The person, by id or full name.
        scheme: The scheme, such as BSC or REC.
        office: The office, such as 'company director'.
        end: The person holds it no longer.
        acting: Who acts.
    """
    kind: type[a.EndOffice | a.GrantOffice] = a.EndOffice if end else a.GrantOffice
    keep(
        lambda register, by: kind(
            person=person_id(register, person), scheme=scheme, office=office, **by
        ),
        acting,
    )


def substitute(
    person: str,
    substitute: str,
    /,
    *,
    role: tuple[str, ...] = (),
    parties: _Parties = (),
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    until: str | None = None,
    reason: str = "",
    acting: Acting | None = None,
) -> None:
    """Have somebody stood in for: the substitute may do what the other may.

    Args:
        person: Who is stood in for.
        substitute: Who stands in.
        role: In which role; once for each, by default all but administrator.
        parties: For which parties; by default all.
        from_: From when: 2026-03-01T12:00, or 14:30; by default from now on.
        until: Until when; by default until it is ended.
        reason: Why.
        acting: Who acts.
    """
    roles = tuple(map(role_of, role))
    keep(
        lambda register, by: a.NameSubstitute(
            person=person_id(register, person),
            substitute=person_id(register, substitute),
            roles=roles,
            parties=parties,
            starts_at=time_of(from_),
            ends_at=time_of(until),
            reason=reason,
            **by,
        ),
        acting,
    )


def end_substitute(number: int, /, *, reason: str = "", acting: Acting | None = None) -> None:
    """End a substitution.

    Args:
        number: Its number, as `callboard user list` shows it.
        reason: Why.
        acting: Who acts.
    """
    keep(lambda _, by: a.EndSubstitute(number=number, reason=reason, **by), acting)
