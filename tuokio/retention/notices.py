"""What the law wants told, built from what this installation and this practice really do.

A notice is values, headings with their paragraphs and lists, in the language that is asked for; a page shows
them as they are. A developer's reading of the law, to be checked by whoever is the controller.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.kit.clock import today
from tuokio.people.models import Practice
from tuokio.retention.domain.keeping import RULES, Kept
from tuokio.retention.models import RetentionSetting
from tuokio.retention.wording import age_told
from tuokio.supervision.controllers import controller_name
from tuokio.supervision.models import Process
from tuokio.terms.handing_over_words import Controller
from tuokio.terms.words import PracticeKind


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with what stands under it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A whole notice in one language."""

    title: str
    language: str
    sections: tuple[Section, ...]


def controller_of(process: Process) -> str:
    """Who answers for the data of this process, as each of its pages says it: "Rekisterinpitäjä: …"."""
    return _("Controller: %(name)s") % {"name": controller_name(process, on=today())}


def privacy_notice(practice: Practice, *, language: str) -> Notice:
    """The privacy notice of a practice: for its public page, for its customers and supervisees."""
    with translation.override(language):
        keeping = RetentionSetting.of(practice)
        return Notice(
            title=_("Privacy notice"),
            language=language,
            sections=(
                _controller(practice),
                _purposes(),
                _data(),
                _never(),
                _keeping_times(practice, keeping),
                _recipients(),
                _safety(),
                _rights(),
            ),
        )


def house_notice(*, language: str) -> Notice:
    """The privacy notice of the signed-in pages, for whoever uses several practices' pages or none yet."""
    with translation.override(language):
        return Notice(
            title=_("Privacy in Tuokio"),
            language=language,
            sections=(
                Section(
                    _("Who is responsible"),
                    (
                        _(
                            "The practice or the organisation that gives the supervision is the controller of its "
                            "processes. Its name stands on each process. Whoever keeps this installation handles "
                            "the data for it and for nobody else."
                        ),
                    ),
                ),
                _data(),
                _never(),
                _safety(),
                _rights(),
            ),
        )


def _controller(practice: Practice) -> Section:
    decides = _("This practice decides why and how your data is used, and answers your questions about it.")
    if practice.controller == Controller.SUPERVISOR:
        decides = _(
            "In this practice each supervisor decides why and how the data of their own processes is used, and "
            "answers your questions about it. Their name stands on each process."
        )
    lines = [practice.name]
    if practice.business_id:
        lines.append(_("Business ID %(number)s") % {"number": practice.business_id})
    lines += [line for line in (practice.address, practice.email, practice.phone) if line]
    return Section(
        _("Controller"),
        (decides,),
        tuple(lines),
    )


def _purposes() -> Section:
    return Section(
        _("What the data is used for"),
        items=(
            _("Answering an enquiry: a step towards an agreement that you asked for."),
            _("Agreeing on supervision, holding the meetings and telling about changes: the agreement."),
            _("Invoicing and bookkeeping: the law."),
            _("Showing the commissioner the dates, the counts and the costs: the agreement."),
            _("Judging the result against the goals that were agreed: the agreement."),
            _("Knowing afterwards who changed what: the controller's legitimate interest."),
        ),
    )


def _data() -> Section:
    return Section(
        _("What is kept"),
        items=(
            _("Of one who enquires: name, how to be reached, and what was asked."),
            _("Of a commissioner: organisation, contact person, order number and cost centre."),
            _("Of one who is supervised: a name or initials, and an address if they gave one themselves."),
            _("Of the meetings: times, places, who was present, what was cancelled and when."),
            _(
                "Of the mapping conversation: answers from given choices, and the goals in own words; nothing of "
                "health or harassment."
            ),
            _("Of the agreement: what was agreed, who accepted it and when; an offer with its answer."),
            _("Of the goals: what was agreed, and the levels that the group recorded."),
            _(
                "Of evaluations and ratings: each answer without a name. It is tied to the one who gave it by a key "
                "that only this installation has, so that they can see their own answers."
            ),
            _(
                "Of a summary to the commissioner: what the group accepted. Who said what of it goes when the group has decided."
            ),
            _(
                "Of what a group gives out of its workroom: the words it accepted. Before that only a fingerprint of them."
            ),
            _("Of signing in: the address, the time and the browser."),
        ),
    )


def _never() -> Section:
    return Section(
        _("What is not kept"),
        (
            _(
                "Outside the locked notes there is no place in Tuokio for what is said in a meeting, for health, for "
                "clients or patients, or for why someone was away."
            ),
            _(
                "The locked notes open for their people alone. Of them this installation keeps sealed files and no "
                "key; it knows who is in which circle, how much is kept, and when it changed, to the hour."
            ),
        ),
    )


