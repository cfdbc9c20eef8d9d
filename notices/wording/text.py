"""A notice as plain text, and its subject in ASCII; the templates stand under `templates/`."""

from __future__ import annotations

from notices.core.notice import Notice
from notices.wording.lines import in_ascii, shortened
from notices.wording.marks import led_by, mark_of
from notices.wording.phrases import news_of
from notices.wording.sandbox import sandbox
from notices.wording.sections import letter_of

#: Characters of a subject at most: what Slack's header takes, and a mail's header without folding
#: in the middle of a word.
LONGEST_SUBJECT = 150
_LEAST_TITLE = 20


def notice_text(notice: Notice, reminder: str = "") -> str:
    """The notice as plain text; its first line names the id and the revision.

    `reminder` is the rung, such as `24h`, if people are only reminded of the revision. The first
    and the last line of a notice that is not for real say so.
    """
    letter = letter_of(notice, reminder)
    return sandbox().get_template("notice.txt.j2").render(letter=letter).strip()


def subject_of(notice: Notice, reminder: str = "") -> str:
    """`EES out of service: extended to ... (M10-OUT-EES rev 2)`, marked; ASCII, and never long.

    Where it is too long, the title is cut: mark, news, id and revision stand whatever happens.
    """
    mark, news = mark_of(notice), news_of(notice, reminder)
    tail = in_ascii(f": {news} ({shortened(notice.id, 48)} rev {notice.revision})")
    room = max(LONGEST_SUBJECT - len(led_by(mark, "")) - len(tail), _LEAST_TITLE)
    return led_by(mark, shortened(in_ascii(notice.content.title), room) + tail)
