"""Pages on meeting at a distance: the supervisor's choice, and the link of one meeting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tuokio.kit.clock import now, today
from tuokio.meetings.forms.remote import RemoteWayForm
from tuokio.meetings.models import Meeting, RemoteWay
from tuokio.meetings.usecases.remote import OPENS_BEFORE, NotOpenNow, remote_link, set_remote_way
from tuokio.meetings.views.meetings import send
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Member
from tuokio.supervision.views.processes import supervises_in


@require_safe
@signed_in_only
def remote_ways(request: HttpRequest) -> HttpResponse:
    """The one practice's page, or a choice between several."""
    practices = supervises_in(signed_in(request))
    if not practices:
        raise Http404
    if len(practices) == 1:
        return redirect("meetings:remote_way", practices[0].pk)
    return render(request, "meetings/remote_ways.html", {"practices": practices})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def remote_way(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """How the supervisor meets at a distance in one practice."""
    person = signed_in(request)
    practice = next((one for one in supervises_in(person) if one.pk == practice_id), None)
    if practice is None:
        raise Http404
    way = RemoteWay.objects.filter(supervisor=person, practice=practice).first()
    form = RemoteWayForm(
        request.POST or None, initial={"own_link": way.own_link, "host": way.host} if way else {}
    )

    def act() -> None:
        set_remote_way(supervisor=person, practice=practice, at=now(), **form.cleaned_data)

    done = send(request, form, act, reverse("meetings:remote_way", args=[practice.pk]))
    if done:
        messages.success(request, _("Saved."))
    return done or render(request, "meetings/remote_way.html", {"practice": practice, "form": form})


@never_cache
@require_safe
@signed_in_only
def remote(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The link of a meeting at a distance, around the meeting, for its supervisor and those who are called to it."""
    person, at = signed_in(request), now()
    meeting = get_object_or_404(Meeting.objects.filter(remote=True).select_related("process"), pk=meeting_id)
    leads = Meeting.objects.led_by(person, on=today()).filter(pk=meeting.pk).exists()
    if not leads and not _is_called(person, meeting):
        raise Http404
    about = {"meeting": meeting, "leads": leads, "opens_at": meeting.starts_at - OPENS_BEFORE}
    try:
        link = remote_link(meeting=meeting, by=person, at=at)
    except NotOpenNow:
        return render(request, "meetings/remote.html", about)
    return render(request, "meetings/remote.html", {**about, "is_open": True, "link": link})


def _is_called(person: Person, meeting: Meeting) -> bool:
    day = meeting.local_start.date()
    members = Member.objects.filter(process=meeting.process_id, person=person)
    return any(member.belongs_on(day) for member in members)
