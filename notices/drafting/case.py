"""One notice and all that bears on it; what a reason asks for, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from notices.core.asked import DraftNotice, NoticeCommand, WithdrawDraft
from notices.core.drafts import Draft
from notices.core.notice import Content, Notice, Window
from notices.core.state import Thread
from notices.core.words import Approval, Kind
from notices.drafting.policy import Policy
from notices.drafting.subjects import Subject
from notices.drafting.view import View
from rehearsals.core.command import ENGINE, By
from rehearsals.core.state import OutageRecord

#: Who keeps the notices.
KEEPER = "notices"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a reason asks for now, and when it will have something to ask."""

    commands: tuple[NoticeCommand, ...] = ()
    #: Instants that come once.
    due: tuple[datetime, ...] = ()
    #: Instants behind which there will be others, for as long as nothing happens.
    again: tuple[datetime, ...] = ()


NOTHING = Asked()


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A notice of a run at an instant."""

    view: View
    subject: Subject
    thread: Thread
    policy: Policy

    @property
    def now(self) -> datetime:
        """The instant."""
        return self.view.now

    @property
    def newest(self) -> Notice | None:
        """The newest revision."""
        return self.thread.newest

    @property
    def draft(self) -> Draft | None:
        """The open draft."""
        return self.thread.draft

    @property
    def record(self) -> OutageRecord:
        """When the outage really opened and closed."""
        return self.view.record(self.subject.outage)

    def ask_draft(
        self,
        kind: Kind,
        content: Content,
        because: str,
        *,
        approval: Approval | None = None,
        needed_by: datetime | None = None,
        forecast_end: datetime | None = None,
        planned: Window | None = None,
        texts: dict[str, str] | None = None,
    ) -> Asked:
        """Ask for a draft, or for a revision where a rule lets it out."""
        thread = self.thread
        approval = approval or self.policy.approval[kind]
        if approval == "rule" and self._was_asked(kind, content):
            return NOTHING
        return Asked(
            commands=(
                DraftNotice(
                    **by_keeper(self, kind, len(thread.revisions), thread.drafted),
                    notice=self.subject.notice,
                    outage=self.subject.outage,
                    kind=kind,
                    content=content,
                    because=because,
                    approval=approval,
                    needed_by=needed_by,
                    forecast_end=forecast_end,
                    planned=planned,
                    texts=texts or {},
                ),
            )
        )

    def _was_asked(self, kind: Kind, content: Content) -> bool:
        """Whether somebody looks at just that already, or turned it down.

        What a rule would let out lies drafted if the linter finds fault with it.
        """
        for draft in (self.thread.draft, self.thread.turned_down):
            if draft is not None and draft.kind == kind:
                due = draft.content.next_update_due
                if replace(content, next_update_due=due) == draft.content:
                    return True
        return False

    def ask_withdrawal(self, draft: Draft, reason: str) -> Asked:
        """Ask that a draft is taken back."""
        asked = WithdrawDraft(
            **by_keeper(self, "withdraw", draft.id), draft=draft.id, reason=reason
        )
        return Asked(commands=(asked,))


#: A reason for which something may be to be said: a file of its own each.
Reason = Callable[[Case], Asked]


def by_keeper(case: Case, *parts: Any) -> By:
    """Whose a command is, with an id that the same question has again."""
    named = ":".join(str(part) for part in parts)
    return {
        "id": f"notices:{case.subject.notice}:{named}",
        "actor": KEEPER,
        "channel": ENGINE,
    }
