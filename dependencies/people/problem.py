"""What levelling is asked: a network with its people, and its dates without regard to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from dependencies.kernels.forward import Early
from dependencies.kernels.levelling_room import People
from dependencies.network import Network
from dependencies.passes import finish_of_all
from dependencies.people.duty import Duty, duty_of
from dependencies.people.needed import Needs, needs_of
from dependencies.people.people_arrays import people_of


class Problem(NamedTuple):
    """A network, its dates without levelling, and who is there for it."""

    network: Network
    early: Early
    needs: Mapping[str, Needs]
    duty: Duty
    people: People


def problem_of(network: Network, early: Early, reach: timedelta) -> Problem:
    """The people of a network, with their duty up to `reach` beyond its last date.

    Raises TimeError for a shift that has no instant.
    """
    frame = network.frame
    begins = frame.instant(min(0, int(early.start.min()))) - timedelta(days=1)
    duty = duty_of(frame.runbook, begins, frame.instant(finish_of_all(early)) + reach)
    needs = needs_of(frame.runbook, network.tasks)
    return Problem(network, early, needs, duty, people_of(network, needs, duty))
