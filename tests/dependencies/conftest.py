"""Here the planner's machine code is tested, on the smallest runbooks too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dependencies.kernels.compiled import WhenCalled
from dependencies.planner import plan
from tests.dependencies.factories import a_runbook, a_task, an_outage


@pytest.fixture(autouse=True, scope="package")
def machine_code() -> Iterator[None]:
    """Nothing is reckoned in plain Python; see `test_plain_python.py` for that.

    What has never been compiled on this machine is compiled before the first test, which may not
    have the time for it.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhenCalled, "patience", 0.0)
        for kind in ("FS", "SS"):
            tasks = a_task("A"), a_task("B", {"task": "A", "link": kind}), a_task("C", uses=["EES"])
            outages = {"O": an_outage("A", "B", impact="unavailable")}
            plan(a_runbook(*tasks, systems={"EES": {"name": "EES"}}, outages=outages))
        yield
