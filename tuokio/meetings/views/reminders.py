"""The page on which each chooses when to be reminded of meetings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tuokio.kit.clock import now, today
from tuokio.kit.sent import done_once
from tuokio.meetings.forms.reminders import ReminderForm
from tuokio.meetings.usecases.reminding import wish_of, wish_reminders
from tuokio.people.access import signed_in, signed_in_only
from tuokio.supervision.models import Lead, Member


@never_cache
@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """One's own choice; nobody else sees it."""
    person = signed_in(request)
    leads = Lead.objects.filter(supervisor=person).exclude(until_on__lt=today()).exists()
    belongs = Member.objects.filter(person=person, left_on=None).exists()
    form = ReminderForm(
        request.POST if request.method == "POST" else None, wish=wish_of(person), leads=leads, belongs=belongs
    )
    if form.is_bound and form.is_valid():

        def act() -> str:
            wish_reminders(person=person, **form.wished())
            messages.success(request, _("Saved."))
            return request.path

        return done_once(request, act, at=now())
    base = "kit/base.html" if leads else "kit/phone_base.html"
    return render(
        request, "meetings/reminders.html", {"form": form, "base": base, "has_mail": bool(person.email)}
    )
