"""The first draft of a process's agreement, filled from what is known of it: nothing is typed twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from tuokio.agreement.domain.choices import ExtraKind
from tuokio.agreement.domain.clauses import USUAL_MONTHS, Known, draft_from, kind_for
from tuokio.agreement.domain.content import (
    AgreementContent,
    Billing,
    Cancelling,
    Extra,
    FrameGoal,
    Party,
    Training,
    Vat,
)
from tuokio.agreement.models.offers import Offer, OfferExtra
from tuokio.agreement.signals import keeping_asked
from tuokio.agreement.usecases.offer_rules import accepted_offer
from tuokio.agreement.usecases.ordering_side import coordinators_of
from tuokio.kit.when import local
from tuokio.mapping.recommended import Recommended, recommended_for
from tuokio.people.models import ContactPerson, Person, Practice
from tuokio.supervision.models import Process, Term
from tuokio.terms.agreement_words import AgreementKind, PartyKind, Profile
from tuokio.terms.words import Composition, FormOfWork, OrganisationKind

PLANNED, INTERVAL, MINUTES = 10, 4, 75
USUAL_MINUTES = {FormOfWork.INDIVIDUAL: 60, FormOfWork.WORK_COMMUNITY: 120}  # domain 1.1
PUBLIC = {
    OrganisationKind.COUNTY,
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.STATE,
    OrganisationKind.CHURCH,  # its own act applies the openness of authorities to it
}


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What is worked in, how often and how long, wherever it was settled last."""

    form: FormOfWork
    composition: Composition | None
    planned: int
    minutes: int
    interval_weeks: int
    starts_on: date | None = None
    price_cents: int | None = None


def usual_kind(process: Process) -> AgreementKind:
    """Between whom the agreement of such a process is usually made."""
    pays_self = process.payer is None or process.payer.kind == OrganisationKind.SELF_PAYER
    return kind_for(pays_self=pays_self, is_internal=not process.practice.invoices)


def first_content(
    process: Process, *, kind: AgreementKind, profile: Profile, language: str, on: date
) -> AgreementContent:
    """What stands in the first draft. Ties are left open: the supervisor answers them, nobody else can."""
    term = process.current_term
    offer = None if term else accepted_offer(process)
    recommended = None if term else recommended_for(process)
    numbers = _numbers(process, term, offer, recommended)
    supervisor = process.supervisor_on(on)
    known = Known(
        kind=kind,
        language=language,
        supervisor=_supervisor(process, supervisor),
        orderer=_orderer(process, kind),
        unit_manager=_manager(process) if kind == AgreementKind.FOUR_PARTY else None,
        form=numbers.form,
        people=process.member_count,
        composition=numbers.composition,
        planned=numbers.planned,
        minutes=numbers.minutes,
        interval_weeks=numbers.interval_weeks,
        starts_on=numbers.starts_on,
        price_cents=numbers.price_cents,
        goals=_goals(recommended),
        trial_meetings=term.trial_meetings if term else 0,
        quorum=term.quorum if term else 2,
        ends_on=term.ends_on if term else None,
        extras=tuple(_extra(one) for one in offer.extras.all()) if offer else (),
        limit_cents=term.price_limit_cents if term else None,
        vat=_vat(process, term, offer, on) if kind != AgreementKind.INTERNAL else Vat(),
        billing=_billing(process, term),
        cancelling=_cancelling(term or offer or process.practice),
        told_by_name=bool(term and term.attendance_by_name),
        controller=process.practice.name,
        controller_reach=process.practice.email,
        public_payer=process.payer is not None and process.payer.kind in PUBLIC,
        trainings=_trainings(supervisor),
        meetings_months=_kept_months(process.practice),
    )
    return replace(draft_from(known), profile=profile)


