"""The acts on a summary to the commissioner. None of them can tell who said what."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from tuokio.agreement.usecases.ordering_side import coordinators_of, tell_coordinator
from tuokio.audit import trail
from tuokio.evaluation.domain.summaries import FINISHED, WrongTurn
from tuokio.evaluation.domain.summaries import fingerprint as fingerprint_of
from tuokio.evaluation.models import Summary, SummaryVoice
from tuokio.evaluation.models.summaries import voice_key
from tuokio.evaluation.summary_text import paper_of
from tuokio.evaluation.usecases.summary_content import content_of
from tuokio.kit.laid_anew import lay_anew
from tuokio.people.doors import open_door
from tuokio.people.models import ContactPerson, Person
from tuokio.supervision.asking import ask_members, settle_asks
from tuokio.supervision.domain.deciding import Slips, everyone_answered, fewest_slips
from tuokio.supervision.domain.deciding import deadline_of as deadline_after
from tuokio.supervision.models import Member, Process
from tuokio.supervision.usecases import as_it_stands
from tuokio.supervision.voices import members_on
from tuokio.terms.asking_words import AskKind
from tuokio.terms.summary_words import GroupWord, SummaryState

MINUTES = 3
by_chance = random.SystemRandom()


class NoSummary(Exception):
    """There is no summary under way in this process."""


class NobodyToAsk(Exception):
    """Nobody belongs to the process, so nobody could agree to anything."""


class NoCommissioner(Exception):
    """The process has no payer and is not of the house, so there is nobody to give a summary to."""


class AnsweringOver(Exception):
    """The group has decided, or the text went back to the supervisor: no word is taken any more."""


class TextChanged(Exception):
    """The text is another one than the member was reading."""


class NotAsked(Exception):
    """The member joined after the text went to the group."""


class TooFewSlips(Exception):
    """So few slips would tell whose they are; `least` is how many one heap needs."""

    def __init__(self, least: int) -> None:
        super().__init__(least)
        self.least = least


class TooManySlips(Exception):
    """There are more slips than people were asked; `most` is how many were."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the supervisor chose for the summary; see the model for the fields."""

    period_from: date
    period_until: date
    recommendation: str
    new_form: str = ""
    with_meetings: bool = True
    with_attendance: bool = True
    goals: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


def newest_summary(process: Process) -> Summary | None:
    """The newest summary of the process, whatever became of it."""
    return process.summaries.order_by("-number").defer("pdf").first()


@transaction.atomic
def draft_summary(*, process: Process, parts: Parts, by: Person, at: datetime) -> Summary:
    """Write a draft, or change the one there is. Raises ProcessClosed, or WrongTurn while the group has it."""
    process = as_it_stands(process)
    summary = newest_summary(process)
    if summary is None or summary.now_in in FINISHED:
        summary = _new(process, SummaryState.DRAFT, parts, by=by, at=at)
    elif summary.now_in != SummaryState.DRAFT:
        raise WrongTurn(summary.now_in)
    for name in Parts.__dataclass_fields__:
        value = getattr(parts, name)
        setattr(summary, name, list(value) if isinstance(value, tuple) else value)
    summary.save()
    trail.record("summary drafted", about=process, by=by, at=at, number=summary.number)
    return summary


def _new(process: Process, state: SummaryState, parts: Parts, *, by: Person, at: datetime) -> Summary:
    number = (process.summaries.aggregate(last=Max("number"))["last"] or 0) + 1
    summary = Summary.objects.create(
        practice=process.practice,
        process=process,
        number=number,
        state=state,
        period_from=parts.period_from,
        period_until=parts.period_until,
    )
    summary.changes.create(from_state="", to_state=state, by=by, at=at)
    return summary


@transaction.atomic
def send_to_group(*, process: Process, in_meeting: bool, by: Person, at: datetime) -> list[Member]:
    """Freeze the draft and ask each member for a word; hands back those who can only be asked in the room.

    Raises ProcessClosed, NoSummary, WrongTurn, NobodyToAsk or NoCommissioner.
    """
    summary = _held(process, at)
    members = members_on(summary.process, at)
    if not members:
        raise NobodyToAsk
    if not has_reader(summary.process):
        raise NoCommissioner
    summary.content = content_of(summary, at=at)
    summary.fingerprint = fingerprint_of(summary.content)
    summary.asked_at, summary.deadline_at = at, deadline_after(at)
    summary.move(SummaryState.IN_GROUP, by=by, at=at)
    keys = [voice_key(summary, member) for member in members]
    by_chance.shuffle(keys)  # the order of rows tells nothing
    SummaryVoice.objects.bulk_create(SummaryVoice(summary=summary, key=key) for key in keys)
    _asked, spared = ask_members(
        members=members, kind=AskKind.SUMMARY, about=summary.pk, minutes=MINUTES, at=at, in_meeting=in_meeting
    )
    trail.record("summary sent to group", about=summary.process, by=by, at=at, number=summary.number)
    return [*spared, *(member for member in members if member.person_id is None)]


