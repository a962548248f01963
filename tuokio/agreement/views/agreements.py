"""The supervisor's pages on the agreement of a process."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tuokio.agreement.forms.accepting import AcceptancesForm, SendingForm, SignedForm
from tuokio.agreement.models.agreements import AgreementVersion
from tuokio.agreement.pages.for_supervisor import agreement_page, newest_of, version_rows
from tuokio.agreement.papers import member_list_pdf
from tuokio.agreement.refusals import REFUSED, sentence
from tuokio.agreement.usecases.drafting import reopen_terms, take_back, withdraw
from tuokio.agreement.usecases.force import accepted_in, look_again, taking_part
from tuokio.agreement.usecases.recording import ask_in_meeting, keep_signed, record_acceptances, remind
from tuokio.agreement.usecases.sending import send_version, spared_in
from tuokio.agreement.views.copies import pdf, pdf_answer
from tuokio.agreement.views.identity import level_of
from tuokio.kit.clock import now, today
from tuokio.kit.when import local
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.asking import spared_told
from tuokio.supervision.domain.states import possible_events
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import form_page, led_process, send
from tuokio.terms.acceptance_words import VersionState
from tuokio.terms.agreement_words import AgreementKind
from tuokio.terms.words import ProcessEvent


def _address(process: Process) -> str:
    return reverse("agreement:agreement", args=[process.pk])


def _newest(person: Person, process_id: UUID) -> tuple[Process, AgreementVersion]:
    """The version that is worked on; without one there is no such page yet."""
    process = led_process(person, process_id, "payer", "contact_person")
    version = newest_of(process)
    if version is None:
        raise Http404
    version.process = process
    return process, version


@signed_in_only
@require_safe
def agreement(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Where the agreement stands, who accepted, what it says."""
    process = led_process(signed_in(request), process_id, "payer", "contact_person")
    version = newest_of(process)
    if version is None:
        return render(request, "agreement/none_yet.html", {"process": process})
    version.process = process
    shown = {
        "process": process,
        "page": agreement_page(version, on=today()),
        "others": version_rows(process, without=version.pk),
        "may_reopen": ProcessEvent.REOPEN_TERMS in possible_events(process.now_in),
    }
    return render(request, "agreement/agreement.html", shown)


