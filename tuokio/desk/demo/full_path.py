"""What was recommended, offered, agreed and evaluated in each demo process that goes the full path, by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from tuokio.agreement.domain.content import FrameGoal
from tuokio.agreement.models import AgreementVersion
from tuokio.agreement.usecases.accepting import decline_as_member
from tuokio.agreement.usecases.drafting import draft_version, take_back
from tuokio.agreement.usecases.offer_answers import (
    accept_offer,
    ask_again,
    decline_offer,
    expire_offers,
    note_answer,
)
from tuokio.agreement.usecases.offers import withdraw_offer
from tuokio.agreement.usecases.recording import record_acceptances
from tuokio.desk.demo.asking import answer_alone
from tuokio.desk.demo.goal_words import (
    HANDOVER,
    LEADING,
    MATERIAL,
    OWN_WORK,
    ROLES,
    SPEAKING,
    VOLUNTEERS,
)
from tuokio.desk.demo.steps import (
    Tale,
    accept,
    accept_members,
    agree,
    all_say_ok,
    ask,
    asked,
    choose,
    draft,
    map_together,
    offer,
    rate,
    record,
    send,
    summarise,
    to_group,
    wave,
    write,
)
from tuokio.evaluation.usecases.summaries import ask_back, give_nothing, give_summary, mark_discussed
from tuokio.evaluation.usecases.waves import ask_at_home, skip_wave
from tuokio.kit import clock
from tuokio.kit.when import local
from tuokio.supervision.usecases import move_process
from tuokio.terms.acceptance_words import IdentityLevel
from tuokio.terms.evaluation_words import SkipReason, WavePoint
from tuokio.terms.goal_words import RoundPoint
from tuokio.terms.offer_words import OfferAnswerWay, OfferDeclineReason
from tuokio.terms.summary_words import GroupWord, Recommendation
from tuokio.terms.words import ProcessEvent

T1, T2, T3 = WavePoint.START, WavePoint.MIDDLE, WavePoint.END


def _ago(**span: int) -> datetime:
    return clock.now() - timedelta(**span)


# --- alone -------------------------------------------------------------------------------------------------------


def _self_payer(tale: Tale) -> None:
    """One who pays for herself: a short agreement, one goal in words, and a few questions to answer now."""
    agree(tale, OWN_WORK)
    choose(tale, tale.meeting(1))
    asked(tale, T1, tale.meeting(1))
    opened = ask(tale, T2, _ago(hours=20), answering=0)
    ask_at_home(wave=opened, by=tale.leader, at=_ago(hours=19))


def _draft_in_swedish(tale: Tale) -> None:
    """A draft that nobody else has seen yet."""
    draft(tale, _ago(days=1))


def _one_persons_summary(tale: Tale) -> None:
    """One person has approved the summary alone; it can be given."""
    agree(tale, LEADING)
    summarise(tale, _ago(days=3), recommendation=Recommendation.END)
    all_say_ok(tale, _ago(days=2))


# --- groups that are under way -----------------------------------------------------------------------------------


def _answering_today(tale: Tale) -> None:
    """The middle questions are open, the first ones reported; where the goals stood halfway is recorded."""
    agree(tale, ROLES, SPEAKING)
    choose(tale, tale.meeting(1))
    asked(tale, T1, tale.meeting(1))
    round = rate(tale, RoundPoint.MIDDLE, (-1, 0, 0, 1, 0, -1), tale.meeting(4))
    record(tale, round, tale.meeting(4), (0, 0), (-1, 0), supervisor=0)
    opened = ask(tale, T2, _ago(hours=3), answering=0)
    ask_at_home(wave=opened, by=tale.leader, at=_ago(hours=2))


def _change_open(tale: Tale) -> None:
    """A new goal is being agreed on: it concerns everyone, and the payer has accepted already."""
    holding = agree(tale, HANDOVER)
    choose(tale, tale.meeting(1))
    asked(tale, T1, tale.meeting(1))
    round = rate(tale, RoundPoint.MIDDLE, (0, 0, 1, 0, -1, 0, 1, 0), tale.meeting(5))
    record(tale, round, tale.meeting(5), (0, 1), supervisor=0)
    says = holding.says
    added = FrameGoal(id=uuid4(), wording=SPEAKING.wording, indicator=SPEAKING.indicator)
    content = replace(says, frame_goals=(*says.frame_goals, added))
    version = draft_version(process=tale.process, content=content, by=tale.leader, at=_ago(days=5))
    version = send(tale, version, _ago(days=5))
    accept(tale, version, _ago(days=3))
    record_acceptances(
        version=version,
        given=dict.fromkeys(tale.members[:3], IdentityLevel.ALOUD),
        by=tale.leader,
        at=_ago(days=2),
    )


def _rating_open(tale: Tale) -> None:
    """The goals are being rated: two of four have answered."""
    agree(tale, SPEAKING)
    choose(tale, tale.meeting(1))
    asked(tale, T1, tale.meeting(1))
    rate(tale, RoundPoint.END, (0, 1), _ago(hours=5))


def _returned(tale: Tale) -> None:
    """The group would change the summary. Its dates were moved, which needed nobody's acceptance."""
    first = agree(tale, ROLES)
    _later_end(tale, first, tale.meeting(3))
    choose(tale, tale.meeting(1))
    asked(tale, T1, tale.meeting(1))
    asked(tale, T2, tale.meeting(6))
    summarise(tale, _ago(days=12))
    ok = GroupWord.OK
    to_group(tale, _ago(days=10), ok, ok, GroupWord.CHANGE, ok, ok)


