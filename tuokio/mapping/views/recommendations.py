"""The recommendation for the supervisor of the process: gates first, what moved it, recorded as chosen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tuokio.kit.clock import now
from tuokio.mapping import conversation_labels as words
from tuokio.mapping.conversation_acts_forms import ChosenForm
from tuokio.mapping.conversation_refusals import REFUSED, told
from tuokio.mapping.conversing import OPEN_IN, conversation_of
from tuokio.mapping.recommendation_pages import RecommendationPage
from tuokio.mapping.recording import (
    Advice,
    advice_of,
    as_proposed,
    record_recommendation,
    reopen_mapping,
    seen_now,
)
from tuokio.people.access import signed_in, signed_in_only
from tuokio.supervision.views.processes import led_process, send


@never_cache
@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def recommendation(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """What the rules propose, or what was recorded."""
    person = signed_in(request)
    process = led_process(person, process_id)
    found = conversation_of(process)
    advice = advice_of(found)
    form = ChosenForm(request.POST or None, initial=_proposed(advice) | {"seen": seen_now(found)})

    def act() -> None:
        seen = form.cleaned_data["seen"]
        record_recommendation(process=process, chosen=form.chosen(), seen=seen, by=person, at=now())

    here = reverse("mapping:recommendation", args=[process.pk])
    answer = send(request, form, act, here, refused=REFUSED, told=told)
    about = {
        "process": process,
        "page": RecommendationPage.of(process, advice),
        "form": form,
        "seen_now": seen_now(found),
        "is_open": process.now_in in OPEN_IN,
        "elsewhere": words.ELSEWHERE_FIRST,
    }
    return answer or render(request, "mapping/recommendation.html", about)


def _proposed(advice: Advice) -> dict[str, Any]:
    if advice.proposal.form is None:
        return {}
    chosen = as_proposed(advice, advice.proposal.form)
    return {
        "form": chosen.form.value,
        "composition": chosen.composition,
        "minutes": chosen.minutes,
        "meetings": chosen.meetings,
        "interval_weeks": chosen.interval_weeks,
    }


@signed_in_only
@require_POST
def reopening(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Back to the questions."""
    person = signed_in(request)
    process = led_process(person, process_id)
    form = forms.Form(request.POST)

    def act() -> None:
        reopen_mapping(process=process, by=person, at=now())

    here = reverse("mapping:conversation", args=[process.pk])
    return send(request, form, act, here, refused=REFUSED, told=told) or redirect(here)
