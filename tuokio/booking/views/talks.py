"""How a stranger books a mapping conversation: days and times, then a form. No cookie is set, no script needed."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tuokio.booking.forms.choosing import Picked
from tuokio.booking.pages.talks import TALK_CENTS, Supervisors, TalkShown, key_of
from tuokio.booking.pages.times import FreeTimes, span_from
from tuokio.booking.usecases.choices import BadChoice, Choice, read, signed
from tuokio.booking.usecases.offered import NotOffered, free_for_talks, where_of
from tuokio.booking.usecases.talks import TooManyBooked, book_talk, hold_talk
from tuokio.booking.views.door import Door
from tuokio.kit import when
from tuokio.kit.limits import address_of, allow, is_spent
from tuokio.kit.money import euros
from tuokio.mapping.forms import EnquiryForm
from tuokio.meetings.models import BookingRules, Talk
from tuokio.meetings.usecases.occupying import Taken

AN_HOUR = 3600
HOLDS_FROM_ONE_PLACE = 20  # an hour
BOTH = require_http_methods(["GET", "HEAD", "POST"])


# --- choosing ---------------------------------------------------------------------------------------------------


@csrf_exempt  # nobody is signed in, so a forged request could do nothing in anyone's name
@BOTH
def choose(request: HttpRequest, slug: str, language: str = "") -> HttpResponseBase:
    """Days with free times. Choosing one keeps it for ten minutes and leads to the form."""
    door = Door(request, slug, language)
    with translation.override(door.language):
        if request.method != "POST":
            return _days(request, door)
        wanted = door.picked(request)
        try:
            choice = _held(request, door, wanted)
        except (Taken, NotOffered):
            return _lost(request, door, wanted.starts_at)
        except TooManyBooked:
            return _too_often(request, door)
        response = redirect(door.path("form", choice=signed(choice, practice=door.page.practice_id)))
        response.status_code = 303
        return response


def _held(request: HttpRequest, door: Door, wanted: Picked) -> Choice:
    key = f"holds:{address_of(request)}"
    if is_spent(key, limit=HOLDS_FROM_ONE_PLACE):
        raise TooManyBooked
    choice = hold_talk(rules=door.rules_of(wanted.supervisor), starts_at=wanted.starts_at, at=door.at)
    allow(key, limit=HOLDS_FROM_ONE_PLACE, seconds=AN_HOUR)
    return choice


def _days(request: HttpRequest, door: Door) -> HttpResponse:
    asked = request.GET.get("with", "")
    chosen = [one for one in door.rules if key_of(one.supervisor) == asked] or door.rules
    span = span_from(request.GET.get("from", ""), at=door.at)
    found = free_for_talks(chosen, since=span.since, until=span.until, at=door.at)
    only = f"&with={asked}" if len(chosen) < len(door.rules) else ""
    about = {
        **door.about(),
        "times": FreeTimes.of(
            found, span, names={one.supervisor_id: one.supervisor.name for one in chosen}, at=door.at
        ),
        "supervisors": Supervisors.of(door.rules, asked if only else "", door.path()),
        "only": only,
        "minutes": sorted({one.talk_minutes for one in chosen}),
        "remote": all(one.talk_remote for one in chosen),
        "price": euros(TALK_CENTS),
    }
    return door.answer(request, "booking/choose.html", about)


def _lost(request: HttpRequest, door: Door, wanted: datetime) -> HttpResponse:
    """The answer to whoever was second: at once, with the next three."""
    about = {
        **door.about(),
        "lost": when.moment(wanted, zone=door.rules[0].zone),
        "others": door.others(wanted),
    }
    return door.answer(request, "booking/lost.html", about, status=409)


def _too_often(request: HttpRequest, door: Door) -> HttpResponse:
    return door.answer(request, "booking/too_often.html", door.about(), status=429)


# --- the form ---------------------------------------------------------------------------------------------------


@csrf_exempt  # the same
@BOTH
def form(request: HttpRequest, slug: str, choice: str, language: str = "") -> HttpResponseBase:
    """Who comes: a name, how to answer, a few words if one likes. What was typed stays whatever happens."""
    door = Door(request, slug, language)
    try:
        chosen = read(choice, practice=door.page.practice_id)
    except BadChoice:
        raise Http404 from None
    with translation.override(door.language):
        if request.method != "POST":
            return _form_page(request, door, chosen, EnquiryForm())
        filled = EnquiryForm(request.POST)
        if "time" in request.POST:
            return _chosen_anew(request, door, chosen, filled)
        if not filled.is_valid():
            return _form_page(request, door, chosen, filled, status=422)
        return _confirmed(request, door, chosen, filled)


def _confirmed(request: HttpRequest, door: Door, chosen: Choice, filled: EnquiryForm) -> HttpResponseBase:
    if trouble := _trouble(request, door, chosen):
        filled.add_error(None, trouble)
        return _form_page(request, door, chosen, filled, status=422)
    try:
        booked = book_talk(
            page=door.page,
            rules=door.rules_of(chosen.supervisor),
            choice=chosen,
            asked=filled.asked(door.language),
            come_from=address_of(request),
            at=door.at,
        )
    except (Taken, NotOffered):
        return _form_page(request, door, chosen, filled, gone=True, status=409)
    except TooManyBooked:
        filled.add_error(None, _often(door))
        return _form_page(request, door, chosen, filled, status=429)
    response = redirect(door.path("own", token=booked.token))
    response.status_code = 303
    return response


def _trouble(request: HttpRequest, door: Door, chosen: Choice) -> str:
    """Why a well-written form is not taken; nothing when it is."""
    kept = _("What you wrote is still here.")
    if chosen.is_too_quick(door.at):
        return f"{_('That was quicker than anyone writes. Look it through and send it again.')} {kept}"
    if chosen.is_too_old(door.at):
        return f"{_('The page had been open for long. Choose a time again.')} {kept}"
    if request.POST.get("website"):
        return f"{_('The booking could not be taken, because a field that is not for people was filled in. Send it once more.')} {kept}"
    return ""


def _often(door: Door) -> str:
    call = (
        _("You can also call %(phone)s.") % {"phone": door.page.practice.phone}
        if door.page.practice.phone
        else ""
    )
    return f"{_('Many bookings have come in a short time, so this one was not taken. Try again in an hour.')} {_('What you wrote is still here.')} {call}".strip()


def _chosen_anew(request: HttpRequest, door: Door, chosen: Choice, filled: EnquiryForm) -> HttpResponseBase:
    """Another time in place of one that was lost; the typed words go with it."""
    wanted = door.picked(request)
    kept = EnquiryForm(initial={name: request.POST.get(name, "") for name in filled.fields})
    try:
        choice = _held(request, door, wanted)
    except (Taken, NotOffered):
        return _form_page(request, door, chosen, kept, gone=True, status=409)
    except TooManyBooked:
        return _too_often(request, door)
    return _form_page(request, door, choice, kept)


def _form_page(
    request: HttpRequest,
    door: Door,
    chosen: Choice,
    filled: EnquiryForm,
    *,
    gone: bool = False,
    status: int = 200,
) -> HttpResponse:
    rules = door.rules_of(chosen.supervisor)
    ended = not chosen.is_held(door.at)
    word = signed(chosen, practice=door.page.practice_id)
    about = {
        **door.about("form", choice=word),
        "form": filled,
        "send_to": door.path("form", choice=word),
        "talk": TalkShown.of(_not_yet(door, rules, chosen)),
        "until": when.hour(chosen.held_until, rules.zone),
        "ended": ended,
        "gone": gone,
        "others": door.others(chosen.starts_at) if gone or ended else (),
    }
    return door.answer(request, "booking/form.html", about, status=status)


def _not_yet(door: Door, rules: BookingRules, chosen: Choice) -> Talk:
    """The conversation that the form is about, before it is one."""
    where = where_of(rules, chosen.starts_at, remote=rules.talk_remote)
    return Talk(
        practice=door.page.practice,
        supervisor=rules.supervisor,
        starts_at=chosen.starts_at,
        minutes=rules.talk_minutes,
        zone=rules.zone,
        place=where.place,
        remote=where.remote,
    )