def _keeping_times(practice: Practice, keeping: RetentionSetting) -> Section:
    items = [
        _("An enquiry that led to no process: %(time)s.") % {"time": _age(keeping, Kept.ENQUIRY)},
        _("Answers of the mapping conversation: %(time)s after the agreement is in force, or the end.")
        % {"time": _age(keeping, Kept.MAPPING)},
        _("An offer that was not accepted: %(time)s.") % {"time": _age(keeping, Kept.OFFER)},
        _("Why somebody did not accept an agreement: %(time)s after it was settled.")
        % {"time": _age(keeping, Kept.REASON)},
        _(
            "Answers given alone, about goals and in evaluations: %(time)s after the end; then only the group's."
        )
        % {"time": _age(keeping, Kept.ANSWERS)},
        _("What was proposed in the workroom and not given: %(time)s after the end.")
        % {"time": _age(keeping, Kept.OUT)},
        _("A summary that was not given to the commissioner: %(time)s after the end.")
        % {"time": _age(keeping, Kept.SUMMARY)},
        _("A process that did not start: %(time)s.") % {"time": _age(keeping, Kept.DECLINED)},
        _("Meetings, attendance and names: %(time)s after the process has ended; then numbers only.")
        % {"time": _age(keeping, Kept.MEETINGS)},
    ]
    if practice.kind == PracticeKind.INTERNAL:
        items.append(
            _("Agreements, goals, the group's figures and given summaries: as long as the meetings.")
        )
    else:
        items.append(
            _(
                "Agreements, what was invoiced, goals, the group's figures and given summaries: six years from the "
                "end of the calendar year in which the financial year ended."
            )
        )
    items += [
        _("The log of who did what: %(time)s.") % {"time": _age(keeping, Kept.AUDIT)},
        _("The address of a sent mail: %(time)s.") % {"time": _age(keeping, Kept.LETTER)},
        _("An encrypted copy against loss: at most a year."),
    ]
    return Section(_("How long data is kept"), (_("Erasing happens by itself, in the night."),), tuple(items))


def _recipients() -> Section:
    return Section(
        _("Who gets it"),
        (
            _(
                "The commissioner sees dates, counts and costs; attendance by name only where the agreement says so. "
                "Of answers and evaluations the commissioner sees only what the group has accepted in a summary. "
                "Data is not sold, not used for advertising and not taken outside the European Union by Tuokio."
            ),
        ),
    )


def _safety() -> Section:
    return Section(
        _("How it is guarded"),
        (
            _(
                "Nobody follows you on these pages: there are no advertisements, no analytics and no third parties. "
                "The only cookies are those that signing in and the choice of language need. "
                "Mails say that something waits, never what."
            ),
        ),
    )


def _rights() -> Section:
    return Section(
        _("Your rights"),
        (
            _(
                "You may see your data, have it corrected or erased, have its use limited or object to it, and take "
                "it along. Ask the controller. If you are not content with the answer, you may turn to the "
                "Data Protection Ombudsman (tietosuoja.fi)."
            ),
        ),
    )


def accessibility_statement(*, language: str) -> Notice:
    """The accessibility statement of this installation, without its feedback form."""
    with translation.override(language):
        return Notice(
            title=_("Accessibility statement"),
            language=language,
            sections=(
                _accessible_where(),
                _accessible_how(),
                _hard(),
                _checked(),
                _complaint(),
            ),
        )


def _accessible_where() -> Section:
    return Section(
        _("What this is about"),
        (
            _(
                "This statement is about the Tuokio service at %(address)s: its public pages, its "
                "signed-in pages and the PDF documents it makes."
            )
            % {"address": settings.BASE_ADDRESS},
        ),
    )


def _accessible_how() -> Section:
    return Section(
        _("How accessible it is"),
        (
            _(
                "The pages are made to meet level AA of WCAG 2.2, and with it the level A and AA that the "
                "Act on the Provision of Digital Services (306/2019) asks for. No fault is known to us."
            ),
            _(
                "They work by keyboard, at 400 per cent zoom, in light and dark, and without script; only the "
                "locked notes need it, since the browser is what locks them. "
                "Nothing has to be done against the clock, except typing a code sent by mail, and a new "
                "code can always be asked for."
            ),
        ),
    )


def _hard() -> Section:
    return Section(
        _("What may be hard"),
        items=(
            _("A text or a picture that a practice has put on its own page may lack a clear description."),
            _("A signed agreement that was brought in as a scanned PDF cannot be read aloud."),
        ),
    )


def _checked() -> Section:
    return Section(
        _("How it was checked"),
        (
            _(
                "Whoever makes Tuokio checks its pages by machine and by keyboard each time it is built. "
                "An outside expert has not assessed it."
            ),
        ),
    )


def _complaint() -> Section:
    return Section(
        _("If you are not content with the answer"),
        (
            _(
                "Write to us first; you get an answer within fourteen days. If you are not content with it "
                "or get none, you may complain to the Finnish Transport and Communications Agency Traficom, "
                "which supervises accessibility (saavutettavuusvaatimukset.fi)."
            ),
        ),
    )


def _age(keeping: RetentionSetting, kept: Kept) -> str:
    return age_told(RULES[kept], keeping.age_of(kept))
