"""Reminders without content: on a day that somebody chose, one mail to them that something waits, and never what.

Their own wish, so it takes nothing of what others may ask of them; but it keeps the pace of those mails: one in a
week at most, whichever of the two it is. What falls due meanwhile waits until the week is over, and goes in one mail.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from tuokio.kit.clock import HELSINKI
from tuokio.kit.letters import write_to
from tuokio.people.models import Person
from tuokio.supervision.domain.budget import MAIL_PAUSE, mail_due_at
from tuokio.supervision.models import Ask
from tuokio.vault.models import Space
from tuokio.vault.refusals import Malformed, NotThere
from tuokio.workroom.models import Reminder
from tuokio.workroom.refusals import TooMany

MOST = 60  # that wait, of one person
FARTHEST = timedelta(days=800)


@transaction.atomic
def set_reminder(*, person: Person, reminder_id: UUID, on: date, at: datetime) -> None:
    """Wish to be told on a day to come, or on another day than before. Raises Malformed, TooMany.

    Raises NotThere for whoever is in no circle, and for another's id.
    """
    if not Space.objects.of(person).exists():
        raise NotThere
    today = at.astimezone(HELSINKI).date()
    if not today < on <= today + FARTHEST:
        raise Malformed
    list(Person.objects.select_for_update().filter(pk=person.pk))
    found = Reminder.objects.filter(pk=reminder_id).first()
    if found is not None and found.person_id != person.pk:
        raise NotThere
    if found is None and waiting(person).count() >= MOST:
        raise TooMany
    Reminder.objects.update_or_create(
        pk=reminder_id, defaults={"person": person, "on": on, "mailed_on": None}
    )


@transaction.atomic
def clear_reminder(*, person: Person, reminder_id: UUID) -> None:
    """Wish it no more; what is not there is cleared already."""
    waiting(person).filter(pk=reminder_id).delete()


def waiting(person: Person) -> QuerySet[Reminder]:
    """The person's own reminders that have not been mailed."""
    return Reminder.objects.filter(person=person, mailed_on=None)


def remind_who_wished(at: datetime) -> int:
    """Each night: one mail to each whose day has come and whose week is over. Returns how many. May be repeated."""
    today = at.astimezone(HELSINKI).date()
    Reminder.objects.filter(mailed_on__lte=today - MAIL_PAUSE).delete()
    due = Reminder.objects.filter(mailed_on=None, on__lte=today).order_by()
    return sum(_remind(key, at, today) for key in list(due.values_list("person", flat=True).distinct()))


@transaction.atomic
def _remind(person_id: UUID, at: datetime, today: date) -> bool:
    person = Person.objects.select_for_update().get(pk=person_id)
    due = waiting(person).filter(on__lte=today)
    if not person.email or not person.is_active or not Space.objects.of(person).exists():
        due.delete()  # nobody to tell, or nothing any more that waits for them
        return False
    if not due.exists() or mail_due_at(at, _last_mail(person)) > at:
        return False
    write_to(
        person,
        kind="reminder",
        subject=lambda: _("Something waits for you in Tuokio"),
        text=lambda: (
            _(
                "Something waits for you in Tuokio, as you wished. It needs no answer."
                "\n\nOpen Tuokio: %(address)s\n"
            )
            % {"address": settings.BASE_ADDRESS}
        ),
        at=at,
    )
    due.update(mailed_on=today)
    return True


def _last_mail(person: Person) -> datetime | None:
    """When the person was last told that something waits, by their own wish or because somebody asked."""
    asked: datetime | None = Ask.objects.filter(member__person=person).aggregate(last=Max("mailed_at"))[
        "last"
    ]
    told: date | None = Reminder.objects.filter(person=person).aggregate(last=Max("mailed_on"))["last"]
    wished = None if told is None else datetime(told.year, told.month, told.day, tzinfo=HELSINKI)
    return max(filter(None, (asked, wished)), default=None)