def _later_end(tale: Tale, holding: AgreementVersion, at: datetime) -> None:
    says = holding.says
    ends_on = (says.dates.ends_on or local(at).date()) + timedelta(weeks=4)
    content = replace(says, dates=replace(says.dates, ends_on=ends_on))
    send(tale, draft_version(process=tale.process, content=content, by=tale.leader, at=at), at)


def _asked_back(tale: Tale) -> None:
    """A summary was given halfway and asked back."""
    agree(tale, LEADING)
    choose(tale, tale.meeting(1))
    asked(tale, T1, tale.meeting(1))
    summarise(tale, _ago(days=16))
    all_say_ok(tale, _ago(days=15))
    give_summary(process=tale.process, by=tale.leader, at=_ago(days=14))
    ask_back(process=tale.process, by=tale.leader, at=_ago(days=9))


def _discussed(tale: Tale) -> None:
    """Halfway the summary was given, and talked about together."""
    agree(tale, LEADING, SPEAKING)
    choose(tale, tale.meeting(1))
    asked(tale, T1, tale.meeting(1))
    asked(tale, T2, tale.meeting(5))
    round = rate(tale, RoundPoint.MIDDLE, (0, 0, 1, 0, 1, -1, 0), tale.meeting(5))
    record(tale, round, tale.meeting(5), (0, 1), (0, 0), supervisor=0)
    summarise(tale, tale.meeting(6))
    all_say_ok(tale, tale.meeting(6))
    give_summary(process=tale.process, by=tale.leader, at=tale.meeting(6) + timedelta(days=2))
    day = local(tale.meeting(6)).date() + timedelta(days=12)
    mark_discussed(process=tale.process, on=day, by=tale.leader, at=tale.meeting(6) + timedelta(days=12))


def _summary_begun(tale: Tale) -> None:
    """The summary is a draft; the first questions were left out."""
    agree(tale, ROLES)
    choose(tale, tale.meeting(1))
    skip_wave(wave=wave(tale, T1), reason=SkipReason.NO_TIME, by=tale.leader, at=tale.meeting(1))
    summarise(tale, _ago(days=1))


def _in_english(tale: Tale) -> None:
    """An agreement in English, with what came before it."""
    agree(tale, VOLUNTEERS)


def _few_answers(tale: Tale) -> None:
    """Four people answered: no figures may be told of so few."""
    agree(tale, MATERIAL)
    choose(tale, tale.meeting(1))
    asked(tale, T1, tale.meeting(1))


