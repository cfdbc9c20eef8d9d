"""`organisation`: who the organisations are, for which parties they act, their identifiers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from cyclopts import App, Parameter

from console import here
from console.acting import Acting
from console.keeping import keep, opened_people, time_of
from console.output import emit, emit_json, emit_rich, table
from console.telling_people import within
from rehearsals.people import asked as a
from rehearsals.people.register import Organisation, Register
from rehearsals.people.words import IdentifierKind, MarketRole
from runbooks.clocktime import rfc3339

app = App(name="organisation", help="Keep the organisations, and for whom they act.")


@app.command
def add(organisation: str, name: str, /, *, acting: Acting | None = None) -> None:
    """Add an organisation; or give one that is there another name.

    Args:
        organisation: Its id, such as elexon.
        name: Its name.
        acting: Who acts.
    """
    keep(
        lambda _, by: a.AddOrganisation(organisation=organisation, name=name, **by),
        acting,
    )


@app.command(name="acts-for")
def acts_for(
    organisation: str,
    /,
    *parties: str,
    of: str | None = None,
    market_role: MarketRole | None = None,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    until: str | None = None,
    end: bool = False,
    acting: Acting | None = None,
) -> None:
    """Say which parties of runbooks an organisation is, or for which others' parties it acts.

    Args:
        organisation: The organisation.
        parties: Parties by their ids in runbooks; with --of, none named means all of theirs.
        of: The organisation that handed this over; left out, the parties are its own.
        market_role: The market role that is handed over, if only one is.
        from_: From when: 2026-03-01T12:00, or 14:30.
        until: Until when.
        end: It acts for them no longer.
        acting: Who acts.
    """
    if end:
        keep(
            lambda _, by: a.EndActingFor(organisation=organisation, parties=parties, of=of, **by),
            acting,
        )
        return
    keep(
        lambda _, by: a.ActFor(
            organisation=organisation,
            parties=parties,
            of=of,
            market_role=market_role,
            starts_at=time_of(from_),
            ends_at=time_of(until),
            **by,
        ),
        acting,
    )


@app.command
def identifier(
    organisation: str,
    kind: IdentifierKind,
    value: str,
    /,
    *,
    market_role: MarketRole,
    acting: Acting | None = None,
) -> None:
    """Put down an identifier that an organisation has in the market.

    Args:
        organisation: The organisation.
        kind: An MPID or a DIP ID.
        value: The identifier; an MPID has four upper-case letters or digits.
        market_role: The role in the market that it is for.
        acting: Who acts.
    """
    keep(
        lambda _, by: a.AssignIdentifier(
            organisation=organisation, kind=kind, value=value, market_role=market_role, **by
        ),
        acting,
    )


@app.command
def leave(organisation: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Say that an organisation dropped out; its people act no longer.

    Args:
        organisation: The organisation.
        reason: Why; it stays in the journal.
        acting: Who acts.
    """
    keep(
        lambda _, by: a.LeaveOrganisation(organisation=organisation, reason=reason, **by),
        acting,
    )


@app.command(name="list")
def list_(*, json: bool = False) -> None:
    """List the organisations, with the parties they act for and their identifiers.

    Args:
        json: Print them as JSON.
    """
    with opened_people() as ledger:
        register = ledger.state()
    if json:
        emit_json([_data(register, one) for one in register.organisations.values()])
        return
    if not register.organisations:
        emit("There is no organisation yet; add one with `callboard organisation add ID NAME`.")
        return
    rows = table("Id", "Name, identifiers, and for whom it acts")
    for one in register.organisations.values():
        rows.add_row(one.id, "\n".join(_lines(one)))
    emit_rich(rows)


def _lines(one: Organisation) -> Iterator[str]:
    yield f"{one.name} (left)" if one.left_at else one.name
    for i in one.identifiers:
        kind = "MPID" if i.kind == "mpid" else "DIP ID"
        yield f"  {kind} {i.value} as {i.market_role.replace('_', ' ')}"
    for acts in one.acts_for:
        whom = ", ".join(acts.parties) or "everybody"
        other = f" of {acts.of}" if acts.of else ""
        yield f"  acts for {whom}{other}{within(acts.starts_at, acts.ends_at)}"


def _data(register: Register, one: Organisation) -> dict[str, Any]:
    return {
        "organisation": one.id,
        "name": one.name,
        "left_at": rfc3339(one.left_at) if one.left_at else None,
        "parties_now": sorted(register.parties_of(one.id, here.now())),
        "acts_for": [
            {
                "parties": list(acts.parties),
                "of": acts.of,
                "market_role": acts.market_role,
                "from": rfc3339(acts.starts_at) if acts.starts_at else None,
                "until": rfc3339(acts.ends_at) if acts.ends_at else None,
            }
            for acts in one.acts_for
        ],
        "identifiers": [
            {"kind": i.kind, "value": i.value, "market_role": i.market_role}
            for i in one.identifiers
        ],
    }
