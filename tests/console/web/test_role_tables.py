"""`docs/roles.md` says what the code says."""

from __future__ import annotations

from pathlib import Path

from console.web.role_samples import samples
from console.web.role_tables import document
from rehearsals.people.rights import RIGHTS
from rehearsals.people.words import ROLE_NAMES, role_name

ROLES = Path(__file__).parents[3] / "docs" / "roles.md"


def test_the_tables_of_roles_are_what_the_code_says() -> None:
    """Whoever changes a right or a page makes them anew."""
    made = "made anew with `python -m console.web.role_tables > docs/roles.md`"

    assert document().splitlines() == ROLES.read_text(encoding="utf-8").splitlines(), made


def test_every_command_stands_in_them_with_whoever_may_give_it() -> None:
    """No command of the table of rights is left out, and none is nobody's."""
    found = list(samples())

    assert {one.kind for one in found} == set(RIGHTS)
    for one in found:
        assert one.claim.roles | one.claim.by, one.kind
    head = next(line for line in document().splitlines() if line.startswith("| Command |"))
    assert all(role_name(role) in head for role in ROLE_NAMES)
