"""What retention asks of this context: which enquiries and mapping answers are let go, and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from tuokio.mapping.models import Enquiry, MappingConversation, RecordedRecommendation
from tuokio.people.models import Practice
from tuokio.supervision.models import Process, StateChange
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


# --- the mapping conversation --------------------------------------------------------------------------------

AGREED_BY = (ProcessEvent.START_ON_PAPER, ProcessEvent.ALL_PARTIES_ACCEPTED, ProcessEvent.START_SHORT)
WITHOUT_AGREEMENT = (ProcessState.DECLINED, ProcessState.CLOSED)


def mapping_answers_due(practice: Practice, cut: datetime) -> QuerySet[MappingConversation]:
    """Conversations whose agreement came into force, or whose process ended, before `cut` and that still hold answers."""
    agreed = StateChange.objects.filter(process=OuterRef("process"), event__in=AGREED_BY, at__lt=cut)
    ended = Q(process__state__in=WITHOUT_AGREEMENT, process__state_since__lt=cut)
    return MappingConversation.objects.filter(
        Exists(agreed) | ended, process__practice=practice, let_go_at=None
    )


@transaction.atomic
def let_mapping_answers_go(conversations: Sequence[MappingConversation], at: datetime) -> None:
    """Answers, M08, needs and links go; the recommendation stays with its reasons, without those of M08.

    May be repeated.
    """
    for conversation in conversations:
        conversation.safety_answers.all().delete()
        conversation.safety_links.all().delete()
        conversation.alone_links.all().delete()
        conversation.needs.all().delete()
        conversation.answers, conversation.said, conversation.talked_about = {}, {}, []
        conversation.lowest_known = False
        conversation.let_go_at = at
        conversation.save()
        RecordedRecommendation.objects.filter(process=conversation.process_id).update(
            answers={}, voice=None, voiced_result=None, why=""
        )


@transaction.atomic
def let_mapping_go(processes: Sequence[Process], at: datetime) -> None:
    """When a process is erased: its conversation and recommendations go with it. May be repeated."""
    MappingConversation.objects.filter(process__in=processes).delete()
    RecordedRecommendation.objects.filter(process__in=processes).delete()
