"""What the runbook says of an outage, as far as notices repeat it: so a change of it shows; pure.

What somebody changed by hand before a notice went out is not the runbook's. So it is the runbook's
texts that are compared, a digest of each, with those that were told last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from notices.core.notice import Content
from notices.drafting.case import Case
from runbooks.model import Runbook
from runbooks.outages import Outage

#: The fields of a content that come from each text; those of the same name are left out.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "access_cutoff": ("cutoff",),
    "backlog": ("backlog_handling", "backlog_clear_by"),
    "hard_limit": ("hard_limit_at",),
    "impact": ("systems",),
}
_OF_OUTAGE = (
    "title", "impact", "unaffected", "access_cutoff", "submit_by", "data_handling", "backlog",
    "action_required", "workaround", "hard_limit", "returns", "replaced_by",
)  # fmt: skip
#: Digits of a digest: enough to tell two texts of one outage apart.
_DIGITS = 12


def texts_of(case: Case) -> dict[str, str]:
    """A digest of each text of the outage by name; nothing of one that was taken out."""
    book = case.view.state.runbook
    outage = book.outages.get(case.subject.outage)
    if outage is None:
        return {}
    return {name: _digest(said) for name, said in _said(book, outage, case).items()}


def changed_texts(case: Case, now: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the texts that are not as they were told last."""
    told = case.thread.texts
    return tuple(name for name, digest in now.items() if told and told.get(name) != digest)


def with_texts(content: Content, of: Content, names: Iterable[str]) -> Content:
    """A content in which what comes from some texts is as another content has it."""
    fields = [field for name in names for field in _FIELDS.get(name, (name,))]
    return replace(content, **{field: getattr(of, field) for field in fields})


def _said(book: Runbook, outage: Outage, case: Case) -> dict[str, Any]:
    of_outage = outage.model_dump(mode="json", include=set(_OF_OUTAGE))
    systems = (outage.system, *outage.unaffected)
    named = [book.systems[key].name for key in systems if key in book.systems]
    return {
        **of_outage,
        "impact": [of_outage["impact"], *named[:1]],
        "audience": case.subject.audience,
        "contact": book.notices.contact,
    }


def _digest(said: Any) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:_DIGITS]
