"""Roll-calls, shifts, incidents and observations in the report."""

from __future__ import annotations

from rehearsals.testing import at
from reports.figures.incidents import build_incidents
from reports.figures.observations import build_observations
from reports.figures.presence import build_presence
from tests.reports.factories import material_of
from tests.reports.hard_nights import a_hard_night, a_paper_night


def test_a_roll_call_says_how_long_parties_took() -> None:
    """Si answered after 2 minutes, recco after 4; north was marked as missing."""
    (call,) = build_presence(material_of(a_hard_night())).roll_calls
    assert [(said.party, said.minutes) for said in call.answers if said.present] == [
        ("si", 2),
        ("recco", 4),
    ]
    assert (call.asked, call.missing, call.slowest_minutes) == (3, ("NORTH",), 4)


def test_a_handover_says_how_long_the_desk_was_empty() -> None:
    """Handed over at 141, taken at 145."""
    (handover,) = build_presence(material_of(a_paper_night())).handovers
    assert (handover.desk, handover.taken_by, handover.minutes) == ("cutover manager", "Dawn", 4)


def test_an_incident_lasts_as_long_as_it_bears_on_the_run() -> None:
    """Linked at 6, closed at 20."""
    (incident,) = build_incidents(material_of(a_hard_night())).incidents
    assert (incident.reference, incident.minutes) == ("INC-1", 14)
    assert incident.resolution == "A disk was full."


def test_an_observation_stands_with_the_partys_answer() -> None:
    """And is final from when it was made so."""
    (seen,) = build_observations(material_of(a_paper_night())).observations
    assert (seen.party, seen.answer, seen.final_at) == ("SI", "It was run before.", at(148))