def _one_is_missing(tale: Tale) -> None:
    """In force; one member's acceptance has been asked for and not come yet."""
    version = send(tale, draft(tale, tale.after(2), ROLES, SPEAKING), tale.after(3))
    accept(tale, version, tale.after(6))
    later = [one for one in tale.members if one.person_id]
    accept_members(tale, version, tale.meeting(1), [one for one in tale.members if one not in later])


# --- before the first meeting ------------------------------------------------------------------------------------


def _answered_alone(tale: Tale) -> None:
    answer_alone(tale.process, tale.leader)


def _recommended(tale: Tale) -> None:
    """A recommendation is recorded, and an offer begun."""
    map_together(tale, _ago(days=4))
    write(tale, _ago(days=1))


def _offer_expired(tale: Tale) -> None:
    """The offer's time went by, and the contact person has asked for it again."""
    map_together(tale, _ago(days=50))
    sent = offer(tale, _ago(days=45))
    expire_offers(_ago(days=14))
    contact = tale.process.contact_person
    assert contact is not None
    ask_again(offer=sent, contact=contact, at=_ago(days=1))


def _offer_sent(tale: Tale) -> None:
    """A second version is being thought about; the first one cost more."""
    map_together(tale, _ago(days=15))
    offer(tale, _ago(days=12), cents=28_000)
    offer(tale, _ago(days=5))


def _offer_declined(tale: Tale) -> None:
    map_together(tale, _ago(days=80))
    sent = offer(tale, _ago(days=75))
    decline_offer(
        offer=sent, way=OfferAnswerWay.LINK, at=_ago(days=60), reason=OfferDeclineReason.NOT_NOW,
        contact=tale.process.contact_person,
    )  # fmt: skip
    move_process(process=tale.process, event=ProcessEvent.DECLINE, by=tale.leader, at=_ago(days=59))


def _offer_accepted(tale: Tale, *, ago: int) -> None:
    map_together(tale, _ago(days=ago + 12))
    sent = offer(tale, _ago(days=ago + 8))
    contact = tale.process.contact_person
    accept_offer(offer=sent, way=OfferAnswerWay.LINK, at=_ago(days=ago + 2), contact=contact)
    note_answer(offer=sent, by=tale.leader, at=_ago(days=ago + 1))


def _waits_for_payer(tale: Tale) -> None:
    """The offer was accepted, and the agreement waits for the payer."""
    _offer_accepted(tale, ago=5)
    send(tale, draft(tale, _ago(days=4), ROLES, SPEAKING), _ago(days=4))


def _waits_for_payer_after_all(tale: Tale) -> None:
    """An offer was taken back before another one was accepted, and so was a draft of the agreement."""
    map_together(tale, _ago(days=30))
    withdraw_offer(offer=offer(tale, _ago(days=28)), by=tale.leader, at=_ago(days=26))
    sent = offer(tale, _ago(days=25))
    contact = tale.process.contact_person
    accept_offer(offer=sent, way=OfferAnswerWay.LINK, at=_ago(days=12), contact=contact)
    note_answer(offer=sent, by=tale.leader, at=_ago(days=11))
    take_back(version=draft(tale, _ago(days=9), LEADING), by=tale.leader, at=_ago(days=8))
    send(tale, draft(tale, _ago(days=7), LEADING), _ago(days=6))


def _partly_accepted(tale: Tale) -> None:
    """In force before the first meeting: one has accepted, one has not, and why is read by the supervisor only."""
    _offer_accepted(tale, ago=14)
    version = send(tale, draft(tale, _ago(days=12), ROLES, SPEAKING), _ago(days=11), ask_now=True)
    accept(tale, version, _ago(days=8))
    first, second = tale.members[:2]
    accept_members(tale, version, _ago(days=7), [first])
    decline_as_member(
        version=version, seen=version.fingerprint, member=second, at=_ago(days=6),
        reason="Haluaisin, että esihenkilölle kerrotaan läsnäolo vain lukuina.",
    )  # fmt: skip


# --- towards the end ---------------------------------------------------------------------------------------------


