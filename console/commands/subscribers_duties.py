"""`subscribers mandatory`, `optional` and `alarms`: who must be told, and is not reached."""

from __future__ import annotations

from console.acting import Acting
from console.output import emit, emit_json, wrapped
from console.subscribers_desk import ask, read_subscriptions
from console.subscribers_told import alarm_data, alarm_line
from notices.subscriptions import asked as a
from notices.subscriptions.alarms import alarms as alarms_of


def mandatory(system: str, role: str, /, *, source: str, acting: Acting | None = None) -> None:
    """Lay down that those in a role must be told of a system, whatever they ask for.

    Args:
        system: The system's id, such as EES.
        role: The role, such as supplier.
        source: Where that is laid down: a rule, a code, an agreement.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(lambda _, by: a.MakeMandatory(system=system, role=role, source=source, **by), acting)


def optional(system: str, role: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Lay down that those in a role need not be told of a system any more.

    Args:
        system: The system's id.
        role: The role.
        reason: Why; it stays in the journal.
        acting: Who acts; a communications approver or an administrator.
    """
    ask(lambda _, by: a.MakeOptional(system=system, role=role, reason=reason, **by), acting)


def alarms(*, json: bool = False, acting: Acting | None = None) -> int:
    """Say who must be told of a system and has no route any more; exit code 1 if somebody does.

    Args:
        json: Print them as JSON.
        acting: Who asks; a communications approver or an administrator.
    """
    with read_subscriptions(acting) as subs:
        found = alarms_of(subs)
    if json:
        emit_json([alarm_data(one) for one in found])
    elif found:
        emit(*(wrapped(alarm_line(one)) for one in found))
    else:
        emit("Everybody who must be told can be reached.")
    return 1 if found else 0
