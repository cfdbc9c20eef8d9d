"""What was made under keys is found without going through a stream again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest

from console.api.answered import Answered, Made
from console.web.people_keeping import ASKED, name_of
from tests.console.api.program import program
from tests.console.web.place import Place

_DIGEST = "0123456789abcdef01234567"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The streams that were read on, and from where."""
    found: list[tuple[str, int]] = []
    under = Answered.under

    def noted(
        self: Answered, own: str, stream: str, behind: Callable[[int], Iterable[str]]
    ) -> Sequence[Made]:
        def noting(seq: int) -> Iterable[str]:
            found.append((stream, seq))
            return behind(seq)

        return under(self, own, stream, noting)

    monkeypatch.setattr(Answered, "under", noted)
    return found


def test_only_what_is_new_is_read() -> None:
    """And it is found by its key, with its number, one command or several."""
    ids = ["web:ann:1", f"api:ann:k~{_DIGEST}", f"api:ann:k~{_DIGEST}:C1"]
    answered, read = Answered(), list[int]()

    def behind(seq: int) -> list[str]:
        read.append(seq)
        return ids[seq:]

    first = answered.under("api:ann:k", "s", behind)
    ids.append(f"api:ann:other~{_DIGEST}")
    again = answered.under("api:ann:k", "s", behind)

    assert read == [0, 3]
    assert first == again
    assert [(one.seq, one.wish) for one in first] == [
        (2, f"api:ann:k~{_DIGEST}"),
        (3, f"api:ann:k~{_DIGEST}"),
    ]


def test_a_write_to_a_run_reads_what_is_new_alone(
    place: Place, asked: list[tuple[str, int]]
) -> None:
    """However long the night has been."""
    run = place.opened()
    ann = program(place, "ann")

    for text in "abc":
        assert ann.command(run, "add-note", {"text": text}).json()["events"][0]["data"]

    assert [seq for _, seq in asked] == [0, 1, 2, 2, 3, 3]


def test_a_write_to_a_register_reads_what_is_new_alone(
    place: Place, asked: list[tuple[str, int]]
) -> None:
    """Of people here; the others go the same way."""
    adm = program(place, "adm")
    head = place.house.journal.head("people").seq

    for role in ("viewer", "scribe"):
        body = {"person": "nobody", "role": role}
        answer = adm.post("/people/commands/grant-role", body).json()
        assert [one["type"] for one in answer["events"]] == ["RoleGranted"]

    assert [seq for _, seq in asked] == [0, head, head + 1, head + 1]


def test_a_key_of_a_command_is_none_for_checks(place: Place) -> None:
    """One key is one wish, whatever its address."""
    run = place.opened()
    max_ = program(place, "max")
    max_.command(run, "add-note", {"text": "Once."}, key="one")

    answer = max_.post(f"/runs/{run}/gates/G1/checks", key="one")

    assert (answer.status_code, answer.json()["code"]) == (422, "key-reused")


def test_the_api_takes_of_the_register_what_the_pages_take(place: Place) -> None:
    """One table for both."""
    paths = place.browser().get("/api/v1/openapi.json").json()["paths"]

    at = {path.rpartition("/")[2] for path in paths if path.startswith("/people/commands/")}

    assert at == {name_of(kind) for kind in ASKED}
