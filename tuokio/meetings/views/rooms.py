"""Pages on the rooms of a practice: its owner, its supervisors and its coordinators look after them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tuokio.kit.clock import now, today
from tuokio.meetings.forms.rooms import RoomChangeForm, RoomForm
from tuokio.meetings.models import Room
from tuokio.meetings.usecases.rooms import add_room, change_room
from tuokio.meetings.views.meetings import send
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Practice


@require_http_methods(["GET", "HEAD"])
@signed_in_only
def all_rooms(request: HttpRequest) -> HttpResponse:
    """The one practice's rooms, or a choice between several practices."""
    practices = list(Practice.objects.of(signed_in(request)).order_by("name"))
    if not practices:
        raise Http404
    if len(practices) == 1:
        return redirect("meetings:rooms", practices[0].pk)
    return render(request, "meetings/rooms_of_practices.html", {"practices": practices})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def rooms(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """The rooms, and one more."""
    person = signed_in(request)
    practice = get_object_or_404(Practice.objects.of(person), pk=practice_id)
    form = RoomForm(request.POST or None)

    def act() -> None:
        add_room(practice=practice, by=person, at=now(), **form.cleaned_data)

    done = send(request, form, act, reverse("meetings:rooms", args=[practice.pk]))
    return done or render(
        request,
        "meetings/rooms.html",
        {"practice": practice, "rooms": practice.rooms.all(), "form": form, "today": today()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def room(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """One room: what it is, and until when it is in use."""
    person = signed_in(request)
    found = get_object_or_404(
        Room.objects.filter(practice__in=Practice.objects.of(person)).select_related("practice"), pk=room_id
    )
    form = RoomChangeForm(request.POST or None, initial=RoomChangeForm.initial_of(found))

    def act() -> None:
        change_room(room=found, by=person, at=now(), **form.cleaned_data)

    done = send(request, form, act, reverse("meetings:rooms", args=[found.practice_id]))
    if done:
        messages.success(request, _("Saved."))
    return done or render(request, "meetings/room.html", {"room": found, "form": form})
