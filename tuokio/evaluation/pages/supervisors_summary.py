"""What a supervisor sees of a summary: the text, where it stands and the next step; nobody's word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.evaluation.labels_summary import STATES
from tuokio.evaluation.models import Summary
from tuokio.evaluation.summary_text import SummaryText
from tuokio.evaluation.usecases.summary_content import content_of
from tuokio.kit.parts import Link
from tuokio.kit.when import day
from tuokio.supervision.domain.deciding import last_day
from tuokio.supervision.models import Process
from tuokio.supervision.voices import members_on
from tuokio.terms.summary_words import ReturnReason, SummaryState
from tuokio.terms.words import FormOfWork


@dataclass(frozen=True, slots=True)
class SupervisorsSummary:
    """A summary as its supervisor sees it: the text, where it stands and the next step; nobody's word."""

    process: Process
    state: str
    state_words: str
    text: SummaryText | None
    given_at: datetime | None
    pdf_fingerprint: str
    note: str
    names_without_phone: tuple[str, ...]
    next: Link | None
    others: tuple[Link, ...]

    @classmethod
    def of(cls, process: Process, summary: Summary | None, *, at: datetime) -> SupervisorsSummary:
        """The page, also before there is any summary."""
        state = summary.stands(at) if summary else None
        steps = list(_steps(process, state))
        first_is_next = state not in {SummaryState.IN_GROUP, SummaryState.DISCUSSED, SummaryState.ASKED_BACK}
        return cls(
            process=process,
            state=state or "",
            state_words=str(STATES[state]) if state else "",
            text=_text(summary, at),
            given_at=summary.given_at if summary else None,
            pdf_fingerprint=summary.pdf_fingerprint if summary else "",
            note=_note(process, summary, state, at),
            names_without_phone=_without_phone(process, state, at),
            next=steps[0] if steps and first_is_next else None,
            others=tuple(steps[1:] if first_is_next else steps),
        )


def _text(summary: Summary | None, at: datetime) -> SummaryText | None:
    if summary is None or summary.now_in == SummaryState.NOTHING_GIVEN:
        return None
    return SummaryText.of(summary.content or content_of(summary, at=at), summary.fingerprint)


def orders_for_others(process: Process) -> bool:
    """Whether somebody beside the supervised ordered it: a commissioner, or inside a house its coordinator."""
    return process.has_commissioner or process.is_of_the_house


def alone(process: Process) -> bool:
    """Whether one person is supervised, so that no group can be spoken of."""
    return process.form == FormOfWork.INDIVIDUAL


def _without_phone(process: Process, state: SummaryState | None, at: datetime) -> tuple[str, ...]:
    if state not in {SummaryState.DRAFT, SummaryState.IN_GROUP}:
        return ()
    return tuple(member.name for member in members_on(process, at) if member.person_id is None)


def _steps(process: Process, state: SummaryState | None) -> list[Link]:
    """What can be done now, the most likely first."""

    def to(name: str, label: str) -> Link:
        return Link(reverse(f"evaluation:{name}", args=[process.pk]), label)

    draft, nothing = to("summary_draft", _("Write the summary")), to("summary_nothing", _("Nothing is given"))
    back = to("summary_revision", _("Take it back to be changed"))
    slips = to("summary_slips_file", _("Print slips (PDF)")), to("summary_slips", _("Count the slips"))
    again = to("summary_draft", _("Write a new summary"))
    asking_back = to("summary_asking_back", _("Ask it back"))
    steps: dict[SummaryState | None, list[Link]] = {
        None: [draft, nothing],
        SummaryState.DRAFT: [
            to(
                "summary_group",
                _("Take it to the supervisee") if alone(process) else _("Take it to the group"),
            ),
            to("summary_draft", _("Change the draft")),
            nothing,
        ],
        SummaryState.IN_GROUP: [*slips, back],
        SummaryState.RETURNED: [back, nothing],
        SummaryState.APPROVED: [to("summary_giving", _("Give it to the commissioner")), back],
        SummaryState.GIVEN: [to("summary_talk", _("Mark the talk as held")), asking_back, again],
        SummaryState.DISCUSSED: [asking_back, again],
        SummaryState.ASKED_BACK: [again],
        SummaryState.NOTHING_GIVEN: [draft],
    }
    if state is None and not orders_for_others(process):
        return []
    return steps[state] if not process.has_ended else [link for link in steps[state] if link == asking_back]


def _note(process: Process, summary: Summary | None, state: SummaryState | None, at: datetime) -> str:
    """Where it stands, in a sentence or two."""
    if summary is None or state is None:
        if not orders_for_others(process):
            return _("Nobody else orders this work, so there is nobody to give a summary to.")
        return _("No summary has been written. The supervised agree to it before anyone else sees it.")
    if state == SummaryState.IN_GROUP and summary.asked_at:
        said = _("No answer yet.") if alone(summary.process) else _("Not all have answered.")
        last = day(last_day(summary.asked_at))
        return f"{said} {_('The last day is %(day)s.') % {'day': last}}"
    if state == SummaryState.RETURNED:
        reason = summary.return_reason or summary.outcome(at).reason
        if reason == ReturnReason.SLIPS_MISSING:
            return _(
                "The last day passed, and somebody has no phone here: without slips their word is not known. "
                "Take it to the group again and let everyone in the room write a slip."
            )
        if reason == ReturnReason.NO_ANSWER:
            return _("The last day passed without an answer, so it is not given. You can take it up again.")
        if alone(summary.process):
            return _(
                "The supervisee would like it changed or does not want it given. Talk about it together."
            )
        return _(
            "The group would like it changed or does not want it given. Who, or how many, is shown to nobody. "
            "Talk about it together; the commissioner knows nothing of it."
        )
    notes = {
        SummaryState.DRAFT: _("Only you see this draft."),
        SummaryState.APPROVED: _("It may be given. The commissioner sees nothing of it before that."),
        SummaryState.GIVEN: _("The commissioner can read it. Agree on a day to talk about it all together."),
        SummaryState.DISCUSSED: _("It has been talked about together."),
        SummaryState.ASKED_BACK: _(
            "It was asked back. The commissioner's page says so and no longer shows it."
        ),
        SummaryState.NOTHING_GIVEN: _(
            "It is recorded that nothing is given. The commissioner does not see that."
        ),
    }
    return str(notes.get(state, ""))


def before_asking(process: Process, *, at: datetime) -> list[str]:
    """What a supervisor should know before the text goes out."""
    names = [member.name for member in members_on(process, at) if member.person_id is None]
    if alone(process):
        return [
            _(
                "The text is frozen as it is now. The supervisee decides alone; without an answer it is not given."
            )
        ]
    points = [
        _("The text is frozen as it is now; each one answers alone, within a week."),
        _("It may be given when everyone says yes, or when nobody has said otherwise by the last day."),
        _("You do not see who said what, nor who has answered."),
    ]
    if names:
        points.append(
            _(
                "No phone here (%(names)s): read the text together and let everyone in the room write a slip, "
                "also those who answer on the phone."
            )
            % {"names": ", ".join(names)}
        )
    return points
