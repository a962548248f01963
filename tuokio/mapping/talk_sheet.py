"""The printed sheet of the mapping conversation: every question with boxes to tick."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tuokio.mapping import conversation_labels as words
from tuokio.mapping.conversation_forms import FIELDS
from tuokio.mapping.domain.questions import QUESTIONS, Kept, Question
from tuokio.mapping.explaining.words import THEMES
from tuokio.supervision.models import Process
from tuokio.terms.conversation_words import Dispute


def talk_sheet(process: Process) -> dict[str, Any]:
    """The questions to be asked aloud, with boxes to tick, as the printed sheet takes them."""
    return {
        "title": _("Talk sheet for the mapping conversation"),
        "from": process.practice.name,
        "lead": _("Nobody has to answer everything. No names and no cases that could be recognised."),
        "questions": [_on_paper(one) for one in QUESTIONS],
    }


NOTES = {
    Kept.TICK: lambda: _("Asked aloud. Only that it was talked about is kept."),
    Kept.APART: lambda: _("Each answers alone, on an own slip or phone. Nobody's answer is shown as theirs."),
    Kept.NEVER: lambda: _(
        "Not written down. Occupational health care helps; supervision beside it, not instead."
    ),
    Kept.NEEDS: lambda: _("Only the supervisor sees this."),
}


def _harassment_note() -> str:
    """What stands instead of a box for suspected harassment."""
    return _(
        "Suspected harassment or a disciplinary matter is not written down: the employer sees to it first."
    )


def _on_paper(question: Question) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for key in question.keys:
        if key == "themes":
            rows.append({"label": "", "boxes": [str(one) for one in THEMES.values()], "lines": 0})
        elif key == "goals":
            rows.append({"label": "", "boxes": [], "lines": 3})
        else:
            rows.append(_field_on_paper(key))
    if question.kept == Kept.NEEDS:
        rows.append({"label": "", "boxes": [str(one) for one in words.NEEDS.values()], "lines": 0})
    if question.kept == Kept.TICK:
        rows.append({"label": "", "boxes": [_("talked about")], "lines": 0})
    note = _harassment_note if question.id == "M10" else NOTES.get(question.kept)
    return {
        "id": question.id,
        "text": str(words.QUESTIONS[question.id]),
        "rows": rows,
        "note": note() if note else "",
    }


def _field_on_paper(key: str) -> dict[str, Any]:
    field = FIELDS[key]()
    label = str(field.label)
    if label in map(str, words.QUESTIONS.values()):
        label = ""
    choices = [
        str(name) for value, name in getattr(field, "choices", ()) if value and value != Dispute.REFERRED
    ]
    return {"label": label, "boxes": choices, "lines": 0 if choices else 1}
