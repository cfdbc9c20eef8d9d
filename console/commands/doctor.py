"""`doctor`: whether this installation is whole, and where it keeps its data."""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import tempfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from pathlib import Path
from urllib.parse import unquote, urlparse

import httpx

from console import here
from console.notice_doctor import Finding, channel_findings, sender_findings
from console.output import emit
from notices.keys import FILE, VARIABLE
from notices.subscriptions.alarms import alarms
from notices.subscriptions.book import subscriptions_of
from notices.subscriptions.records import Subscriptions
from rehearsals.files import make_private, open_to_others
from runbooks.errors import CallboardError

PACKAGES = ("runbooks", "dependencies", "rehearsals", "notices", "reports", "flows", "console")
_SHOWN = ("prefect", "sqlalchemy", "networkx", "pydantic", "pendulum", "cyclopts")
_ANSWER = 5.0
_WORDS = {True: "ok   ", None: "look ", False: "WRONG"}


def doctor() -> int:
    """Check this installation: its packages, the data directory, and Prefect.

    Exit code 1 if something is wrong.
    """
    findings = [*_packages(), *_versions(), *_home(), *_prefect()]
    emit(*(f"{_WORDS[well]}  {line}" for well, line in findings))
    return 1 if any(well is False for well, _ in findings) else 0


def _packages() -> Iterator[Finding]:
    """Each of the seven names could belong to another distribution: they are common words."""
    try:
        ours = distribution("callboard")
    except PackageNotFoundError:
        yield False, "callboard is not installed here; run `make setup`."
        return
    yield True, f"callboard {ours.version}"
    root = _editable_root(ours)
    for name in PACKAGES:
        found = importlib.util.find_spec(name)
        if found is None or found.origin is None:
            yield False, f"package {name} is missing; install callboard again."
            continue
        place = Path(found.origin).resolve()
        own = _owns(ours, place) or (root is not None and place.is_relative_to(root))
        other = "ours" if own else "of another distribution; use an environment of callboard's own"
        yield own, f"package {name}: {other} ({place.parent})"


def _editable_root(ours: Distribution) -> Path | None:
    """The source tree, if the distribution is installed from one in place."""
    text = ours.read_text("direct_url.json")
    data = json.loads(text) if text else {}
    if not data.get("dir_info", {}).get("editable"):
        return None
    return Path(unquote(urlparse(data["url"]).path)).resolve()


def _owns(ours: Distribution, place: Path) -> bool:
    return any(Path(str(file.locate())).resolve() == place for file in ours.files or ())


def _versions() -> Iterator[Finding]:
    yield True, f"Python {platform.python_version()}"
    for name in _SHOWN:
        try:
            yield True, f"{name} {version(name)}"
        except PackageNotFoundError:
            yield False, f"{name} is not installed; run `make setup`."


def _home() -> Iterator[Finding]:
    home = here.settings().home
    try:
        make_private(home)
        with tempfile.TemporaryFile(dir=home) as file:
            os.fsync(file.fileno())
        shared = open_to_others(home)
    except OSError as error:
        yield False, f"data directory {home}: {(error.strerror or str(error)).lower()}."
        return
    yield True, f"data directory {home} can be written to"
    if shared:
        yield None, f"data directory {home} is open to others; run `chmod 700` on it."
    try:
        from console.opening import opened_desk  # noqa: PLC0415 - the rest is worth saying without

        with opened_desk() as desk:
            yield True, f"journal: {len(desk.runs())} runs"
            subs = subscriptions_of(desk.journal)
            yield from _subscribers(subs, home)
            yield from channel_findings(here.environ(), subs)
            yield from sender_findings(desk.journal, here.now())
    except CallboardError as error:
        yield False, f"journal: {error}"


def _subscribers(subs: Subscriptions, home: Path) -> Iterator[Finding]:
    """Whoever is told of outages, whether anybody who must be is not, and whether the key is there.

    With another key every link is void, and no sealed address can be opened.
    """
    if not subs.routes:
        yield True, "subscribers: none yet"
        return
    active = sum(route.active for route in subs.routes.values())
    yield True, f"subscribers: {len(subs.subscribers)}, with {active} active routes"
    if missed := len(alarms(subs)):
        yield None, f"{missed} must be told and are not reached; see `callboard subscribers alarms`"
    if not here.secret(VARIABLE) and not (home / FILE).exists():
        yield False, f"the key {FILE} is missing: put it back, or set {VARIABLE}"


def _prefect() -> Iterator[Finding]:
    url = here.settings().prefect_api_url
    if url is None:
        yield True, "Prefect: embedded, started with a run (PREFECT_API_URL is not set)"
        return
    try:
        httpx.get(f"{url.rstrip('/')}/health", timeout=_ANSWER).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        yield False, f"Prefect does not answer at {url} ({type(error).__name__})."
    else:
        yield True, f"Prefect answers at {url}"
