"""The routes of the API, one file for each subject."""

from __future__ import annotations

from console.api.routes import (
    about,
    checks,
    commands,
    files,
    journal,
    notices,
    notices_asked,
    opening,
    people,
    programme,
    readiness,
    runbooks,
    runs,
    stream,
    tasks,
    ways_in,
)

#: All routes; what is named in full comes before what is matched.
ALL = tuple(
    each.routes
    for each in (
        runs,
        opening,
        tasks,
        checks,
        stream,
        journal,
        notices,
        notices_asked,
        commands,
        files,
        runbooks,
        readiness,
        programme,
        people,
        ways_in,
        about,
    )
)
