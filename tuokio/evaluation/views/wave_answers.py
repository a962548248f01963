"""Answering a wave: from the phone home, or in the room by the picture on the screen, without an account."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tuokio.evaluation.forms.waves import AnswersForm
from tuokio.evaluation.models.waves import AnswerSheet, Wave
from tuokio.evaluation.pages.wave_answers import AnswerPage
from tuokio.evaluation.refusals_waves import REFUSED, NotOpen, sentence
from tuokio.evaluation.usecases.answering import (
    answer_as_member,
    answer_in_room,
    sheet_of,
    show_answers,
)
from tuokio.kit.clock import now, today
from tuokio.kit.limits import address_of, allow, is_spent, too_many
from tuokio.kit.when import language
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Member, ProcessClosed

FORM = ["GET", "HEAD", "POST"]
WRONG_TRIES, WRONG_SECONDS = 30, 15 * 60  # a whole group may sit behind one network address
SENT_TRIES, SENT_SECONDS = 200, 60 * 60
KEPT_SECONDS = 400 * 24 * 60 * 60  # one's own answers stay readable on the phone that gave them
WITH_PROCESS = ("process__practice", "term")


@never_cache
@signed_in_only
@require_http_methods(FORM)
def my_wave(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """The wave of a signed-in member: the form while it is open, one's own answers always."""
    person = signed_in(request)
    wave = get_object_or_404(Wave.objects.asked_of(person).select_related(*WITH_PROCESS), pk=wave_id)
    member = _member_of(wave, person)
    assert member is not None  # asked_of found it
    if request.method == "POST" and not member.belongs_on(today()):
        raise Http404
    sheet = sheet_of(wave, member.pk)
    form = _form(request, wave, sheet)

    def keep() -> AnswerSheet:
        return answer_as_member(wave=wave, member=member, answers=form.answers, at=now())

    return _answered(request, form, keep) or _page(
        request, wave, form, AnswerPage.of(wave, sheet=sheet, at=now(), member=member)
    )


@never_cache
@signed_in_only
@require_POST
def my_wave_shown(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Which of one's own answers the supervisor may read; with one or two people only."""
    person = signed_in(request)
    wave = get_object_or_404(Wave.objects.asked_of(person).select_related("process"), pk=wave_id)
    member = _member_of(wave, person)
    assert member is not None  # asked_of found it
    shown = {UUID(key) for key in request.POST.getlist("shown") if _is_uuid(key)}
    try:
        show_answers(wave=wave, member=member, shown=shown, at=now())
    except REFUSED as refusal:
        messages.warning(request, sentence(refusal))
    else:
        messages.success(request, _("Saved. Your supervisor sees what you ticked, and nothing else."))
    return redirect("evaluation:my_wave", wave.pk)


@never_cache
@require_http_methods(FORM)
def room(request: HttpRequest, token: str) -> HttpResponse:
    """The wave by the address in the room: one sheet a browser, as many sheets as people were asked."""
    place = f"wave:{address_of(request)}"
    if is_spent(place, limit=WRONG_TRIES):
        return too_many(request)
    wave = Wave.objects.filter(token=token).exclude(opened_at=None).select_related(*WITH_PROCESS).first()
    if wave is not None and isinstance(request.user, Person) and _member_of(wave, request.user):
        if request.method == "POST":
            return my_wave(request, wave.pk)
        return redirect("evaluation:my_wave", wave.pk)
    if wave is None or wave.is_for_few:
        allow(place, limit=WRONG_TRIES, seconds=WRONG_SECONDS)
        raise Http404
    return _in_room(request, wave)


def _in_room(request: HttpRequest, wave: Wave) -> HttpResponse:
    name = f"wave-{wave.pk}"
    browser = request.COOKIES.get(name, "")[:64] or secrets.token_urlsafe(24)
    sheet = sheet_of(wave, browser)
    form = _form(request, wave, sheet)
    if request.method == "POST" and not allow(
        f"wave-sent:{address_of(request)}", limit=SENT_TRIES, seconds=SENT_SECONDS
    ):
        return too_many(request)

    def keep() -> AnswerSheet:
        return answer_in_room(wave=wave, browser=browser, answers=form.answers, at=now())

    answer = _answered(request, form, keep) or _page(
        request, wave, form, AnswerPage.of(wave, sheet=sheet, at=now())
    )
    return _remembering(answer, name, browser, wave, secure=request.is_secure())


def _remembering(answer: HttpResponse, name: str, browser: str, wave: Wave, *, secure: bool) -> HttpResponse:
    """The browser keeps its random word for this wave; nothing here keeps the browser."""
    path = f"/w/{wave.token}/"
    answer.set_cookie(
        name, browser, max_age=KEPT_SECONDS, path=path, httponly=True, samesite="Lax", secure=secure
    )
    return answer


def _form(request: HttpRequest, wave: Wave, sheet: AnswerSheet | None) -> AnswersForm:
    given = {(a.code, a.question): a.value for a in sheet.answers.all()} if sheet else {}
    data = request.POST if request.method == "POST" else None
    return AnswersForm(data, wave=wave, language=language(), given=given)  # type: ignore[arg-type]  # a StrEnum's value is its text


def _answered(
    request: HttpRequest, form: AnswersForm, keep: Callable[[], AnswerSheet]
) -> HttpResponse | None:
    """Keep the answers of a valid form. Sent twice it is the same sheet, so nothing needs to be counted."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        keep()
    except (NotOpen, ProcessClosed):
        form.add_error(
            None,
            _(
                "The evaluation was closed while you were filling it in, so your answers were not saved. "
                "You see them below and may tell them in the group."
            ),
        )
    except REFUSED as refusal:
        form.add_error(None, sentence(refusal))
    else:
        return redirect(request.path)
    return None


def _page(request: HttpRequest, wave: Wave, form: AnswersForm, page: AnswerPage) -> HttpResponse:
    base = "kit/phone_base.html" if request.user.is_authenticated else "kit/bare.html"
    shown = {"wave": wave, "form": form, "page": page, "base": base}
    return render(request, "evaluation/wave_answers.html", shown)


def _member_of(wave: Wave, person: Person) -> Member | None:
    found = wave.invited.filter(member__person=person).select_related("member").first()
    return found.member if found else None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
