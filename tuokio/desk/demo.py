"""The demo: three invented practices with processes in every form, composition and state, and as many made-up
people as asked for. No name here belongs to a real person or organisation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tuokio.kit import clock
from tuokio.mapping.demo_page import make_demo_page
from tuokio.meetings.models import Break, Charge, Meeting, Substitute
from tuokio.meetings.usecases.charges import mark_invoiced
from tuokio.meetings.usecases.one_meeting import answer, cancel_meeting, hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import ContactPerson, Organisation, Person, Practice, Qualification, Unit
from tuokio.people.usecases import found_practice, give_role
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Agreed, Frame, agree_terms, begin, keep_paper
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.words import (
    Composition,
    FormOfWork,
    OrganisationKind,
    PaperKind,
    PracticeKind,
    ProcessEvent,
    ProcessState,
    Standing,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
Say = Callable[[str], None]
S, F, C, K = ProcessState, FormOfWork, Composition, OrganisationKind


@dataclass(frozen=True, kw_only=True)
class Story:
    """One process of the demo. `held`: how many of `planned` have been held by today."""

    name: str
    form: FormOfWork
    state: ProcessState = S.RUNNING
    composition: str = ""
    payer: tuple[str, OrganisationKind]
    members: tuple[str, ...]
    minutes: int
    planned: int
    held: int
    weeks: int
    at: str  # wall-clock time
    weekday: int  # Monday is 0
    euros: int
    language: str = "fi"
    place: str = ""
    remote: bool = False
    managers: bool = False
    vat: str = "standard"
    order: str = ""
    signed_in: dict[str, str] = field(default_factory=dict)  # member's name -> mail address


SOLO = (
    Story(name="Hanna K.", form=F.INDIVIDUAL, payer=("Hanna K.", K.SELF_PAYER), members=("Hanna K.",), minutes=60,
          planned=8, held=3, weeks=3, at="09:00", weekday=1, euros=100, remote=True, signed_in={"Hanna K.": "hanna"}),
    Story(name="Mikael S.", form=F.INDIVIDUAL, payer=("Vassbölen seurakunta", K.CHURCH), members=("Mikael S.",), minutes=45,
          planned=20, held=11, weeks=2, at="10:30", weekday=2, euros=80, language="sv", vat="small_business"),
    Story(name="E. T.", form=F.INDIVIDUAL, payer=("Kuusiniemen kunta", K.MUNICIPALITY), members=("E. T.",), minutes=60,
          planned=10, held=9, weeks=3, at="14:00", weekday=3, euros=100, managers=True, order="4711-26"),
    Story(name="Perhetyön työpari", form=F.PAIR, composition=C.SAME_TEAM_SAME_WORK, payer=("Rannikkolan hyvinvointialue", K.COUNTY),
          members=("Riikka", "Joel"), minutes=75, planned=6, held=5, weeks=3, at="08:30", weekday=4, euros=160, order="HVA-2291"),
    Story(name="Päiväkoti Auringon tiimi", form=F.GROUP, composition=C.SAME_TEAM_DIFFERENT_WORK, payer=("Kuusiniemen kunta", K.MUNICIPALITY),
          members=("Henna", "Samuli", "Oona", "Tiia", "Maarit", "V. L."), minutes=75, planned=10, held=4, weeks=3, at="13:00",
          weekday=1, euros=160, place="Kokoushuone Kanerva", order="4712-26", signed_in={"Henna": "henna"}),
    Story(name="Kotihoidon yötiimi", form=F.GROUP, composition=C.SAME_TEAM_SAME_WORK, payer=("Rannikkolan hyvinvointialue", K.COUNTY),
          members=("Anu", "Birgitta", "Dani", "Eeva", "Fatima", "Jukka", "Kaisa", "Leo"), minutes=120, planned=10, held=5, weeks=4,
          at="15:00", weekday=0, euros=240, order="HVA-2292"),
    Story(name="Diakoniatyön ryhmä", form=F.GROUP, composition=C.SAME_TEAM_SAME_WORK, payer=("Vassbölen seurakunta", K.CHURCH),
          members=("Mirja", "Pekka", "Sanna", "Timo"), minutes=75, planned=10, held=8, weeks=4, at="12:00", weekday=2, euros=160),
    Story(name="Koulukuraattorit", form=F.GROUP, composition=C.SAME_FIELD_OTHER_WORKPLACES, payer=("Lehtorinteen koulut", K.SCHOOL),
          members=("A. R.", "M. H.", "K. N.", "S. P.", "T. V."), minutes=120, planned=12, held=7, weeks=4, at="13:00", weekday=3,
          euros=240, remote=True, vat="exempt_education"),
    Story(name="Konepajan työnjohtajat", form=F.GROUP, composition=C.SAME_TASKS_OTHER_TEAMS, payer=("Terävirran Konepaja Oy", K.COMPANY),
          members=("Ari", "Mika", "Petra", "Sami", "Tero"), minutes=120, planned=8, held=3, weeks=5, at="14:00", weekday=0, euros=240,
          managers=True, order="PO-88012"),
    Story(name="Päiväkodinjohtajat", form=F.GROUP, composition=C.SAME_TASKS_OTHER_TEAMS, payer=("Kuusiniemen kunta", K.MUNICIPALITY),
          members=("Johanna", "Kirsi", "Laura", "Niina", "Outi", "Päivi", "Raili"), minutes=120, planned=10, held=9, weeks=4,
          at="12:30", weekday=3, euros=240, managers=True, order="4713-26"),
    Story(name="Perhekeskuksen varhaisen tuen ja ohjauksen monialainen tiimi", form=F.GROUP, composition=C.SAME_TEAM_DIFFERENT_WORK,
          payer=("Rannikkolan hyvinvointialue", K.COUNTY), members=("Essi", "Harri", "Ilona", "Jaana", "Kerttu"), minutes=120,
          planned=8, held=4, weeks=4, at="09:00", weekday=4, euros=240),
    Story(name="Volunteers' coordinators", form=F.GROUP, composition=C.SAME_TASKS_OTHER_TEAMS, payer=("Valopilkku ry", K.NGO),
          members=("Grace", "Ahmed", "Lotta"), minutes=75, planned=8, held=2, weeks=4, at="16:00", weekday=2, euros=160, language="en",
          remote=True),
    Story(name="Kohtaamispaikan väki", form=F.WORK_COMMUNITY, composition=C.SAME_TEAM_DIFFERENT_WORK, payer=("Valopilkku ry", K.NGO),
          members=(), minutes=120, planned=6, held=5, weeks=5, at="09:30", weekday=0, euros=260),
    Story(name="Kirjaston väki", form=F.WORK_COMMUNITY, composition=C.SAME_TEAM_DIFFERENT_WORK, payer=("Kuusiniemen kunta", K.MUNICIPALITY),
          members=(), minutes=120, planned=6, held=1, weeks=5, at="08:15", weekday=2, euros=260, order="4714-26"),
    Story(name="Lähiesihenkilöiden ryhmä", form=F.GROUP, state=S.ENQUIRED, payer=("Metsäpuron kunta", K.MUNICIPALITY), members=(),
          minutes=120, planned=8, held=0, weeks=5, at="13:00", weekday=1, euros=240, managers=True),
    Story(name="Hoivakoti Niittylän päivätiimi", form=F.GROUP, state=S.MAPPING, payer=("Rannikkolan hyvinvointialue", K.COUNTY),
          members=(), minutes=120, planned=8, held=0, weeks=4, at="15:30", weekday=1, euros=240),
    Story(name="Kuntoutustiimi Kataja", form=F.GROUP, state=S.AGREED, composition=C.SAME_TEAM_DIFFERENT_WORK,
          payer=("Rannikkolan hyvinvointialue", K.COUNTY), members=("Aki", "Elli", "Iida", "Olli"), minutes=75, planned=8, held=0,
          weeks=3, at="13:00", weekday=4, euros=160),
)  # fmt: skip

SHARED = (
    Story(name="Sosiaalityön tiimi 3", form=F.GROUP, composition=C.SAME_TEAM_SAME_WORK, payer=("Rannikkolan hyvinvointialue", K.COUNTY),
          members=("Aada", "Elias", "Hilla", "Niko", "Vilma"), minutes=120, planned=10, held=3, weeks=4, at="12:00", weekday=1, euros=260,
          order="HVA-3001", signed_in={"Hilla": "hilla"}),
    Story(name="Vuxenskolans lärare", form=F.GROUP, composition=C.SAME_TASKS_OTHER_TEAMS, payer=("Strandbackens skolor", K.SCHOOL),
          members=("Astrid", "Gunnar", "Solveig", "Ulf"), minutes=75, planned=8, held=2, weeks=3, at="14:30", weekday=2, euros=180,
          language="sv", vat="exempt_education"),
    Story(name="R. M.", form=F.INDIVIDUAL, state=S.PAUSED, payer=("R. M.", K.SELF_PAYER), members=("R. M.",), minutes=60, planned=8,
          held=4, weeks=3, at="09:00", weekday=3, euros=110),
    Story(name="Asiakasneuvojat", form=F.GROUP, state=S.RENEGOTIATING, composition=C.SAME_TEAM_SAME_WORK,
          payer=("Terävirran Konepaja Oy", K.COMPANY), members=("Ella", "Jimi", "Siiri"), minutes=75, planned=8, held=5, weeks=3,
          at="10:00", weekday=0, euros=180),
    Story(name="Nuorisotyöntekijät", form=F.GROUP, state=S.FINAL_REVIEW, composition=C.SAME_TEAM_SAME_WORK,
          payer=("Metsäpuron kunta", K.MUNICIPALITY), members=("Aleksi", "Bea", "Roosa"), minutes=75, planned=6, held=6, weeks=4,
          at="13:00", weekday=2, euros=180),
    Story(name="Palvelutalo Onnela", form=F.WORK_COMMUNITY, state=S.TERMINATED, composition=C.SAME_TEAM_DIFFERENT_WORK,
          payer=("Onnela ry", K.NGO), members=(), minutes=120, planned=6, held=2, weeks=5, at="13:00", weekday=0, euros=280),
    Story(name="Papiston pari", form=F.PAIR, state=S.CLOSING, composition=C.SAME_FIELD_OTHER_WORKPLACES,
          payer=("Vassbölen seurakunta", K.CHURCH), members=("J.", "L."), minutes=75, planned=5, held=5, weeks=3, at="15:00", weekday=1,
          euros=180, vat="small_business"),
    Story(name="Vuorovastaavat 2025", form=F.GROUP, state=S.CLOSED, composition=C.SAME_TASKS_OTHER_TEAMS,
          payer=("Terävirran Konepaja Oy", K.COMPANY), members=("Jani", "Mari", "Ville"), minutes=75, planned=5, held=5, weeks=4,
          at="14:00", weekday=3, euros=180, managers=True),
    Story(name="P. O.", form=F.INDIVIDUAL, state=S.REFERRED, payer=("P. O.", K.SELF_PAYER), members=(), minutes=60, planned=5, held=0,
          weeks=3, at="09:00", weekday=1, euros=110),
    Story(name="Taidekoulu", form=F.GROUP, state=S.DECLINED, payer=("Taidekoulu Kajo ry", K.NGO), members=(), minutes=75, planned=6,
          held=0, weeks=4, at="10:00", weekday=2, euros=180),
    Story(name="Hallintotiimi", form=F.GROUP, state=S.RECOMMENDED, payer=("Metsäpuron kunta", K.MUNICIPALITY), members=(), minutes=75,
          planned=6, held=0, weeks=4, at="10:00", weekday=2, euros=180),
    Story(name="Hemvården i öster", form=F.GROUP, state=S.OFFERED, payer=("Rannikkolan hyvinvointialue", K.COUNTY), members=(),
          minutes=120, planned=8, held=0, weeks=4, at="13:00", weekday=3, euros=260, language="sv"),
    Story(name="Laboratorion esihenkilöt", form=F.GROUP, state=S.AGREEING, composition=C.SAME_TASKS_OTHER_TEAMS,
          payer=("Terävirran Konepaja Oy", K.COMPANY), members=("H. A.", "K. S.", "O. J."), minutes=120, planned=8, held=0, weeks=5,
          at="09:00", weekday=4, euros=260, managers=True),
)  # fmt: skip

INTERNAL = (
    Story(name="Vuodeosasto 4", form=F.WORK_COMMUNITY, composition=C.SAME_TEAM_DIFFERENT_WORK, payer=("Sairaanhoidon toimiala", K.COUNTY),
          members=(), minutes=120, planned=6, held=2, weeks=5, at="13:00", weekday=1, euros=0),
    Story(name="Neuvolan terveydenhoitajat", form=F.GROUP, composition=C.SAME_TASKS_OTHER_TEAMS, payer=("Perhepalvelut", K.COUNTY),
          members=("Aino", "Helmi", "Kaija", "Marja", "Tuula"), minutes=75, planned=10, held=6, weeks=3, at="08:30", weekday=2, euros=0),
    Story(name="K. L., osastonhoitaja", form=F.INDIVIDUAL, payer=("Sairaanhoidon toimiala", K.COUNTY), members=("K. L.",), minutes=60,
          planned=8, held=5, weeks=3, at="10:00", weekday=3, euros=0, managers=True),
)  # fmt: skip


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
        from tuokio.desk.demo_crowd import make_crowd

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
    payer = _payer(practice, story)
    first = _first_day(story)
    begun = datetime.combine(first - timedelta(days=20), time(9), HELSINKI).astimezone(UTC)
    process = begin(
        practice=practice,
        frame=Frame(
            name=story.name, form=story.form, composition=story.composition, for_managers=story.managers,
            language=story.language, payer=payer, contact_person=payer.contact_persons.first(),
            unit=payer.units.first(), member_names=story.members,
            member_count=len(story.members) or (14 if story.form == F.WORK_COMMUNITY else 6),
        ),
        event=ProcessEvent.BRING_IN, target=S.RUNNING if story.held else story.state, supervisor=leader, by=leader,
        at=begun, lead_from=begun.date(),
    )  # fmt: skip
    for name, mail in story.signed_in.items():
        process.members.filter(name=name).update(person=_person(name, mail, story.language), way_in="mail")
    if story.held or story.state in {S.AGREED, S.AGREEING, S.OFFERED}:
        _agree_and_meet(process, leader, story, first, begun)
    if story.held and story.state not in {S.RUNNING, process.now_in}:
        _end_where_the_story_ends(process, leader, story)


def _first_day(story: Story) -> date:
    """So that `held` meetings lie behind today and the next one is today or ahead."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    next_one = monday + timedelta(days=story.weekday)
    if next_one < today or (next_one == today and story.held % 2):
        next_one += timedelta(weeks=1)
    ended = story.held >= story.planned
    return next_one - timedelta(weeks=story.weeks * story.held + (2 if ended else 0))


