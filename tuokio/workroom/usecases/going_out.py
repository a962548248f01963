"""The acts by which something leaves the room. None of them can tell who said what."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tuokio.audit import trail
from tuokio.kit.laid_anew import lay_anew
from tuokio.people.models import Person
from tuokio.supervision.domain.deciding import Slips, deadline_of, fewest_slips
from tuokio.supervision.models import Member, Process
from tuokio.supervision.usecases import as_it_stands
from tuokio.supervision.voices import members_on
from tuokio.terms.out_words import OutKind, OutMark, OutState
from tuokio.terms.summary_words import GroupWord
from tuokio.terms.vault_words import SpaceKind
from tuokio.vault.models import Space, SpaceMember
from tuokio.vault.refusals import NotThere, Overtaken
from tuokio.workroom.domain.going_out import UNDER_WAY
from tuokio.workroom.domain.sheets import fingerprint_of, sheet_of
from tuokio.workroom.models import OutOfRoom, OutVoice
from tuokio.workroom.models.out_of_room import GUESTS, WrongTurn, persons_in_circle, versions_given

by_chance = random.SystemRandom()


class NobodyToAsk(Exception):
    """Nobody belongs to the process, so nobody could agree to anything."""


class NoCommissioner(Exception):
    """The process has no commissioner, so there is nobody to give it to."""


class AnsweringOver(Exception):
    """The group has decided, or it was withdrawn: no word is taken any more."""


class NotAsked(Exception):
    """The person came into the group or its circle after it was proposed."""


class OtherWords(Exception):
    """These are not the words that the group has agreed to."""


class WrongSlips(Exception):
    """So few slips would tell whose they are, or there are more than people."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was sealed until now, as a browser sends it."""

    kind: OutKind
    mark: OutMark
    salt: str
    sheet: dict[str, Any]


# --- in the circle -------------------------------------------------------------------------------------------


def circle_of(person: Person, space_id: UUID) -> Space:
    """The group's circle that the person is in. Raises NotThere."""
    mine = Space.objects.of(person).filter(pk=space_id, kind=SpaceKind.GROUP, process__isnull=False)
    found = mine.select_related("process__practice", "process__payer").first()
    if found is None:
        raise NotThere
    return found


def proposal_of(person: Person, out_id: UUID, *, steward: bool = False) -> OutOfRoom:
    """What was proposed in a circle that the person is in, or tends. Raises NotThere."""
    inside = SpaceMember.objects.filter(person=person, left_at=None, space__kind=SpaceKind.GROUP)
    if steward:
        inside = inside.filter(is_steward=True)
    found = OutOfRoom.objects.filter(pk=out_id, process__in=inside.values("space__process"))
    out = found.select_related("process").first()
    if out is None:
        raise NotThere
    return out


@transaction.atomic
def propose(
    *, person: Person, space_id: UUID, out_id: UUID, thing: str, fingerprint: str, at: datetime
) -> OutOfRoom:
    """Ask the group whether this may be given; its words stay sealed. The same once more changes nothing.

    Raises NotThere, ProcessClosed, NoCommissioner, NobodyToAsk, and Overtaken while the same thing is under way.
    """
    process = as_it_stands(_process(circle_of(person, space_id)))
    there = OutOfRoom.objects.filter(pk=out_id).first()
    if there is not None:
        if (there.process_id, there.thing, there.fingerprint) != (process.pk, thing, fingerprint):
            raise Overtaken
        return there
    if not (process.has_commissioner or process.is_of_the_house):
        raise NoCommissioner
    members = members_on(process, at)
    if not members:
        raise NobodyToAsk
    if OutOfRoom.objects.filter(process=process, thing=thing, state__in=sorted(UNDER_WAY)).exists():
        raise Overtaken
    out = OutOfRoom.objects.create(
        pk=out_id, practice=process.practice, process=process, thing=thing, fingerprint=fingerprint,
        state=OutState.PROPOSED, asked_at=at, deadline_at=deadline_of(at),
    )  # fmt: skip
    _lay_out_places(out, members)
    trail.record("out proposed", about=process, by=person, at=at)
    return out


