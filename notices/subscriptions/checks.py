"""The forms of what is entered about subscribers and routes, and whether it is there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.records import Interest, Route, Subscriber, Subscriptions
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import check_text, refuse
from runbooks.near_miss import near_miss

#: Ids stand in the keys of deliveries and in links; so they hold neither slash nor space.
_ID = re.compile(r"[a-z][a-z0-9-]{0,31}")
#: Ids of systems, environments and audiences, as runbooks have them.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}")
_WEB_ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)
_MPID = re.compile(r"[A-Z0-9]{4}")
#: Subscribers of the public page are numbered; nobody may take such a name and look like a guest.
SIGNED_UP = "signup-"
_LONGEST_NAME, _LONGEST_LABEL, _MOST = 120, 80, 60
SEE = "See `callboard subscribers list`."


def found_subscriber(subs: Subscriptions, name: str) -> Subscriber | Refusal:
    """The subscriber of an id, who has not left."""
    found = subs.subscribers.get(name)
    if found is None:
        near = near_miss(name, tuple(subs.subscribers))
        hint = f"Did you mean {near}?" if near else SEE
        return refuse("unknown-subscriber", f"There is no subscriber {name}.", hint)
    if found.left_at is not None:
        return refuse("left", f"{found.name} has left, and is told no more.", SEE)
    return found


def found_route(subs: Subscriptions, name: str) -> Route | Refusal:
    """The route of an id, in whatever state."""
    if (found := subs.routes.get(name)) is not None:
        return found
    near = near_miss(name, tuple(subs.routes))
    return refuse(
        "unknown-route", f"There is no route {name}.", f"Did you mean {near}?" if near else SEE
    )


def standing_route(subs: Subscriptions, name: str) -> Route | Refusal:
    """The route of an id, which was not removed."""
    found = found_route(subs, name)
    if isinstance(found, Refusal) or found.state != "removed":
        return found
    return refuse(
        "route-ended", f"{found.id} has ended: {found.ended_because}.", "Ask for a new route."
    )


def check_id(name: str) -> Refusal | None:
    """What an operator calls a subscriber."""
    if _ID.fullmatch(name) and not name.startswith(SIGNED_UP):
        return None
    return refuse(
        "bad-id",
        "An id has 1 to 32 lower-case letters, digits and dashes, begins with a letter, and does "
        f"not begin with {SIGNED_UP}.",
        "Such as acme-energy.",
    )


def check_organisation(one: Organisation) -> Refusal | None:
    """An organisation's name, roles and identifiers."""
    if not one.name.strip() or len(one.name) > _LONGEST_NAME:
        return refuse(
            "bad-name", f"A name has 1 to {_LONGEST_NAME} characters.", "Give the organisation's."
        )
    if "\n" in one.name:
        return refuse("bad-name", "The name has several lines.", "Write it in one line.")
    if _WEB_ADDRESS.search(one.name):
        # The first mail to somebody who never heard of us says this name.
        return refuse("bad-name", "The name holds a web address.", "Give the name alone.")
    if not one.roles:
        return refuse(
            "bad-role", "No role is given, so no notice would be for them.", "Such as supplier."
        )
    if refusal := _check_names("bad-role", "role", one.roles):
        return refusal
    if wrong := [mpid for mpid in one.mpids if not _MPID.fullmatch(mpid)]:
        return refuse(
            "bad-mpid",
            f"{_shown(wrong[0])} is no market participant id.",
            "It has four upper-case letters or digits.",
        )
    return check_text("organisation", one.name)


def check_interest(interest: Interest) -> Refusal | None:
    """What somebody wants to be told of."""
    return _check_names("bad-interest", "system", interest.systems) or _check_names(
        "bad-interest", "environment", interest.environments
    )


def check_label(label: str) -> Refusal | None:
    """What a route is called."""
    if len(label) <= _LONGEST_LABEL and "\n" not in label:
        return check_text("label", label)
    return refuse(
        "bad-label",
        f"A label has {_LONGEST_LABEL} characters at most, in one line.",
        "Such as Service desk.",
    )


def check_route(route: NewRoute) -> Refusal | None:
    """A route as it is to be entered; its address was looked at before."""
    return check_label(route.label) or check_interest(route.interest)


def check_named(system: str, role: str) -> Refusal | None:
    """A system and a role, of which the one is mandatory for the other."""
    return _check_names("bad-interest", "system", (system,)) or _check_names(
        "bad-role", "role", (role,)
    )


def _check_names(code: str, what: str, names: Sequence[str]) -> Refusal | None:
    if len(names) > _MOST:
        return refuse(code, f"{len(names)} {what}s are too many.", f"Give {_MOST} at most.")
    if wrong := [name for name in names if not _NAME.fullmatch(name)]:
        return refuse(code, f"{_shown(wrong[0])} is no id of a {what}.", "Such as EES or supplier.")
    return None


def _shown(text: str) -> str:
    return repr(text[:40])
