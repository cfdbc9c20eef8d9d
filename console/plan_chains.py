"""What drives the gates, the outages and the finish of a plan, and what nearly does."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from console.plan_words import INDENT, float_text, held_words, joined, steps_text
from dependencies.chains import driving_chain
from dependencies.floats import FINISH
from dependencies.near_critical import near_critical
from dependencies.plan import Chain, Plan
from runbooks.clocktime import local_short, minutes_text
from runbooks.model import Runbook


def chain_parts(book: Runbook, plan: Plan) -> Iterator[RenderableType]:
    """The driving chain to each gate, outage and the finish, with the near-critical ones."""
    yield Text(
        "Slack: how long a gate, once its last predecessor lets it go, waits for its meeting."
    )
    yield Text("Held: a wait for a fixed time, which would absorb a delay before it.")
    yield Text("Near: what would drive it after a slip of so much, up to 2 h.")
    for key, chain in plan.chains.items():
        if not chain.steps:
            continue
        gate = book.gate_by_id.get(key)
        end = f"Gate {key} ({gate.title})" if gate else f"End of outage {key}"
        at = local_short(chain.at, book.timezone)
        held = held_words(book, chain) or "not held by any fixed time"
        yield Text(f"{end}: {at}, {_slack(book, chain) if gate else held}")
        yield indented(steps_text(book, chain.steps))
        yield from near_parts(plan, key)
    if plan.critical_path:
        yield Text(f"Finish: {local_short(plan.finish, book.timezone)}")
        steps = driving_chain(plan.tasks, plan.critical_path[-1])
        yield indented(steps_text(book, steps))
        yield from near_parts(plan, FINISH)


def near_parts(plan: Plan, target: str) -> Iterator[RenderableType]:
    """The near-critical chains of a target, a line each."""
    for chain in near_critical(plan, target):
        slip = f"float {float_text(chain.float)}" if chain.float else "no float either"
        yield indented(joined(chain.tasks, f"near ({slip}):"))


def indented(lines: str) -> Padding:
    """Lines of a chain, below what it drives."""
    return Padding(Text(lines), (0, 0, 0, INDENT))


def _slack(book: Runbook, chain: Chain) -> str:
    """How long a gate waits for its meeting."""
    if len(chain.steps) == 1:
        return "with nothing planned before it"
    if not chain.slack:
        return "; ".join(filter(None, ("no slack", held_words(book, chain))))
    ready = local_short(chain.ready_at, book.timezone)
    return f"slack {minutes_text(chain.slack)} (ready {ready})"
