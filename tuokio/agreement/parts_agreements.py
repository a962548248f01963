"""What agreements add to the pages that the desk gathers (see parts.py)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tuokio.agreement.domain.version_states import WAITING
from tuokio.agreement.labels_acceptance import BADGES, VERSION_STATES
from tuokio.agreement.models.agreements import Acceptance, AgreementVersion, MemberRefusal
from tuokio.agreement.pages.agreements import is_asked
from tuokio.agreement.pages.for_supervisor import first_to_look_at
from tuokio.agreement.usecases.force import is_enough, taking_part
from tuokio.agreement.usecases.ordering_side import party_of_contact
from tuokio.agreement.usecases.sending import MAY_AGREE
from tuokio.kit.clock import HELSINKI
from tuokio.kit.parts import Part, Place
from tuokio.kit.prepared import how_many, prepared
from tuokio.kit.waiting import Waiting, WaitingRank
from tuokio.kit.when import local
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.models import MEANT_FOR_PAYER, Process, ProcessQuerySet
from tuokio.terms.acceptance_words import VersionState
from tuokio.terms.agreement_words import AgreementKind, PartyKind
from tuokio.terms.words import ProcessState, Standing

FIRST_REMINDER = timedelta(days=7)
# here the agreement is the next step, or comes after it: a card of its own would say it twice
EARLIER = frozenset(
    {
        ProcessState.ENQUIRED,
        ProcessState.MAPPING,
        ProcessState.RECOMMENDED,
        ProcessState.OFFERED,
        ProcessState.AGREEING,
    }
)
SHOWN = sorted({*WAITING, VersionState.IN_FORCE})


def flags() -> dict[str, Any]:
    """Whether the process has any version of an agreement, one in force, and one that would change another."""
    versions = AgreementVersion.objects.filter(process=OuterRef("pk"))
    unsettled = sorted({*WAITING, VersionState.DRAFT})
    return {
        "has_agreement": Exists(versions),
        "agreement_holds": Exists(versions.filter(state=VersionState.IN_FORCE)),
        "amendment_open": Exists(versions.filter(state__in=unsettled, amends__isnull=False)),
    }


@dataclass(frozen=True, slots=True)
class ProcessPart:
    """The agreement on the page of the process, for its supervisor. `number` 0: nothing is drawn up yet."""

    number: int
    badge: str
    state: str
    accepted: str
    declined: str
    href: str
    action: str


def on_process_page(process: Process, *, at: datetime) -> Iterator[Part]:
    """Where the agreement stands; a way to draw one up once the work goes on without, or was brought in."""
    template = "agreement/part_process.html"
    room = reverse("agreement:agreement", args=[process.pk])
    if not getattr(process, "has_agreement", True):
        if process.now_in in MAY_AGREE and process.now_in not in EARLIER:
            href = reverse("agreement:draft", args=[process.pk])
            none = ProcessPart(0, "", "", "", "", href, _("Draw up the agreement"))
            yield Part(template, none, leads_to=room)
        return
    on = local(at).date()
    version = first_to_look_at(_versions(process, on))
    if version is None:
        return
    version.process = process
    state = version.now_in
    declined = version.declined
    yield Part(
        template,
        ProcessPart(
            number=version.number,
            badge=BADGES[state],
            state=str(VERSION_STATES[state]),
            accepted=_accepted(version, process, on) if version.sent_at else "",
            declined=ngettext("one does not accept", "%(count)s do not accept", declined)
            % {"count": declined}
            if declined
            else "",
            href=room,
            action=_("Look at the agreement"),
        ),
        leads_to=room,
    )


@prepared
def _versions(process: Process, on: date) -> QuerySet[Any]:
    """The versions without their words, each with how many of those who take part accepted, and how many declined."""
    present = Q(member__joined_on__lte=on) & (Q(member__left_on=None) | Q(member__left_on__gt=on))
    given = Acceptance.objects.filter(present, version=OuterRef("pk"))
    return (
        AgreementVersion.objects.filter(process=process)
        .defer("content")
        .annotate(
            accepted=how_many(given, "version"),
            declined=how_many(MemberRefusal.objects.filter(version=OuterRef("pk")), "version"),
        )
        .order_by("-number")
    )


def _accepted(version: Any, process: Process, on: date) -> str:
    present = sum(member.belongs_on(on) for member in process.members.all())
    told = {"accepted": version.accepted, "all": present}
    return _("%(accepted)s of %(all)s supervisees have accepted") % told


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One agreement for a party: which process, whether it waits for the reader, and where to read it."""

    process: str
    waits: bool
    is_amendment: bool
    href: str


@dataclass(frozen=True, slots=True)
class PartyPart:
    """Agreements of a party: those that wait for the reader's answer, or those to be read again."""

    rows: tuple[PartyRow, ...]
    waits: bool


def _parts(template: str, rows: Collection[PartyRow]) -> Iterator[Part]:
    """What waits in one part, what is settled in another: they stand in different places of the page."""
    for waits, place in ((True, Place.WAITS), (False, Place.SETTLED)):
        found = tuple(row for row in rows if row.waits is waits)
        if found:
            yield Part(template, PartyPart(found, waits), place)


def _shown(processes: QuerySet[Process]) -> QuerySet[AgreementVersion]:
    return (
        AgreementVersion.objects.filter(process__in=processes, state__in=SHOWN)
        .select_related("process")
        .defer("content")
        .order_by("process__name", "number")
    )


def commissioners_flags() -> dict[str, Any]:
    """Whether the process has a version that waits or holds."""
    return {
        "agreements_to_show": Exists(
            AgreementVersion.objects.filter(process=OuterRef("pk"), state__in=SHOWN).exclude(
                kind=AgreementKind.INTERNAL
            )
        )
    }


