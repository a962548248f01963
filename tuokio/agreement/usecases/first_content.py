"""The first draft of a process's agreement, filled from what is known of it: nothing is typed twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from tuokio.agreement.domain.choices import ExtraKind
from tuokio.agreement.domain.clauses import Known, draft_from, kind_for
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
from tuokio.agreement.models.offers import Offer
from tuokio.agreement.usecases.offer_rules import accepted_offer
from tuokio.agreement.usecases.ordering_side import coordinators_of
from tuokio.mapping.recommended import Recommended, recommended_for
from tuokio.people.models import ContactPerson, Person, Practice
from tuokio.supervision.models import Process, Term
from tuokio.terms.agreement_words import AgreementKind, PartyKind, Profile
from tuokio.terms.words import Composition, FormOfWork, OrganisationKind

PLANNED, INTERVAL, MINUTES = 10, 4, 75
USUAL_MINUTES = {FormOfWork.INDIVIDUAL: 60, FormOfWork.WORK_COMMUNITY: 120}  # domain 1.1
PUBLIC = {OrganisationKind.COUNTY, OrganisationKind.MUNICIPALITY, OrganisationKind.STATE}


def usual_kind(process: Process) -> AgreementKind:
    """Between whom the agreement of such a process is usually made."""
    pays_self = process.payer is None or process.payer.kind == OrganisationKind.SELF_PAYER
    return kind_for(pays_self=pays_self, is_internal=not process.practice.invoices)


def first_content(
    process: Process, *, kind: AgreementKind, profile: Profile, language: str, on: date
) -> AgreementContent:
    """What stands in the first draft. Ties are left open: the supervisor answers them, nobody else can."""
    term = process.current_term
    so_far = _so_far(process, term)
    supervisor = process.supervisor_on(on)
    known = Known(
        kind=kind,
        language=language,
        supervisor=_supervisor(process, supervisor),
        orderer=_orderer(process, kind),
        unit_manager=_manager(process) if kind == AgreementKind.FOUR_PARTY else None,
        form=so_far.form,
        people=process.member_count,
        composition=Composition(so_far.composition) if so_far.composition else None,
        planned=so_far.planned,
        minutes=so_far.minutes,
        interval_weeks=so_far.interval_weeks,
        trial_meetings=term.trial_meetings if term else 0,
        quorum=term.quorum if term else 2,
        starts_on=so_far.starts_on,
        ends_on=term.ends_on if term else None,
        goals=_goals(process),
        price_cents=so_far.price_cents,
        limit_cents=term.price_limit_cents if term else None,
        extras=_extras(so_far.offer),
        vat=_vat(process, so_far, on) if kind != AgreementKind.INTERNAL else Vat(),
        billing=_billing(process, term),
        cancelling=_cancelling(term or so_far.offer or process.practice),
        told_by_name=bool(term and term.attendance_by_name),
        controller=process.practice.name,
        controller_reach=process.practice.email,
        public_payer=process.payer is not None and process.payer.kind in PUBLIC,
        trainings=_trainings(supervisor),
    )
    return replace(draft_from(known), profile=profile)


@dataclass(frozen=True, slots=True, kw_only=True)
class _SoFar:
    """What the process's terms say, else the accepted offer, else the recorded recommendation, else what is usual."""

    form: FormOfWork
    composition: str
    planned: int
    minutes: int
    interval_weeks: int
    starts_on: date | None = None
    price_cents: int | None = None
    vat_code: str = ""
    offer: Offer | None = None


def _so_far(process: Process, term: Term | None) -> _SoFar:
    form = FormOfWork(process.form)
    if term is not None:
        return _SoFar(
            form=form,
            composition=process.composition,
            planned=term.planned,
            minutes=term.minutes,
            interval_weeks=term.interval_weeks,
            starts_on=term.starts_on,
            price_cents=term.price_cents,
            vat_code=term.vat_code,
        )
    if (offer := accepted_offer(process)) is not None:
        return _SoFar(
            form=FormOfWork(offer.form),
            composition=offer.composition,
            planned=offer.planned,
            minutes=offer.minutes,
            interval_weeks=offer.interval_weeks,
            starts_on=offer.starts_on,
            price_cents=offer.price_cents,
            vat_code=offer.vat_code,
            offer=offer,
        )
    return _recommended(process, recommended_for(process))


def _recommended(process: Process, found: Recommended | None) -> _SoFar:
    form = FormOfWork(found.form if found else process.form)
    return _SoFar(
        form=form,
        composition=found.composition if found else process.composition,
        planned=found.meetings if found else PLANNED,
        minutes=found.minutes if found else USUAL_MINUTES.get(form, MINUTES),
        interval_weeks=found.interval_weeks if found else INTERVAL,
    )


def _goals(process: Process) -> tuple[FrameGoal, ...]:
    """What the mapping found to be wanted; the supervisor words it for all parties."""
    found = recommended_for(process)
    return tuple(FrameGoal(id=uuid4(), wording=one) for one in (found.first_goals if found else ()))


def _extras(offer: Offer | None) -> tuple[Extra, ...]:
    rows = offer.extras.all() if offer else ()
    return tuple(Extra(kind=ExtraKind(one.kind), cents=one.cents, wording=one.text) for one in rows)


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


def _vat(process: Process, so_far: _SoFar, on: date) -> Vat:
    code = so_far.vat_code or process.practice.vat_code
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
