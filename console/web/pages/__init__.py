"""The routes of the pages, a file for each page; what they show is worked out in `views`."""

from __future__ import annotations

from console.web.pages import (
    account,
    doing,
    entrance,
    health,
    invitation,
    live,
    set_up,
    sign_in,
    sign_in_oidc,
    tonight,
)
from console.web.policy import Pages

#: Every router of the console; `create_app` takes them in this order.
ALL: tuple[Pages, ...] = (
    health.pages,
    sign_in.pages,
    sign_in_oidc.pages,
    set_up.pages,
    invitation.pages,
    account.pages,
    entrance.pages,
    tonight.pages,
    live.pages,
    doing.pages,
)
