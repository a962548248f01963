"""An open group: the supervisor's page of places, and what newcomers open by link without an account."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuokio.kit import when
from tuokio.kit.clock import now, today
from tuokio.kit.limits import address_of, allow, too_many
from tuokio.meetings.forms.places import OpenGroupForm, PlaceForm
from tuokio.meetings.models import Joiner, OpenGroup
from tuokio.meetings.pages.places import NewcomersPage, OwnPlacePage, PlacesPage
from tuokio.meetings.refusals import sentence
from tuokio.meetings.usecases import places as acts
from tuokio.meetings.usecases.places import GroupClosed
from tuokio.meetings.usecases.telling_places import joiner_of
from tuokio.meetings.views.meetings import send
from tuokio.people.access import signed_in, signed_in_only
from tuokio.supervision.models import Process
from tuokio.supervision.views.processes import led_process

BOTH = require_http_methods(["GET", "HEAD", "POST"])
ASKED_AN_HOUR = 20


# --- the supervisor's ----------------------------------------------------------------------------------------


@signed_in_only
@BOTH
def places(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The places and the line; or, while the process is not open to newcomers, the form that opens it."""
    person = signed_in(request)
    process = led_process(person, process_id)
    if process.is_for_one:
        raise Http404
    group = acts.open_group_of(process)
    form = OpenGroupForm(request.POST or None, initial=_initial(process, group))

    def act() -> None:
        acts.open_group(process=process, opening=form.opening(), by=person, at=now())

    done = send(request, form, act, reverse("meetings:places", args=[process.pk]))
    return done or _places_page(request, process, group, form)


def _initial(process: Process, group: OpenGroup | None) -> dict[str, object]:
    if group is None:
        return {"places": max(process.member_count, 8)}
    return {name: getattr(group, name) for name in ("title", "about", "places", "confirms", "offer_hours")}


def _places_page(
    request: HttpRequest, process: Process, group: OpenGroup | None, form: forms.Form
) -> HttpResponse:
    about = {
        "process": process,
        "page": PlacesPage.of(group) if group else None,
        "form": form,
    }
    return render(request, "meetings/places.html", about)


@signed_in_only
@require_POST
def place(request: HttpRequest, process_id: UUID, joiner_id: UUID) -> HttpResponse:
    """One of those in a place or in the line: a yes, an offer, or no place any more."""
    person = signed_in(request)
    process = led_process(person, process_id)
    joiner = get_object_or_404(
        Joiner.objects.living().select_related("group__process"), pk=joiner_id, group__process=process
    )
    act = {"confirm": acts.confirm, "offer": acts.offer, "remove": acts.remove}.get(
        request.POST.get("act", "")
    )
    if act is None:
        raise Http404
    form = forms.Form(request.POST)
    back = reverse("meetings:places", args=[process.pk])
    done = send(request, form, lambda: act(joiner=joiner, by=person, at=now()), back)
    return done or _refused(request, form, back)


@signed_in_only
@require_POST
def places_closing(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """No newcomers any more."""
    person = signed_in(request)
    process = led_process(person, process_id)
    group = acts.open_group_of(process)
    back = reverse("meetings:places", args=[process.pk])
    if group is None:
        messages.info(request, sentence(GroupClosed()))
        return redirect(back)
    form = forms.Form(request.POST)
    done = send(request, form, lambda: acts.close_group(group=group, by=person, at=now()), back)
    return done or _refused(request, form, back)


def _refused(request: HttpRequest, form: forms.Form, back: str) -> HttpResponse:
    for told in form.non_field_errors():
        messages.warning(request, str(told))
    return redirect(back)


# --- by link, without an account -----------------------------------------------------------------------------


def _open(token: str) -> OpenGroup:
    groups = OpenGroup.objects.select_related("process__practice").prefetch_related(
        "process__leads__supervisor"
    )
    group = get_object_or_404(groups, token=token[:64], closed_at=None)
    if group.process.has_ended:
        raise Http404
    return group


@never_cache
@BOTH
def open_group(request: HttpRequest, group: str) -> HttpResponse:
    """What the group is, whether there is a place, and the form to ask for one."""
    found = _open(group)
    form = PlaceForm(request.POST or None)
    if form.is_valid() and not _may_ask(request, form.cleaned_data["email"]):
        return too_many(request)

    def act() -> None:
        acts.ask_place(
            group=found,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            language=when.language(),
            at=now(),
        )

    # from here on, not the whole address: what a form led to is kept for a week, and the link itself never is
    done = send(request, form, act, "thanks/")
    page = NewcomersPage.of(found, on=today())
    return done or render(request, "meetings/open_group.html", {"page": page, "form": form})


def _may_ask(request: HttpRequest, email: str) -> bool:
    """A few times an hour from one network address, and a few letters a day to one mail address."""
    return allow(f"place:{address_of(request)}", limit=ASKED_AN_HOUR, seconds=3600) and allow(
        f"place-mail:{email.lower()}", limit=5, seconds=86_400
    )


@never_cache
@require_safe
def open_group_thanks(request: HttpRequest, group: str) -> HttpResponse:
    """Look into your mail: the same for a first asking and a second one, so that nobody learns who has asked."""
    return render(
        request, "meetings/open_group_thanks.html", {"page": NewcomersPage.of(_open(group), on=today())}
    )


@never_cache
@BOTH
def own_place(request: HttpRequest, word: str) -> HttpResponse:
    """One's own place or number in line; taken when offered, given up when no longer wanted."""
    joiner = joiner_of(word)
    if joiner is None:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    act = {"take": acts.take_offer, "give_up": acts.give_up}.get(request.POST.get("act", ""))
    if request.method == "POST" and act is None:
        raise Http404
    done = send(request, form, lambda: act and act(joiner=joiner, at=now()), "./")
    if done:
        return done
    fresh = joiner_of(word)
    if fresh is None:
        raise Http404
    about = {"page": OwnPlacePage.of(fresh, at=now()), "form": form}
    return render(request, "meetings/own_place.html", about)
