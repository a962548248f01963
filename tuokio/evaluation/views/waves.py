"""What the supervisor does with waves, one address an act."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.evaluation.forms.waves import AnswersForm, SkipForm, StatementsForm
from tuokio.evaluation.labels_waves import FACTORS, POINTS
from tuokio.evaluation.models.waves import EvaluationPlan, Wave
from tuokio.evaluation.pages.waves import EvaluationPage, WavePage
from tuokio.evaluation.refusals_waves import REFUSED, sentence
from tuokio.evaluation.usecases import answering
from tuokio.evaluation.usecases import waves as acts
from tuokio.evaluation.views.wave_paper import paper_data
from tuokio.kit.clock import now, today
from tuokio.kit.documents import ask_document
from tuokio.kit.sent import done_once
from tuokio.kit.when import language
from tuokio.people.access import signed_in, signed_in_only
from tuokio.supervision.asking import spared_told
from tuokio.supervision.views.processes import form_page, led_process, send
from tuokio.terms.evaluation_words import SkipReason

FORM = ["GET", "HEAD", "POST"]


def _wave(request: HttpRequest, wave_id: UUID) -> Wave:
    waves = Wave.objects.led_by(signed_in(request), on=today()).select_related("process__practice", "term")
    return get_object_or_404(waves, pk=wave_id)


def _done(request: HttpRequest, act: Callable[[], object], address: str, told: str = "") -> HttpResponse:
    """Do an act that has no form of its own; a refusal is told on the page it came from."""

    def once() -> str:
        act()
        return address

    try:
        answer = done_once(request, once, at=now())
    except REFUSED as refusal:
        messages.warning(request, sentence(refusal))
        return redirect(address)
    if told:
        messages.success(request, told)
    return answer


@never_cache
@signed_in_only
@require_safe
def evaluation(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The evaluations of a process: what is asked, when, and what may be told."""
    process = led_process(signed_in(request), process_id)
    return render(
        request, "evaluation/evaluation.html", {"page": EvaluationPage.of(process), "process": process}
    )


@signed_in_only
@require_http_methods(FORM)
def statements(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Choose three to six statements, with the goals."""
    person = signed_in(request)
    process = led_process(person, process_id)
    plan = EvaluationPlan.objects.filter(process=process).first()
    form = StatementsForm(
        request.POST if request.method == "POST" else None,
        language=language(),
        for_managers=process.for_managers,
        factors=FACTORS,
        initial=plan.codes if plan else (),
    )
    answer = send(
        request,
        form,
        lambda: acts.choose_statements(process=process, codes=form.codes, by=person, at=now()),
        reverse("evaluation:evaluation", args=[process.pk]),
        refused=REFUSED,
        told=sentence,
    )
    return answer or render(request, "evaluation/wave_statements.html", {"process": process, "form": form})


@signed_in_only
@require_POST
def plan(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Tie the evaluations to the meetings of the running terms."""
    person = signed_in(request)
    process = led_process(person, process_id)
    back = reverse("evaluation:evaluation", args=[process.pk])
    return _done(request, lambda: acts.plan_waves(process=process, by=person, at=now()), back)


@never_cache
@signed_in_only
@require_safe
def wave(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """One wave: the picture for the phones while it is open, what may be told once it is closed."""
    found = _wave(request, wave_id)
    page = WavePage.of(found, at=now())
    address = settings.BASE_ADDRESS + reverse("evaluation:room", args=[found.token])
    shown = {
        "page": page,
        "wave": found,
        "process": found.process,
        "address": address.removeprefix("https://").removeprefix("http://"),
        "qr": _qr(f"{address}?lang={found.process.language}") if page.takes_answers else "",
        "languages_of_paper": settings.LANGUAGES,
    }
    return render(request, "evaluation/wave.html", shown)


@signed_in_only
@require_POST
def opening(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Open it in the meeting."""
    found = _wave(request, wave_id)
    back = reverse("evaluation:wave", args=[found.pk])
    return _done(request, lambda: acts.open_wave(wave=found, by=signed_in(request), at=now()), back)


@signed_in_only
@require_POST
def home_request(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Ask at home, and once again as a reminder."""
    found = _wave(request, wave_id)

    def act() -> None:
        spared = acts.ask_at_home(wave=found, by=signed_in(request), at=now())
        if told := spared_told(len(spared)):
            messages.info(request, told)

    return _done(
        request,
        act,
        reverse("evaluation:wave", args=[found.pk]),
        _("Those who can be asked at home get at most one mail a week. It says only that something waits."),
    )


@signed_in_only
@require_http_methods(FORM)
def closing(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Close it, once and for good."""
    found = _wave(request, wave_id)
    person = signed_in(request)
    form = forms.Form(request.POST if request.method == "POST" else None)
    answer = send(
        request,
        form,
        lambda: acts.close_wave(wave=found, by=person, at=now()),
        reverse("evaluation:wave", args=[found.pk]),
        refused=REFUSED,
        told=sentence,
    )
    lead = _(
        "An evaluation closes once and does not open again. What may be told is then shown to all alike."
    )
    page = {"heading": _("Close the evaluation"), "button": _("Close it"), "lead": lead}
    return answer or form_page(request, found.process, form, **page)


@signed_in_only
@require_http_methods(FORM)
def skipping(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Leave it out, with a reason from a list."""
    found = _wave(request, wave_id)
    person = signed_in(request)
    form = SkipForm(request.POST or None)
    answer = send(
        request,
        form,
        lambda: acts.skip_wave(
            wave=found, reason=SkipReason(form.cleaned_data["reason"]), by=person, at=now()
        ),
        reverse("evaluation:evaluation", args=[found.process_id]),
        refused=REFUSED,
        told=sentence,
    )
    lead = _("Only the reason is kept, as a word of this list.")
    page = {"heading": _("Leave the evaluation out"), "button": _("Leave it out"), "lead": lead}
    return answer or form_page(request, found.process, form, **page)


@never_cache
@signed_in_only
@require_http_methods(FORM)
def paper(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Type in one sheet that was filled in on paper."""
    found = _wave(request, wave_id)
    form = AnswersForm(request.POST if request.method == "POST" else None, wave=found, language=language())
    answer = send(
        request,
        form,
        lambda: answering.enter_paper(wave=found, answers=form.answers, at=now()),
        reverse("evaluation:wave_paper", args=[found.pk]),
        refused=REFUSED,
        told=sentence,
    )
    if answer:
        messages.success(request, _("The sheet is kept. You can throw the paper away."))
        return answer
    page = {"wave": found, "process": found.process, "form": form, "title": POINTS[found.point]}
    page["takes_answers"] = found.takes_answers(now()) and not found.is_for_few
    return render(request, "evaluation/wave_paper.html", page)


@signed_in_only
@require_POST
def slips(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """The form as a PDF to print, in the language asked for."""
    found = _wave(request, wave_id)
    asked = request.POST.get("language", "")
    code = asked if asked in dict(settings.LANGUAGES) else found.process.language
    document = ask_document(
        request,
        template="evaluation/wave",
        data=paper_data(found, language=code),
        filename=f"arviointi-{found.point}-{code}.pdf",
        language=code,
        at=now(),
    )
    return redirect("kit:document", document.pk)


def _qr(address: str) -> SafeString:
    """The address as a picture for a phone's camera."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  # drawn by segno from our own address
