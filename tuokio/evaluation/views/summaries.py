"""The supervisor's pages of a summary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuokio.evaluation.forms.summaries import DraftForm, SendForm, SlipsForm, TalkForm
from tuokio.evaluation.labels_summary import WORDS
from tuokio.evaluation.models import Summary
from tuokio.evaluation.pages.summaries import archive_note, publicity_for
from tuokio.evaluation.pages.supervisors_summary import SupervisorsSummary, alone, before_asking
from tuokio.evaluation.refusals_summary import REFUSED, sentence
from tuokio.evaluation.usecases import summaries as acts
from tuokio.evaluation.usecases.summary_content import goals_of, statements_of
from tuokio.kit.clock import now, today
from tuokio.kit.documents import ask_document
from tuokio.kit.when import local
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.asking import spared_told
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import form_page, led_process, send
from tuokio.supervision.voices import members_on


def _process(request: HttpRequest, process_id: UUID) -> tuple[Person, Process]:
    person = signed_in(request)
    return person, led_process(person, process_id, "payer")


def _newest(process: Process) -> Summary:
    """The newest summary, or 404 when there is none."""
    found = acts.newest_summary(process)
    if found is None:
        raise Http404
    found.process = process
    return found


@signed_in_only
@require_safe
def summary(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Where the summary stands, what it says, and the next step."""
    _person, process = _process(request, process_id)
    found = acts.newest_summary(process)
    if found is not None:
        found.process = process
    page = SupervisorsSummary.of(process, found, at=now())
    return render(request, "evaluation/summary.html", {"page": page, "process": process})


@signed_in_only
def draft(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Choose the parts."""
    person, process = _process(request, process_id)
    form = DraftForm(
        request.POST or None,
        goals=goals_of(process),
        figures=statements_of(process),
        initial=_chosen_before(process),
    )

    def act() -> None:
        acts.draft_summary(process=process, parts=form.parts(), by=person, at=now())

    return _done(request, process, form, act) or render(
        request, "evaluation/summary_draft.html", {"process": process, "form": form}
    )


def _chosen_before(process: Process) -> dict[str, Any]:
    """The draft as it was saved, or a first proposal: the whole of the agreed time, and everything there is."""
    found = acts.newest_summary(process)
    if found is not None and found.recommendation and found.given_at is None:
        return {name: getattr(found, name) for name in acts.Parts.__dataclass_fields__}
    begun = [term.starts_on for term in process.terms.all()]
    return {
        "period_from": min([*begun, local(process.opened_at).date()]),
        "period_until": today(),
        "with_meetings": True,
        "with_attendance": True,
        "goals": list(goals_of(process)),
        "figures": [one.code for one in statements_of(process)],
    }


def _done(
    request: HttpRequest, process: Process, form: forms.Form, act: Callable[[], object]
) -> HttpResponse | None:
    goes_to = reverse("evaluation:summary", args=[process.pk])
    return send(request, form, act, goes_to, refused=REFUSED, told=sentence)


@signed_in_only
def to_group(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Freeze the draft and ask the group."""
    person, process = _process(request, process_id)
    _newest(process)
    form = SendForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        in_meeting = form.cleaned_data["in_meeting"]
        left = acts.send_to_group(process=process, in_meeting=in_meeting, by=person, at=now())
        if told := spared_told(sum(member.person_id is not None for member in left)):
            messages.info(request, told)

    return _done(request, process, form, act) or form_page(
        request,
        process,
        form,
        heading=_("Take it to the supervisee") if alone(process) else _("Take it to the group"),
        button=_("Ask the supervisee") if alone(process) else _("Ask the group"),
        points=before_asking(process, at=now()),
    )


@signed_in_only
def slips(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Take in the counts of one heap of slips."""
    person, process = _process(request, process_id)
    _newest(process)
    form = SlipsForm(request.POST or None)

    def act() -> None:
        acts.count_slips(process=process, slips=form.slips(), by=person, at=now())

    return _done(request, process, form, act) or form_page(
        request,
        process,
        form,
        heading=_("Count the slips"),
        lead=_(
            "Everyone in the room writes a slip and folds it. Shuffle the heap before you open the first one."
        ),
        points=[
            _("At least three slips, so that none tells whose it is; in a smaller group one of each."),
            _("Only the counts are kept, and only until the group has decided."),
            _("A new count replaces the earlier one."),
        ],
        button=_("Save the counts"),
    )


@signed_in_only
@require_safe
def slips_file(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Slips to be printed, cut and folded: one for each who takes part."""
    _person, process = _process(request, process_id)
    _newest(process)
    with translation.override(process.language):
        data = {
            "title": _("Slips for the summary"),
            "from": process.practice.name,
            "question": _("The summary to the commissioner: what do you say?"),
            "words": [str(word) for word in WORDS.values()],
            "note": _("Mark one, write no name, fold the slip. The heap is shuffled before it is opened."),
            "count": max(len(members_on(process, now())), 1),
        }
    document = ask_document(
        request,
        template="evaluation/summary_slips",
        data=data,
        filename="summary-slips.pdf",
        language=process.language,
        at=now(),
    )
    return redirect("kit:document", document.pk)


@signed_in_only
def revision(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Take it back to be changed."""
    person, process = _process(request, process_id)
    _newest(process)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        acts.take_back(process=process, by=person, at=now())

    return _done(request, process, form, act) or form_page(
        request,
        process,
        form,
        heading=_("Take it back to be changed"),
        lead=_(
            "It becomes a draft again. What has been said of it is removed unread; the group is asked anew."
        ),
        button=_("Take it back"),
    )


@signed_in_only
def giving(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Give it to the commissioner."""
    person, process = _process(request, process_id)
    _newest(process)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        acts.give_summary(process=process, by=person, at=now())

    return _done(request, process, form, act) or form_page(
        request,
        process,
        form,
        heading=_("Give it to the commissioner"),
        lead=_(
            "The commissioner can read it from now on, on their page and as a PDF, in the words that the group "
            "has read. A mail says that a page waits, not what is on it."
        ),
        button=_("Give it to the commissioner"),
        notice=_("This cannot be undone: it can be asked back, but not made unread."),
    )


@signed_in_only
def talk(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The talk of all three has been held."""
    person, process = _process(request, process_id)
    _newest(process)
    form = TalkForm(request.POST or None, initial={"on": today()})

    def act() -> None:
        acts.mark_discussed(process=process, on=form.cleaned_data["on"], by=person, at=now())

    return _done(request, process, form, act) or form_page(
        request,
        process,
        form,
        heading=_("Mark the talk as held"),
        lead=_("Only the day is kept. What was said is not written here."),
        button=_("Save"),
    )


@signed_in_only
def asking_back(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Ask a given summary back."""
    person, process = _process(request, process_id)
    _newest(process)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        acts.ask_back(process=process, by=person, at=now())

    return _done(request, process, form, act) or form_page(
        request,
        process,
        form,
        heading=_("Ask it back"),
        lead=_("The commissioner's page then says that it was asked back, and no longer shows it."),
        button=_("Ask it back"),
        notice=archive_note(publicity_for(process)),
    )


@signed_in_only
def nothing(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Nothing is given to the commissioner."""
    person, process = _process(request, process_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        acts.give_nothing(process=process, by=person, at=now())

    return _done(request, process, form, act) or form_page(
        request,
        process,
        form,
        heading=_("Nothing is given"),
        lead=_(
            "It is recorded for you that there is nothing to give. No reason is asked, and nobody is told."
        ),
        button=_("Nothing is given"),
    )