@signed_in_only
def sending(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Read it once more, send it, and accept it for one's own part."""
    person = signed_in(request)
    process, version = _newest(person, process_id)
    form = SendingForm(
        request.POST or None, initial={"seen": version.fingerprint}, kind=AgreementKind(version.kind)
    )

    def act() -> None:
        send_version(
            version=version, **form.cleaned_data, by=person, at=now(), identity=level_of(request, person)
        )
        if told := spared_told(spared_in(version, at=now())):
            messages.info(request, told)

    answer = send(request, form, act, _address(process), refused=REFUSED, told=sentence)
    if answer:
        return answer
    if version.state != VersionState.DRAFT and not form.is_bound:
        return redirect(_address(process))
    shown = {"process": process, "page": agreement_page(version, on=today()), "form": form}
    return render(request, "agreement/sending.html", shown)


@signed_in_only
def acceptances(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """In the room: who accepted on the paper list, or aloud; and opening the answering on the phones."""
    person = signed_in(request)
    process, version = _newest(person, process_id)
    if version.sent_at is None:
        return redirect(_address(process))
    _parties, accepted = accepted_in(version)
    members = taking_part(process, on=today())
    form = AcceptancesForm(
        request.POST or None, members=[one for one in members if one.pk not in accepted], label_suffix=""
    )

    def act() -> None:
        record_acceptances(version=version, given=form.given(), by=person, at=now())

    answer = send(request, form, act, _address(process), refused=REFUSED, told=sentence)
    shown = {
        "process": process,
        "form": form,
        "version": version,
        "done": [one for one in members if one.pk in accepted],
        "with_phone": any(one.person_id for one in form.members.values()),
    }
    return answer or render(request, "agreement/acceptances.html", shown)


@signed_in_only
@require_safe
def member_list(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """A list to sign in the room. It is made at once and kept nowhere: names stand on it."""
    process, version = _newest(signed_in(request), process_id)
    if version.sent_at is None:
        raise Http404
    content = member_list_pdf(
        version.says,
        language=process.language,
        version=version.number,
        made_on=local(version.sent_at).date(),
        fingerprint=version.fingerprint,
        names=[one.name for one in taking_part(process, on=today())],
    )
    return pdf_answer(content, f"allekirjoituslista-{version.number}.pdf")


@signed_in_only
@require_POST
def asking(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Open the answering on the phones of those who sit here."""
    person = signed_in(request)
    process, version = _newest(person, process_id)

    def act() -> None:
        asked = ask_in_meeting(version=version, by=person, at=now())
        told = ngettext(
            "The agreement now waits on one phone.", "The agreement now waits on %(count)s phones.", asked
        )
        messages.success(request, told % {"count": asked})

    back = reverse("agreement:acceptances", args=[process.pk])
    return _pressed(request, act, back)


@signed_in_only
def signed(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """A PDF that was signed elsewhere: it counts as acceptance."""
    person = signed_in(request)
    process, version = _newest(person, process_id)
    initial = {"seen": version.fingerprint}
    form = SignedForm(request.POST or None, request.FILES or None, initial=initial)

    def act() -> None:
        seen = form.cleaned_data["seen"]
        keep_signed(version=version, seen=seen, **form.signed(), by=person, at=now())

    answer = send(request, form, act, _address(process), refused=REFUSED, told=sentence)
    shown = {"process": process, "form": form, "page": agreement_page(version, on=today())}
    return answer or render(request, "agreement/signed.html", shown)


@signed_in_only
def reminder(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """One press, to everyone alike."""
    person = signed_in(request)
    process, version = _newest(person, process_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        reached, spared = remind(version=version, by=person, at=now())
        words = ngettext("One person was reminded.", "%(count)s people were reminded.", reached)
        messages.success(request, words % {"count": reached})
        if told := spared_told(spared):
            messages.info(request, told)

    answer = send(request, form, act, _address(process), refused=REFUSED, told=sentence)
    return answer or form_page(
        request,
        process,
        form,
        heading=_("Remind of the agreement"),
        lead=_(
            "Everyone is reminded alike, also those who have answered, so that a mail tells nothing of who has "
            "not. It says only that something waits, and each request counts among the few that were promised."
        ),
        button=_("Remind everyone"),
    )


@signed_in_only
def taking_back(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Take what waits back; while an agreement is open, the process may go back to the offer or not start."""
    person = signed_in(request)
    process, version = _newest(person, process_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    goes_on = request.POST.get("act")

    def act() -> None:
        if goes_on == "reopen":
            reopen_terms(process=process, by=person, at=now())
        elif goes_on == "withdraw":
            withdraw(process=process, by=person, at=now())
        else:
            take_back(version=version, by=person, at=now())

    answer = send(request, form, act, _address(process), refused=REFUSED, told=sentence)
    shown = {
        "process": process,
        "form": form,
        "page": agreement_page(version, on=today()),
        "may_reopen": ProcessEvent.REOPEN_TERMS in possible_events(process.now_in),
    }
    return answer or render(request, "agreement/taking_back.html", shown)


@signed_in_only
@require_POST
def entry(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Nobody is waited for any more, because someone left: the version comes into force."""
    person = signed_in(request)
    process, version = _newest(person, process_id)
    return _pressed(request, lambda: look_again(version=version, by=person, at=now()), _address(process))


def _pressed(request: HttpRequest, act: object, back: str) -> HttpResponse:
    """A button without a form of its own: what refuses it is told on the page it goes back to."""
    form = forms.Form(request.POST)
    answer = send(request, form, act, back, refused=REFUSED, told=sentence)  # type: ignore[arg-type]  # any act
    if answer is None:
        messages.warning(request, " ".join(str(error) for error in form.non_field_errors()))
    return answer or redirect(back)


@signed_in_only
@require_safe
def copy(request: HttpRequest, process_id: UUID, version_id: UUID, language: str) -> HttpResponse:
    """The PDF of a version."""
    process = led_process(signed_in(request), process_id)
    version = get_object_or_404(process.agreements.sent(), pk=version_id)
    version.process = process
    return pdf(request, version, language)