@transaction.atomic
def say_word(*, summary: Summary, member: Member, word: GroupWord, seen: str, at: datetime) -> None:
    """Keep a member's word, or another one instead of it; when it was the last one missing, the group has decided.

    Nothing is written down about who or when. Raises ProcessClosed, AnsweringOver, TextChanged or NotAsked.
    """
    process = as_it_stands(summary.process)
    fresh = Summary.objects.defer("pdf").get(pk=summary.pk)
    fresh.process = process
    if not fresh.is_open(at):
        raise AnsweringOver
    if seen != fresh.fingerprint:
        raise TextChanged
    own = fresh.voices.filter(key=voice_key(fresh, member)).first()
    if own is None:
        raise NotAsked
    own.word = word
    lay_anew(fresh.voices.all(), [own])  # the rows do not tell which was written last
    _decide_when_all_answered(fresh, at)


@transaction.atomic
def count_slips(*, process: Process, slips: Slips, by: Person, at: datetime) -> None:
    """Take in one heap of folded slips; a second count replaces the first.

    Raises ProcessClosed, NoSummary, AnsweringOver, TooFewSlips or TooManySlips.
    """
    summary = _held(process, at)
    if summary.now_in != SummaryState.IN_GROUP:
        raise AnsweringOver
    asked = summary.voices.count()
    if slips.total < fewest_slips(asked):
        raise TooFewSlips(fewest_slips(asked))
    if slips.total > asked:
        raise TooManySlips(asked)
    summary.ok_slips, summary.change_slips, summary.block_slips = slips.ok, slips.change, slips.block
    summary.save(update_fields=["ok_slips", "change_slips", "block_slips"])
    trail.record("summary slips counted", about=summary.process, by=by, at=at, slips=slips.total)
    _decide_when_all_answered(summary, at)


def _decide_when_all_answered(summary: Summary, at: datetime) -> None:
    if everyone_answered(summary.asked(at)):
        _decide(summary, at)


def _decide(summary: Summary, at: datetime) -> None:
    """The group has decided: what is left is the outcome; the words go."""
    decided = summary.outcome(at)
    summary.voices.all().delete()
    summary.ok_slips = summary.change_slips = summary.block_slips = None
    summary.return_reason = decided.reason or ""
    summary.move(decided.state, by=None, at=at)
    settle_asks(about=summary.pk, at=at)
    trail.record("summary decided", about=summary.process, by=None, at=at, state=decided.state)


@transaction.atomic
def decide_when_over(*, process: Process, at: datetime) -> None:
    """Write down what the group decided, once the last day is past. May be repeated."""
    process = Process.objects.select_for_update(of=("self",)).select_related("payer").get(pk=process.pk)
    summary = newest_summary(process)
    if summary is not None and summary.now_in == SummaryState.IN_GROUP and summary.is_over(at):
        summary.process = process
        _decide(summary, at)


def close_due_summaries(at: datetime) -> int:
    """For the night: let the groups whose last day is past have decided; returns how many. May be repeated."""
    due = Summary.objects.filter(state=SummaryState.IN_GROUP, deadline_at__lte=at).select_related("process")
    for summary in (found := list(due.defer("pdf", "content"))):
        decide_when_over(process=summary.process, at=at)
    return len(found)


@transaction.atomic
def take_back(*, process: Process, by: Person, at: datetime) -> Summary:
    """Make it a draft again: words said so far go unread. Raises ProcessClosed, NoSummary or WrongTurn."""
    summary = _held(process, at)
    _forget_asking(summary, at)
    summary.content, summary.fingerprint = None, ""
    summary.asked_at = summary.deadline_at = None
    summary.move(SummaryState.DRAFT, by=by, at=at)
    trail.record("summary taken back", about=summary.process, by=by, at=at, number=summary.number)
    return summary


