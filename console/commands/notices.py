"""`notices`: what was announced about a run's outages, and whether it arrived."""

from __future__ import annotations

from console.opening import opened_run
from console.output import emit, emit_json
from notices.book import Delivery, IssuedNotice
from notices.channels import stays_inside
from notices.entries import NoticeWithheld
from notices.listing import listing_data, notices_of
from runbooks.clocktime import local

_INSIDE = "none; those of a simulated run go to nobody"
_NO_CHANNEL = "none; no channel was configured when it was issued"


def notices(run: str = "latest", /, *, json: bool = False) -> None:
    """List the outage notices of a run, in order of issue, with their deliveries.

    A notice that communications held back is listed with the reason. It is not sent later.

    Args:
        run: The run; by default the latest.
        json: Print them as JSON.
    """
    with opened_run(run) as (desk, name):
        issued = notices_of(desk.journal, name)
        inside = stays_inside(desk.state(name))
    if json:
        emit_json([listing_data(one) for one in issued])
    elif not issued:
        emit(f"No notice has been issued in run {name}.")
    else:
        for one in issued:
            emit(*_lines(one, _INSIDE if inside else _NO_CHANNEL))


def _lines(issued: IssuedNotice, without: str) -> list[str]:
    notice = issued.notice
    at = local(notice.published_at, notice.zone)
    arrived = [_delivery(sent) for sent in issued.deliveries.values()]
    if issued.withheld:
        arrived, without = [], f"WITHHELD, it went to nobody; {issued.withheld}"
    return [
        f"{notice.id}, revision {notice.revision}, issued {at}",
        f"Deliveries: {', '.join(arrived) or without}.",
        *(f"    {line}".rstrip() for line in issued.text.splitlines()),
        "",
    ]


def _delivery(sent: Delivery) -> str:
    last = sent.attempts[-1] if sent.attempts else None
    why = f" ({last.reason})" if isinstance(last, NoticeWithheld) else ""
    return f"{sent.channel} {sent.state}{why}"
