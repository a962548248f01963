"""The page that looks for a free time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuokio.kit import clock
from tuokio.kit.prepared import prepared
from tuokio.meetings.domain.wall_clock import moment_at
from tuokio.meetings.forms.free_times import USUAL_MINUTES, FreeTimesForm
from tuokio.meetings.models import BookingRules, Room
from tuokio.meetings.pages.free_times import ChosenDay, FreeTimesPage, chosen_day
from tuokio.meetings.usecases.free_times import Wanted, day_looked_through, free_days, free_times
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person, Role
from tuokio.supervision.models import Member, Process
from tuokio.terms.words import Standing

DAYS = 60
LOOK_AFTER = frozenset({Standing.OWNER, Standing.COORDINATOR})


@require_safe
@signed_in_only
def free_times_page(request: HttpRequest) -> HttpResponse:
    """The free times of the coming sixty days, and on a chosen day why the others are not."""
    person = signed_in(request)
    practice, colleagues = _practice_of(person)
    led = _processes(person, clock.today())
    form = FreeTimesForm(
        {"minutes": USUAL_MINUTES, **request.GET.dict()},
        processes=[(key, name) for key, name, _practice in led],
        rooms=_rooms(practice),
        with_any=len(colleagues) > 1,
    )
    if not form.is_valid():
        return render(request, "meetings/free_times.html", {"form": form})
    at = clock.now()
    process = form.key("process")
    of = next((whose for key, _name, whose in led if key == process), practice)
    any_of = form.cleaned_data.get("any_supervisor") and of == practice
    wanted = Wanted(
        practice=of,
        supervisors=[person.pk, *(one for one in colleagues if any_of and one != person.pk)],
        minutes=form.cleaned_data["minutes"],
        since=at,
        until=at + timedelta(days=DAYS),
        room=form.key("room"),
        members=_called(process) if process else (),
        within_hours=not form.cleaned_data["by_hand"],
    )
    return render(request, "meetings/free_times.html", {"form": form, "page": _page(form, wanted, at)})


def _page(form: FreeTimesForm, wanted: Wanted, at: datetime) -> FreeTimesPage:
    asked = {
        name: value for name, value in form.data.items() if value and name in form.fields and name != "day"
    }
    on = form.on
    return FreeTimesPage.of(
        free_days(wanted, at=at),
        since=clock.today(),
        until=clock.today() + timedelta(days=DAYS),
        asked=asked,
        chosen=_chosen(wanted, on, at) if on else None,
    )


def _chosen(wanted: Wanted, on: date, at: datetime) -> ChosenDay:
    zone = (
        BookingRules.objects.filter(practice=wanted.practice, supervisor=wanted.supervisors[0])
        .values_list("zone", flat=True)
        .first()
    ) or "Europe/Helsinki"
    since, until = (moment_at(day, time(0), zone).utc for day in (on, on + timedelta(days=1)))
    of_day = replace(wanted, since=since, until=until)
    return chosen_day(on, free_times(of_day, at=at), day_looked_through(of_day, at=at))


def _practice_of(person: Person) -> tuple[UUID, list[UUID]]:
    """The practice where the person supervises; its supervisors too for one who looks after it."""
    roles = _roles(person)
    practice = next((practice for practice, standing in roles if standing == Standing.SUPERVISOR), None)
    if practice is None:
        raise Http404
    if not any((practice, standing) in roles for standing in LOOK_AFTER):
        return practice, []
    return practice, _supervising(practice)


@prepared
def _roles(person: Person) -> QuerySet[Role, tuple[UUID, str]]:
    roles = Role.objects.filter(person=person, ended_on=None)
    return roles.order_by("since", "pk").values_list("practice_id", "standing")


@prepared
def _supervising(practice: UUID) -> QuerySet[Role, UUID]:
    roles = Role.objects.filter(practice=practice, standing=Standing.SUPERVISOR, ended_on=None)
    return roles.order_by("since", "pk").values_list("person_id", flat=True)


@prepared
def _processes(person: Person, on: date) -> QuerySet[Process, tuple[UUID, str, UUID]]:
    running = Process.objects.led_by(person, on=on).open()
    return running.order_by("name").values_list("pk", "name", "practice_id")


@prepared
def _rooms(practice: UUID) -> QuerySet[Room, tuple[UUID, str]]:
    return Room.objects.filter(practice=practice, closed_on=None).values_list("pk", "name")


def _called(process: UUID) -> list[UUID]:
    """The members without whom the meeting is not held, and who are known as persons."""
    members = Member.objects.filter(
        process=process, person__isnull=False, optional=False, may_overlap=False, left_on=None
    )
    return [one for one in members.values_list("person_id", flat=True) if one is not None]
