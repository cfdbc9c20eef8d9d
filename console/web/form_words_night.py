"""The words of the forms about the run as a whole: notes, calls, shifts, incidents, outages."""

from __future__ import annotations

from collections.abc import Mapping

from console.web.form_records import FormWords
from rehearsals.core import commands as c

_ABOUT = {"task": "About which task", "gate": "About which gate"}

NIGHT_WORDS: Mapping[type[c.AnyCommand], FormWords] = {
    c.AddNote: FormWords(
        title="Write a note",
        button="Write it down",
        hint="Everybody on the run can read it, and the report keeps it.",
        labels={"text": "The note", "lesson": "It is a lesson for next time", **_ABOUT},
    ),
    c.AttachFile: FormWords(
        title="Attach a file",
        button="Attach it",
        hint="PDF, PNG, JPEG, GIF, text, CSV, JSON, DOCX, XLSX or EML, up to 20 MB. "
        "Everybody on the run can read it.",
        labels={"file": "The file", "text": "What it shows", **_ABOUT},
        hints={"task": "A file belongs to one task, or to one gate."},
        left_out=frozenset({"name", "sha256", "size", "media_type"}),
    ),
    c.OpenOutage: FormWords(
        title="An outage begins",
        button="It has begun",
        hint="Only for outages that are fixed by the clock.",
        danger=True,
    ),
    c.CloseOutage: FormWords(
        title="An outage has ended",
        button="It has ended",
        hint="Only for outages that are fixed by the clock.",
        danger=True,
    ),
    c.RecordAttendance: FormWords(
        title="Whether a party takes part", button="Put it down", labels={"attendance": "It is"}
    ),
    c.AbandonRun: FormWords(
        title="End the run",
        button="End the run",
        hint="Nothing more can happen in it afterwards. There is no undoing this.",
        danger=True,
        labels={"reason": "Why"},
    ),
    c.StopStarts: FormWords(
        title="Stop all starts",
        button="Stop all starts",
        hint="Nothing new starts until starts are allowed again; what runs goes on.",
        danger=True,
        labels={"reason": "Why"},
    ),
    c.AllowStarts: FormWords(
        title="Allow starts again", button="Allow starts", labels={"reason": "Why"}
    ),
    c.CallRoll: FormWords(
        title="Call the roll",
        button="Call it",
        labels={"title": "What for", "parties": "Who is asked"},
        hints={"parties": "None ticked: everybody with a part in the run."},
    ),
    c.AnswerRoll: FormWords(
        title="Answer the roll-call",
        button="Answer",
        labels={"party": "For whom", "present": "Are they there?", "note": "A word more"},
    ),
    c.HandOverShift: FormWords(
        title="Hand over a desk",
        button="Hand it over",
        hint="Whoever takes it reads this first, and says so.",
        labels={"desk": "Which desk", "to": "To whom", "text": "What they must know"},
    ),
    c.TakeShift: FormWords(
        title="Take a desk over",
        button="I have read it and take over",
        labels={"number": "Which handover"},
    ),
    c.LinkIncident: FormWords(
        title="Refer to an incident",
        button="Refer to it",
        labels={
            "reference": "Its number",
            "summary": "What it is about",
            "system": "Which system",
            "url": "Its address",
            **_ABOUT,
        },
        hints={"reference": "As service management calls it, such as INC0012345."},
    ),
    c.CloseIncident: FormWords(
        title="An incident no longer matters here",
        button="Close it here",
        labels={"reference": "Which incident", "resolution": "What became of it"},
    ),
    c.SetCommunications: FormWords(
        title="Messages to the outside",
        button="Set them",
        danger=True,
        labels={"mode": "They are", "reason": "Why"},
        hints={
            "mode": "Off: nothing is sent. Test: to test routes alone. "
            "On: to everybody who subscribed."
        },
    ),
    c.ActivateParticipant: FormWords(
        title="A participant is activated",
        button="It is activated",
        labels={"evidence": "What shows it"},
    ),
    c.LeaveParty: FormWords(
        title="A party leaves",
        button="It leaves",
        hint="Whoever takes over gets its tasks, its copies and its place at gates.",
        danger=True,
        labels={"party": "Who leaves", "replaced_by": "Who takes over", "reason": "Why"},
    ),
    c.RecordObservation: FormWords(
        title="Write an observation",
        button="Write it down",
        labels={"text": "What was seen", "party": "Whom it concerns", **_ABOUT},
    ),
    c.AnswerObservation: FormWords(
        title="Answer an observation",
        button="Answer",
        labels={"number": "Which observation", "text": "Whether its facts are right"},
    ),
    c.FinishObservation: FormWords(
        title="Make an observation final",
        button="Make it final",
        labels={"number": "Which observation", "text": "Its final text"},
        hints={"text": "Empty: as it was written."},
    ),
}
