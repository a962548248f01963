"""What each audience sees of a summary. The commissioner's value has no field for anything before it was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tuokio.evaluation.domain.summaries import publicity_of
from tuokio.evaluation.labels_summary import STATES
from tuokio.evaluation.models import Summary
from tuokio.evaluation.models.summaries import voice_key
from tuokio.evaluation.released import asked_back_among
from tuokio.evaluation.summary_text import SummaryText
from tuokio.kit.when import day
from tuokio.people.models import Person
from tuokio.supervision.domain.deciding import SMALL, last_day
from tuokio.supervision.models import Process
from tuokio.supervision.voices import members_on
from tuokio.terms.summary_words import Publicity, SummaryState

SHOWN_TO_COMMISSIONER = frozenset({SummaryState.GIVEN, SummaryState.DISCUSSED})


# --- the commissioner ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GivenSummary:
    """A given summary as the commissioner reads it; asked back, it has no text any more."""

    id: UUID
    process: str
    text: SummaryText | None
    given_at: datetime
    asked_back_at: datetime | None
    discussed_on: date | None
    pdf_fingerprint: str
    pdf_withheld: bool  # something in it was asked back since
    archive_note: str

    @classmethod
    def of(cls, summary: Summary) -> GivenSummary:
        """The page of a summary that was given."""
        assert summary.given_at is not None
        shown = summary.now_in in SHOWN_TO_COMMISSIONER
        return cls(
            id=summary.pk,
            process=summary.process.name,
            text=SummaryText.of(summary.content or {}, summary.fingerprint) if shown else None,
            given_at=summary.given_at,
            asked_back_at=None if shown else summary.asked_back_at,
            discussed_on=summary.discussed_on,
            pdf_fingerprint=summary.pdf_fingerprint,
            pdf_withheld=bool(asked_back_among(summary.content or {})),
            archive_note="" if shown else archive_note(publicity_for(summary.process)),
        )


def publicity_for(process: Process) -> Publicity:
    """Whether what is given to the payer of the process becomes an authority's document."""
    return publicity_of(process.payer.kind if process.payer else "")


def archive_note(publicity: Publicity) -> str:
    """What asking back cannot undo."""
    if publicity == Publicity.PRIVATE:
        return _("What has been read cannot be made unread, and a saved copy stays where it was saved.")
    return _(
        "What has been read cannot be made unread. A document that an authority has received may have to stay "
        "in its archive."
    )


# --- the group ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnSummary:
    """A summary as one member sees it: the text, the rule, and nobody's word but the own one."""

    id: UUID
    process: str
    state: str
    state_words: str
    text: SummaryText
    public_note: str
    rules: tuple[str, ...]
    can_answer: bool
    joined_late: bool
    own_word: str
    last_day: date | None
    given_at: datetime | None
    note: str

    @classmethod
    def of(cls, summary: Summary, person: Person, *, at: datetime) -> OwnSummary:
        """The page of a member."""
        word = own_word(summary, person, at=at)
        is_open = summary.is_open(at)
        asked = summary.voices.count() if is_open else 0
        state = summary.stands(at)
        return cls(
            id=summary.pk,
            process=summary.process.name,
            state=state,
            state_words=str(STATES[state]),
            text=SummaryText.of(summary.content or {}, summary.fingerprint),
            public_note=public_note(publicity_for(summary.process)),
            rules=tuple(rules_of(summary, asked)) if is_open else (),
            can_answer=is_open and word is not None,
            joined_late=is_open and word is None,
            own_word=word or "",
            last_day=last_day(summary.asked_at) if summary.asked_at else None,
            given_at=summary.given_at,
            note=_note_to_group(state, asked),
        )


def own_word(summary: Summary, person: Person, *, at: datetime) -> str | None:
    """The person's own word while the group decides; "" before it was said, None when none is asked."""
    mine = [member for member in members_on(summary.process, at) if member.person_id == person.pk]
    keys = [voice_key(summary, member) for member in mine]
    return summary.voices.filter(key__in=keys).values_list("word", flat=True).first()


def public_note(publicity: Publicity) -> str:
    """What the group reads first when the payer is an authority."""
    if publicity == Publicity.AUTHORITY:
        return _(
            "The commissioner is a public authority. When this summary is given, it becomes an official document: "
            "anyone may ask to see it, and it is kept as the authority keeps its documents."
        )
    if publicity == Publicity.PERHAPS:
        return _(
            "The commissioner may be a public authority. Then this summary becomes an official document when it is "
            "given: anyone may ask to see it, and it is kept as the authority keeps its documents."
        )
    return ""


def rules_of(summary: Summary, asked: int) -> list[str]:
    """How it is decided, said before anybody answers; and what a small group should know."""
    last = day(last_day(summary.asked_at)) if summary.asked_at else ""
    if asked == 1:
        return [
            _("You decide alone, and it is decided as soon as you answer. Your supervisor sees the outcome."),
            _("If you say nothing by %(day)s, it is not given.") % {"day": last},
        ]
    told = [
        _("It may be given when everyone says yes, or when nobody has said otherwise by %(day)s.")
        % {"day": last},
        _("One word for a change or against it is enough to bring it back to the supervisor."),
        _(
            "Nobody sees what you said or whether you have answered: not the others, not the supervisor, not those "
            "who look after the program's pages. When it is decided, the words are removed."
        ),
        _("You can change your word until then. The outcome is not shown before."),
    ]
    if asked <= SMALL:
        told.append(
            _("You are two: if it is not given and you did not say so, you know who did.")
            if asked == 2
            else _("You are three: if two tell each other what they said, they know what the third one said.")
        )
    return told


def _note_to_group(state: SummaryState, asked: int) -> str:
    if state == SummaryState.IN_GROUP:
        return "" if asked == 1 else _("Not all have answered.")
    notes = {
        SummaryState.RETURNED: _(
            "It was not given. It is with your supervisor, who does not know who said what either."
        ),
        SummaryState.APPROVED: _("It may be given. Your supervisor gives it to the commissioner."),
        SummaryState.GIVEN: _("It was given to the commissioner in these words."),
        SummaryState.DISCUSSED: _(
            "It was given to the commissioner in these words and talked about together."
        ),
        SummaryState.ASKED_BACK: _(
            "It was given and has been asked back. The commissioner's page no longer shows it."
        ),
    }
    return str(notes.get(state, ""))
