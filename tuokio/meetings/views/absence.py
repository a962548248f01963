"""*Olen sairaana*, and those who may stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.kit import clock
from tuokio.kit.sent import done_once
from tuokio.meetings.domain.series import SeriesRefused
from tuokio.meetings.forms.absence import AbsenceForm, ConfirmedForm, SubstituteForm
from tuokio.meetings.models import Absence, Substitute
from tuokio.meetings.pages.absence import AbsencePage, Preview
from tuokio.meetings.refusals import REFUSED, sentence
from tuokio.meetings.usecases.absence import (
    MeetingsChanged,
    OwnSubstitute,
    StandsInElsewhere,
    end_substitute,
    fingerprint,
    meetings_of_days,
    name_substitute,
    person_with,
    supervisor_away,
)
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person, Practice, Role
from tuokio.terms.words import Standing


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def absence(request: HttpRequest) -> HttpResponse:
    """A supervisor is away: look at what it changes, then let it happen."""
    person = signed_in(request)
    practices = list(
        Practice.objects.filter(
            roles__person=person, roles__standing=Standing.SUPERVISOR, roles__ended_on=None
        )
    )
    if not practices:
        raise Http404
    return _absence(request, person, practices, stands_in=False)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def standing_in(request: HttpRequest, supervisor_id: UUID) -> HttpResponse:
    """The same for a named substitute, who sees names, times and places and can do nothing else."""
    rows = list(
        _standing_for(signed_in(request))
        .filter(supervisor=supervisor_id)
        .select_related("practice", "supervisor")
    )
    if not rows:
        raise Http404
    return _absence(request, rows[0].supervisor, [row.practice for row in rows], stands_in=True)


@require_safe
@signed_in_only
def standing_ins(request: HttpRequest) -> HttpResponse:
    """Whom the person stands in for."""
    rows = _standing_for(signed_in(request)).select_related("supervisor", "practice")
    if not rows:
        raise Http404
    return render(request, "meetings/standing_ins.html", {"rows": rows})


def _standing_for(person: Person) -> Any:
    return Substitute.objects.filter(person=person, ended_on=None).order_by("supervisor__name")


def _absence(
    request: HttpRequest, supervisor: Person, practices: Sequence[Practice], *, stands_in: bool
) -> HttpResponse:
    today, at = clock.today(), clock.now()
    given = request.POST if request.method == "POST" else request.GET if "from_on" in request.GET else None
    form = AbsenceForm(given, today=today, initial={"from_on": today})
    page: dict[str, Any] = {
        "form": form,
        "supervisor": supervisor,
        "stands_in": stands_in,
        "drafts": settings.MAIL_MAKES_DRAFTS,
    }
    status = 200
    if given is not None:
        status = 422 if request.method == "POST" else 200
        if form.is_valid():
            first, last = form.span
            found = meetings_of_days(practices=practices, supervisor=supervisor, from_on=first, until_on=last)
            if request.method == "POST":
                done = _told(request, form, supervisor, practices, [meeting.pk for meeting in found])
                if done is not None:
                    return done
                found = meetings_of_days(
                    practices=practices, supervisor=supervisor, from_on=first, until_on=last
                )
            try:
                page["preview"] = Preview.of(
                    found, supervisor, span=form.span, move_days=form.days_later, at=at
                )
                page["seen"] = fingerprint(found)
            except SeriesRefused as refusal:
                form.add_error("move_days", sentence(refusal))
    return render(request, "meetings/absence.html", page, status=status)


def _told(
    request: HttpRequest,
    form: AbsenceForm,
    supervisor: Person,
    practices: Sequence[Practice],
    meetings: Sequence[UUID],
) -> HttpResponse | None:
    """Let it happen once; None when something stood in the way, which the form then says."""
    person, at = signed_in(request), clock.now()
    confirmed = ConfirmedForm(request.POST, today=form.today, meetings=meetings)

    def act() -> str:
        if not confirmed.is_valid():  # a meeting that was ticked is no longer among them
            raise MeetingsChanged
        away = supervisor_away(
            practices=practices,
            supervisor=supervisor,
            from_on=form.span[0],
            until_on=form.span[1],
            by=person,
            at=at,
            only=set(confirmed.cleaned_data["meeting"]),
            seen=confirmed.cleaned_data["seen"],
            move_days=form.days_later,
        )
        return reverse("meetings:absence_told", args=[away.absences[0].pk])

    try:
        return done_once(request, act, at=at)
    except MeetingsChanged:
        form.add_error(
            None,
            _(
                "The meetings have changed since you looked, perhaps in another tab. Nothing was done now. "
                "Look through the list below and confirm it."
            ),
        )
    except REFUSED as refusal:
        form.add_error(None, sentence(refusal))
    return None


@require_safe
@signed_in_only
def absence_told(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """What was done, and who is still to be called: for the supervisor, who told it, and who runs the practice."""
    person = signed_in(request)
    running = Practice.objects.filter(
        roles__person=person,
        roles__standing__in=(Standing.OWNER, Standing.COORDINATOR),
        roles__ended_on=None,
    )
    told = get_object_or_404(
        Absence.objects.filter(Q(supervisor=person) | Q(told_by=person) | Q(practice__in=running))
        .select_related("supervisor")
        .distinct(),
        pk=absence_id,
    )
    others = Absence.objects.filter(supervisor=told.supervisor_id, at=told.at).exclude(pk=told.pk)
    rows = [told, *others.select_related("supervisor")] if told.supervisor_id == person.pk else [told]
    pages = [AbsencePage.of(row) for row in rows]
    page = {
        "pages": pages,
        "done": any(one.changed for one in pages),
        "drafts": settings.MAIL_MAKES_DRAFTS,
        "supervisor": told.supervisor,
        "is_own": told.supervisor_id == person.pk,
        "sees_contacts": told.supervisor_id == person.pk or running.filter(pk=told.practice_id).exists(),
    }
    return render(request, "meetings/absence_told.html", page)


# --- who may stand in -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stood:
    """A supervisor of a practice, those who may stand in, and a form to name one more."""

    practice: Practice
    supervisor: Person
    rows: tuple[Substitute, ...]
    form: SubstituteForm

    @property
    def title(self) -> str:
        """Whose substitutes, and where."""
        return f"{self.supervisor.name}, {self.practice.name}"

    @property
    def key(self) -> str:
        """Names the card and its form."""
        return f"{self.practice.pk}_{self.supervisor.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def substitutes(request: HttpRequest) -> HttpResponse:
    """A supervisor names who may cancel or move their meetings; an owner does it for those of the practice."""
    person = signed_in(request)
    pairs = _stood_for(person)
    if not pairs:
        raise Http404
    stood = [
        _stood(practice, supervisor, request.POST if request.method == "POST" else None)
        for practice, supervisor in pairs
    ]
    asked = next((one for one in stood if request.POST.get("of") == one.key), None)
    if request.method == "POST":
        if asked is None:
            raise Http404
        if asked.form.is_valid():
            done = _named(request, asked)
            if done is not None:
                return done
    return render(
        request,
        "meetings/substitutes.html",
        {"stood": stood, "asked": asked, "several": len(stood) > 1},
        status=422 if request.method == "POST" else 200,
    )


def _named(request: HttpRequest, stood: Stood) -> HttpResponse | None:
    by, at = signed_in(request), clock.now()
    given = stood.form.cleaned_data

    def act() -> str:
        chosen = given.get("person")
        person = (
            stood.form.colleagues[chosen] if chosen else person_with(email=given["email"], name=given["name"])
        )
        name_substitute(practice=stood.practice, supervisor=stood.supervisor, person=person, by=by, at=at)
        return reverse("meetings:substitutes")

    try:
        answer = done_once(request, act, at=at)
    except OwnSubstitute:
        stood.form.add_error("email", _("This is the supervisor's own address. Name someone else."))
        return None
    except StandsInElsewhere:
        stood.form.add_error(
            None, _("This person already stands in for the same supervisor in another practice.")
        )
        return None
    messages.success(
        request,
        _("The substitute is named. The message to them waits as a draft for your own mail program.")
        if settings.MAIL_MAKES_DRAFTS
        else _("The substitute is named and has been told by mail."),
    )
    return answer


@require_POST
@signed_in_only
def substitute_ending(request: HttpRequest, substitute_id: UUID) -> HttpResponse:
    """Let them stand in no longer."""
    person = signed_in(request)
    row = get_object_or_404(Substitute.objects.select_related("practice", "supervisor"), pk=substitute_id)
    if (row.practice, row.supervisor) not in _stood_for(person):
        raise Http404
    end_substitute(substitute=row, by=person, at=clock.now())
    messages.success(request, _("They no longer stand in."))
    return redirect("meetings:substitutes")


def _stood_for(person: Person) -> list[tuple[Practice, Person]]:
    """The supervisors for whom the person may name a substitute: themselves, and those of an owned practice."""
    owned = Practice.objects.owned_by(person)
    rows = (
        Role.objects.filter(
            Q(person=person) | Q(practice__in=owned), standing=Standing.SUPERVISOR, ended_on=None
        )
        .select_related("practice", "person")
        .order_by("person__name", "practice__name", "pk")
    )
    pairs = {(row.practice, row.person): None for row in rows}
    return sorted(pairs, key=lambda pair: pair[1] != person)


def _stood(practice: Practice, supervisor: Person, given: Any) -> Stood:
    rows = Substitute.objects.filter(practice=practice, supervisor=supervisor, ended_on=None).order_by(
        "since", "pk"
    )
    colleagues = Person.objects.filter(
        roles__practice=practice, roles__ended_on=None, is_active=True
    ).exclude(pk=supervisor.pk)
    key = f"{practice.pk}_{supervisor.pk}"
    mine = given if given is not None and given.get("of") == key else None
    form = SubstituteForm(mine, colleagues=colleagues.distinct().order_by("name"), auto_id=f"id_{key}_%s")
    return Stood(practice, supervisor, tuple(rows.select_related("person")), form)