def _agree_and_meet(process: Process, leader: Person, story: Story, first: date, begun: datetime) -> None:
    term = agree_terms(
        process=process,
        agreed=Agreed(
            minutes=story.minutes, planned=story.planned, interval_weeks=story.weeks, starts_on=first,
            price_cents=story.euros * 100, vat_code=story.vat, order_number=story.order,
            ends_on=first + timedelta(weeks=story.weeks * story.planned),
        ),
        by=leader, at=begun,
    )  # fmt: skip
    keep_paper(process=process, kind=PaperKind.AT_MY_PLACE, by=leader, at=begun, signed_on=begun.date())
    if story.state in {S.AGREEING, S.OFFERED}:
        return
    hour, minute = (int(part) for part in story.at.split(":"))
    meetings = plan_series(
        process=process, term=term, by=leader, at=begun,
        rhythm=Rhythm(first_on=first, at_time=time(hour, minute), count=story.planned, every_weeks=story.weeks,
                      minutes=story.minutes, place=story.place, remote=story.remote),
    ).meetings  # fmt: skip
    for number, meeting in enumerate(meetings):
        _live(process, leader, meeting, number)


def _live(process: Process, leader: Person, meeting: Meeting, number: int) -> None:
    """What happened to one meeting: most were held, one was cancelled late, one moved by a week."""
    now = clock.now()
    after = meeting.ends_at
    if after > now:
        for index, member in enumerate(process.members.all()):
            if number % 3 == 0 and meeting.starts_at < now + timedelta(days=10):
                answer(meeting=meeting, member=member, coming=index != 2, at=min(now, meeting.starts_at))
        return
    if number == 2 and process.form == F.PAIR and process.terms.get().planned > 5:
        cancel_meeting(
            meeting=meeting, cancelled_by=CancelledBy.COMMISSIONER, reason=CancellationReason.SHIFT_CHANGE, by=leader,
            at=meeting.starts_at - timedelta(hours=5), tell=False,
        )  # fmt: skip
        return
    to_be_marked = process.meetings.filter(starts_at__gt=now).exists()
    if to_be_marked and now - after < timedelta(days=6) and len(process.name) % 2:
        return  # not marked yet: it waits in Tänään
    everyone = list(process.members.all())
    missing = {everyone[number % len(everyone)].pk} if len(everyone) > 3 and number % 2 else set()
    hold_meeting(
        meeting=meeting, present=[member.pk for member in everyone if member.pk not in missing], by=leader, at=after,
        although_few=True,
    )  # fmt: skip
    if now - after > timedelta(days=45) and hasattr(meeting, "charge"):
        month = f"{after:%Y-%m}"
        charge = Charge.objects.get(meeting=meeting)
        mark_invoiced(charges=[charge.pk], number=month, practice_id=process.practice_id, by=leader, at=after)