def _forget_asking(summary: Summary, at: datetime) -> None:
    summary.voices.all().delete()
    summary.ok_slips = summary.change_slips = summary.block_slips = None
    summary.return_reason = ""
    settle_asks(about=summary.pk, at=at)


@transaction.atomic
def give_summary(*, process: Process, by: Person, at: datetime) -> Summary:
    """Give what the group agreed to: paper, fingerprint, date and state in one transaction, then mail that a page waits.

    Raises ProcessClosed, NoSummary, WrongTurn or NoCommissioner.
    """
    summary = _held(process, at)
    if not has_reader(summary.process):
        raise NoCommissioner
    if summary.now_in != SummaryState.APPROVED:
        raise WrongTurn(summary.now_in)
    summary.language = (summary.process.payer or summary.process.practice).language
    summary.pdf = paper_of(
        summary.content or {}, fingerprint=summary.fingerprint, in_language=summary.language, given_at=at
    )
    summary.pdf_fingerprint = sha256(summary.pdf).hexdigest()
    summary.given_at, summary.meant_for = at, summary.process.payer_id
    summary.move(SummaryState.GIVEN, by=by, at=at)
    _tell_readers(summary.process, by=by, at=at)
    trail.record("summary given", about=summary.process, by=by, at=at, number=summary.number)
    return summary


def has_reader(process: Process) -> bool:
    """Whether somebody may be given a summary: who orders and pays, or inside a house its coordinator."""
    return process.payer is not None or process.is_of_the_house


def _tell_readers(process: Process, *, by: Person, at: datetime) -> None:
    if not process.practice.invoices:
        for person in coordinators_of(process):
            tell_coordinator(person, process, at=at)
    if process.payer is None:
        return
    for contact in contacts_of(process, at):
        if contact.email:
            open_door(contact=contact, by=by, at=at)


def contacts_of(process: Process, at: datetime) -> list[ContactPerson]:
    """Who is told by mail: the process's contact person, or those of the payer when that one has gone."""
    assert process.payer is not None
    looking = process.payer.contact_persons.filter(practice=process.practice_id)
    able = [
        contact
        for contact in looking.select_related("practice")
        if (contact.ended_on is None or contact.ended_on > at.date())
        and contact.unit_id in {None, process.unit_id}
    ]
    named = [contact for contact in able if contact.pk == process.contact_person_id]
    return named or able


@transaction.atomic
def mark_discussed(*, process: Process, on: date, by: Person, at: datetime) -> None:
    """The supervised, the supervisor and the commissioner have talked about it. Raises NoSummary or WrongTurn."""
    summary = _held(process, at, also_ended=True)
    summary.discussed_on = on
    summary.move(SummaryState.DISCUSSED, by=by, at=at)
    trail.record("summary discussed", about=summary.process, by=by, at=at, on=on.isoformat())


@transaction.atomic
def ask_back(*, process: Process, by: Person, at: datetime) -> None:
    """Ask a given summary back: the page no longer shows it, and says so. Raises NoSummary or WrongTurn."""
    summary = _held(process, at, also_ended=True)
    summary.asked_back_at = at
    summary.move(SummaryState.ASKED_BACK, by=by, at=at)
    trail.record("summary asked back", about=summary.process, by=by, at=at, number=summary.number)


@transaction.atomic
def give_nothing(*, process: Process, by: Person, at: datetime) -> Summary:
    """Record that nothing is given to the commissioner. Raises ProcessClosed, or WrongTurn while the group has it."""
    process = as_it_stands(process)
    summary = newest_summary(process)
    if summary is None or summary.now_in in FINISHED:
        day = at.date()
        parts = Parts(period_from=day, period_until=day, recommendation="")
        summary = _new(process, SummaryState.NOTHING_GIVEN, parts, by=by, at=at)
    else:
        _forget_asking(summary, at)
        summary.move(SummaryState.NOTHING_GIVEN, by=by, at=at)
    trail.record("nothing given", about=process, by=by, at=at, number=summary.number)
    return summary


def _held(process: Process, at: datetime, *, also_ended: bool = False) -> Summary:
    """The newest summary, held until the act is done, and decided if its last day is past."""
    if also_ended:
        process = Process.objects.select_for_update(of=("self",)).select_related("payer").get(pk=process.pk)
    else:
        process = as_it_stands(process)
    summary = newest_summary(process)
    if summary is None:
        raise NoSummary
    summary.process = process
    if summary.now_in == SummaryState.IN_GROUP and summary.is_over(at):
        _decide(summary, at)
    return summary
