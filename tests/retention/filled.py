"""A process with something in every table that belongs to one, and a question to all those tables at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from django.apps import apps
from django.db import models

from tests.agreement.agreement_cast import CONTENT, agreeing_process, dearer
from tests.agreement.offer_cast import offered
from tests.cast import MORNING, person
from tests.evaluation.waves_cast import CODES, says
from tests.goals.goal_cast import MEETINGS, PRIMARY_TASK
from tests.mapping.conversation_cast import TEAM
from tuokio.agreement.domain.content import FrameGoal
from tuokio.agreement.models import AgreementVersion
from tuokio.agreement.usecases.accepting import accept_as_member, accept_for_payer, decline_as_member
from tuokio.agreement.usecases.drafting import draft_version
from tuokio.agreement.usecases.offer_answers import accept_offer
from tuokio.agreement.usecases.offer_rules import Extra
from tuokio.agreement.usecases.offers import send_offer, write_offer
from tuokio.agreement.usecases.sending import send_version
from tuokio.evaluation.models import Summary
from tuokio.evaluation.usecases import summaries, waves
from tuokio.evaluation.usecases.answering import answer_as_member, enter_paper
from tuokio.goals.usecases.goals import move_goal, set_goal
from tuokio.goals.usecases.rounds import (
    close_round,
    open_round,
    rate_privately,
    record_levels,
    record_supervisors_levels,
)
from tuokio.mapping.answering_alone import make_link
from tuokio.mapping.conversing import Told, close_voices, enter_voices, keep_answers
from tuokio.mapping.domain.questions import QUESTIONS
from tuokio.mapping.recording import advice_of, as_proposed, record_recommendation
from tuokio.meetings.models import Attendance, Charge, Meeting
from tuokio.people.models import Practice
from tuokio.supervision.domain.deciding import Slips
from tuokio.supervision.models import Process
from tuokio.terms.alone_words import AloneKind
from tuokio.terms.conversation_words import PracticalNeed, SaidBy
from tuokio.terms.goal_words import GoalReason, GoalState, RoundPoint
from tuokio.terms.offer_words import ExtraKind, OfferAnswerWay
from tuokio.terms.summary_words import GroupWord, Recommendation
from tuokio.terms.words import Payment
from tuokio.workroom.models import AloneRound, OutOfRoom, OwnGoal, PulseWanted

ROOMS = ("mapping", "agreement", "goals", "evaluation", "supervision", "workroom")
# what these rooms keep of a practice or a person, not of a process
OF_A_PRACTICE = {"publicpage", "pagewords", "service", "enquiry", "reminder"}
NAMES = ("Bertta S.", "Hennariikka", "T. Koskelainen", "Liisamarja", "M. Mäkirinne", "Veikkoilmari")
DAY = timedelta(days=1)


def filled(practice: Practice, *, names: tuple[str, ...] = NAMES, secret: str = "Salaneuvo") -> Process:
    """Aino's process that has gone the whole way, with `secret` in each free text; it runs, nothing waits."""
    process = agreeing_process(names, practice=practice, name=f"{secret} ryhmä")
    process.members.exclude(person=None).update(person=person("bertta"))
    process.members.filter(name=names[1]).update(person=person(names[1].lower()), way_in="mail")
    _mapped(process, secret)
    _offered(process)
    _agreed(process, secret)
    _goals_rated(process, secret)
    _evaluated(process)
    _summed_up(process)
    _let_out(process, secret)
    _met(process)
    _answered_in_the_room(process)
    return Process.objects.get(pk=process.pk)


def _mapped(process: Process, secret: str) -> None:
    aino = person("aino")
    told = Told(
        questions=[one.id for one in QUESTIONS],
        answers=TEAM | {"goals": [f"{secret} ja työnjako"]},
        needs=[PracticalNeed(next(iter(PracticalNeed)))],
    )
    conversation = keep_answers(process=process, told=told, said_by=SaidBy.TOGETHER, by=aino, at=MORNING)
    make_link(process=process, by=aino, at=MORNING)
    enter_voices(process=process, values=[1, 4], by=aino, at=MORNING)
    close_voices(process=process, by=aino, at=MORNING)
    conversation.refresh_from_db()
    advice = advice_of(conversation)
    assert advice.proposal.form is not None
    chosen = as_proposed(advice, advice.proposal.form)
    record_recommendation(process=process, chosen=chosen, seen="", by=aino, at=MORNING)
    conversation.safety_links.create(fingerprint=uuid4().hex, expires_at=MORNING + DAY)