ENDINGS: dict[ProcessState, tuple[ProcessEvent, ...]] = {
    S.PAUSED: (ProcessEvent.PAUSE,),
    S.RENEGOTIATING: (ProcessEvent.CHANGE_REQUEST,),
    S.TERMINATED: (ProcessEvent.TERMINATE,),
    S.FINAL_REVIEW: (),
    S.CLOSING: (ProcessEvent.REVIEW_DONE,),
    S.CLOSED: (ProcessEvent.REVIEW_DONE, ProcessEvent.CLOSE),
}


def _end_where_the_story_ends(process: Process, leader: Person, story: Story) -> None:
    process.refresh_from_db()
    if story.state in {S.CLOSED, S.CLOSING}:
        open_ones = list(process.charges.open().values_list("pk", flat=True))
        if story.state == S.CLOSED and open_ones:
            mark_invoiced(
                charges=open_ones, number="1001", practice_id=process.practice_id, by=leader, at=clock.now()
            )
    if story.state in {S.PAUSED, S.TERMINATED}:
        for meeting in process.meetings.ahead():
            cancel_meeting(
                meeting=meeting, cancelled_by=CancelledBy.PRACTICE, reason=CancellationReason.OTHER_AGREED, by=leader,
                at=clock.now(), tell=False,
            )  # fmt: skip
        process.meetings.update(replacement_wanted=False)
    for event in ENDINGS.get(story.state, ()):
        process.move(event, by=leader, at=clock.now())
