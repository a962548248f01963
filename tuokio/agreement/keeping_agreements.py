"""What retention asks of this context: which reasons and agreements are let go, and how (domain 7.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from tuokio.agreement.models.agreements import AgreementVersion, MemberRefusal
from tuokio.people.models import Practice
from tuokio.supervision.models import Process
from tuokio.terms.acceptance_words import VersionState

REASONS_MOMENT = "at"  # the reasons go three months after the version was settled
AGREEMENTS_MOMENT = "state_since"  # six years after the year of the last invoice, with the process
SETTLED = (VersionState.IN_FORCE, VersionState.SUPERSEDED, VersionState.VOID)


def refusals_due(practice: Practice, cut: datetime) -> QuerySet[MemberRefusal]:
    """Refusals of versions that were settled, one way or the other, before `cut`; and of ended processes."""
    settled = MemberRefusal.objects.filter(version__process__practice=practice).annotate(
        settled_at=Max("version__changes__at")
    )
    ended = Q(version__process__state__in=("closed", "declined"), version__process__state_since__lt=cut)
    return settled.filter(Q(version__state__in=SETTLED, settled_at__lt=cut) | ended)


@transaction.atomic
def let_refusals_go(refusals: Sequence[MemberRefusal], at: datetime) -> None:
    """The refusals and their reasons go wholly. May be repeated."""
    MemberRefusal.objects.filter(pk__in=[one.pk for one in refusals]).delete()


def agreements_due(practice: Practice, cut: datetime) -> QuerySet[Process]:
    """Ended processes that still have versions of an agreement, ended before `cut`."""
    having = Process.objects.filter(practice=practice, state__in=("closed", "declined"), state_since__lt=cut)
    return having.filter(agreements__isnull=False).distinct()


@transaction.atomic
def let_agreements_go(processes: Sequence[Process], at: datetime) -> None:
    """The versions go with their copies, acceptances and refusals. May be repeated."""
    AgreementVersion.objects.filter(process__in=[one.pk for one in processes]).delete()