def _let_out(process: Process, secret: str) -> None:
    """One thing the group has given out of the workroom, and one it is asked about."""
    about = {"practice": process.practice, "process": process, "fingerprint": "f" * 64, "asked_at": MORNING}
    sheet = {"title": secret, "parts": [{"text": secret}]}
    OutOfRoom.objects.create(
        pk=uuid4(), thing="1" * 64, state="given", deadline_at=MORNING, version=1, kind="quality", mark="result",
        salt="5" * 64, sheet=sheet, given_at=MORNING, meant_for=process.payer_id, **about,
    )  # fmt: skip
    asked = OutOfRoom.objects.create(
        pk=uuid4(), thing="2" * 64, state="proposed", deadline_at=MORNING + 2000 * DAY, **about
    )
    asked.voices.create(key="k" * 64)


def _offered(process: Process) -> None:
    aino, contact = person("aino"), process.contact_person
    for planned in (12, 10):
        extras = (Extra(ExtraKind.TRAVEL, 2_000, 10),)
        offer = write_offer(
            process=process, offered=offered(planned=planned, extras=extras), by=aino, at=MORNING
        )
        offer = send_offer(offer=offer, contact=contact, by=aino, at=MORNING)
    accept_offer(offer=offer, way=OfferAnswerWay.LINK, contact=contact, at=MORNING)


def _agreed(process: Process, secret: str) -> None:
    aino = person("aino")
    goal = FrameGoal(id=uuid4(), wording=f"{secret}: vastuut on kirjattu")
    content = replace(CONTENT, frame_goals=(goal,))
    for says_ in (content, dearer(content)):
        draft = draft_version(process=Process.objects.get(pk=process.pk), content=says_, by=aino, at=MORNING)
        version = send_version(version=draft, seen=draft.fingerprint, by=aino, at=MORNING)
        if not version.is_amendment:
            first, second = process.members.exclude(person=None)
            decline_as_member(
                version=version, seen=version.fingerprint, member=first, reason=secret, at=MORNING
            )
            accept_as_member(version=version, seen=version.fingerprint, member=second, at=MORNING)
        accept_for_payer(
            version=version, seen=version.fingerprint, contact=process.contact_person, at=MORNING
        )
    process.papers.create(kind="uploaded", content=b"%PDF", added_at=MORNING)
    version = AgreementVersion.objects.in_force().get(process=process)
    version.copies.create(
        language="fi", content=bytes(range(256)), fingerprint="f" * 64, release="1", made_at=MORNING
    )


def _goals_rated(process: Process, secret: str) -> None:
    aino = person("aino")
    dropped = set_goal(
        process=process, words=replace(MEETINGS, wording=f"{secret} pois"), by=aino, at=MORNING
    )
    move_goal(goal=dropped, to=GoalState.DROPPED, reason=next(iter(GoalReason)), by=aino, at=MORNING)
    goal = set_goal(process=process, words=replace(PRIMARY_TASK, wording=secret), by=aino, at=MORNING)
    one = open_round(process=process, point=RoundPoint.MIDDLE, by=aino, at=MORNING)
    (rated,) = one.goals.filter(goal=goal)
    for member in process.members.exclude(person=None):
        rate_privately(round=one, member=member, levels={rated.pk: 1.0}, turns_up=False, at=MORNING)
    close_round(round=one, by=aino, at=MORNING)
    record_levels(round=one, spans={rated.pk: (0.0, 1.0)}, by=aino, at=MORNING)
    record_supervisors_levels(round=one, levels={rated.pk: 0.0}, by=aino, at=MORNING)


def _evaluated(process: Process) -> None:
    aino = person("aino")
    waves.choose_statements(process=process, codes=CODES, by=aino, at=MORNING)
    wave = waves.open_wave(wave=process.waves.filter(point="t1")[0], by=aino, at=MORNING)
    for member in process.members.exclude(person=None):
        answer_as_member(wave=wave, member=member, answers=says(4), at=MORNING)
    for value in (3, 4, 5, 2):
        enter_paper(wave=wave, answers=says(value), at=MORNING)
    waves.close_wave(wave=wave, by=aino, at=MORNING)


