"""schemathesis against the document: whatever is sent, the API answers as its document says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from console.api.app import routed
from rehearsals.people.words import Role
from tests.console.api.program import token_of
from tests.console.web.place import PASSWORD, PEOPLE, a_place
from tests.console.web.serving import free_port, served

#: A stream has no end, and every new password costs as much as signing in does.
_CONFIG = Path(__file__).with_name("schemathesis.toml")
_LEFT_OUT = r"/events/stream$|/password$"
#: The holder of the token does everything that anybody may.
_ROLES: tuple[Role, ...] = (
    "task_owner",
    "decider",
    "adviser",
    "scribe",
    "communications_approver",
    "rehearsal_controller",
    "cutover_manager",
    "assurance",
)
#: An organisation that is not made to leave while the tests run.
_PEOPLE = PEOPLE.replace(
    "adm: {name: Ada Minster, organisation: one",
    "zoe: {name: Zoe Zed, organisation: south, roles: [task_owner]}\n"
    "  adm: {name: Ada Minster, organisation: home",
).replace("  south:", "  home: {name: Home Ltd, acts_for: [si, recco, sro, north]}\n  south:")


def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    """Boundaries of every field, wrong types, other methods, no token, chains of requests."""
    port = free_port()
    with a_place(tmp_path / "home", url=f"http://127.0.0.1:{port}", people=_PEOPLE) as place:
        place.with_password("adm")
        for role in _ROLES:
            place.grant("adm", role)
        for run in ("DR1", "DR2", "DR3"):
            place.opened(run=run)
        with served(place.house, port) as url:
            done = _run(url, token_of(place, "adm"), tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    tested = re.search(r"Tested: +([0-9]+)", done.stdout)
    assert tested is not None
    assert int(tested[1]) == len(_tested())


def _tested() -> list[str]:
    """The addresses that are tested, once for each of their methods."""
    paths = dict(routed().openapi()["paths"])
    paths.pop("/openapi.json")  # which it has been given
    return [path for path in paths for _ in paths[path] if not re.search(_LEFT_OUT, path)]


def _run(url: str, token: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Everything schemathesis checks, from one seed."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "SCHEMATHESIS_HOOKS": "tests.console.api.hooks",
        "CALLBOARD_PASSWORD": PASSWORD,
        "no_proxy": "*",
    }
    program = str(Path(sys.executable).with_name("schemathesis"))
    return subprocess.run(
        [
            program, "--config-file", str(_CONFIG), "run", f"{url}/api/v1/openapi.json",
            "--header", f"Authorization: Bearer {token}",
            "--exclude-path-regex", _LEFT_OUT,
            "--checks", "all",
            "--phases", "examples,coverage,fuzzing,stateful",
            "--max-examples", "1",
            "--seed", "7",
            "--no-color",
        ],
        capture_output=True, text=True, env=environment, cwd=folder, check=False,
    )  # fmt: skip
