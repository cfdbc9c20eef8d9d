"""`subscribers`: who is told of outages; over which routes stands in `subscribers_routes`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Parameter

from console.acting import Acting
from console.commands.subscribers_duties import alarms, mandatory, optional
from console.commands.subscribers_routes import (
    change_route,
    confirm,
    disable,
    enable,
    remove,
    route,
    try_route,
)
from console.commands.subscribers_secrets import links, rotate, secret
from console.output import emit, emit_json, emit_rich, table, talk, wrapped
from console.subscribers_desk import ask, read_subscriptions, subscriber_named
from console.subscribers_told import active_words, subscriber_data, subscriber_lines
from notices.subscriptions import alarms as alarming
from notices.subscriptions import asked as a
from notices.subscriptions.entered import Organisation

app = App(name="subscribers", help="Keep who is told of outages, and over which routes.")
for _command in (
    route,
    change_route,
    confirm,
    disable,
    enable,
    remove,
    rotate,
    secret,
    links,
    mandatory,
    optional,
    alarms,
):
    app.command(_command)
app.command(try_route, name="test")

_Roles = Annotated[tuple[str, ...], Parameter(name="--role", consume_multiple=True)]
_Mpids = Annotated[tuple[str, ...], Parameter(name="--mpid", consume_multiple=True)]


@app.command(name="list")
def list_(*, left: bool = False, json: bool = False, acting: Acting | None = None) -> None:
    """List the organisations that are told, and how many of their routes work.

    Args:
        left: Those that have left as well.
        json: Print everything about them as JSON.
        acting: Who asks; a communications approver or an administrator.
    """
    with read_subscriptions(acting) as subs:
        found = [one for one in subs.subscribers.values() if left or one.left_at is None]
    if json:
        emit_json([subscriber_data(subs, one) for one in found])
        return
    if not found:
        emit(
            "Nobody is told of outages yet. Begin with `callboard subscribers import FILE`, or",
            "`callboard subscribers add`.",
        )
        return
    rows = table("Id", "Name", "Told as", "Routes")
    for one in found:
        rows.add_row(one.id, one.name, ", ".join(one.roles), active_words(subs, one))
    emit_rich(rows)
    if count := len(alarming.alarms(subs)):
        verb = "is" if count == 1 else "are"
        talk(f"{count} that must be told {verb} not reached: see `callboard subscribers alarms`.")


@app.command
def show(subscriber: str, /, *, json: bool = False, acting: Acting | None = None) -> None:
    """Show an organisation, what it must be told of, and its routes.

    Args:
        subscriber: Its id.
        json: Print it as JSON.
        acting: Who asks; a communications approver or an administrator.
    """
    with read_subscriptions(acting) as subs:
        found = subscriber_named(subs, subscriber)
    if json:
        emit_json(subscriber_data(subs, found))
    else:
        emit(*(wrapped(line, 6) for line in subscriber_lines(subs, found)))


@app.command
def add(
    subscriber: str,
    name: str,
    /,
    *,
    role: _Roles,
    mpid: _Mpids = (),
    acting: Acting | None = None,
) -> None:
    """Have an organisation told of outages; its routes are added by `callboard subscribers route`.

    Args:
        subscriber: An id, such as acme-energy.
        name: The organisation's name.
        role: What it is to the cutover, in the words of the runbook's audiences: supplier, agent.
        mpid: Its market participant ids.
        acting: Who acts; a communications approver or an administrator.
    """
    one = Organisation(name=name, roles=role, mpids=mpid)
    ask(lambda _, by: a.AddSubscriber(subscriber=subscriber, organisation=one, **by), acting)


@app.command
def change(
    subscriber: str,
    /,
    *,
    name: str | None = None,
    role: _Roles = (),
    mpid: _Mpids = (),
    listed: bool = False,
    acting: Acting | None = None,
) -> None:
    """Change an organisation's name, roles or ids; or list one that signed up by itself.

    Args:
        subscriber: Its id.
        name: The new name.
        role: All roles that it has from now on.
        mpid: All its market participant ids.
        listed: It is known to us, and counts as reached or not.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(
        lambda _, by: a.ChangeSubscriber(
            subscriber=subscriber.lower(),
            name=name,
            roles=role or None,
            mpids=mpid or None,
            listed=listed or None,
            **by,
        ),
        acting,
    )


@app.command
def leave(subscriber: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Have an organisation told no more; its routes end.

    Args:
        subscriber: Its id.
        reason: Why; it stays in the journal.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(lambda _, by: a.LeaveSubscriber(subscriber=subscriber.lower(), reason=reason, **by), acting)


@app.command
def merge(subscriber: str, into: str, /, *, acting: Acting | None = None) -> None:
    """Say that one who signed up by itself is an organisation that is listed.

    Args:
        subscriber: The id of the one that goes, such as signup-3.
        into: The id of the one that has its routes from now on.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(
        lambda _, by: a.MergeSubscriber(subscriber=subscriber.lower(), into=into.lower(), **by),
        acting,
    )


@app.command(name="import")
def import_(file: str, /, *, check: bool = False, acting: Acting | None = None) -> int:
    """Add what a file of organisations says and the subscriptions do not: all of it, or nothing.

    Each new route is sent what has it confirmed.

    Args:
        file: A YAML or CSV file, or m10-subscribers for the shipped illustrative one.
        check: Only say what is wrong with it, or what it would change.
        acting: Who acts; a communications approver or an administrator.
    """
    from console.subscribers_file import imported  # noqa: PLC0415 - brings the file's form along

    return imported(file, acting, check=check)
