"""Replies to invitations that a supervisor brings, and proposed times."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuokio.calendars.forms.replies import ReplyForm
from tuokio.calendars.models import TimeProposal
from tuokio.calendars.pages.replies import proposals_for, told
from tuokio.calendars.usecases.replies import settle_proposal, take_replies
from tuokio.kit.clock import now, today
from tuokio.kit.sent import done_once
from tuokio.meetings.models import Meeting
from tuokio.people.access import signed_in, signed_in_only
from tuokio.supervision.views.processes import supervises_in


@signed_in_only
def replies(request: HttpRequest) -> HttpResponse:
    """Paste or attach what a member's calendar answered."""
    person, at = signed_in(request), now()
    if not supervises_in(person):
        raise Http404
    sent = request.method == "POST"
    form = ReplyForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():

        def act() -> str:
            meetings = Meeting.objects.led_by(person, on=today())
            for was_taken, words in told(
                take_replies(replies=form.replies, meetings=meetings, by=person, at=at)
            ):
                (messages.success if was_taken else messages.info)(request, words)
            return request.path

        return done_once(request, act, at=at)
    about = {"form": form, "proposals": proposals_for(person, at=at)}
    return render(request, "calendars/replies.html", about)


@signed_in_only
@require_POST
def proposal_removal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The supervisor has looked at a proposed time."""
    person = signed_in(request)
    led = Meeting.objects.led_by(person, on=today())
    proposal = get_object_or_404(
        TimeProposal.objects.select_related("meeting"), pk=proposal_id, meeting__in=led
    )
    settle_proposal(proposal=proposal, by=person, at=now())
    messages.success(request, _("The proposal is taken away. The meeting stays as it is."))
    return redirect("calendars:replies")
