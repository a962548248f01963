"""What a supervisor does to a booked mapping conversation."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from tuokio.booking.models import TalkLink
from tuokio.booking.pages.talks import TalkShown
from tuokio.booking.refusals import REFUSED, sentence
from tuokio.booking.usecases.talks import cancel_talk
from tuokio.kit.clock import now, today
from tuokio.people.access import signed_in, signed_in_only
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import send


@signed_in_only
def talk_cancellation(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    """Cancel it; whoever booked it is told."""
    person = signed_in(request)
    led = Process.objects.led_by(person, on=today())
    links = TalkLink.objects.select_related("talk__supervisor", "talk__practice", "talk__process", "enquiry")
    link = get_object_or_404(links.filter(talk__process__in=led), talk=talk_id)
    process = link.talk.process
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        cancel_talk(link=link, by=person, at=now())

    goes_to = reverse("desk:process", args=[link.talk.process_id])
    done = send(request, form, act, goes_to, refused=REFUSED, told=sentence)
    about = {"process": process, "talk": TalkShown.of(link.talk), "form": form}
    return done or render(request, "booking/talk_cancellation.html", about)
