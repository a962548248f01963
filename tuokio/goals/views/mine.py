"""A member's own pages: the goals, answering alone, and the own answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuokio.goals.forms.rating import RateForm
from tuokio.goals.models import AnswerSheet, RatingRound, member_of
from tuokio.goals.pages.goals import GoalsPage
from tuokio.goals.pages.rounds import OwnRound, goals_of
from tuokio.goals.refusals import REFUSED, sentence
from tuokio.goals.usecases.rounds import rate_privately, turn_up
from tuokio.kit.clock import now, today
from tuokio.people.access import signed_in, signed_in_only
from tuokio.people.models import Person
from tuokio.supervision.models import Member, Process


def own_round(person: Person, round_id: UUID) -> tuple[RatingRound, Member]:
    """The rating and the membership, if the person takes part today; for everyone else there is none."""
    joined = Process.objects.joined_by(person, on=today())
    rounds = RatingRound.objects.filter(process__in=joined).select_related("process")
    found = get_object_or_404(rounds, pk=round_id)
    member = member_of(found.process, person, today())
    if member is None:
        raise Http404
    return found, member


@never_cache
@signed_in_only
@require_safe
def goals(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The goals of the process, where the group said they stand, and the own answers."""
    person = signed_in(request)
    process = get_object_or_404(Process.objects.joined_by(person, on=today()), pk=process_id)
    member = member_of(process, person, today())
    if member is None:
        raise Http404
    rounds = RatingRound.objects.filter(process=process).select_related("process").order_by("-opened_at")
    own = [OwnRound.of(one, one.sheet_of(member)) for one in rounds]
    page = GoalsPage.of(process)
    return render(request, "goals/mine.html", {"process": process, "page": page, "rounds": own})


@never_cache
@signed_in_only
def rating(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Answering alone, and afterwards what one answered.

    Sent twice it is the same answer, so no token is claimed: that row would keep who answered, and when.
    """
    found, member = own_round(signed_in(request), round_id)
    sheet = found.sheet_of(member)
    form = RateForm(request.POST or None, goals=goals_of(found), **_own(sheet))
    if form.is_valid():
        try:
            rate_privately(
                round=found,
                member=member,
                levels=form.levels(),
                turns_up=form.cleaned_data["turns_up"],
                at=now(),
            )
        except REFUSED as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Thank you. You can change your answers until the rating is closed."))
            return redirect("goals:mine", found.process_id)
    about = {"process": found.process, "page": OwnRound.of(found, sheet), "form": form}
    return render(request, "goals/rating.html", about)


def _own(sheet: AnswerSheet | None) -> dict[str, Any]:
    if sheet is None or not sheet.is_answered:
        return {}
    answered = {row.goal_id: row.level for row in sheet.ratings.all()}
    return {"answered": answered, "turns_up": sheet.turns_up}


@signed_in_only
@require_POST
def turning(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Choosing to turn the answer up with the others, or not to."""
    person = signed_in(request)
    found, member = own_round(person, round_id)
    try:
        turn_up(round=found, member=member, turns_up=request.POST.get("turns_up") == "yes", at=now())
    except REFUSED as refusal:
        messages.error(request, sentence(refusal))
    return redirect("goals:rating", found.pk)