def _process(space: Space) -> Process:
    if space.process is None:
        raise NotThere
    return space.process


def _lay_out_places(out: OutOfRoom, members: list[Member]) -> None:
    inside = persons_in_circle(out.process)
    keys = [out.key_of(GUESTS), *(out.key_of(one.pk) for one in members if one.person_id in inside)]
    by_chance.shuffle(keys)  # the order of rows tells nothing
    OutVoice.objects.bulk_create(OutVoice(about=out, key=key) for key in keys)


@transaction.atomic
def say_word(*, person: Person, out_id: UUID, word: GroupWord, seen: str, at: datetime) -> None:
    """Keep a member's word, or another one instead of it; nothing is written down about who or when.

    Raises NotThere, ProcessClosed, AnsweringOver, OtherWords or NotAsked.
    """
    out = _held(proposal_of(person, out_id), at)
    if not out.is_open(at):
        raise AnsweringOver
    if seen != out.fingerprint:
        raise OtherWords
    mine = [out.key_of(one.pk) for one in members_on(out.process, at) if one.person_id == person.pk]
    if not _keep_word(out, mine, word):
        raise NotAsked
    _decide_when_it_is_time(out, at)


@transaction.atomic
def block_as_guest(*, guest: SpaceMember, out_id: UUID, seen: str, at: datetime) -> None:
    """A guest of the running meeting says no: kept in the one place of all guests, without any person.

    It changes nothing that anyone could see before the group has decided. Raises as `say_word` does.
    """
    found = OutOfRoom.objects.filter(pk=out_id, process__spaces=guest.space_id).select_related("process")
    out = found.first()
    if out is None or guest.space.kind != SpaceKind.GROUP:
        raise NotThere
    out = _held(out, at)
    if not out.is_open(at):
        raise AnsweringOver
    if seen != out.fingerprint:
        raise OtherWords
    _keep_word(out, [out.key_of(GUESTS)], GroupWord.BLOCK)


def _keep_word(out: OutOfRoom, keys: list[str], word: GroupWord) -> bool:
    """Keep a word in these places, so that the rows do not tell which was written last. False without a place."""
    own = list(out.voices.filter(key__in=keys))
    for voice in own:
        voice.word = word
    if own:
        lay_anew(out.voices.all(), own)
    return bool(own)


@transaction.atomic
def count_slips(*, person: Person, out_id: UUID, slips: Slips, at: datetime) -> None:
    """Take in one heap of folded slips that everyone in the room has written; a second count replaces the first.

    Raises NotThere for all but a steward, ProcessClosed, AnsweringOver or WrongSlips.
    """
    out = _held(proposal_of(person, out_id, steward=True), at)
    if not out.is_open(at):
        raise AnsweringOver
    people = len(members_on(out.process, at))
    if not fewest_slips(people) <= slips.total <= people:
        raise WrongSlips
    out.ok_slips, out.change_slips, out.block_slips = slips.ok, slips.change, slips.block
    out.save(update_fields=["ok_slips", "change_slips", "block_slips"])
    trail.record("out slips counted", about=out.process, by=person, at=at, slips=slips.total)
    _decide_when_it_is_time(out, at)


@transaction.atomic
def withdraw(*, person: Person, out_id: UUID, at: datetime) -> None:
    """Take a proposal back before it was given: what was said of it goes unread, and nothing of it is left.

    Raises NotThere for all but a steward, or WrongTurn once it was given or the group has said no.
    """
    out = _held(proposal_of(person, out_id, steward=True), at, also_ended=True)
    if out.now_in not in UNDER_WAY:
        raise WrongTurn(out.now_in)
    trail.record("out withdrawn", about=out.process, by=person, at=at)
    out.delete()


# --- deciding ------------------------------------------------------------------------------------------------


def settle_decided(process: Process, at: datetime) -> None:
    """Write down what the group has decided meanwhile: the last day has passed, or the guests have gone.

    May be repeated, and is where anything of the process is looked at.
    """
    waiting = OutOfRoom.objects.filter(process=process, state=OutState.PROPOSED).select_related("process")
    for out in list(waiting):
        if out.is_decided(at):
            decide_when_over(out, at)


