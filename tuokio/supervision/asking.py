"""Asking the supervised for something: an acceptance, an answer, a word on a summary.

The one door for every request outside meetings, so that the budget holds whatever room asks. A mail says only
that something waits; a person who has several things waiting gets one mail, and at most one a week.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.kit.letters import write_to
from tuokio.people.models import Person
from tuokio.supervision.domain.budget import LONGEST_MINUTES, mail_due_at, most_asks
from tuokio.supervision.models import Ask, Member
from tuokio.terms.asking_words import AskKind
from tuokio.terms.words import WayIn


class AskedTooOften(Exception):
    """The member has been asked as often outside meetings as a process of this length allows."""


def asks_left(member: Member) -> int:
    """How many more requests outside meetings this member may get in the process."""
    terms = list(member.process.terms.all())
    planned = sum(term.planned for term in terms) or 10
    return most_asks(planned) - member.asks.filter(in_meeting=False).count()


@transaction.atomic
def ask_members(
    *,
    members: Sequence[Member],
    kind: AskKind,
    about: UUID,
    minutes: int,
    at: datetime,
    in_meeting: bool = False,
    mail: bool = True,
) -> tuple[list[Ask], list[Member]]:
    """Ask each member once for one thing; hands back the requests and the members who may not be asked any more.

    A member who has been asked for the same thing and has not answered is reminded: that is a request of its
    own. In a meeting (`in_meeting`) it costs nothing. Whoever has no way in is asked in the room only, and gets
    no request here. Raises ValueError above three minutes.
    """
    if minutes > LONGEST_MINUTES:
        raise ValueError(f"a request may take {LONGEST_MINUTES} minutes at most, not {minutes}")
    asked: list[Ask] = []
    spared: list[Member] = []
    for member in members:
        if member.person_id is None:
            continue
        if not in_meeting and asks_left(member) <= 0:
            spared.append(member)
            continue
        asked.append(
            Ask.objects.create(
                member=member,
                kind=kind,
                about=about,
                minutes=minutes,
                in_meeting=in_meeting,
                asked_at=at,
                mail_wanted=mail and not in_meeting and member.way_in == WayIn.MAIL,
            )
        )
    tell_of_asks(at=at, persons=[ask.member.person_id for ask in asked if ask.member.person_id])
    return asked, spared


def spared_told(count: int) -> str:
    """What the supervisor hears of those who may not be asked any more: it goes in the room. Empty of nobody."""
    if not count:
        return ""
    words = ngettext(
        "One supervisee has been asked as often as was promised. Take it up at a meeting.",
        "%(count)s supervisees have been asked as often as was promised. Take it up at a meeting.",
        count,
    )
    return words % {"count": count}


def settle_asks(*, about: UUID, at: datetime, member: Member | None = None) -> None:
    """What was asked for is there, or not wanted any more: of one member, or of everyone."""
    open_asks = Ask.objects.filter(about=about, settled_at=None)
    if member is not None:
        open_asks = open_asks.filter(member=member)
    open_asks.update(settled_at=at)


@transaction.atomic
def tell_of_asks(*, at: datetime, persons: Sequence[UUID] | None = None) -> int:
    """Send the mails that are due: one for all that waits for a person, at most one a week. Returns how many.

    The night calls this again for those whose week was not over. May be repeated.
    """
    waiting = Ask.objects.filter(mail_wanted=True, mailed_at=None, settled_at=None, asked_at__lte=at)
    if persons is not None:
        waiting = waiting.filter(member__person__in=persons)
    ids = list(waiting.order_by().values_list("member__person", flat=True).distinct())
    sent = 0
    for person in Person.objects.select_for_update().filter(pk__in=ids, is_active=True).exclude(email=None):
        mine = Ask.objects.filter(member__person=person)
        last = mine.aggregate(last=Max("mailed_at"))["last"]
        if mail_due_at(at, last) > at:
            continue
        first = mine.filter(mail_wanted=True, mailed_at=None, settled_at=None).first()
        if first is None:
            continue
        _send(person, practice_id=first.member.process.practice_id, at=at)
        mine.filter(mail_wanted=True, mailed_at=None, settled_at=None).update(mailed_at=at)
        sent += 1
    return sent


def _send(person: Person, *, practice_id: UUID, at: datetime) -> None:
    write_to(
        person,
        kind="something waits",
        subject=lambda: _("Something waits for you in Tuokio"),
        text=lambda: (
            _(
                "Hello,\n\n"
                "Something waits for you in Tuokio. It takes three minutes at most:\n"
                "%(address)s\n\n"
                "You get at most one such mail a week. You need not answer; if you have already, nothing more is needed."
            )
            % {"address": settings.BASE_ADDRESS + "/"}
        ),
        at=at,
        practice_id=practice_id,
    )
