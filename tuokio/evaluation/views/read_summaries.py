"""A summary as those read it to whom it belongs: the members, and once it is given, the commissioner."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tuokio.evaluation.forms.summaries import WordForm
from tuokio.evaluation.models import Summary
from tuokio.evaluation.models.summaries import SummaryQuerySet
from tuokio.evaluation.pages.summaries import SHOWN_TO_COMMISSIONER, GivenSummary, OwnSummary
from tuokio.evaluation.refusals_summary import REFUSED, sentence
from tuokio.evaluation.released import asked_back_among
from tuokio.evaluation.usecases.summaries import NotAsked, say_word
from tuokio.kit.clock import HELSINKI, now
from tuokio.people.access import commissioner_of, commissioner_only, signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Member
from tuokio.terms.summary_words import GroupWord


@never_cache
@signed_in_only
def own_summary(request: HttpRequest, summary_id: UUID) -> HttpResponse:
    """Read it and say a word. The form leaves no trace of its own: saying the same word twice changes nothing."""
    person, at = signed_in(request), now()
    shown = Summary.objects.shown_to(person, at=at).select_related("process__payer").defer("pdf")
    found = get_object_or_404(shown, pk=summary_id)
    form = WordForm(request.POST or None, initial={"seen": found.fingerprint})
    status = 200
    if request.method == "POST":
        if form.is_valid() and _said(form, found, person):
            return redirect("evaluation:own_summary", found.pk)
        status = 422
        found = get_object_or_404(shown, pk=summary_id)
    page = OwnSummary.of(found, person, at=at)
    if not form.is_bound:
        form = WordForm(initial={"seen": found.fingerprint, "word": page.own_word})
    told = {"page": page, "form": form}
    return render(request, "evaluation/own_summary.html", told, status=status)


def _said(form: WordForm, summary: Summary, person: Person) -> bool:
    """Keep the word; what refuses it becomes a sentence on the form."""
    at = now()
    try:
        say_word(
            summary=summary,
            member=_member(summary, person),
            word=GroupWord(form.cleaned_data["word"]),
            seen=form.cleaned_data["seen"],
            at=at,
        )
    except REFUSED as refusal:
        form.add_error(None, sentence(refusal))
        return False
    return True


def _member(summary: Summary, person: Person) -> Member:
    day = now().astimezone(HELSINKI).date()
    mine = [member for member in summary.process.members.filter(person=person) if member.belongs_on(day)]
    if not mine:
        raise NotAsked
    return mine[0]


@commissioner_only
@require_safe
def given_summary(request: HttpRequest, summary_id: UUID) -> HttpResponse:
    """What the group gave, word for word."""
    return _page(request, Summary.objects.given_to(commissioner_of(request)), summary_id, inside=False)


@commissioner_only
@require_safe
def given_summary_file(request: HttpRequest, summary_id: UUID) -> HttpResponse:
    """The same as a PDF: the bytes that were kept when it was given."""
    return _file(Summary.objects.given_to(commissioner_of(request)), summary_id)


@signed_in_only
@require_safe
def summary_inside(request: HttpRequest, summary_id: UUID) -> HttpResponse:
    """What a group inside the house gave, to its coordinator."""
    return _page(request, Summary.objects.given_inside(signed_in(request)), summary_id, inside=True)


@signed_in_only
@require_safe
def summary_inside_file(request: HttpRequest, summary_id: UUID) -> HttpResponse:
    """The same as a PDF: the bytes that were kept when it was given."""
    return _file(Summary.objects.given_inside(signed_in(request)), summary_id)


def _page(request: HttpRequest, given: SummaryQuerySet, summary_id: UUID, *, inside: bool) -> HttpResponse:
    found = get_object_or_404(given.select_related("process__payer").defer("pdf"), pk=summary_id)
    told = {"page": GivenSummary.of(found), "inside": inside}
    return render(request, "evaluation/given_summary.html", told)


def _file(given: SummaryQuerySet, summary_id: UUID) -> HttpResponse:
    found = get_object_or_404(given, pk=summary_id, state__in=sorted(SHOWN_TO_COMMISSIONER))
    if found.pdf is None or asked_back_among(found.content or {}):
        raise Http404
    answer = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="summary-{found.number}.pdf"'
    return answer
