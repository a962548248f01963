"""What one who is asked does: signed in, or by the link that was handed to them, without an account."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tuokio.booking.forms.polls import SaidForm
from tuokio.booking.models.polls import Poll, PollMember
from tuokio.booking.pages.poll_answers import PollAnswerPage
from tuokio.booking.refusals_polls import LinkClosed, PollClosed
from tuokio.booking.usecases.poll_answers import answer_poll, asked_in, opened_by, said_by
from tuokio.kit.clock import now, today
from tuokio.kit.limits import address_of, allow, is_spent, too_many
from tuokio.kit.sent import done_once
from tuokio.people.access import signed_in, signed_in_only
from tuokio.supervision.models import ProcessClosed

FORM = ["GET", "HEAD", "POST"]
WRONG_TRIES, WRONG_SECONDS = 30, 15 * 60  # a whole group may sit behind one network address


@never_cache
@signed_in_only
@require_http_methods(FORM)
def mine(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """The own answers of a member who is signed in."""
    person = signed_in(request)
    poll = get_object_or_404(Poll.objects.asked_of(person, on=today()), pk=poll_id)
    asked = asked_in(poll, person)
    assert asked is not None  # asked_of found it
    return _answered(request, asked, base="kit/phone_base.html")


@never_cache
@require_http_methods(FORM)
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The own answers of whoever has the link; one that opens nothing is no page at all."""
    place = f"poll:{address_of(request)}"
    if is_spent(place, limit=WRONG_TRIES):
        return too_many(request)
    try:
        asked = opened_by(token, at=now())
    except LinkClosed:
        allow(place, limit=WRONG_TRIES, seconds=WRONG_SECONDS)
        raise Http404 from None
    return _answered(request, asked, base="mapping/link_base.html")


def _answered(request: HttpRequest, asked: PollMember, *, base: str) -> HttpResponse:
    page = PollAnswerPage.of(asked, at=now())
    form = SaidForm(
        request.POST if request.method == "POST" else None,
        times=asked.poll.times.all(),
        minutes=asked.poll.minutes,
        zone=asked.poll.zone,
        said=said_by(asked),
        seen=page.seen,
    )
    if form.is_bound and form.is_valid():

        def act() -> str:
            answer_poll(asked=asked, said=form.said(), at=now())
            return "./"  # from here on: the link itself is kept nowhere

        try:
            return done_once(request, act, at=now())
        except (PollClosed, ProcessClosed):
            form.add_error(
                None,
                _(
                    "This was closed while you were answering, so your answers were not saved. You see them "
                    "below and may tell them to your supervisor."
                ),
            )
        except LinkClosed:
            raise Http404 from None
        page = PollAnswerPage.of(asked, at=now())
    return render(
        request, "booking/poll_answer.html", {"page": page, "form": form, "base": base, "poll": asked.poll}
    )
