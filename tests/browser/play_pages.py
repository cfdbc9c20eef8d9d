"""Where every page of the console is to be found, in a house with the half-played run."""

from __future__ import annotations

from tests.browser import play_notices as notices
from tests.browser.play import RUN
from tests.browser.play_half import EARLIER, RETURN
from tests.browser.play_place import NAME

_RUN = f"/runs/{RUN}"
#: Forms with every kind of field.
_FORMS = (
    "block-task?task=X4",
    "complete-task?task=X5",
    "attach-file?task=X1",
    "hand-over-shift",
    "link-incident",
    "abandon-run",
)
#: The addresses at which a route is looked at.
HOUSE: dict[str, tuple[str, ...]] = {
    "/account": ("/account",),
    "/step-up": (f"/step-up?next={_RUN}/gates/G2/decide",),
    "/people": ("/people",),
    "/people/{person}": ("/people/ann",),
    "/people-file": ("/people-file",),
    "/new-person": ("/new-person",),
    "/organisations": ("/organisations",),
    "/subscribers": ("/subscribers",),
    "/new-subscriber": ("/new-subscriber",),
    "/subscribers/{subscriber}": ("/subscribers/acme",),
    "/readiness": ("/readiness",),
    "/readiness/{name}": (f"/readiness/{RETURN}",),
    "/programme": ("/programme",),
    "/runs": ("/runs",),
    "/runs/new": ("/runs/new",),
    "/runs/new/preview": (
        f"/runs/new/preview?runbook={NAME}",
        "/runs/new/preview?mode=live&anchor=2026-03-02",
    ),
    "/runs/compare": (f"/runs/compare?a={RUN}&b={EARLIER}",),
    "/runbooks": ("/runbooks",),
    "/runbooks/diff": (f"/runbooks/diff?a={NAME}&b=run:{RUN}",),
    "/runbooks/{name}": (f"/runbooks/{NAME}",),
    "/for": ("/for",),
    "/for/{audience}": ("/for/supplier",),
}
OF_A_RUN: dict[str, tuple[str, ...]] = {
    "/runs/{run}/tonight": (f"{_RUN}/tonight",),
    "/runs/{run}/wall": (f"{_RUN}/wall",),
    "/runs/{run}/attendance": (f"{_RUN}/attendance",),
    "/runs/{run}/mine": (f"{_RUN}/mine",),
    "/runs/{run}/tasks/{task}": (f"{_RUN}/tasks/X1", f"{_RUN}/tasks/X4"),
    "/runs/{run}/gates": (f"{_RUN}/gates",),
    "/runs/{run}/gates/{gate}": (f"{_RUN}/gates/G1", f"{_RUN}/gates/G2"),
    "/runs/{run}/gates/{gate}/decide": (f"{_RUN}/gates/G2/decide",),
    "/runs/{run}/control": (f"{_RUN}/control",),
    "/runs/{run}/control/turn-back": (f"{_RUN}/control/turn-back",),
    "/runs/{run}/control/amend": (f"{_RUN}/control/amend?task=T7",),
    "/runs/{run}/plan": (f"{_RUN}/plan", f"{_RUN}/plan?what=X5%3D%2B90m"),
    "/runs/{run}/plan/graph": (f"{_RUN}/plan/graph",),
    "/runs/{run}/plan/table": (f"{_RUN}/plan/table",),
    "/runs/{run}/outages": (f"{_RUN}/outages",),
    "/runs/{run}/notices": (f"{_RUN}/notices",),
    "/runs/{run}/notices/new": (f"{_RUN}/notices/new",),
    "/runs/{run}/notices/{notice}": (f"{_RUN}/notices/{RUN}-OUT-EES",),
    "/runs/{run}/notices/{notice}/draft": (f"{_RUN}/notices/{RUN}-OUT-EES/draft",),
    "/runs/{run}/notices/{notice}/update": (f"{_RUN}/notices/{RUN}-OUT-EES/update",),
    "/runs/{run}/journal": (f"{_RUN}/journal",),
    "/runs/{run}/journal/refusals": (f"{_RUN}/journal/refusals",),
    "/runs/{run}/do/{name}": tuple(f"{_RUN}/do/{form}" for form in _FORMS),
}
#: For whoever is not signed in.
OUTSIDE: dict[str, tuple[str, ...]] = {
    "/sign-in": ("/sign-in",),
    "/invitation": ("/invitation",),
    "/outages": ("/outages", "/outages?system=EES"),
    "/outages/{notice}": (f"/outages/{notices.OUT}", f"/outages/{RUN}-OUT-EES"),
    "/subscribe": ("/subscribe",),
    "/n/a/{token}": (notices.ack(),),
    "/n/c/{token}": (
        notices.link("confirm", notices.PENDING),
        notices.link("confirm", notices.ACTIVE),
    ),
    "/n/m/{token}": (
        notices.link("manage", notices.ACTIVE),
        notices.link("manage", notices.HOOK),
    ),
    "/n/u/{token}": (
        notices.link("unsubscribe", notices.ACTIVE),
        notices.link("unsubscribe", notices.SHARED),
    ),
}
#: A file for people, looked at by itself.
REPORT = {"/runs/{run}/report": (f"{_RUN}/report",)}
#: What is no page: answers for machines, files, streams, ways that lead on at once, and the page
#: of a house that nobody is in yet.
NO_PAGES = frozenset(
    {
        "/",
        "/healthz",
        "/n/f/{token}/{name}",
        "/n/f/{token}/outages/{name}",
        "/outages.atom",
        "/outages.ics",
        "/outages/feed.json",
        "/outages/{notice}.ics",
        "/outages/{notice}.json",
        "/readyz",
        "/sign-in/oidc",
        "/sign-in/oidc/return",
        "/step-up/oidc",
        "/set-up",
        "/set-up/{secret}",
        "/readiness/{name}/files/{number}",
        "/runbooks/schema.json",
        "/runs/{run}",
        "/runs/{run}/files/{number}",
        "/runs/{run}/journal.jsonl",
        "/runs/{run}/journal/{seq}",
        "/runs/{run}/live/{name}",
        "/runs/{run}/notices/evidence.zip",
        "/runs/{run}/notices/{notice}/as-mail",
        "/runs/{run}/plan/table.csv",
        "/runs/{run}/report.json",
    }
)