def on_commissioners_page(contact: ContactPerson, *, at: datetime) -> Iterator[Part]:
    """What waits for the contact person's acceptance, and the agreements that hold."""
    if not contact.pk:
        return
    rows: list[PartyRow] = []
    for version in _of_contact(contact):
        party = party_of_contact(contact, version)
        done = version.for_payer if party == PartyKind.PAYER else version.for_unit
        waits = is_asked(version, party) and not done
        if waits or done:
            href = reverse("agreement:for_payer", args=[version.pk])
            rows.append(PartyRow(version.process.name, waits, version.is_amendment, href))
    yield from _parts("agreement/part_commissioner.html", rows)


def _of_contact(contact: ContactPerson) -> list[Any]:
    if contact.unit_id:
        return list(_with_the_payers(Process.objects.ordered_by(contact)))
    return _of_organisation(contact.practice_id, contact.organisation_id)


@prepared
def _of_organisation(practice: UUID, organisation: UUID) -> QuerySet[Any]:
    return _with_the_payers(Process.objects.ordered_for(practice, organisation))


def _with_the_payers(processes: ProcessQuerySet) -> QuerySet[Any]:
    """The versions to be shown, each with whether those who order have accepted it."""
    given = Acceptance.objects.filter(version=OuterRef("pk"))
    return (
        _shown(processes.open())
        .filter(MEANT_FOR_PAYER)
        .exclude(kind=AgreementKind.INTERNAL)
        .annotate(
            for_payer=Exists(given.filter(party=PartyKind.PAYER)),
            for_unit=Exists(given.filter(party=PartyKind.UNIT_MANAGER)),
        )
    )


def home_flags() -> dict[str, Any]:
    """Whether the member's process has a version that waits or holds."""
    versions = AgreementVersion.objects.filter(process=OuterRef("process"), state__in=SHOWN)
    return {"agreements_to_show": Exists(versions)}


def on_phone_home(person: Person, *, at: datetime) -> Iterator[Part]:
    """What waits for a member's answer, and the way to what they agreed to."""
    on = at.astimezone(HELSINKI).date()
    rows: dict[
        tuple[UUID, bool], PartyRow
    ] = {}  # of each process the newest that waits, and the newest that does not
    for version in _of_member(person, on):
        if not is_asked(version, PartyKind.MEMBER):
            continue
        waits = not (version.answered or version.declined or version.process.has_ended)
        href = reverse("agreement:for_member", args=[version.pk])
        rows[version.process_id, waits] = PartyRow(version.process.name, waits, version.is_amendment, href)
    yield from _parts("agreement/part_home.html", rows.values())


@prepared
def _of_member(person: Person, on: date) -> QuerySet[Any]:
    mine = Q(member__person=person)
    return _shown(Process.objects.joined_by(person, on=on)).annotate(
        answered=Exists(Acceptance.objects.filter(mine, version=OuterRef("pk"))),
        declined=Exists(MemberRefusal.objects.filter(mine, version=OuterRef("pk"))),
    )


def worth_asking(person: Person, *, on: date) -> dict[str, Exists]:
    """Whether any version waits for somebody, or was declined."""
    return {"agreements_wait": Exists(_waiting(person, on))}


def waiting(person: Person, *, on: date) -> Iterator[Waiting]:
    """For the supervisor: a no, an answer that does not come, one who left. For a coordinator: what to accept.

    One question.
    """
    for version in _waiting(person, on).select_related("process").order_by("sent_at", "pk"):
        found = _for_supervisor(version, on) if version.is_led else _for_coordinator(version)
        if found:
            yield found


def _waiting(person: Person, on: date) -> QuerySet[Any]:
    led = Process.objects.led_by(person, on=on).open()
    house = Process.objects.of_practices(person, Standing.COORDINATOR).open()
    given = Acceptance.objects.filter(version=OuterRef("pk"), party=PartyKind.COORDINATOR)
    waits, refused = (
        Q(state__in=sorted(WAITING)),
        Exists(MemberRefusal.objects.filter(version=OuterRef("pk"))),
    )
    return (
        # those of one person first: most of what holds anywhere waits for nobody
        AgreementVersion.objects.filter(Q(process__in=led) | Q(process__in=house), state__in=SHOWN)
        .annotate(declined=refused, is_led=Exists(led.filter(pk=OuterRef("process"))))
        .filter(
            (Q(is_led=True) & (waits | Q(declined=True)))
            | (
                waits
                & Q(kind=AgreementKind.INTERNAL)
                & ~Exists(given)
                & Exists(house.filter(pk=OuterRef("process")))
            )
        )
    )


def _for_supervisor(version: Any, on: date) -> Waiting | None:
    why, action, where = "", _("Look at the agreement"), "agreement:agreement"
    if version.declined:
        why = _("A supervisee does not accept it. Only you see this.")
    elif is_enough(version, taking_part(version.process, on=on)):
        why = _("Nobody is waited for any more: you can bring it into force.")
    elif local(version.sent_at).date() + FIRST_REMINDER <= on:
        why = _("Sent a week ago or more, and not all have accepted.")
        action, where = _("Remind everyone"), "agreement:reminder"
    if not why:
        return None
    return Waiting(
        kind=_("Agreement"),
        title=version.process.name,
        why=why,
        href=reverse(where, args=[version.process_id]),
        action=action,
        rank=WaitingRank.AGREEMENT,
    )


def _for_coordinator(version: AgreementVersion) -> Waiting:
    return Waiting(
        kind=_("Agreement"),
        title=version.process.name,
        why=_("Waits for your acceptance."),
        href=reverse("agreement:for_house", args=[version.pk]),
        action=pgettext("agreement", "Read and accept"),
        rank=WaitingRank.AGREEMENT,
    )
