"""From needs and duty to the arrays that levelling reads."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dependencies.kernels.arrays import FAR, OVER
from dependencies.kernels.levelling_room import People
from dependencies.network import Network
from dependencies.people.duty import Duty, is_limited
from dependencies.people.needed import Needs

_NOBODY: Needs = {}


def people_of(network: Network, needs: Mapping[str, Needs], duty: Duty) -> People:
    """The needs of a network's tasks that are not over, and the capacity of each resource.

    Resources are numbered in the order of the runbook.
    """
    numbers = {name: number for number, name in enumerate(network.frame.runbook.resources)}
    over = network.arrays.standing == OVER
    first, resource, amount = [0], list[int](), list[int]()
    for place, task in enumerate(network.tasks):
        for name, many in (_NOBODY if over[place] else needs.get(task.id, _NOBODY)).items():
            resource.append(numbers[name])
            amount.append(many)
        first.append(len(resource))
    steps, at, capacity = [0], list[int](), list[int]()
    for name in numbers:
        for since, many in duty.steps[name]:
            at.append(network.frame.seconds(since))
            capacity.append(many)
        at[steps[-1]] = -FAR
        if always_there(duty, name):
            # Beyond what was looked at somebody who is always there is there still.
            del at[steps[-1] + 1 :], capacity[steps[-1] + 1 :]
        steps.append(len(at))
    return People(
        first=np.array(first, np.int32),
        resource=np.array(resource, np.int32),
        amount=np.array(amount, np.int64),
        steps=np.array(steps, np.int32),
        step_at=np.array(at, np.int64),
        step_capacity=np.array(capacity, np.int64),
    )


def always_there(duty: Duty, name: str) -> bool:
    """Whether nothing limits when a resource, and what it is made of, is on duty."""
    known = duty.runbook.resources
    members = known[name].members if known[name].capacity is None else ()
    concerned = [known[each] for each in (name, *members) if each in known]
    return not any(map(is_limited, concerned))
