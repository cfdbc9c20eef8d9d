"""Resources: persons, teams and how many of them there are."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from runbooks.resources import Resource


@pytest.mark.parametrize(
    ("fields", "most"),
    [
        pytest.param({}, 1, id="one unless said otherwise"),
        pytest.param({"capacity": 3}, 3, id="as many as said"),
        pytest.param({"person": True}, 1, id="a person"),
        pytest.param({"members": ["ann", "bob"]}, 2, id="a team: its members"),
        pytest.param({"members": ["ann", "bob"], "capacity": 1}, 1, id="a team: what is said"),
    ],
)
def test_most_of_a_resource(fields: dict[str, Any], most: int) -> None:
    """The capacity goes before the members."""
    assert Resource.model_validate(fields).most == most


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"person": True, "capacity": 2}, id="two of a person"),
        pytest.param({"person": True, "members": ["ann"]}, id="a person of persons"),
        pytest.param({"capacity": 0}, id="none"),
        pytest.param({"shifts": [{"from": "T+1h"}]}, id="a shift without end"),
    ],
)
def test_resource_refuses_what_cannot_be(fields: dict[str, Any]) -> None:
    """A person is one, and a shift ends."""
    with pytest.raises(ValidationError):
        Resource.model_validate(fields)
