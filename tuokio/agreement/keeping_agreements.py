"""What retention asks of this context: which reasons and agreements are let go, and how (domain 7.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tuokio.agreement.models.agreements import Acceptance, AgreementVersion, MemberRefusal, VersionChange
from tuokio.people.models import Practice
from tuokio.supervision.domain.states import ENDED_STATES
from tuokio.supervision.models import Process
from tuokio.terms.acceptance_words import VersionState
from tuokio.terms.agreement_words import PartyKind

REASONS_MOMENT = "at"  # the reasons go three months after the version was settled
SETTLED = (VersionState.IN_FORCE, VersionState.SUPERSEDED, VersionState.VOID)


def refusals_due(practice: Practice, cut: datetime) -> QuerySet[MemberRefusal]:
    """Refusals of versions that were settled, one way or the other, before `cut`; and of ended processes."""
    lately = VersionChange.objects.filter(version=OuterRef("version"), at__gte=cut)
    settled = Q(~Exists(lately), version__state__in=SETTLED)
    ended = Q(version__process__state__in=ENDED_STATES, version__process__state_since__lt=cut)
    return MemberRefusal.objects.filter(settled | ended, version__process__practice=practice)


@transaction.atomic
def let_refusals_go(refusals: Sequence[MemberRefusal], at: datetime) -> None:
    """The refusals and their reasons go wholly. May be repeated."""
    MemberRefusal.objects.filter(pk__in=[one.pk for one in refusals]).delete()


@transaction.atomic
def let_agreements_go(processes: Sequence[Process], at: datetime) -> None:
    """When a process is erased: its versions go with their copies, acceptances and refusals. May be repeated."""
    AgreementVersion.objects.filter(process__in=processes).delete()


def members_accepted_namelessly(process: Process) -> None:
    """When the members of a process are let go: their acceptances stay as counts, without a person."""
    Acceptance.objects.filter(version__process=process, party=PartyKind.MEMBER).update(person=None)
