"""Tells the people of a process that its dates changed: that, and where to look; never why."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.kit.letters import send_letter
from tuokio.supervision.models import Process


def tell_of_dates(*, process: Process, at: datetime, without: str = "") -> bool:
    """Write to everyone of the process who has a mail address; False when nobody has one, so call them.

    `without`: the address of somebody who has been told otherwise.
    """
    addresses: dict[str, str] = {}
    for member in process.members.filter(left_on=None).select_related("person"):
        if member.person and member.person.email and member.person.is_active:
            addresses[member.person.email] = member.person.language
    contact = process.contact_person
    if contact and contact.email and contact.ended_on is None:
        addresses.setdefault(contact.email, contact.language)
    addresses.pop(without, None)
    for email, language in addresses.items():
        with translation.override(language):
            send_letter(
                kind="dates changed",
                to=email,
                subject=_("A meeting date has changed"),
                text=_(
                    "Hello,\n\na date of your supervision has changed. You can see the dates here:\n%(address)s\n\n"
                    "If something does not fit, answer your supervisor directly.\n"
                )
                % {"address": settings.BASE_ADDRESS},
                language=language,
                at=at,
                practice_id=process.practice_id,
                reply_to=process.practice.email,
            )
    return bool(addresses)
