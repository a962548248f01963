"""A group with a summary under way: Bertta, Henna and T. K., each with a phone unless said otherwise."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.cast import MORNING, person, process_of, terms_of
from tuokio.evaluation.models import Summary
from tuokio.evaluation.usecases import summaries as acts
from tuokio.people.models import Person, Practice
from tuokio.people.usecases import found_practice, give_role
from tuokio.supervision.domain.deciding import Slips
from tuokio.supervision.models import Member, Process
from tuokio.supervision.usecases import Frame, begin
from tuokio.terms.summary_words import GroupWord, Recommendation
from tuokio.terms.words import FormOfWork, PracticeKind, ProcessEvent, Standing, WayIn

PARTS = acts.Parts(
    period_from=date(2026, 8, 1), period_until=date(2026, 11, 24), recommendation=Recommendation.END
)
LATER = MORNING + timedelta(days=1)
OVER = MORNING + timedelta(days=8)
PHONES = {"Bertta S.": "bertta", "Henna": "henna", "T. K.": "tkoski", "V. L.": "vlaine"}


def group(*names: str, phones: tuple[str, ...] | None = None, **fields: object) -> Process:
    """A process of these members; those in `phones` (all, when not said) come in by their own mail."""
    names = names or ("Bertta S.", "Henna", "T. K.")
    process = process_of(person("aino"), member_names=names, **fields)
    for member in process.members.all():
        able = phones is None or member.name in phones
        member.person = person(PHONES[member.name]) if able else None
        member.way_in = WayIn.MAIL if able else WayIn.NONE
        member.save()
    return process


def in_group(process: Process, *, at: datetime = MORNING, in_meeting: bool = False) -> Summary:
    """The summary of the process, drafted and sent to its group."""
    aino = person("aino")
    acts.draft_summary(process=process, parts=PARTS, by=aino, at=at)
    acts.send_to_group(process=process, in_meeting=in_meeting, by=aino, at=at)
    return summary_of(process)


def summary_of(process: Process) -> Summary:
    return process.summaries.order_by("-number").select_related("process__payer")[0]


def member(process: Process, name: str) -> Member:
    return process.members.get(name=name)


def say(process: Process, name: str, word: GroupWord, *, at: datetime = LATER) -> None:
    """One member says a word."""
    summary = summary_of(process)
    acts.say_word(summary=summary, member=member(process, name), word=word, seen=summary.fingerprint, at=at)


def all_say(process: Process, word: GroupWord = GroupWord.OK, *, at: datetime = LATER) -> None:
    """Everyone says the same."""
    for one in process.members.all():
        say(process, one.name, word, at=at)


def count(process: Process, ok: int = 0, change: int = 0, block: int = 0, *, at: datetime = LATER) -> None:
    """Aino counts a heap of slips."""
    acts.count_slips(process=process, slips=Slips(ok, change, block), by=person("aino"), at=at)


def given(process: Process, *, at: datetime = LATER) -> Summary:
    """All the way: written, agreed to, given."""
    in_group(process, at=at - timedelta(hours=1))
    all_say(process, at=at)
    acts.give_summary(process=process, by=person("aino"), at=at)
    return summary_of(process)


def people(process: Process) -> dict[str, Person]:
    """The members with a phone, by name."""
    return {one.name: one.person for one in process.members.all() if one.person is not None}


def house(coordinator: Person | None) -> Practice:
    """A house with supervisors of its own, where Aino supervises; nobody pays there."""
    found = found_practice(
        name="Talon työnohjaajat", kind=PracticeKind.INTERNAL, owner=person("olavi"), at=MORNING
    )
    give_role(practice=found, person=person("aino"), standing=Standing.SUPERVISOR, by=None, at=MORNING)
    if coordinator:
        give_role(practice=found, person=coordinator, standing=Standing.COORDINATOR, by=None, at=MORNING)
    return found


def inside_the_house(coordinator: Person | None, *, at: datetime = MORNING) -> Process:
    """A group of the house; two of three come in by phone."""
    process = begin(
        practice=house(coordinator),
        frame=Frame(name="Osasto 4", form=FormOfWork.GROUP, member_names=("Bertta S.", "Henna", "T. K.")),
        event=ProcessEvent.START_SHORT,
        supervisor=person("aino"),
        by=person("aino"),
        at=at,
        lead_from=at.date() - timedelta(days=100),
    )
    terms_of(process, price_cents=0)
    return process


def given_inside_the_house(*, coordinator: Person, key: str = "", at: datetime = MORNING) -> Summary:
    """A summary of the house's group, given; with `key` as its id."""
    process = inside_the_house(coordinator, at=at)
    acts.draft_summary(process=process, parts=PARTS, by=person("aino"), at=at)
    acts.send_to_group(process=process, in_meeting=True, by=person("aino"), at=at)
    acts.count_slips(process=process, slips=Slips(3, 0, 0), by=person("aino"), at=at)
    acts.give_summary(process=process, by=person("aino"), at=at)
    summary = summary_of(process)
    if key:
        summary.changes.all().delete()
        Summary.objects.filter(pk=summary.pk).update(id=key)
        summary = summary_of(process)
    return summary
