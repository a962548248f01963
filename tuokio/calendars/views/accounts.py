"""One's own calendar both ways: the account, which calendars, and what was moved there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuokio.calendars.domain.elsewhere import Unreachable
from tuokio.calendars.forms.accounts import AccountForm, ChoiceForm
from tuokio.calendars.models import BusySource, CalendarAccount, ProposedMove
from tuokio.calendars.pages.accounts import account_page
from tuokio.calendars.pages.sources import what_happened
from tuokio.calendars.usecases.two_way import (
    NoTimeThere,
    accept_move,
    add_account,
    choose_calendars,
    decline_move,
    find_calendars,
    remove_account,
    way_of,
)
from tuokio.kit.clock import now, today
from tuokio.kit.sent import done_once
from tuokio.meetings import refusals as of_meetings
from tuokio.meetings.models import Meeting
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.views.processes import supervises_in


@signed_in_only
def account(request: HttpRequest) -> HttpResponse:
    """The account; the first form finds the calendars there, the second chooses among them."""
    person, at = signed_in(request), now()
    if not supervises_in(person):
        raise Http404
    kept = CalendarAccount.objects.filter(supervisor=person).first()
    sent = request.method == "POST"
    form = AccountForm(request.POST if sent else None)
    if sent and form.is_valid():
        given = form.cleaned_data
        try:
            found = find_calendars(**given)  # before the transaction: it may take a while
        except Unreachable as unreachable:
            form.add_error(
                None, _("Nothing was kept: %(what)s") % {"what": what_happened(unreachable.trouble)}
            )
        else:

            def act() -> str:
                add_account(person=person, calendars=found, at=at, **given)
                messages.success(request, _("The calendars were found. Choose what each is used for."))
                return request.path

            return done_once(request, act, at=at)
    choice = _choice_form(None, kept) if kept else None
    return _page(request, kept, form, choice)


@signed_in_only
@require_POST
def choosing(request: HttpRequest) -> HttpResponse:
    """Into which calendar meetings are written, and from which busy times are read."""
    person, at = signed_in(request), now()
    kept = get_object_or_404(CalendarAccount, supervisor=person)
    form = _choice_form(request, kept)
    if form is None or not form.is_valid():
        return _page(request, kept, AccountForm(), form)
    wished = form.wished()

    def act() -> str:
        choose_calendars(account=kept, at=at, **wished)
        messages.success(request, _("Saved. Your calendar there is alike in a minute."))
        return reverse("calendars:account")

    return done_once(request, act, at=at)


@signed_in_only
@require_POST
def account_removal(request: HttpRequest) -> HttpResponse:
    """Forget the account and its password."""
    person = signed_in(request)
    remove_account(account=get_object_or_404(CalendarAccount, supervisor=person), by=person, at=now())
    messages.success(
        request, _("The account and its password are gone from here. What was written there stays there.")
    )
    return redirect("calendars:account")


@signed_in_only
@require_POST
def move_acceptance(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """Move the meeting here too."""
    person = signed_in(request)
    move = _move(person, move_id)

    def act() -> str:
        accept_move(move=move, by=person, at=now())
        messages.success(request, _("The meeting is moved, and those concerned are told."))
        return reverse("meetings:meeting", args=[move.meeting_id])

    try:
        return done_once(request, act, at=now())
    except NoTimeThere:
        raise Http404 from None
    except of_meetings.REFUSED as refusal:
        messages.error(request, of_meetings.sentence(refusal))
        return redirect("meetings:meeting", move.meeting_id)


@signed_in_only
@require_POST
def move_refusal(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """The meeting stays, and the calendar there is written back."""
    person = signed_in(request)
    move = _move(person, move_id)
    decline_move(move=move, by=person, at=now())
    messages.success(request, _("The meeting stays as it is. Your calendar there is put right in a minute."))
    return redirect("meetings:meeting", move.meeting_id)


def _move(person: Person, move_id: UUID) -> ProposedMove:
    led = Meeting.objects.led_by(person, on=today())
    return get_object_or_404(
        ProposedMove.objects.select_related("meeting", "copy"), pk=move_id, meeting__in=led
    )


def _choice_form(request: HttpRequest | None, kept: CalendarAccount) -> ChoiceForm | None:
    try:
        way = way_of(kept)
    except Unreachable:
        return None  # the page says that the key has changed
    addresses = [one.address for one in way.calendars]
    busy = BusySource.objects.filter(supervisor=kept.supervisor_id, kind=BusySource.Kind.CALDAV)
    names = set(busy.values_list("name", flat=True))
    initial = {
        "writes": str(addresses.index(way.writes)) if way.writes in addresses else "",
        "busy": [str(number) for number, one in enumerate(way.calendars) if one.name[:60] in names],
    }
    return ChoiceForm(
        request.POST if request else None, names=[one.name for one in way.calendars], initial=initial
    )


def _page(
    request: HttpRequest, kept: CalendarAccount | None, form: AccountForm, choice: ChoiceForm | None
) -> HttpResponse:
    page = account_page(signed_in(request), kept, at=now())
    response = render(request, "calendars/account.html", {"page": page, "form": form, "choice": choice})
    response.headers["Cache-Control"] = "private, no-store"
    return response
