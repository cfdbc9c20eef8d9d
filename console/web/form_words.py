"""What the forms of commands are called, and what is said beside their fields."""

from __future__ import annotations

from collections.abc import Mapping

from console.web.form_records import FormWords, label_of
from console.web.form_words_gates import GATE_WORDS
from console.web.form_words_night import NIGHT_WORDS
from console.web.form_words_tasks import TASK_WORDS
from rehearsals.core import commands as c

#: By the kind of command; every command on a run is in it.
FORM_WORDS: Mapping[type[c.AnyCommand], FormWords] = {**TASK_WORDS, **GATE_WORDS, **NIGHT_WORDS}

__all__ = ["FORM_WORDS", "FormWords", "label_of"]
