"""`amend`, `amendments`, `approve`, `reject`: changing the rest of the plan of a running run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from console.acting import Acting, act, party_id
from console.amendment_words import change_lines, effect_lines, missed_lines
from console.opening import opened_run
from console.output import emit, emit_json, wrapped
from dependencies.check import load
from dependencies.effect import Effect, Moved
from dependencies.effect import effect as effect_of
from dependencies.minutes import minutes
from rehearsals.core import commands as c
from rehearsals.core.night.state import Amendment
from rehearsals.core.plan.amending import fitting
from rehearsals.core.plan.diff import diff
from rehearsals.core.plan.weakening import guarding, weakenings
from rehearsals.core.state import RunState
from rehearsals.core.words import Change
from rehearsals.files import write_whole
from runbooks.clocktime import local, rfc3339
from runbooks.errors import CallboardError
from runbooks.writer import dump

#: Columns by which a field's second line stands further in than its first.
_HANGING = 8


def amend(
    run: str,
    file: str | None = None,
    /,
    *,
    reason: str | None = None,
    reversal: bool = False,
    write: Path | None = None,
    acting: Acting | None = None,
) -> None:
    """Propose that the rest of the plan be what a file says; without --reason, only show it.

    Write the running plan down with --write, change what has not begun, and hand it in. Somebody
    then approves it with `callboard approve`: in a live run, somebody else.

    Args:
        run: The run.
        file: The whole runbook as it would be, on the dates of the run.
        reason: Why the plan changes.
        reversal: It takes back what can no longer be turned back; the SRO approves it.
        write: Write the plan as it stands to this new file, to be changed.
        acting: Who acts.
    """
    if (file is None) == (write is None):
        raise CallboardError("What would the plan be?", hint="Give a FILE, or --write FILE.")
    if write is not None:
        _write(run, write, reason=reason, reversal=reversal)
        return
    after = load(file or "")
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    changes = diff(state.runbook, after)
    if reason is None:
        emit(*_shown(state, changes, reversal=reversal, refused=True))
        emit("", f"Nothing is proposed yet: `callboard amend {name} {file} --reason ...` does.")
        return
    # Whether it may be proposed is said before what it would come to.
    act(
        run,
        lambda state, by: c.ProposeAmendment(
            changes=diff(state.runbook, after), reason=reason, reversal=reversal, **by
        ),
        acting,
    )
    emit("", *_shown(state, changes, reversal=reversal, refused=False))


def amendments(run: str, number: int | None = None, /, *, json: bool = False) -> None:
    """List the amendments of a run; of one, what it changes and what that does to the plan.

    Args:
        run: The run.
        number: The amendment to show.
        json: Print them as JSON.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    if number is not None and not 1 <= number <= len(state.amendments):
        raise CallboardError(
            f"Run {name} has no amendment {number}.", hint=f"See `callboard amendments {name}`."
        )
    chosen = state.amendments if number is None else state.amendments[number - 1 : number]
    if json:
        data = [_data(state, amendment) for amendment in chosen]
        emit_json(data if number is None else data[0])
    elif not chosen:
        emit(f"Run {name} has no amendments.")
    else:
        for amendment in chosen:
            emit(*_told(state, amendment, whole=number is not None))


def approve(
    run: str, number: int, /, *, by: str | None = None, acting: Acting | None = None
) -> None:
    """Make a proposed amendment the plan; it is looked at again as the run stands now.

    Args:
        run: The run.
        number: The amendment.
        by: The party in whose name it is approved; a reversal needs it.
        acting: Who acts.
    """
    party = by
    act(
        run,
        lambda state, by: c.ApproveAmendment(
            number=number, decided_by=party_id(state, party) if party else None, **by
        ),
        acting,
    )


def reject(run: str, number: int, /, *, reason: str, acting: Acting | None = None) -> None:
    """Turn an amendment down, or take one's own back.

    Args:
        run: The run.
        number: The amendment.
        reason: Why.
        acting: Who acts.
    """
    act(run, lambda _, by: c.RejectAmendment(number=number, reason=reason, **by), acting)


def _write(run: str, path: Path, *, reason: str | None, reversal: bool) -> None:
    if reason is not None or reversal:
        raise CallboardError("--write proposes nothing.", hint="Leave out the other options.")
    if path.is_file():
        raise CallboardError(f"{path} is there already.", hint="Give a new file.")
    with opened_run(run) as (desk, name):
        runbook = desk.state(name).runbook
    note = (
        f"# The plan of run {name} as it stands. Change what has not begun, then:\n"
        f"#   callboard amend {name} FILE --reason ...\n"
    )
    write_whole(path, (note, dump(runbook)))
    emit(f"The plan of run {name} is written to {path}.")


