"""The README's commands, run as they are written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.forked_commands import quick_callboard

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_of_the_readme_works_as_written(tmp_path: Path) -> None:
    """All `console` blocks, in order, in an empty directory; the first failure stops."""
    script = "set -e\n" + "\n".join(re.findall(r"```console\n(.*?)```", README, re.DOTALL))
    # Prefect is tried elsewhere; here its start would cost more than all the rest.
    script = script.replace("--seed 7 --run DR7", "--seed 7 --run DR7 --executor local")
    folders = (str(Path(quick_callboard()).parent), str(Path(sys.executable).parent))
    path = os.pathsep.join((*folders, os.environ["PATH"]))

    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=os.environ | {"PATH": path, "CALLBOARD_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )

    assert done.returncode == 0, done.stdout[-1000:] + done.stderr
    assert "Run TRIAL" in done.stdout
