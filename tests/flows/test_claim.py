"""One embedded server a directory."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

from flows.claim import claim_home

#: A process that claims a directory, says which it was given, and waits.
_CLAIMANT = """
import sys
from pathlib import Path
from flows.claim import claim_home
claim = claim_home(Path(sys.argv[1]))
print(claim.home, flush=True)
sys.stdin.read()
"""


def test_second_claim_is_given_a_directory_beside_the_first(tmp_path: Path) -> None:
    """Two at once never share one; what is released is given again."""
    wanted = tmp_path / "prefect"
    first, second = claim_home(wanted), claim_home(wanted)
    assert [first.home, second.home] == [wanted, tmp_path / "prefect-2"]
    first.release()
    third = claim_home(wanted)
    assert third.home == wanted
    second.release()
    third.release()


def test_claim_ends_with_its_process(tmp_path: Path) -> None:
    """A directory is another's while that one lives, and free once it was killed."""
    wanted = tmp_path / "prefect"
    with subprocess.Popen(
        [sys.executable, "-c", _CLAIMANT, str(wanted)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == str(wanted)
        beside = claim_home(wanted)
        other.kill()
    again = claim_home(wanted)
    assert [beside.home, again.home] == [tmp_path / "prefect-2", wanted]
    beside.release()
    again.release()


def test_claimed_directory_is_its_owners_alone(tmp_path: Path) -> None:
    """Prefect's database holds what the journal holds: nobody else may look in."""
    claim = claim_home(tmp_path / "prefect")
    assert stat.S_IMODE(claim.home.stat().st_mode) == 0o700
    claim.release()
