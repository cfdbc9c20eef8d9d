"""A message as Slack shows it, within Slack's limits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.channels.blocks import blocks_of, escaped, pieces, text_of
from notices.channels.port import Links, Message
from notices.core.notice import Window
from notices.wording.marks import REHEARSAL, TEST
from tests.notices.channels.messages import FIRST_LINE, a_message, a_notice

#: What remains when every escape and every construct of ours is taken out.
OURS = re.compile(
    r"&(amp|lt|gt);|<!date\^\d+\^\{date_short_pretty\} \{time\}\|[^<>|]*>|<http[^<>|]*\|[^<>|]*>"
)
TEXTS = st.text(alphabet=st.sampled_from("aZ &<>\n\r*|!@#\N{SNOWMAN}\t"), max_size=400)


def texts_of(message: Message) -> list[str]:
    """Every text of a message's blocks."""
    found = []
    for block in blocks_of(message):
        parts: list[dict[str, Any]] = block["elements"] if "elements" in block else [block["text"]]
        found += [part["text"] for part in parts]
    return found


def within_limits(message: Message) -> None:
    """Slack's limits: 50 blocks, 150 and 3,000 characters, ten elements; no text is empty."""
    blocks = blocks_of(message)
    assert 1 <= len(blocks) <= 50
    for block in blocks:
        match block["type"]:
            case "header":
                assert block["text"]["type"] == "plain_text"
                assert 1 <= len(block["text"]["text"]) <= 150
                assert "\n" not in block["text"]["text"]
            case "section":
                assert 1 <= len(block["text"]["text"]) <= 3_000
                assert block["text"]["text"].strip()
            case "context":
                assert 1 <= len(block["elements"]) <= 10
                assert all(1 <= len(part["text"]) <= 3_000 for part in block["elements"])
            case other:
                pytest.fail(f"a block {other}")
    assert 1 <= len(text_of(message)) <= 4_000


@given(TEXTS, TEXTS, TEXTS, st.integers(min_value=1, max_value=2_000))
def test_any_message_fits(subject: str, text: str, path: str, times: int) -> None:
    """However long it is, and whatever people wrote."""
    address = f"https://callboard.example/{path}"
    message = a_message(
        subject=subject or "s", text=(text or "t") * times, links=Links(html=address, ics=address)
    )
    within_limits(message)
    for shown in (*texts_of(message), text_of(message)):
        assert not set("&<>") & set(OURS.sub("", shown))


@given(TEXTS, st.integers(min_value=1, max_value=500))
def test_mark_survives_any_cut(text: str, times: int) -> None:
    """A rehearsal says so in the first block and in the last."""
    texts = texts_of(a_message(subject=text * times or "s", text=f"{FIRST_LINE}\n{text * times}"))
    assert REHEARSAL in texts[0]
    assert texts[-1] == REHEARSAL


def test_real_notice_has_no_mark() -> None:
    """And a test of the real night has the one that denies nothing."""
    message = a_message(subject="EES out of service", text="x", notice=a_notice(test=False))
    assert not any(mark in text for mark in (REHEARSAL, TEST) for text in texts_of(message))
    live = texts_of(replace(message, notice=a_notice(live=True)))
    assert live[0].startswith(TEST)
    assert live[-1] == TEST


def test_mark_of_the_subject_is_not_doubled() -> None:
    """The header says it once."""
    assert texts_of(a_message())[0].count(REHEARSAL) == 1


def test_header_is_the_subject() -> None:
    """As a mail has it."""
    assert texts_of(a_message(notice=None, subject="Confirm & go"))[0] == "Confirm &amp; go"


def test_times_show_in_each_readers_own_time() -> None:
    """And as the notice's zone has them where Slack cannot; over the clock change too."""
    window = Window(
        start=datetime(2026, 10, 24, 20, 0, tzinfo=UTC),
        end=datetime(2026, 10, 25, 7, 0, tzinfo=UTC),
    )
    times = texts_of(a_message(notice=a_notice(window=window)))[1]
    assert times.splitlines() == [
        "In your own time:",
        "From <!date^1792872000^{date_short_pretty} {time}|Sat 24 Oct 2026 21:00 BST>",
        "To <!date^1792911600^{date_short_pretty} {time}|Sun 25 Oct 2026 07:00 GMT>",
    ]


def test_open_end_is_not_promised() -> None:
    """It is the earliest that the outage can end."""
    assert "Not before <!date" in texts_of(a_message(notice=a_notice(open_ended=True)))[1]


def test_next_update_is_promised() -> None:
    """In each reader's own time as well."""
    due = datetime(2026, 9, 19, 6, 0, tzinfo=UTC)
    times = texts_of(a_message(notice=a_notice(next_update_due=due)))[1]
    assert times.splitlines()[-1].startswith("Next update by <!date^1789797600^")


def test_links_lead_on() -> None:
    """And an address with signs of Slack's breaks out of nothing."""
    links = Links(html="https://callboard.example/o?a=1&b=<c>|d")
    (shown, _) = texts_of(a_message(links=links))[-2:]
    assert shown.startswith("<https://callboard.example/o?a=1&amp;b=&lt;c&gt;%7Cd|")


def test_text_can_ring_nobody() -> None:
    """Nor link anywhere."""
    message = a_message(text="<!channel> & <https://x.example|here>")
    assert text_of(message) == "&lt;!channel&gt; &amp; &lt;https://x.example|here&gt;"


def test_escaping_begins_with_the_ampersand() -> None:
    """What was escaped is escaped once more, so that it shows as it was written."""
    assert escaped("&lt;") == "&amp;lt;"


def test_long_text_keeps_its_first_and_last_line() -> None:
    """They name the notice, and say whether it is for real."""
    lines = text_of(a_message(text=f"{FIRST_LINE}\n{'word ' * 2_000}\n{FIRST_LINE}")).splitlines()
    assert (lines[0], lines[-1]) == (FIRST_LINE, FIRST_LINE)


@given(TEXTS, st.integers(min_value=5, max_value=50))
def test_pieces_lose_nothing(text: str, most: int) -> None:
    """Together they are the text, and no escape is torn apart."""
    found = list(pieces(text, most))
    assert "".join(found) == escaped(text.strip())
    assert all(len(piece) <= most for piece in found)
    assert not any(re.search(r"&[a-z]*$", piece) for piece in found)
