"""Making the demo practices: their people, customers and processes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from tuokio.desk.demo.asking import ask_from_page, enquired
from tuokio.desk.demo.full_path import WALKS
from tuokio.desk.demo.living import agree_and_meet, end_where_the_story_ends, first_day
from tuokio.desk.demo.steps import Tale
from tuokio.desk.demo.stories import INTERNAL, SHARED, SOLO, F, K, S, Story
from tuokio.kit import clock
from tuokio.kit.clock import HELSINKI
from tuokio.mapping.demo_page import make_demo_page
from tuokio.meetings.models import Break, Substitute
from tuokio.people.models import ContactPerson, Organisation, Person, Practice, Qualification, Unit
from tuokio.people.usecases import found_practice, give_role
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Frame, begin
from tuokio.terms.words import PracticeKind, ProcessEvent, Standing

Say = Callable[[str], None]


def make_demo(people: int | None, seed: int, progress: Say) -> None:
    """Make the demo practices when they are not there yet, and practices of `people` made-up people if asked."""
    if not Practice.objects.filter(slug="kaarnala").exists():
        with transaction.atomic():
            _solo()
            progress("kaarnala: a supervisor who works alone")
            _shared()
            progress("virta: a practice of four")
            _internal()
            progress("rannikkola: the internal unit of a wellbeing services county")
    if people:
        from tuokio.desk.demo.crowd import make_crowd

        make_crowd(people, seed, progress)


def _person(name: str, mail: str, language: str = "fi", phone: str = "") -> Person:
    found = Person.objects.filter(email=f"{mail}@example.org").first()
    return found or Person.objects.create_user(
        f"{mail}@example.org", name=name, language=language, phone=phone
    )


def _qualified(person: Person, programme: str, year: int, body: str) -> None:
    Qualification.objects.create(
        person=person,
        programme=programme,
        year=year,
        body=body,
        verified_by=body,
        verified_on=date(year + 1, 1, 12),
    )


def _solo() -> None:
    owner = _person("Ilona Kaarnala", "ilona", phone="040 555 0101")
    practice = found_practice(
        name="Työnohjaus Ilona Kaarnala", slug="kaarnala", kind=PracticeKind.SOLO, owner=owner, at=_before(700),
        email="ilona@example.org", phone="040 555 0101", business_id="1234567-1",
    )  # fmt: skip
    _qualified(owner, "Työnohjaajan koulutus, 60 op", 2015, "Harjulan kesäyliopisto")
    make_demo_page(practice, at=_before(690))
    ask_from_page(practice)
    for story in SOLO:
        _tell(practice, owner, story)
    summer = date(clock.today().year + 1, 7, 1)
    Break.objects.create(supervisor=owner, from_on=summer, until_on=summer + timedelta(days=30))


def _shared() -> None:
    owner = _person("Olavi Virtala", "olavi", phone="040 555 0110")
    practice = found_practice(
        name="Virtala työnohjaus", slug="virtala", kind=PracticeKind.PRACTICE, owner=owner, at=_before(600),
        email="toimisto@example.org", phone="040 555 0110", business_id="7654321-4",
    )  # fmt: skip
    _qualified(owner, "Työnohjaajan koulutus, 60 op", 2012, "Harjulan kesäyliopisto")
    others = (
        _person("Saara Niemelin", "saara"),
        _person("Sven Ekback", "sven", "sv"),
        _person("Nora Whitfield", "nora", "en"),
    )
    for other in others:
        give_role(practice=practice, person=other, standing=Standing.SUPERVISOR, by=owner, at=_before(500))
        _qualified(other, "Työnohjaajakoulutus, 55 op", 2018, "Harjulan kesäyliopisto")
    coordinator = _person("Dora Lehtola", "dora")
    give_role(practice=practice, person=coordinator, standing=Standing.COORDINATOR, by=owner, at=_before(500))
    supervisors = (owner, *others)
    for number, story in enumerate(SHARED):
        leader = others[1] if story.language == "sv" else supervisors[number % 4]
        _tell(practice, leader, story)
    Substitute.objects.create(
        practice=practice, supervisor=others[0], person=owner, since=_before(300).date()
    )


def _internal() -> None:
    owner = _person("Raija Palokas", "raija")
    practice = found_practice(
        name="Rannikkolan hyvinvointialue, työnohjaajat", slug="rannikkola", kind=PracticeKind.INTERNAL, owner=owner,
        at=_before(900), email="tyonohjaus@example.org",
    )  # fmt: skip
    inner = _person("Tapio Salmela", "tapio")
    give_role(practice=practice, person=inner, standing=Standing.SUPERVISOR, by=owner, at=_before(800))
    coordinator = _person("Terttu Kallas", "terttu")
    give_role(practice=practice, person=coordinator, standing=Standing.COORDINATOR, by=owner, at=_before(800))
    for who in (owner, inner):
        _qualified(who, "Työnohjaajan koulutus, 60 op", 2017, "Harjulan kesäyliopisto")
    for number, story in enumerate(INTERNAL):
        _tell(practice, (owner, inner)[number % 2], story)


def _before(days: int) -> datetime:
    return clock.now() - timedelta(days=days)


def _payer(practice: Practice, story: Story) -> Organisation:
    name, kind = story.payer
    payer, new = Organisation.objects.get_or_create(
        practice=practice,
        name=name,
        defaults={"kind": kind, "language": story.language, "needs_order_number": kind == K.COUNTY},
    )
    if new and kind not in {K.SELF_PAYER}:
        slug = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())[:12]
        ContactPerson.objects.create(
            practice=practice, organisation=payer, name=f"Tilaaja, {name}", email=f"tilaaja.{slug}@example.org",
            phone="040 555 0199", language=story.language,
        )  # fmt: skip
        if kind == K.COUNTY:
            Unit.objects.create(
                practice=practice, organisation=payer, name="Kotiin vietävät palvelut", cost_centre="44120"
            )
    return payer


def _tell(practice: Practice, leader: Person, story: Story) -> None:
    """Let one process come to where it stands today, by the acts that people would have done."""
    first = first_day(story)
    opened = clock.today() - timedelta(days=story.opened) if story.opened else first - timedelta(days=20)
    begun = datetime.combine(opened, time(9), HELSINKI).astimezone(UTC)
    process = (
        enquired(practice, leader, _frame(practice, story))
        if story.by_enquiry
        else _brought_in(practice, leader, story, begun)
    )
    for name, mail in story.signed_in.items():
        process.members.filter(name=name).update(person=_person(name, mail, story.language), way_in="mail")
    if story.held:
        agree_and_meet(process, leader, story, first, begun)
    if story.full_path:
        process.refresh_from_db()
        WALKS[story.name](Tale(process=process, leader=leader, story=story, first=first, begun=begun))
    if story.state == S.AGREED:
        agree_and_meet(process, leader, story, first, begun)
    if story.held and story.state not in {S.RUNNING, process.now_in}:
        end_where_the_story_ends(process, leader, story)


def _frame(practice: Practice, story: Story) -> Frame:
    payer = _payer(practice, story)
    return Frame(
        name=story.name, form=story.form, composition=story.composition, for_managers=story.managers,
        language=story.language, payer=payer, contact_person=payer.contact_persons.first(),
        unit=payer.units.first(), member_names=story.members,
        member_count=len(story.members) or (14 if story.form == F.WORK_COMMUNITY else 6),
    )  # fmt: skip


def _brought_in(practice: Practice, leader: Person, story: Story, begun: datetime) -> Process:
    """What has been held was running when it was brought in; the full path begins with the mapping."""
    state = S.RUNNING if story.held else S.MAPPING if story.full_path else story.state
    return begin(
        practice=practice, frame=_frame(practice, story), event=ProcessEvent.BRING_IN, target=state, supervisor=leader,
        by=leader, at=begun, lead_from=begun.date(),
    )  # fmt: skip