def _told(state: RunState, amendment: Amendment, *, whole: bool) -> Iterator[str]:
    zone, what = state.runbook.timezone, amendment.what
    by = amendment.on_behalf_of or amendment.by
    reversal = ", a reversal" if what.reversal else ""
    yield wrapped(
        f"{what.number}  {amendment.status.upper()}{reversal}: {what.reason} "
        f"(by {by}, {local(amendment.at, zone)})"
    )
    if amendment.ended_at is not None:
        why = f": {amendment.reason}" if amendment.reason else ""
        ended = f"{amendment.status} by {amendment.ended_by}, {local(amendment.ended_at, zone)}"
        yield wrapped(f"   {ended}{why}", 3)
    if not whole:
        yield f"   {', '.join(change.id for change in what.changes)}"
    elif amendment.status == "proposed":
        yield from _shown(state, what.changes, reversal=what.reversal, refused=True)
    else:
        yield from _changes(state, what.changes)


def _shown(
    state: RunState, changes: tuple[Change, ...], *, reversal: bool, refused: bool
) -> Iterator[str]:
    """The changes, what they do to the plan, and whether they would be refused as things stand."""
    yield from _changes(state, changes)
    yield from _weakenings(state, changes)
    amending = fitting(state, changes, reversal=reversal)
    if isinstance(amending, c.Refusal):
        if refused:
            yield wrapped(f"As the run stands now it would be refused: {amending}")
        return
    effect = effect_of(state.runbook, amending.runbook, state.index.forward, amending.index.forward)
    yield ""
    for line in missed_lines(effect, amending.runbook):
        yield wrapped(f"!! {line}", _HANGING)
    yield from map(wrapped, effect_lines(effect, state.runbook.timezone))


def _weakenings(state: RunState, changes: tuple[Change, ...]) -> Iterator[str]:
    """What the changes weaken, loudly, and who approves that."""
    weak = weakenings(state, changes)
    for words in weak:
        yield wrapped(f"!! WEAKENS: {words}", _HANGING)
    if weak and (guard := guarding(state)) is not None:
        yield wrapped(f"!! That is approved in the name of {guard}: `callboard approve ... --by`.")


def _changes(state: RunState, changes: tuple[Change, ...]) -> Iterator[str]:
    for change in changes:
        for line in change_lines(change, state.runbook.timezone):
            yield wrapped(line, _HANGING)


def _data(state: RunState, amendment: Amendment) -> dict[str, Any]:
    what = amendment.what
    return {
        "number": what.number,
        "status": amendment.status,
        "reason": what.reason,
        "reversal": what.reversal,
        "by": amendment.by,
        "on_behalf_of": amendment.on_behalf_of,
        "at": rfc3339(amendment.at),
        "ended_at": rfc3339(amendment.ended_at) if amendment.ended_at else None,
        "ended_by": amendment.ended_by or None,
        "ended_reason": amendment.reason or None,
        "changes": [
            {"kind": one.kind, "id": one.id, "before": one.before, "after": one.after}
            for one in what.changes
        ],
        **_prospects(state, amendment),
    }


def _prospects(state: RunState, amendment: Amendment) -> dict[str, Any]:
    """What a proposed amendment would do, or why it would be refused as the run stands now."""
    if amendment.status != "proposed":
        return {"effect": None, "refusal": None, "weakens": []}
    weak = {"weakens": list(weakenings(state, amendment.what.changes))}
    amending = fitting(state, amendment.what.changes, reversal=amendment.what.reversal)
    if isinstance(amending, c.Refusal):
        return {
            "effect": None,
            "refusal": {"code": amending.code, "message": amending.message},
            **weak,
        }
    effect = effect_of(state.runbook, amending.runbook, state.index.forward, amending.index.forward)
    return {"effect": _effect_data(effect), "refusal": None, **weak}


def _effect_data(effect: Effect) -> dict[str, Any]:
    """What moves; `deadlines` are those of which there is more or less to spare, in minutes."""
    return {
        "finish": _moved_data(effect.finish),
        "gates": {one.name: _moved_data(one) for one in effect.gates},
        "outages": {one.name: _moved_data(one) for one in effect.outages},
        "slack_seconds": {
            one.gate: {"before": one.before, "after": one.after} for one in effect.slacks
        },
        "deadlines": [
            {
                "id": one.after.id,
                "kind": one.after.kind,
                "at": rfc3339(one.after.at),
                "margin_minutes": {
                    "before": minutes(one.before.margin),
                    "after": minutes(one.after.margin),
                },
                "newly_missed": one.newly_missed,
            }
            for one in effect.deadlines
        ],
        "tasks": {"before": effect.tasks_before, "after": effect.tasks_after},
    }


def _moved_data(moved: Moved) -> dict[str, Any]:
    return {
        "before": rfc3339(moved.before) if moved.before else None,
        "after": rfc3339(moved.after) if moved.after else None,
    }
