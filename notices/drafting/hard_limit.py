"""An announced end past what participants must be able to bear: told all the same, by a person."""

from __future__ import annotations

from notices.core.notice import Content
from notices.core.words import Approval
from notices.drafting.case import Case
from runbooks.clocktime import local


def past_limit(case: Case, content: Content) -> str:
    """What whoever approves is told of an end past the hard limit; empty of another one."""
    end, limit = content.window.end, content.hard_limit_at
    if end is None or limit is None or end <= limit:
        return ""
    return (
        f" That is past the hard limit: participants need not be prepared for longer than "
        f"{local(limit, case.policy.zone)}."
    )


def asked_of(case: Case, content: Content, approval: Approval) -> Approval:
    """Who lets it out: an end past the hard limit is looked at by somebody, whatever the rule."""
    return "person" if past_limit(case, content) else approval
