"""What retention asks of this context: which enquiries are let go, and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.mapping.models import Enquiry
from tuokio.people.models import Practice
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import move_process
from tuokio.terms.words import ProcessEvent, ProcessState

MOMENT = "arrived_at"
NEVER_BEGAN = (ProcessState.ENQUIRED, ProcessState.REFERRED, ProcessState.DECLINED)


def enquiries_due(practice: Practice, cut: datetime) -> QuerySet[Enquiry]:
    """Enquiries that arrived before `cut` and still say who asked and what."""
    return Enquiry.objects.filter(practice=practice, arrived_at__lt=cut, erased_at=None)


@transaction.atomic
def let_enquiries_go(enquiries: Sequence[Enquiry], at: datetime) -> None:
    """Name, address and words go; the dates and the answer stay. May be repeated.

    A process that never began loses the initials in its name; one that nobody answered is declined.
    """
    for enquiry in enquiries:
        if enquiry.process is not None and enquiry.process.state in NEVER_BEGAN:
            _let_process_rest(enquiry.process, at)
        enquiry.name = enquiry.reply_to = enquiry.words = ""
        enquiry.erased_at = at
        enquiry.save(update_fields=["name", "reply_to", "words", "erased_at"])


def _let_process_rest(process: Process, at: datetime) -> None:
    with translation.override(process.practice.language):
        process.name = _("Enquiry")
    process.save(update_fields=["name"])
    if process.state == ProcessState.ENQUIRED:
        move_process(process=process, event=ProcessEvent.DECLINE, by=None, at=at)
    elif process.state == ProcessState.REFERRED:
        move_process(process=process, event=ProcessEvent.CLOSE_REFERRAL, by=None, at=at)
