"""The phone home of the supervised, and the front page, which leads everyone to their own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tuokio.desk.pages.home import HomePage, memberships
from tuokio.desk.pages.standing import standing_of
from tuokio.kit import clock
from tuokio.mapping.models import PublicPage
from tuokio.meetings.models import Substitute
from tuokio.people.access import commissioner_signed_in, signed_in, signed_in_only
from tuokio.people.models import Person, Practice


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """To *Tänään*, to the phone home, to the commissioner's page, to the one public page, or to sign in."""
    person = request.user
    if not isinstance(person, Person):
        if commissioner_signed_in(request):
            return redirect("desk:commissioner")
        if public := _only_public_page():
            return redirect("mapping:page", public.practice.slug)
        return redirect("account_login")
    on = clock.today()
    if standing_of(person, on=on).practices:
        return redirect("desk:today")
    if (
        not memberships(person, on).exists()
        and Substitute.objects.filter(person=person, ended_on=None).exists()
    ):
        return redirect("meetings:standing_ins")
    return redirect("desk:home")


def _only_public_page() -> PublicPage | None:
    """The published page of a house in which there is one practice."""
    if Practice.objects.count() != 1:
        return None
    return PublicPage.objects.filter(published=True).select_related("practice").first()


@require_safe
@signed_in_only
def home(request: HttpRequest) -> HttpResponse:
    """The dates of everything one is supervised in."""
    response = render(request, "desk/home.html", {"page": HomePage.of(signed_in(request), at=clock.now())})
    response.headers["Cache-Control"] = "private, no-store"
    return response
