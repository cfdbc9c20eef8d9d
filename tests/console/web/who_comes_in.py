"""The table of routes and roles, written by hand: who comes in where. A new page adds its row."""

from __future__ import annotations

#: One person of each role, and one of none; `None` is nobody.
OF_ROLE = {
    "viewer": "vic",
    "task_owner": "ann",
    "decider": "bob",
    "adviser": "ava",
    "scribe": "cid",
    "communications_approver": "com",
    "rehearsal_controller": "rex",
    "cutover_manager": "max",
    "assurance": "sue",
    "administrator": "adm",
}
WITHOUT_ROLE, NOBODY = "nobody", None
VISITORS: tuple[str | None, ...] = (NOBODY, WITHOUT_ROLE, *OF_ROLE.values())

EVERYBODY = frozenset(VISITORS)
SIGNED_IN = EVERYBODY - {NOBODY}
WITH_A_ROLE = SIGNED_IN - {WITHOUT_ROLE}
ADMINISTRATOR = frozenset({"adm"})
MANAGING = frozenset({"max", "rex"})

AUDITING = frozenset({"max", "adm", "sue"})
ANSWERING = AUDITING | {"com"}
KEEPING = frozenset({"com", "adm"})

#: Who comes in where. A row for each route; extend it with the page. One that ends in `*` is for
#: all routes that begin like it and have none of their own.
TABLE: dict[str, frozenset[str | None]] = {
    "MOUNT /static": EVERYBODY,
    # Ways in and out.
    "GET /healthz": EVERYBODY,
    "GET /readyz": EVERYBODY,
    "GET /sign-in": EVERYBODY,
    "POST /sign-in": EVERYBODY,
    "POST /sign-out": EVERYBODY,
    "GET /sign-in/oidc": EVERYBODY,
    "GET /sign-in/oidc/return": EVERYBODY,
    "GET /set-up": EVERYBODY,
    "GET /set-up/{secret}": EVERYBODY,
    "POST /set-up/{secret}": EVERYBODY,
    "GET /invitation": EVERYBODY,
    "POST /invitation": EVERYBODY,
    "GET /step-up": SIGNED_IN,
    "GET /step-up/oidc": SIGNED_IN,
    "GET /account": SIGNED_IN,
    "POST /account/password": SIGNED_IN,
    "POST /account/end-session": SIGNED_IN,
    "POST /account/sign-out-everywhere": SIGNED_IN,
    "GET /": SIGNED_IN,
    # For everybody outside: what was let out, signing up, and the links of messages.
    "GET /outages": EVERYBODY,
    "GET /outages.ics": EVERYBODY,
    "GET /outages.atom": EVERYBODY,
    "GET /outages/feed.json": EVERYBODY,
    "GET /outages/{notice}": EVERYBODY,
    "GET /outages/{notice}.ics": EVERYBODY,
    "GET /outages/{notice}.json": EVERYBODY,
    "GET /subscribe": EVERYBODY,
    "POST /subscribe": EVERYBODY,
    "GET /n/a/{token}": EVERYBODY,
    "POST /n/a/{token}": EVERYBODY,
    "GET /n/c/{token}": EVERYBODY,
    "POST /n/c/{token}": EVERYBODY,
    "GET /n/f/{token}/{name}": EVERYBODY,
    "GET /n/f/{token}/outages/{name}": EVERYBODY,
    "GET /n/m/{token}": EVERYBODY,
    "POST /n/m/{token}/{what}": EVERYBODY,
    "GET /n/u/{token}": EVERYBODY,
    "POST /n/u/{token}": EVERYBODY,
    # Runs.
    "GET /runs": WITH_A_ROLE,
    "GET /runs/new": MANAGING,
    "GET /runs/new/preview": MANAGING,
    "POST /runs/new": MANAGING,
    "POST /runs/demonstration": MANAGING,
    # A run: everybody with a role reads it, and each command asks again whose it is.
    "GET /runs/{run}": WITH_A_ROLE,
    "GET /runs/{run}/tonight": WITH_A_ROLE,
    "GET /runs/{run}/wall": WITH_A_ROLE,
    "GET /runs/{run}/attendance": WITH_A_ROLE,
    "POST /runs/{run}/attendance": WITH_A_ROLE,
    "GET /runs/{run}/mine": WITH_A_ROLE,
    "GET /runs/{run}/tasks/{task}": WITH_A_ROLE,
    "GET /runs/{run}/files/{number}": WITH_A_ROLE,
    "POST /runs/{run}/attach": WITH_A_ROLE,
    "GET /runs/{run}/gates": WITH_A_ROLE,
    "GET /runs/{run}/gates/{gate}": WITH_A_ROLE,
    "POST /runs/{run}/gates/{gate}/checks": WITH_A_ROLE,
    "GET /runs/{run}/gates/{gate}/decide": WITH_A_ROLE,
    "POST /runs/{run}/gates/{gate}/decide": WITH_A_ROLE,
    "GET /runs/{run}/plan": WITH_A_ROLE,
    "GET /runs/{run}/plan/graph": WITH_A_ROLE,
    "GET /runs/{run}/plan/table": WITH_A_ROLE,
    "GET /runs/{run}/plan/table.csv": WITH_A_ROLE,
    "GET /runs/compare": WITH_A_ROLE,
    "GET /runs/{run}/report": WITH_A_ROLE,
    "GET /runs/{run}/report.json": WITH_A_ROLE,
    "GET /runs/{run}/control": WITH_A_ROLE,
    "GET /runs/{run}/control/turn-back": WITH_A_ROLE,
    "POST /runs/{run}/control/turn-back": WITH_A_ROLE,
    "GET /runs/{run}/control/amend": WITH_A_ROLE,
    "POST /runs/{run}/control/amend": WITH_A_ROLE,
    "GET /runs/{run}/journal": WITH_A_ROLE,
    "POST /runs/{run}/journal/verify": WITH_A_ROLE,
    "GET /runs/{run}/journal.jsonl": WITH_A_ROLE,
    "GET /runs/{run}/journal/{seq}": WITH_A_ROLE,
    "GET /runs/{run}/journal/refusals": AUDITING,
    "GET /runs/{run}/live/{name}": WITH_A_ROLE,
    "GET /runs/{run}/do/{name}": WITH_A_ROLE,
    "POST /runs/{run}/do/{name}": WITH_A_ROLE,
    "GET /runs/{run}/outages": WITH_A_ROLE,
    # Notices: everybody with a role reads them, and each command asks again whose it is.
    "GET /runs/{run}/notices": WITH_A_ROLE,
    "GET /runs/{run}/notices/evidence.zip": ANSWERING,
    "GET /runs/{run}/notices/new": WITH_A_ROLE,
    "POST /runs/{run}/notices/new": WITH_A_ROLE,
    "GET /runs/{run}/notices/{notice}": WITH_A_ROLE,
    "GET /runs/{run}/notices/{notice}/as-mail": WITH_A_ROLE,
    "GET /runs/{run}/notices/{notice}/draft": WITH_A_ROLE,
    "POST /runs/{run}/notices/{notice}/draft/approve": WITH_A_ROLE,
    "POST /runs/{run}/notices/{notice}/draft/reject": WITH_A_ROLE,
    "GET /runs/{run}/notices/{notice}/update": WITH_A_ROLE,
    "POST /runs/{run}/notices/{notice}/update": WITH_A_ROLE,
    "POST /runs/{run}/notices/{notice}/redeliver": WITH_A_ROLE,
    "POST /runs/{run}/notices/{notice}/acknowledge": WITH_A_ROLE,
    # Who is told, with their addresses.
    "GET /subscribers": KEEPING,
    "GET /new-subscriber": KEEPING,
    "GET /subscribers/{subscriber}": KEEPING,
    "POST /subscribers/do/{what}": KEEPING,
    "GET /for": WITH_A_ROLE,
    "GET /for/{audience}": WITH_A_ROLE,
    "GET /programme": WITH_A_ROLE,
    # Returns: what each sees of them is looked at by the walk itself.
    "GET /readiness": WITH_A_ROLE,
    "GET /readiness/{name}": WITH_A_ROLE,
    "GET /readiness/{name}/files/{number}": WITH_A_ROLE,
    "POST /readiness/{name}/submit": WITH_A_ROLE,
    "POST /readiness/{name}/do/{what}": WITH_A_ROLE,
    "GET /runbooks": WITH_A_ROLE,
    "GET /runbooks/schema.json": WITH_A_ROLE,
    "GET /runbooks/diff": WITH_A_ROLE,
    "GET /runbooks/{name}": WITH_A_ROLE,
    # People: everybody with a role reads who is who; what is done to whom is asked again.
    "GET /people": WITH_A_ROLE,
    "GET /people/{person}": WITH_A_ROLE,
    "GET /organisations": WITH_A_ROLE,
    "POST /people/do/{name}": WITH_A_ROLE,
    "POST /people/{person}/token": WITH_A_ROLE,
    "GET /new-person": ADMINISTRATOR,
    "GET /people-file": ADMINISTRATOR,
    "POST /people-file": ADMINISTRATOR,
    # The API: by a token, never by a cookie.
    "GET /api/v1/openapi.json": EVERYBODY,
    "GET /api/v1/whoami": SIGNED_IN,
    "GET /api/v1/for/{audience}": WITH_A_ROLE,
    "GET /api/v1/runs": WITH_A_ROLE,
    "POST /api/v1/runs": MANAGING,
    "GET /api/v1/runs/{run}": WITH_A_ROLE,
    "GET /api/v1/runs/{run}/*": WITH_A_ROLE,
    "POST /api/v1/runs/{run}/attachments": WITH_A_ROLE,
    "POST /api/v1/runs/{run}/commands/*": WITH_A_ROLE,
    "POST /api/v1/runs/{run}/gates/{gate}/checks": WITH_A_ROLE,
    "POST /api/v1/runs/{run}/notices/acknowledge": WITH_A_ROLE,
    "POST /api/v1/runs/{run}/notices/redeliver": WITH_A_ROLE,
    "POST /api/v1/runs/{run}/notices/commands/*": WITH_A_ROLE,
    "GET /api/v1/refusals": AUDITING,
    "GET /api/v1/runbooks": WITH_A_ROLE,
    "GET /api/v1/runbooks/{name}": WITH_A_ROLE,
    "GET /api/v1/runbook-schema": WITH_A_ROLE,
    "GET /api/v1/programme": WITH_A_ROLE,
    "POST /api/v1/programme/commands/*": WITH_A_ROLE,
    "GET /api/v1/people": WITH_A_ROLE,
    "GET /api/v1/people/{person}": WITH_A_ROLE,
    "GET /api/v1/tokens": WITH_A_ROLE,
    # One's own, or as an administrator; asked again where it is done.
    "POST /api/v1/people/commands/*": SIGNED_IN,
    "POST /api/v1/people/{person}/tokens": SIGNED_IN,
    "POST /api/v1/people/{person}/password": SIGNED_IN,
    "POST /api/v1/people/{person}/invitations": ADMINISTRATOR,
    # A party's own, or the programme's; what each sees is looked at below.
    "GET /api/v1/readiness": SIGNED_IN,
    "GET /api/v1/readiness/{name}": SIGNED_IN,
    "POST /api/v1/readiness/commands/*": SIGNED_IN,
}
#: Open to everybody besides if the operator says so.
IF_PUBLIC = {"GET /api/v1/for/{audience}", "GET /for", "GET /for/{audience}"}
#: What stands in for a parameter of an address, and elsewhere than in most routes.
VALUES = {
    "run": "DR1",
    "task": "T1",
    "gate": "G1",
    "number": "1",
    "seq": "1",
    "what": "accept",
    "name": "start-task",
    "secret": "guessed",
    "token": "guessed",
    "notice": "DR1-OUT",
    "subscriber": "acme",
    "person": "ann",
    "audience": "supplier",
    "sha256": "0" * 64,
}
ELSEWHERE = {
    "GET /runs/{run}/live/{name}": {"name": "tonight"},
    "GET /runbooks/{name}": {"name": "m10"},
    "GET /readiness/{name}": {"name": "RR-1"},
    "GET /readiness/{name}/files/{number}": {"name": "RR-1"},
    "POST /readiness/{name}/submit": {"name": "RR-1"},
    "POST /readiness/{name}/do/{what}": {"name": "RR-1"},
    "GET /api/v1/runbooks/{name}": {"name": "m10"},
    "GET /api/v1/readiness/{name}": {"name": "RR-1"},
}


def row_of(route: str) -> str:
    """The row of a route: its own, or the longest that it begins like; empty if there is none."""
    if route in TABLE:
        return route
    like = [row for row in TABLE if row.endswith("*") and route.startswith(row[:-1])]
    return max(like, key=len, default="")
