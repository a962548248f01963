"""What retention asks of offers: which are let go, and how.

What was never accepted goes half a year after it came to rest; what was accepted belongs to the agreement and
goes with it, when the process is erased (domain 7.3, the six-year rule).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from tuokio.agreement.models import Offer, OfferChange
from tuokio.audit import trail
from tuokio.people.models import Practice
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import move_process
from tuokio.terms.offer_words import OfferState
from tuokio.terms.words import ProcessEvent, ProcessState

RESTING = (
    OfferState.DRAFT,
    OfferState.DECLINED,
    OfferState.EXPIRED,
    OfferState.SUPERSEDED,
    OfferState.WITHDRAWN,
)


def unaccepted_due(practice: Practice, cut: datetime) -> QuerySet[Offer]:
    """Offers that nobody accepted and to which nothing has happened since `cut`; also drafts of what never began."""
    last = OfferChange.objects.filter(offer=OuterRef("pk")).order_by("-at").values("at")[:1]
    resting = Offer.objects.filter(process__practice=practice, state__in=RESTING)
    return resting.annotate(last_at=Subquery(last)).filter(last_at__lt=cut)


@transaction.atomic
def let_unaccepted_go(offers: Sequence[Offer], at: datetime) -> None:
    """Erase them. A process that only waited for such an offer has not started: it is declined. May be repeated."""
    processes = {offer.process_id for offer in offers}
    Offer.objects.filter(pk__in=[offer.pk for offer in offers]).exclude(
        state__in=(OfferState.SENT, OfferState.ACCEPTED)
    ).delete()
    waiting = Process.objects.filter(pk__in=processes, state=ProcessState.OFFERED)
    living = Offer.objects.filter(process=OuterRef("pk"))
    for process in waiting.filter(~Exists(living)):
        move_process(process=process, event=ProcessEvent.DECLINE, by=None, at=at)
    _account(processes, at)


@transaction.atomic
def let_offers_go(processes: Sequence[Process], at: datetime) -> None:
    """When a process is erased: every offer of it goes, the accepted ones too. May be repeated."""
    Offer.objects.filter(process__in=processes).delete()


def _account(processes: set[UUID], at: datetime) -> None:
    for process in Process.objects.filter(pk__in=processes):
        trail.record("offers erased", about=process, by=None, at=at)