def _price_change(tale: Tale) -> None:
    """Another price is being talked about, which concerns the payer only."""
    holding = agree(tale, ROLES)
    says = holding.says
    cents = (says.price.cents or 0) + 1_500
    content = replace(says, price=replace(says.price, cents=cents))
    version = draft_version(process=tale.process, content=content, by=tale.leader, at=_ago(days=3))
    send(tale, version, _ago(days=3))


def _in_the_group(tale: Tale) -> None:
    """All meetings have been held: the goals are rated, and the group reads the summary."""
    agree(tale, ROLES, SPEAKING)
    choose(tale, tale.meeting(1))
    asked(tale, T1, tale.meeting(1))
    asked(tale, T3, tale.meeting(6))
    round = rate(tale, RoundPoint.END, (0, 1, 1), tale.meeting(6), turns_up=True)
    record(tale, round, tale.meeting(6), (1, 1), (0, 1), supervisor=0)
    summarise(tale, _ago(days=3), recommendation=Recommendation.END_WITH_FOLLOW_UP)
    to_group(tale, _ago(days=2), GroupWord.OK)


def _given(tale: Tale) -> None:
    """A pair has approved its summary; the commissioner has it, and the talk about it is to come."""
    agree(tale, SPEAKING)
    round = rate(tale, RoundPoint.END, (), tale.meeting(5))
    record(tale, round, tale.meeting(5), (1, 1), supervisor=1)
    summarise(tale, tale.meeting(5), recommendation=Recommendation.END)
    all_say_ok(tale, tale.meeting(5))
    give_summary(process=tale.process, by=tale.leader, at=tale.meeting(5) + timedelta(days=1))


def _nothing_given(tale: Tale) -> None:
    agree(tale, LEADING)
    give_nothing(process=tale.process, by=tale.leader, at=tale.meeting(5))


# --- inside a house ----------------------------------------------------------------------------------------------


def _house_waits(tale: Tale) -> None:
    """The coordinator has something to accept."""
    send(tale, draft(tale, _ago(days=4), ROLES), _ago(days=3))


def _house_agreed(tale: Tale) -> None:
    """A light agreement without a price, its first questions answered."""
    agree(tale, SPEAKING)
    choose(tale, tale.meeting(1))
    asked(tale, T1, tale.meeting(1))
    round = rate(tale, RoundPoint.MIDDLE, (0, 0, 1, 0, -1), tale.meeting(5))
    record(tale, round, tale.meeting(5), (0, 0), supervisor=0)


WALKS: Mapping[str, Callable[[Tale], None]] = {
    "Hanna K.": _self_payer,
    "Mikael S.": _draft_in_swedish,
    "E. T.": _one_persons_summary,
    "Päiväkoti Auringon tiimi": _answering_today,
    "Kotihoidon yötiimi": _change_open,
    "Diakoniatyön ryhmä": _rating_open,
    "Koulukuraattorit": _returned,
    "Konepajan työnjohtajat": _asked_back,
    "Päiväkodinjohtajat": _discussed,
    "Perhekeskuksen varhaisen tuen ja ohjauksen monialainen tiimi": _summary_begun,
    "Volunteers' coordinators": _in_english,
    "Hoivakoti Niittylän päivätiimi": _answered_alone,
    "Aluejohtajat": _offer_expired,
    "Maahanmuuttopalvelujen tiimi": _waits_for_payer,
    "Kuntoutustiimi Kataja": _partly_accepted,
    "Sosiaalityön tiimi 3": _one_is_missing,
    "Vuxenskolans lärare": _few_answers,
    "Asiakasneuvojat": _price_change,
    "Nuorisotyöntekijät": _in_the_group,
    "Papiston pari": _given,
    "Vuorovastaavat 2025": _nothing_given,
    "Taidekoulu": _offer_declined,
    "Hallintotiimi": _recommended,
    "Hemvården i öster": _offer_sent,
    "Laboratorion esihenkilöt": _waits_for_payer_after_all,
    "Vuodeosasto 4": _house_waits,
    "Neuvolan terveydenhoitajat": _house_agreed,
}
