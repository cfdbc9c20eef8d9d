"""What the readiness register answers to a command: events, or why not. Pure.

A return is accepted only after it was submitted whole by a listed signatory, and never by the party
whose readiness it shows. Where another body's assurance shows it, either that body hands it in, or
it is the one to accept it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from rehearsals.core.command import Refusal
from rehearsals.readiness import commands as c
from rehearsals.readiness import events as e
from rehearsals.readiness.asking import amend, ask, serve
from rehearsals.readiness.refusing import check_words, refuse, unknown_return
from rehearsals.readiness.state import Readiness, Return
from rehearsals.readiness.submitting import reconfirm, submit, withdraw

Answer = Sequence[e.ReadinessEvent] | Refusal


def decide(state: Readiness, command: c.ReadinessCommand, now: datetime) -> Answer:
    """The events of a command, or a refusal that says why and what to do next."""
    if refusal := check_words(command):
        return refusal
    at = command.happened_at or now
    if at > now:
        return refuse(
            "time-ahead", "That has not happened yet.", "Leave out --at, or give a time gone by."
        )
    if isinstance(command, c.AskReturns):
        return ask(state, command)
    if isinstance(command, c.ShareReadiness):
        return _share(state, command)
    asked = state.returns.get(command.return_id)
    if asked is None:
        return unknown_return(state, command.return_id)
    return _on_return(asked, command, at)


def _on_return(asked: Return, command: c.OnReturn, at: datetime) -> Answer:
    match command:
        case c.ServeGate():
            return serve(asked, command)
        case c.AmendAsk():
            return amend(asked, command)
        case c.SubmitReturn():
            return submit(asked, command, at)
        case c.AcceptReturn():
            return _accept(asked, command, at)
        case c.SendBackReturn():
            return _send_back(asked, command)
        case c.WithdrawReturn():
            return withdraw(asked, command)
        case c.ReconfirmReturn():
            return reconfirm(asked, command, at)
        case _:
            assert_never(command)


def _share(state: Readiness, command: c.ShareReadiness) -> Answer:
    if not any(each.party == command.party for each in state.returns.values()):
        return refuse(
            "nothing-to-share",
            f"Nothing has been asked of {command.party}.",
            "See `callboard readiness list`.",
        )
    everyone = command.party in state.shared
    if everyone == (command.audience == "everyone"):
        return refuse(
            "shared-already",
            f"The readiness of {command.party} is shown to "
            f"{'everyone' if everyone else 'the programme only'} already.",
            "Leave it.",
        )
    return (e.ReadinessShared(party=command.party, audience=command.audience),)


def _accept(asked: Return, command: c.AcceptReturn, at: datetime) -> Answer:
    if refusal := _check_judge(asked, command.accepted_by, "accept"):
        return refusal
    if asked.stage == "accepted":
        return refuse("accepted-already", f"{asked.id} is accepted already.", "Leave it.")
    if asked.stage != "submitted" or asked.submission is None:
        return refuse(
            "not-submitted",
            f"{asked.id} is not submitted; there is nothing to accept"
            f"{' but a part' if asked.stage == 'partial' else ''}.",
            f"Ask {asked.party} for it: `callboard readiness submit {asked.id} ...`.",
        )
    if asked.expired(at):
        return refuse(
            "expired",
            f"What {asked.party} handed in as {asked.id} has expired.",
            f"Ask for it anew: `callboard readiness submit {asked.id} ...`.",
        )
    if refusal := _check_body(asked, asked.submission.submitted_by, command.accepted_by):
        return refusal
    return (
        e.ReturnAccepted(
            return_id=asked.id, accepted_by=command.accepted_by, note=command.note.strip()
        ),
    )


def _check_judge(asked: Return, judge: str, what: str) -> Refusal | None:
    """Nobody judges their own readiness."""
    if not judge.strip():
        return refuse("by-missing", f"Somebody must {what} it.", "Say who with --by PARTY.")
    if judge != asked.party:
        return None
    return refuse(
        "own-return",
        f"{asked.party} cannot {what} its own return {asked.id}.",
        "Let the programme do it" + (f", or {asked.shown_by}." if asked.shown_by else "."),
    )


def _check_body(asked: Return, submitted_by: str, accepted_by: str) -> Refusal | None:
    """The body whose assurance shows a return must speak, but not twice."""
    if asked.shown_by is None:
        return None
    if submitted_by == asked.shown_by == accepted_by:
        return refuse(
            "own-return",
            f"{accepted_by} handed in {asked.id} itself, and cannot accept it.",
            "Let the programme accept it.",
        )
    if asked.shown_by not in (submitted_by, accepted_by):
        return refuse(
            "not-the-body",
            f"{asked.id} is shown by the assurance of {asked.shown_by}.",
            f"Let {asked.shown_by} accept it, or hand it in itself.",
        )
    return None


def _send_back(asked: Return, command: c.SendBackReturn) -> Answer:
    if refusal := _check_judge(asked, command.sent_back_by, "send back"):
        return refusal
    if asked.stage not in ("submitted", "accepted"):
        return refuse(
            "not-submitted",
            f"{asked.id} is not submitted; there is nothing to send back.",
            f"Ask {asked.party} for it: `callboard readiness submit {asked.id} ...`.",
        )
    if not command.reason.strip():
        return refuse("reason-missing", f"Sending back {asked.id} needs a reason.", "Give one.")
    return (
        e.ReturnSentBack(
            return_id=asked.id, sent_back_by=command.sent_back_by, reason=command.reason.strip()
        ),
    )