def _numbers(
    process: Process, term: Term | None, offer: Offer | None, recommended: Recommended | None
) -> _Numbers:
    """From the terms that hold, else from the offer that was accepted, else as recommended, else as is usual."""
    form = FormOfWork(process.form)
    composition = Composition(process.composition) if process.composition else None
    if term:
        return _Numbers(
            form,
            composition,
            term.planned,
            term.minutes,
            term.interval_weeks,
            term.starts_on,
            term.price_cents,
        )
    if offer:
        return _Numbers(
            FormOfWork(offer.form),
            Composition(offer.composition) if offer.composition else None,
            offer.planned,
            offer.minutes,
            offer.interval_weeks,
            offer.starts_on,
            offer.price_cents,
        )
    if recommended:
        return _Numbers(
            FormOfWork(recommended.form),
            Composition(recommended.composition) if recommended.composition else None,
            recommended.meetings,
            recommended.minutes,
            recommended.interval_weeks,
        )
    return _Numbers(form, composition, PLANNED, USUAL_MINUTES.get(form, MINUTES), INTERVAL)


def _goals(recommended: Recommended | None) -> tuple[FrameGoal, ...]:
    """The first goals as they were worded in the mapping; how each shows is agreed here."""
    return tuple(
        FrameGoal(id=uuid4(), wording=one) for one in (recommended.first_goals if recommended else ())
    )


def _extra(one: OfferExtra) -> Extra:
    return Extra(kind=ExtraKind(one.kind), cents=one.cents, wording=one.text)


def _supervisor(process: Process, supervisor: Person | None) -> Party:
    practice = process.practice
    return Party(
        kind=PartyKind.SUPERVISOR,
        name=supervisor.name if supervisor else practice.name,
        business_id=practice.business_id,
        reach=practice.email or practice.phone,
    )


def _orderer(process: Process, kind: AgreementKind) -> Party:
    payer, contact = process.payer, process.contact_person
    if kind == AgreementKind.INTERNAL:
        names = [person.name for person in coordinators_of(process)]
        return Party(kind=PartyKind.COORDINATOR, name=names[0] if names else process.practice.name)
    return Party(
        kind=PartyKind.PAYER,
        name=payer.name if payer else "",
        business_id=payer.business_id if payer else "",
        contact=contact.name if contact and payer and contact.name != payer.name else "",
        reach=(contact.email or contact.phone) if contact else "",
    )


def _manager(process: Process) -> Party:
    unit = process.unit
    known = ContactPerson.objects.filter(unit=unit, ended_on=None).first() if unit else None
    return Party(
        kind=PartyKind.UNIT_MANAGER,
        name=known.name if known else "",
        reach=(known.email or known.phone) if known else "",
    )


def _vat(process: Process, term: Term | None, offer: Offer | None, on: date) -> Vat:
    if offer:
        return Vat(
            code=offer.vat_code,
            percent=offer.vat_percent,
            rate_on=local(offer.sent_at or offer.written_at).date(),
            reason_fi=offer.vat_reason_fi,
            reason_sv=offer.vat_reason_sv,
            reason_en=offer.vat_reason_en,
        )
    code = (term.vat_code if term else "") or process.practice.vat_code
    row = next((one for one in process.practice.vat_codes.filter(code=code) if one.holds_on(on)), None)
    if row is None:
        return Vat(code=code)
    return Vat(
        code=code,
        percent=row.percent,
        rate_on=on,
        reason_fi=row.reason_fi,
        reason_sv=row.reason_sv,
        reason_en=row.reason_en,
    )


def _billing(process: Process, term: Term | None) -> Billing:
    payer = process.payer
    order, centre = (term.order_number, term.cost_centre) if term else ("", "")
    return Billing(
        order_number=order or (payer.order_number if payer else ""),
        cost_centre=centre or (payer.cost_centre if payer else ""),
    )


def _cancelling(source: Term | Offer | Practice) -> Cancelling:
    return Cancelling(
        free_until_hours=source.free_until_hours,
        late_percent=source.late_percent,
        no_show_percent=source.no_show_percent,
        count_business_days=source.count_business_days,
    )


def _trainings(supervisor: Person | None) -> tuple[Training, ...]:
    rows = supervisor.qualifications.all() if supervisor else ()
    return tuple(Training(programme=one.programme, year=one.year, body=one.body) for one in rows)


def _kept_months(practice: Practice) -> int:
    """How long the practice keeps dates and attendance, by whoever looks after that."""
    answers: Iterable[tuple[object, object]] = keeping_asked.send(Practice, practice=practice)
    return next((months for _receiver, months in answers if isinstance(months, int)), USUAL_MONTHS)