def decide_due(at: datetime) -> int:
    """For the night: let the groups whose last day is past have decided; returns how many. May be repeated."""
    due = OutOfRoom.objects.filter(state=OutState.PROPOSED, deadline_at__lte=at).select_related("process")
    for out in (found := list(due)):
        decide_when_over(out, at)
    return len(found)


@transaction.atomic
def decide_when_over(out: OutOfRoom, at: datetime) -> None:
    """Let the group have decided, when it has."""
    _decide_when_it_is_time(_held(out, at, also_ended=True), at)


def _decide_when_it_is_time(out: OutOfRoom, at: datetime) -> None:
    if out.now_in == OutState.PROPOSED and out.is_decided(at):
        _decide(out, at)


def _decide(out: OutOfRoom, at: datetime) -> None:
    """The group has decided: what is left is the outcome; the words go."""
    said = out.verdict(at)
    out.voices.all().delete()
    out.ok_slips = out.change_slips = out.block_slips = None
    out.return_reason = said.reason or ""
    out.go_on(OutState.MAY_BE_GIVEN if said.agreed else OutState.NOT_GIVEN)
    out.save()
    trail.record("out decided", about=out.process, by=None, at=at, state=out.state)


def _held(out: OutOfRoom, at: datetime, *, also_ended: bool = False) -> OutOfRoom:
    """The same, held until the act is done, and decided if its last day is past. Raises ProcessClosed, NotThere."""
    if also_ended:
        process = Process.objects.select_for_update(of=("self",)).get(pk=out.process_id)
    else:
        process = as_it_stands(out.process)
    fresh = OutOfRoom.objects.filter(pk=out.pk).first()
    if fresh is None:
        raise NotThere
    fresh.process = process
    if fresh.now_in == OutState.PROPOSED and at >= fresh.deadline_at:
        _decide(fresh, at)
    return fresh


# --- giving and asking back ----------------------------------------------------------------------------------


@transaction.atomic
def give(*, person: Person, out_id: UUID, words: Words, at: datetime) -> OutOfRoom:
    """Put the words there in plain, once the group has agreed to them; an earlier version of the same thing goes.

    The same words once more change nothing. Raises NotThere for all but a steward, ProcessClosed, NoCommissioner,
    WrongTurn, NotASheet, or OtherWords when they are not those that the group was asked about.
    """
    out = _held(proposal_of(person, out_id, steward=True), at)
    _decide_when_it_is_time(out, at)
    sheet = sheet_of(words.sheet)
    found = fingerprint_of(key=str(out.pk), kind=words.kind, mark=words.mark, salt=words.salt, sheet=sheet)
    if found != out.fingerprint:
        raise OtherWords
    if out.now_in == OutState.GIVEN:
        return out
    if not (out.process.has_commissioner or out.process.is_of_the_house):
        raise NoCommissioner
    out.go_on(OutState.GIVEN)
    OutOfRoom.objects.filter(process=out.process, thing=out.thing, state=OutState.GIVEN).update(
        state=OutState.REPLACED
    )
    out.version = versions_given(out.process, out.thing) + 1
    out.kind, out.mark, out.salt, out.sheet = words.kind, words.mark, words.salt, sheet
    out.given_at, out.meant_for = at, out.process.payer_id
    out.save()
    trail.record("out given", about=out.process, by=person, at=at, version=out.version)
    return out


def ask_back_in_circle(*, person: Person, out_id: UUID, at: datetime) -> None:
    """A steward asks back what was given. Raises NotThere or WrongTurn."""
    ask_back(out=proposal_of(person, out_id, steward=True), by=person, at=at)


@transaction.atomic
def ask_back(*, out: OutOfRoom, by: Person, at: datetime) -> None:
    """Ask back what was given: its words go, and the pages say that it was asked back. Raises WrongTurn."""
    held = _held(out, at, also_ended=True)
    held.go_on(OutState.ASKED_BACK)
    held.sheet, held.salt, held.asked_back_at = None, "", at
    held.save()
    trail.record("out asked back", about=held.process, by=by, at=at, version=held.version)