def _summed_up(process: Process) -> None:
    aino = person("aino")
    parts = summaries.Parts(
        period_from=date(2026, 8, 1), period_until=date(2026, 11, 24), recommendation=Recommendation.END
    )
    summaries.draft_summary(process=process, parts=parts, by=aino, at=MORNING)
    summaries.send_to_group(process=process, in_meeting=False, by=aino, at=MORNING)
    summary = Summary.objects.get(process=process)
    for member in process.members.exclude(person=None):
        summaries.say_word(
            summary=summary, member=member, word=GroupWord.OK, seen=summary.fingerprint, at=MORNING
        )
    on_paper = process.members.filter(person=None).count()
    summaries.count_slips(process=process, slips=Slips(on_paper, 0, 0), by=aino, at=MORNING)
    over = MORNING + 15 * DAY
    summaries.decide_when_over(process=process, at=over)
    summaries.give_summary(process=process, by=aino, at=over)
    summaries.draft_summary(process=process, parts=parts, by=aino, at=over)
    summaries.send_to_group(process=process, in_meeting=True, by=aino, at=over)


def _met(process: Process) -> None:
    term = process.terms.order_by("-number")[0]
    meeting = Meeting.objects.create(
        practice=process.practice,
        process=process,
        term=term,
        supervisor=person("aino"),
        starts_at=MORNING,
        minutes=75,
        state="held",
        made_at=MORNING,
    )
    Attendance.objects.create(meeting=meeting, member=process.members.all()[0], present=True)
    Charge.objects.create(
        practice=process.practice,
        process=process,
        meeting=meeting,
        payer=process.payer,
        on=MORNING.date(),
        minutes=75,
        net_cents=16_000,
        payment=Payment.INVOICED,
        invoice_number="2026-17",
        settled_at=MORNING,
    )


def _answered_in_the_room(process: Process) -> None:
    """Rounds that are open with an answer in each, what an earlier one told, and a level of the group."""
    PulseWanted.objects.create(process=process)
    goal = OwnGoal.objects.create(pk=uuid4(), process=process, start=-2)
    goal.recorded.create(low=0, high=0, on=MORNING.date())
    on = MORNING.date()
    for kind in AloneKind:
        told = AloneRound.objects.create(kind=kind, process=process, opened_on=on - DAY, closed_on=on)
        left_open = AloneRound.objects.create(kind=kind, process=process, opened_on=on)
        left_open.tokens.create(fingerprint=uuid4().hex * 2)
        if kind == AloneKind.PULSE:
            told.pulse_bands.create(statement=1, lowest=0, highest=100, answers=4)
            left_open.pulse_answers.create(a=1, b=2, c=3)
        else:
            left_open.rated.create(goal=goal)
            left_open.level_answers.create(goal=goal, halves=0)
            told.levels_told.create(goal=goal, halves=0, answers=4)


def tables() -> Iterator[tuple[type[models.Model], str]]:
    """Every table of these rooms, with the way from it to its process."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            if model is Process or model._meta.model_name in OF_A_PRACTICE:
                continue
            way = _way(model, frozenset())
            assert way, f"{model.__name__} belongs to no process: how long is it kept?"
            yield model, way


def _way(model: type[models.Model], seen: frozenset[type[models.Model]]) -> str:
    """The shortest way of keys from a table to the process."""
    found = []
    for field in model._meta.concrete_fields:
        other = field.related_model
        if not isinstance(field, models.ForeignKey) or other in seen or not isinstance(other, type):
            continue
        if other is Process:
            return field.name
        if other._meta.app_label in ROOMS and not field.null and (way := _way(other, seen | {model})):
            found.append(f"{field.name}__{way}")
    return min(found, key=len, default="")


def rows_of(process: Process) -> dict[str, int]:
    """How many rows each table of these rooms has of the process; tables without any are left out."""
    counts = {
        f"{model._meta.app_label}.{model.__name__}": model._base_manager.filter(**{way: process}).count()
        for model, way in tables()
    }
    return {table: count for table, count in counts.items() if count}


def everything_said() -> str:
    """All that stands in the whole database, as one text."""
    return repr(
        [
            list(model._base_manager.values())
            for model in apps.get_models(include_auto_created=True)
            if not model._meta.proxy
        ]
    )
