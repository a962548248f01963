"""The steps of the full path in a demo process, each by the act that a person would have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tuokio.agreement.domain.choices import Ties
from tuokio.agreement.domain.content import AgreementContent, FrameGoal, Vat
from tuokio.agreement.models import AgreementVersion, Offer
from tuokio.agreement.usecases.accepting import accept_as_member, accept_for_house, accept_for_payer
from tuokio.agreement.usecases.drafting import draft_version
from tuokio.agreement.usecases.first_content import first_content, usual_kind
from tuokio.agreement.usecases.offer_rules import Offered
from tuokio.agreement.usecases.offers import send_offer, write_offer
from tuokio.agreement.usecases.ordering_side import coordinators_of
from tuokio.agreement.usecases.recording import record_acceptances
from tuokio.agreement.usecases.sending import send_version
from tuokio.desk.demo.goal_words import AT_START, LATER, STATEMENTS, GoalTold
from tuokio.desk.demo.stories import Story
from tuokio.evaluation.models import Summary, Wave
from tuokio.evaluation.usecases.answering import answer_as_member
from tuokio.evaluation.usecases.summaries import (
    Parts,
    count_slips,
    draft_summary,
    newest_summary,
    say_word,
    send_to_group,
)
from tuokio.evaluation.usecases.waves import choose_statements, close_wave, open_wave
from tuokio.goals.models import Goal, RatingRound
from tuokio.goals.usecases.goals import Words, reword_goal
from tuokio.goals.usecases.rounds import (
    close_round,
    open_round,
    rate_privately,
    record_levels,
    record_supervisors_levels,
)
from tuokio.kit.when import local
from tuokio.mapping.conversing import Told, keep_answers
from tuokio.mapping.domain.questions import QUESTIONS
from tuokio.mapping.recording import Chosen, record_recommendation
from tuokio.people.models import Person
from tuokio.supervision.domain.deciding import Slips
from tuokio.supervision.models import Member, Process
from tuokio.terms.acceptance_words import IdentityLevel
from tuokio.terms.agreement_words import AgreementKind, Profile
from tuokio.terms.conversation_words import OtherwiseReason, SaidBy
from tuokio.terms.evaluation_words import Question, WavePoint
from tuokio.terms.goal_words import RatingWay, RoundPoint, Scale
from tuokio.terms.summary_words import GroupWord, Recommendation
from tuokio.terms.words import FormOfWork

MAPPED: dict[str, Any] = {
    "concerned": 8, "attending": 6, "payer": "employer", "dispute": "none", "shock": "none", "wanted": "yes",
    "themes": ["team_cooperation", "roles_tasks"], "sharers": "team", "private": 2, "same_work": True, "same_team": True,
    "same_org": True, "manager_part": "no", "same_people": "yes", "max_minutes": 120, "interval_weeks": 4,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Tale:
    """A demo process whose full path is told: `first` is the day of its first meeting."""

    process: Process
    leader: Person
    story: Story
    first: date
    begun: datetime

    def after(self, days: int) -> datetime:
        """So many days after it began."""
        return self.begun + timedelta(days=days)

    def meeting(self, number: int) -> datetime:
        """The end of its meeting of that number."""
        return self.process.meetings.order_by("starts_at")[number - 1].ends_at

    @property
    def members(self) -> list[Member]:
        """Those who take part, as they were named."""
        order = {name: place for place, name in enumerate(self.story.members)}
        return sorted(self.process.members.select_related("person"), key=lambda one: order[one.name])

    @property
    def goals(self) -> list[Goal]:
        """Its goals in their order."""
        return list(self.process.goals.all())


# --- mapping and offer -------------------------------------------------------------------------------------------


def map_together(tale: Tale, at: datetime) -> None:
    """The conversation was held, and its recommendation recorded."""
    story = tale.story
    theirs = {
        "goals": [
            {"sv": "Arbetsfördelningen är klar för alla", "en": "Everyone knows who does what"}.get(
                story.language, "Työnjako on kaikille selvä"
            )
        ]
    }
    answers = MAPPED | theirs
    questions = [one.id for one in QUESTIONS if any(key in answers for key in one.keys)]
    told = Told(questions=questions, answers=answers)
    keep_answers(process=tale.process, told=told, said_by=SaidBy.TOGETHER, by=tale.leader, at=at)
    chosen = Chosen(
        form=FormOfWork(story.form), composition=story.composition, minutes=story.minutes, meetings=story.planned,
        interval_weeks=story.weeks, because=OtherwiseReason.TALKED_THROUGH,
    )  # fmt: skip
    record_recommendation(process=tale.process, chosen=chosen, seen="", by=tale.leader, at=at)


def write(tale: Tale, at: datetime, *, valid_days: int = 30, cents: int | None = None) -> Offer:
    """An offer of what the story says, written and not sent."""
    story, practice = tale.story, tale.process.practice
    offered = Offered(
        form=story.form, composition=story.composition, minutes=story.minutes, planned=story.planned,
        interval_weeks=story.weeks, starts_on=max(tale.first, local(at).date()), price_cents=cents or story.euros * 100,
        vat_code=story.vat, free_until_hours=practice.free_until_hours, late_percent=practice.late_percent,
        no_show_percent=practice.no_show_percent, valid_until=local(at).date() + timedelta(days=valid_days),
        language=story.language,
    )  # fmt: skip
    return write_offer(process=tale.process, offered=offered, by=tale.leader, at=at)


def offer(tale: Tale, at: datetime, *, valid_days: int = 30, cents: int | None = None) -> Offer:
    """An offer that has gone to the contact person."""
    written = write(tale, at, valid_days=valid_days, cents=cents)
    return send_offer(offer=written, contact=tale.process.contact_person, by=tale.leader, at=at)


# --- agreement ---------------------------------------------------------------------------------------------------


def draft(tale: Tale, at: datetime, *goals: GoalTold) -> AgreementVersion:
    """The first draft, with everything an agreement needs."""
    return draft_version(process=tale.process, content=_content(tale, at, goals), by=tale.leader, at=at)


def _content(tale: Tale, at: datetime, goals: Sequence[GoalTold]) -> AgreementContent:
    process, story = tale.process, tale.story
    kind = usual_kind(process)
    profile = Profile.SHORT if kind == AgreementKind.TWO_PARTY else Profile.FULL
    content = first_content(process, kind=kind, profile=profile, language=story.language, on=local(at).date())
    amount = replace(
        content.meetings, planned=story.planned, minutes=story.minutes, interval_weeks=story.weeks
    )
    return replace(
        content,
        frame_goals=tuple(
            FrameGoal(id=uuid4(), wording=one.wording, indicator=one.indicator) for one in goals
        ),
        meetings=amount,
        dates=replace(content.dates, starts_on=content.dates.starts_on or tale.first),
        disclosure=replace(content.disclosure, ties=Ties.NONE_KNOWN),
        evaluation=replace(content.evaluation, middle_meeting=_middle(story)),
        **_money(process, story, content, at),
    )


def _middle(story: Story) -> int | None:
    """Halfway, or the newest meeting of a process that has just come there."""
    half = -(-story.planned // 2)
    return story.held if half - 1 <= story.held <= half else half


def _money(process: Process, story: Story, content: AgreementContent, at: datetime) -> dict[str, Any]:
    if not content.has_price:
        return {}
    on = local(at).date()
    row = next(one for one in process.practice.vat_codes.filter(code=story.vat) if one.holds_on(on))
    vat = Vat(
        code=row.code, percent=row.percent, rate_on=on, reason_fi=row.reason_fi, reason_sv=row.reason_sv,
        reason_en=row.reason_en,
    )  # fmt: skip
    return {"price": replace(content.price, cents=story.euros * 100), "vat": vat}


def send(tale: Tale, version: AgreementVersion, at: datetime, *, ask_now: bool = False) -> AgreementVersion:
    """The draft goes to the parties; what waits is told on their pages, not by mail."""
    return send_version(
        version=version,
        seen=version.fingerprint,
        by=tale.leader,
        at=at,
        ask_now=ask_now,
        tell=ask_now,
    )


def accept(tale: Tale, version: AgreementVersion, at: datetime) -> None:
    """The side that orders accepts."""
    if version.kind == AgreementKind.INTERNAL:
        house = coordinators_of(tale.process)[0]
        accept_for_house(version=version, seen=version.fingerprint, by=house, at=at)
    elif contact := tale.process.contact_person:
        accept_for_payer(version=version, seen=version.fingerprint, contact=contact, at=at)
    else:
        accept_members(tale, version, at)


def accept_members(
    tale: Tale, version: AgreementVersion, at: datetime, members: Sequence[Member] | None = None
) -> None:
    """These members accept, all of them when nothing is said: on their phones, or on the paper list."""
    accepting = tale.members if members is None else members
    for member in accepting:
        if member.person_id:
            accept_as_member(version=version, seen=version.fingerprint, member=member, at=at)
    on_paper = {member: IdentityLevel.PAPER for member in accepting if not member.person_id}
    if on_paper:
        record_acceptances(version=version, given=on_paper, by=tale.leader, at=at)


def agree(tale: Tale, *goals: GoalTold) -> AgreementVersion:
    """An agreement in force that everyone has accepted, with its goals and their levels in words."""
    version = draft(tale, tale.after(2), *goals)
    version = send(tale, version, tale.after(3))
    accept(tale, version, tale.after(6))
    if tale.process.contact_person or version.kind == AgreementKind.INTERNAL:
        accept_members(tale, version, tale.meeting(1))
    word_levels(tale, goals, tale.meeting(1))
    version.refresh_from_db()
    return version


# --- goals -------------------------------------------------------------------------------------------------------


def word_levels(tale: Tale, told: Sequence[GoalTold], at: datetime, baseline: float = -1) -> None:
    """Each agreed goal gets its levels in words, and the level it starts from."""
    for goal, one in zip(tale.goals, told, strict=True):
        words = Words(
            wording=one.wording, indicator=one.indicator, scale=Scale.FIVE_LEVELS if one.five else Scale.LIGHT,
            five=one.five, expected=one.expected, start=one.start, baseline=baseline,
        )  # fmt: skip
        reword_goal(goal=goal, words=words, reason=None, seen=goal.current.number, by=tale.leader, at=at)


def rate(
    tale: Tale, point: RoundPoint, levels: Sequence[float], at: datetime, *, turns_up: bool = False
) -> RatingRound:
    """The goals are rated: of each member the same level for every goal, as far as levels are given."""
    round = open_round(process=tale.process, point=point, by=tale.leader, at=at)
    if round.way == RatingWay.ALONE:
        for member, level in zip(tale.members, levels, strict=False):
            given = {one.pk: level for one in round.goals.all()}
            rate_privately(round=round, member=member, levels=given, turns_up=turns_up, at=at)
    return round


def record(
    tale: Tale, round: RatingRound, at: datetime, *spans: tuple[float, float], supervisor: float
) -> None:
    """The round is closed, and the group and the supervisor record their levels beside each other."""
    if round.way == RatingWay.ALONE:
        close_round(round=round, by=tale.leader, at=at)
    goals = [one.pk for one in round.goals.all()]
    record_levels(
        round=round, spans=dict(zip(goals, spans, strict=True)), by=tale.leader, at=at + timedelta(minutes=5)
    )
    own: dict[UUID, float] = dict.fromkeys(goals, supervisor)
    record_supervisors_levels(round=round, levels=own, by=tale.leader, at=at + timedelta(minutes=6))


# --- evaluation --------------------------------------------------------------------------------------------------


def choose(tale: Tale, at: datetime) -> None:
    """Four statements are chosen with the goals."""
    choose_statements(process=tale.process, codes=STATEMENTS, by=tale.leader, at=at)


def wave(tale: Tale, point: WavePoint) -> Wave:
    """The wave of that point."""
    return tale.process.waves.get(point=point)


def ask(tale: Tale, point: WavePoint, at: datetime, answering: int | None = None) -> Wave:
    """A wave opens, and as many answer it as said; everyone when nothing is said."""
    opened = open_wave(wave=wave(tale, point), by=tale.leader, at=at)
    rows = AT_START if point == WavePoint.START else LATER
    for number, member in enumerate(tale.members[:answering]):
        answers = {
            (code, question): value
            for question, row in ((Question.NOW, rows[number]), (Question.THEN, AT_START[number]))
            if question in opened.questions
            for code, value in zip(STATEMENTS, row, strict=True)
        }
        answer_as_member(wave=opened, member=member, answers=answers, at=at)
    return opened


def asked(tale: Tale, point: WavePoint, at: datetime, answering: int | None = None) -> Wave:
    """A wave that is over."""
    return close_wave(wave=ask(tale, point, at, answering), by=tale.leader, at=at + timedelta(minutes=10))


def summarise(
    tale: Tale,
    at: datetime,
    *,
    since: date | None = None,
    recommendation: Recommendation = Recommendation.CONTINUE,
) -> Summary:
    """A draft of everything that may be told."""
    figures = STATEMENTS if tale.process.waves.filter(has_figures=True).exists() else ()
    parts = Parts(
        period_from=since or tale.first,
        period_until=local(at).date(),
        recommendation=recommendation,
        goals=tuple(str(goal.pk) for goal in tale.goals),
        figures=figures,
    )
    return draft_summary(process=tale.process, parts=parts, by=tale.leader, at=at)


def to_group(tale: Tale, at: datetime, *words: GroupWord) -> Summary:
    """The draft goes to the group, and its members say these words: on their phones, or all of them on slips."""
    send_to_group(process=tale.process, in_meeting=True, by=tale.leader, at=at)
    summary = newest_summary(tale.process)
    assert summary is not None
    if any(member.person_id is None for member in tale.members):
        slips = Slips(*(words.count(word) for word in (GroupWord.OK, GroupWord.CHANGE, GroupWord.BLOCK)))
        count_slips(process=tale.process, slips=slips, by=tale.leader, at=at)
    else:
        for member, word in zip(tale.members, words, strict=False):
            say_word(summary=summary, member=member, word=word, seen=summary.fingerprint, at=at)
    return summary


def all_say_ok(tale: Tale, at: datetime) -> Summary:
    """Everyone agrees to the draft at once."""
    return to_group(tale, at, *[GroupWord.OK] * len(tale.members))
