"""Nobody is told to resume before the all-clear, even once the outage is over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notices.checking.problems import Problem, error, warning
from notices.checking.subject import Subject, texts_of
from runbooks.findings import shown

RULE = "resume-early"
_SENTENCES = re.compile(r"[.!?;\n]+")
_RESUME = re.compile(
    r"\b(resum(e|es|ing)|restart(s|ing)?|recommenc(e|es|ing)|carry on|start(ing)? again|"
    r"back to normal|as usual|as normal)\b",
    re.IGNORECASE,
)
#: Words that put a sentence off, or turn it round.
_HELD = re.compile(
    r"\b(not|never|no|only|until|after|before|once|when|unless|wait|awaits?)\b", re.IGNORECASE
)


def check(subject: Subject) -> Iterator[Problem]:
    """Sentences of a notice on an outage that has ended that tell people to go on."""
    content = subject.content
    if content.actual.end is None or not content.resume_at or content.all_clear_at is not None:
        return
    for path, text in texts_of(content):
        for sentence in _SENTENCES.split(text):
            if _RESUME.search(sentence) and not _HELD.search(sentence):
                # Of a plan's outage that is over, what was to be done is told no more.
                unsaid = path[0] in ("action_required", "workaround") and not subject.by_hand
                say = warning if unsaid and not content.stays_closed else error
                message = (
                    f"{shown(sentence.strip())} lets people resume: {content.resume_at} first."
                )
                yield say(RULE, path, message, "Leave it out until the all-clear is given.")
