"""What a group and its supervisor do in the workroom, in sentences: six screens, two meetings, every tool once.

Whoever leads sits at a desk and has a clock that the story drives; members and guests have their phones.
"""

from __future__ import annotations

import os
import re
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path

from django.test import Client
from playwright.sync_api import Page, expect

from tests.cast import person, process_of
from tests.doors import enter_by_door
from tests.evaluation.summary_cast import PARTS
from tests.journeys.conftest import Calendar, Open, Window
from tests.journeys.looking import BOTH, DESK_LIGHT, PHONE_DARK, STORY_SCREENS, faults_of, through
from tests.journeys.notes_page import sets_up
from tests.journeys.steps import named
from tests.journeys.steps_summary import Receiver
from tests.journeys.test_circle_of_notes import (
    answers,
    asks_in,
    looks_again,
    to_members,
    to_notes,
    with_notes,
)
from tests.journeys.test_keyboard_and_zoom import carry
from tests.journeys.test_locked_notes import signs_in
from tests.journeys.test_pulse_and_goals import answers_pulse, writes_goal
from tests.journeys.test_workroom_boards import adds, begins, lists, opens
from tests.journeys.test_workroom_quality import adds as adds_quality
from tests.journeys.test_workroom_roles import INTERFACES, ROLES, whole_map, writes
from tests.journeys.test_workroom_rounds import says
from tests.journeys.test_workroom_topics import actions_of, brings, gives_votes, order_of, topics_of
from tests.journeys.workroom_page import begins_meeting, joins, shows_square, to_room, to_tool, to_workroom
from tuokio.evaluation.usecases.summaries import count_slips, draft_summary, give_summary, send_to_group
from tuokio.kit.clock import now
from tuokio.people.models import ContactPerson
from tuokio.supervision.domain.deciding import Slips
from tuokio.supervision.models import Process

LEADER = (DESK_LIGHT, PHONE_DARK)  # what the leader's page is looked at through
SHOTS = os.environ.get("SHOTS")  # a folder, when somebody wants to look at the pages afterwards
MEMBERS = {"bertta": "Bertta S.", "henna": "Henna", "tuula": "Tuula"}
GUESTS = ("Oona", "Samuli")
FLIPCHART = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SUBSTITUTE = "Kuka päättää sijaisen kutsumisesta, kun aamulla puuttuu kaksi?"
FEEDBACK = "Palaute jää illaksi mieleen"
FRAME = "Uusi palaverirunko tuntui ensin jäykältä"
PAIRS = "Palautetta käydään läpi pareittain"
TASK = "Autamme lasta oppimaan turvassa."
SECOND_TASK = "Autamme lasta ja perhettä oppimaan turvassa."
SENTENCES = {
    "bertta": "Lapsen perhe saa tukea ajoissa.",
    "henna": "Autamme lapsia oppimaan.",
    "tuula": "Lapsi oppii leikkien.",
    "Oona": "Jokainen lapsi saa oppia turvassa.",
    "Samuli": "Kasvatamme lapsia yhdessä.",
}
GOAL = "Vastuut ovat kaikille selvät"
QUALITY = ("Perhe saa vastauksen ajoissa", "Vuoronvaihto on rauhallinen")
NOTED = "Sijaisrinki on sopimatta"
TASKS = ("Sijaisen kutsuminen", "Lääkehoito")


@dataclass
class Group:
    """Six who meet: the leader's screen, three members' phones, two guests' phones while a meeting lasts."""

    window: Open
    process: Process
    aino: Page
    members: dict[str, Page]
    guests: dict[str, Page] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def phones(self) -> dict[str, Page]:
        return {**self.members, **self.guests}

    def looks(self, page: Page, name: str = "") -> None:
        """Nobody is kept out of this page; the leader's stays at the desk."""
        screens = LEADER if page is self.aino else STORY_SCREENS
        self.faults += [f"{name}  {one}" for one in faults_of(page, screens)]
        for screen in BOTH if SHOTS and name else ():
            through(page, screen)
            page.screenshot(path=Path(str(SHOTS)) / f"{name}-{screen.width}.png", full_page=True)
        through(page, screens[0])


# --- coming together, and the clock --------------------------------------------------------------------------


def group_of_five() -> Process:
    """Five members; three of them come in by their own mail."""
    process = process_of(person("aino"), member_names=(*MEMBERS.values(), *GUESTS))
    for who, name in MEMBERS.items():
        member = process.members.get(name=name)
        member.person = person(who)
        member.save()
    return process


def comes_together(window: Open) -> Group:
    """Aino's notes, with a clock that is driven, and a circle that three were asked into."""
    process = group_of_five()
    here = window(DESK_LIGHT)
    here.page.clock.install()
    aino = here.go("/sign-in/?next=/vault/")
    signs_in(aino, "aino@example.org")
    aino.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    sets_up(aino)
    aino.get_by_role("button", name=f"Aloita ryhmän yhteinen: {process.name}").click()
    told = {who: asks_in(aino, name) for who, name in MEMBERS.items()}
    members = {who: with_notes(window, who, PHONE_DARK) for who in MEMBERS}
    for who, page in members.items():
        answers(page, told[who])
    to_notes(aino)
    to_members(aino)
    to_notes(aino)
    for page in members.values():
        looks_again(page)
    to_workroom(aino, process)
    return Group(window, process, aino, members)


def meets(group: Group, minutes: int) -> None:
    """A meeting begins: members come from their own notes, guests by the square."""
    begins_meeting(group.aino, minutes)
    address = shows_square(group.aino)
    group.guests = {name: joins(group.window, address, name) for name in GUESTS}
    for page in group.members.values():
        page.get_by_role("button", name="Työhuone").first.click()
        page.locator("#phone-phase").wait_for()


def plan_of(page: Page) -> list[int]:
    """The minutes of each phase, as the plan says them."""
    return [int(one.split()[0]) for one in page.locator(".phase .kind").all_inner_texts()]


def phase_passes(group: Group, name: str, then: str) -> None:
    """The minutes of a phase go by. The clock says so and forces nothing; then the leader goes on."""
    clock, aino = group.aino.locator("#clock"), group.aino
    assert aino.locator("[aria-current=step] .phase-name").inner_text() == name
    for _ in range(30):
        if f"{name}: aika täynnä" in clock.inner_text():
            break
        aino.clock.fast_forward("03:00")
        aino.keyboard.press("Shift")  # somebody is there
    assert f"{name}: aika täynnä" in clock.inner_text()
    assert aino.locator("[aria-current=step] .phase-name").inner_text() == name
    aino.get_by_role("button", name=f"Seuraavaksi: {then}").click()
    for page in group.phones.values():
        page.locator("#phone-phase", has_text=then).wait_for()


def ends(group: Group) -> None:
    """The meeting ends: guests' phones close, members find their way to their notes."""
    group.aino.get_by_role("button", name="Päätä tapaaminen").click()
    for page in group.phones.values():
        page.get_by_role("heading", name="Tapaaminen on päättynyt").wait_for()
    group.aino.get_by_role("button", name="Aloita, 75 min").first.wait_for(state="attached")
    group.looks(group.guests["Oona"], "guest-ended")
    for page in group.members.values():
        to_notes(page)
    for page in group.guests.values():
        page.close()
    group.guests = {}


# --- the first meeting ---------------------------------------------------------------------------------------


def topics_are_brought_and_voted_on(group: Group) -> None:
    """Hidden on phones and on the screen, shown at once, voted on; one is talked of, and something agreed."""
    aino, phones, topics = group.aino, group.phones, topics_of(group.aino)
    topics.get_by_role("button", name="Kysy aiheita puhelimilla").click()
    brings(phones["Oona"], SUBSTITUTE, "kysymys")
    brings(phones["bertta"], FEEDBACK, "tunne")
    topics.get_by_text("2 aihetta odottaa").wait_for()
    aino.locator("#topics-text").fill(FRAME)
    aino.locator("#topics-name").fill("Tuula")
    aino.locator("#topics-hide").check()
    topics.get_by_role("button", name="Lisää listalle").click()
    topics.get_by_text("3 aihetta odottaa").wait_for()
    said = "".join(page.locator("main").inner_text() for page in (aino, phones["henna"]))
    assert [text for text in (SUBSTITUTE, FEEDBACK, FRAME) if text in said] == []
    group.looks(aino, "topics-hidden")
    group.looks(phones["Oona"], "guest-topic")
    group.looks(phones["bertta"], "member-topic")
    topics.get_by_role("button", name="yhtä aikaa").click()
    for text, writer in ((SUBSTITUTE, "Oona"), (FEEDBACK, "Bertta Salo"), (FRAME, "Tuula")):
        row = topics.get_by_role("listitem").filter(has_text=text)
        row.get_by_text(writer, exact=True).wait_for()
    topics.get_by_role("button", name="Äänestetään järjestyksestä").click()
    votes = {"Oona": [FRAME, FEEDBACK], "Samuli": [FEEDBACK], "bertta": [FEEDBACK], "tuula": [FRAME]}
    for who, chosen in votes.items():
        gives_votes(phones[who], *chosen)
    topics.get_by_text("4 puhelinta on äänestänyt").wait_for()
    group.looks(phones["Samuli"], "guest-vote")
    topics.get_by_role("button", name="Päätä äänestys").click()
    assert order_of(aino) == [FEEDBACK, FRAME, SUBSTITUTE]
    assert topics.locator(".topicvotes").all_inner_texts() == ["3 ääntä", "2 ääntä", "0 ääntä"]
    topics.get_by_role("button", name="Aloita aiheesta 1").press("Enter")
    topics.get_by_label("Mitä tästä sovitaan?").fill(PAIRS)
    topics.get_by_role("button", name="Sovitaan näin").click()
    actions_of(aino).get_by_text(PAIRS).first.wait_for()
    topics.get_by_role("button", name="Aihe on käsitelty").click()
    group.looks(aino, "room")


def agreement_is_accepted_by_each(group: Group) -> None:
    """Aino on her screen, everybody else on a phone; each is one person, whatever names the house has for them."""
    aino = group.aino
    to_tool(aino, "Työskentelysopimus")
    aino.get_by_role("button", name="Ehdota hyväksyttäväksi").click()
    aino.get_by_role("button", name="Hyväksyn", exact=True).click()
    aino.get_by_role("button", name="Kysy puhelimilla").click()
    for page in group.phones.values():
        page.get_by_label("Hyväksyn version 1").check()
    expect(aino.get_by_text("Kaikki ovat hyväksyneet version 1.")).to_be_visible()
    group.looks(aino, "agreement")
    group.looks(group.members["henna"], "member-agreement")
    aino.get_by_role("button", name="Ota kysymys pois puhelimista").click()
    to_room(aino)


def primary_task_is_worded(group: Group) -> None:
    """Each writes a sentence alone; all are shown at once; one is agreed on."""
    aino = group.aino
    to_tool(aino, "Perustehtävä")
    aino.get_by_role("button", name="Kysy puhelimilla").click()
    for who, page in group.phones.items():
        page.get_by_label("Omin sanoin").fill(SENTENCES[who])
        page.get_by_role("button", name="Lähetä").click()
    aino.get_by_text("5 lausetta odottaa kaikilta kätkettynä").wait_for()
    assert [words for words in SENTENCES.values() if words in aino.content()] == []
    aino.get_by_role("button", name="Näytä kaikki yhtä aikaa").click()
    aino.locator(".ptask-sentence").nth(4).wait_for()
    assert sorted(aino.locator(".ptask-sentence").all_inner_texts()) == sorted(SENTENCES.values())
    agrees_on_task(aino, TASK)
    group.looks(aino, "primary-task")
    aino.get_by_role("button", name="Ota kysymys pois puhelimista").click()
    to_room(aino)


def agrees_on_task(page: Page, words: str) -> None:
    page.get_by_label("Yhteinen luonnos").fill(words)
    page.get_by_role("button", name="Tästä sovimme").click()
    page.get_by_text(words, exact=True).first.wait_for()


def goals_are_rated_alone(group: Group) -> None:
    """A goal in words, a level from each alone, the spread without names, one level recorded together."""
    aino = group.aino
    to_tool(aino, "Ryhmän omat tavoitteet")
    writes_goal(aino, GOAL)
    aino.get_by_role("button", name="Arvioikaa tavoitteet, kukin yksin").click()
    levels = ["odotetusti", "odotetusti", "osittain", "En osaa sanoa", "ei muutosta"]
    for page, level in zip(group.phones.values(), levels, strict=True):
        page.get_by_label(level, exact=True).check()
        page.get_by_role("button", name="Lähetä").click()
        page.locator(".alone[data-answered]").wait_for()
    group.looks(group.guests["Samuli"], "guest-levels")
    aino.get_by_role("button", name="Kääntäkää vastaukset esiin").click()
    aino.get_by_text("Näin arvioitte, ilman nimiä").wait_for()
    assert [one.rsplit(": ")[-1] for one in aino.locator(".owngoal .dashes li").all_inner_texts()] == [
        "2 vastausta",
        "yksi vastaus",
        "yksi vastaus",
    ]
    aino.get_by_text("Kirjatkaa taso, jonka ryhmä yhdessä näkee").click()
    aino.get_by_label("Missä olemme?").select_option("0")
    aino.get_by_role("button", name="Kirjaa taso").click()
    aino.get_by_text("Ryhmä kirjasi").wait_for()
    group.looks(aino, "goals")
    to_room(aino)


def matter_is_seen_from_many_sides(group: Group) -> None:
    aino, tuula = group.aino, group.members["tuula"]
    begins_subject(aino, "Näkökulmapyörä", "Aamun sijainen")
    aino.get_by_label("Mitä katsomme?").fill("Kuka kutsuu sijaisen?")
    says(aino, "Esihenkilö", "Minun pitäisi ehtiä vastata.")
    aino.get_by_role("button", name="Kysy puhelimilla").click()
    tuula.get_by_role("heading", name="Kuka kutsuu sijaisen?").wait_for()
    tuula.get_by_label("Omin sanoin").fill("Odotan, että joku ehtii.")
    tuula.get_by_role("radio", name="Asiakas").check()
    tuula.get_by_role("button", name="Lähetä").click()
    client = aino.locator(".wheel-group", has=aino.get_by_role("heading", name="1. Asiakas"))
    client.get_by_text("Odotan, että joku ehtii.").wait_for()
    group.looks(aino, "wheel")
    aino.get_by_role("button", name="Kysy puhelimilla").click()
    to_room(aino)


def begins_subject(page: Page, tool: str, title: str) -> None:
    to_tool(page, tool)
    page.locator("#subject-title").fill(title)
    page.locator("#subject-title").press("Enter")
    page.get_by_role("heading", name=title, level=1).wait_for()


def round_is_led_by_keyboard(group: Group) -> None:
    """A Balint-like round from its gate to its end by keyboard alone, with its minutes going by; nothing is kept."""
    aino, henna = group.aino, group.members["henna"]
    to_tool(aino, "Tapauskierros")
    aino.get_by_role("button", name="Valitse: Balint-tyyppinen kierros").press("Enter")
    seats = [one.input_value() for one in aino.locator(".round-seats input").all()]
    assert sorted(seats) == ["Aino Hurme", "Bertta Salo", "Henna", "Oona", "Samuli", "Tuula"]  # each once
    aino.get_by_label("Aikaa kierrokseen").select_option("35")
    aino.get_by_role("button", name="Arvo loput roolit").press("Enter")
    aino.locator("#round-gate").press("Space")
    aino.keyboard.press("Tab")
    aino.keyboard.press("Enter")
    aino.get_by_role("heading", name="Kerrotaan ilman papereita").wait_for()
    aino.get_by_role("button", name="Näytä vaihe puhelimissa").press("Enter")
    henna.get_by_role("heading", name="1/5 Kerrotaan ilman papereita").wait_for()
    group.looks(aino, "round")
    group.looks(henna, "member-round")
    aino.locator("#round-next").focus()
    for minutes in ("06:00", "04:00", "14:00"):
        aino.clock.fast_forward(minutes)
        aino.keyboard.press("Enter")
    aino.keyboard.press("ArrowRight")
    aino.get_by_text("Tämä on viimeinen vaihe.").wait_for()
    aino.keyboard.press("Enter")
    aino.get_by_text("Kierros on päättynyt. Tapauksesta ei jäänyt mitään talteen.").wait_for()
    henna.get_by_role("heading", name="/5 ").wait_for(state="detached")
    expect(aino.locator("#warning")).to_be_hidden()  # the quiet step has not left a word of locking behind
    to_room(aino)


def roles_are_mapped(group: Group) -> None:
    """Who does and decides, with a photo of the flipchart as this meeting's version."""
    aino = group.aino
    to_tool(aino, ROLES)
    aino.get_by_role("button", name="Muokkaa karttaa").click()
    aino.get_by_label("Uusi tehtävä", exact=True).focus()
    writes(aino, *TASKS)
    aino.get_by_label("Uusi rooli tai ihminen").focus()
    writes(aino, "Johtaja", "Opettaja")
    sets_cell(aino, "Sijaisen kutsuminen Johtaja", "päättää")
    sets_cell(aino, "Lääkehoito Opettaja", "tekee")
    aino.get_by_role("button", name="Valmis", exact=True).click()
    aino.get_by_text("Kuva fläpistä").click()
    aino.locator("#file").set_input_files(
        {"name": "fläppi.png", "mimeType": "image/png", "buffer": FLIPCHART}
    )
    aino.locator("#photos").get_by_text("fläppi.jpg").first.wait_for()
    group.looks(aino, "roles")
    to_room(aino)


def sets_cell(page: Page, cell: str, word: str) -> None:
    page.get_by_role("combobox", name=cell, exact=True).select_option(word)


def quality_is_required(group: Group) -> None:
    aino = group.aino
    to_tool(aino, "Laatuvaatimukset")
    adds_quality(aino, QUALITY[0], known="Otos yhteydenotoista", least="9/10 kahdessa päivässä")
    adds_quality(aino, QUALITY[1], known="Kysymme vuoroilta", least="ei keskeytyksiä")
    group.looks(aino, "quality")
    to_room(aino)


def interfaces_are_drawn(group: Group) -> None:
    aino = group.aino
    to_tool(aino, INTERFACES)
    aino.get_by_label("Uusi ammattiryhmä tai yksikkö").focus()
    writes(aino, "Hoitaja", "Opettaja")
    aino.get_by_label("Kuka tarvitsee", exact=True).select_option("Hoitaja")
    aino.get_by_label("Keneltä", exact=True).select_option("Opettaja")
    aino.get_by_label("Mitä tarvitaan").focus()
    writes(aino, "tieto siirroista")
    aino.get_by_text("sanomatta: milloin ja missä muodossa").wait_for()
    group.looks(aino, "interfaces")
    to_room(aino)


def pulse_is_taken(group: Group) -> None:
    """Four of five answer on their phones; what is shown names nobody."""
    aino, phones = group.aino, group.phones
    to_tool(aino, "Pulssi")
    aino.get_by_role("button", name="Ota käyttöön tässä prosessissa").click()
    aino.get_by_role("button", name="Kysy, millainen tapaaminen oli").click()
    given = {"Oona": (20, 90, 80), "Samuli": (10, 90, 95), "bertta": (80, 85, 90), "tuula": (75, 95, 88)}
    for who, values in given.items():
        phones[who].locator("[data-ask=pulse]").wait_for()
        answers_pulse(phones[who], *values)
    group.looks(phones["henna"], "member-pulse")
    aino.get_by_role("button", name="Sulje ja näytä").click()
    told = aino.locator(".pulse-told")
    told.wait_for()
    assert told.get_by_role("row").all_inner_texts()[1:] == ["67–100\t2", "0–66\t2"]
    group.looks(aino, "pulse")
    to_room(aino)


# --- the second meeting --------------------------------------------------------------------------------------


def last_time_comes_first(group: Group) -> None:
    """What was agreed stands first, and what was not reached waits; one is done by keyboard."""
    aino = group.aino
    assert order_of(aino) == [FRAME, SUBSTITUTE]
    assert topics_of(aino).get_by_text("viime kerralta").count() == 2
    assert actions_of(aino).locator(".agreedone .strong").all_inner_texts() == [PAIRS]
    actions_of(aino).get_by_role("button", name=f"Tehty {PAIRS}").press("Enter")
    actions_of(aino).get_by_text("Mitään ei ole avoinna.").wait_for()
    group.looks(aino, "second-meeting")


def matter_is_sorted_into_rings(group: Group) -> None:
    """What is in whose hands; one of them is an observation about structures."""
    aino = group.aino
    begins(aino, "Vaikutuspiiri", "Aamun sijaiset")
    adds(aino, "Minun käsissäni", "Kerron ajoissa, kun en pääse")
    adds(aino, "Muiden käsissä", NOTED)
    opened = opens(aino, NOTED)
    opened.get_by_role("button", name="Vie rakenteista tehtyihin havaintoihin").click()
    expect(opened.locator(".badge", has_text="Havaintona rakenteista")).to_be_visible()
    group.looks(aino, "influence")
    to_room(aino)


def forces_are_weighed(group: Group) -> None:
    aino = group.aino
    begins(aino, "Voimakenttä", "Uusi palaverirunko")
    adds(aino, "Vie eteenpäin", "Johtaja on mukana")
    adds(aino, "Jarruttaa", "Lista jää viime hetkeen")
    group.looks(aino, "forces")
    to_room(aino)


def strain_is_named(group: Group) -> None:
    """A guest and a member say on their phones what takes strength and what gives it."""
    aino = group.aino
    to_tool(aino, "Kuormitus ja voimavarat")
    aino.get_by_role("button", name="Kysy puhelimilla").click()
    told = {"Oona": ("Työpari kysyy miten jaksan", "Antaa voimia"), "henna": ("Keskeytykset", "Vie voimia")}
    for who, (words, where) in told.items():
        phone = group.phones[who]
        phone.get_by_role("heading", name="Mikä työssä vie voimiasi, ja mikä antaa niitä?").wait_for()
        phone.get_by_label("Omin sanoin").fill(words)
        phone.get_by_role("radio", name=where).check()
        phone.get_by_role("button", name="Lähetä").click()
        lists(aino, where).get_by_text(words).wait_for()
    group.looks(aino, "strain")
    aino.get_by_role("button", name="Ota kysymys pois puhelimista").click()
    to_room(aino)


def solutions_are_tried(group: Group) -> None:
    aino = group.aino
    to_tool(aino, "Ratkaisutaulu")
    aino.get_by_label("Uusi pulma").fill("Palaveri venyy")
    aino.keyboard.press("Enter")
    card = aino.locator("section[data-problem]")
    card.get_by_label("Keino, jota voisi kokeilla").fill("Asialista edellisenä päivänä")
    aino.keyboard.press("Enter")
    card.get_by_text("Asialista edellisenä päivänä", exact=True).wait_for()
    group.looks(aino, "solutions")
    to_room(aino)


def map_is_mended(group: Group) -> None:
    """What was a gap is agreed on; before and now stand side by side, and the photo with the meeting before."""
    aino = group.aino
    to_tool(aino, ROLES)
    aino.get_by_role("button", name="Muokkaa karttaa").click()
    sets_cell(aino, "Sijaisen kutsuminen Opettaja", "tekee")
    sets_cell(aino, "Lääkehoito Johtaja", "päättää")
    aino.get_by_role("button", name="Valmis", exact=True).click()
    whole_map(aino)
    aino.get_by_text("2 kohtaa on toisin.").wait_for()
    aino.get_by_text("Yksi aiempi versio").click()
    assert aino.locator("#earlier").get_by_text("yksi kuva").is_visible()
    group.looks(aino, "roles-second")
    to_room(aino)


# --- out of the room -----------------------------------------------------------------------------------------


def to_given(page: Page) -> None:
    page.get_by_role("button", name="Tilaajalle annettavat", exact=True).click()
    page.locator("#out-offers").wait_for()


def proposes(page: Page, *things: str) -> None:
    """Each is seen as the commissioner would see it, and then the group is asked."""
    for thing in things:
        page.get_by_role("button", name=named(f"Katso ja ehdota: {thing}")).click()
        page.locator("#out-preview").wait_for()
        page.locator("#out-propose").click()
        page.locator('[data-out="proposed"]', has_text=thing.split(":")[0]).first.wait_for()
        page.locator("#out-preview").wait_for(state="detached")


def shows_on_phones(page: Page, words: str, *guests: Page) -> None:
    """Guests read it in the room; who has nothing against it need do nothing."""
    item = page.locator('[data-out="proposed"]').filter(has_text=words)
    item.get_by_role("button", name="Näytä puhelimissa").click()
    for guest in guests:
        guest.locator("[data-ask=out]").get_by_text(words).first.wait_for()
    item.get_by_role("button", name=named("Ota pois puhelimilta")).click()


def answers_alone(page: Page, *, blocks: str = "") -> None:
    """A member answers in the meeting on the own phone, each of what waits; one of them with a no, perhaps."""
    page.get_by_role("button", name="Vastaa yksin").click()
    waiting = page.locator("#out-waits article")
    waiting.first.wait_for()
    for number in range(waiting.count()):
        one = waiting.nth(number)
        no = bool(blocks) and blocks in one.inner_text()
        one.get_by_label("En halua, että tämä annetaan" if no else "Tämän voi antaa tällaisenaan").check()
        one.locator("[id^=say-]").click()
        one.get_by_role("button", name=re.compile("^Vaihda vastaukseni")).wait_for()
    page.get_by_role("button", name="Työhuoneeseen").click()
    page.locator("#phone-phase").wait_for()


def group_is_asked(group: Group) -> None:
    """The map from its own page, two requirements and an observation from the list; guests see each on their phones."""
    aino = group.aino
    to_tool(aino, ROLES)
    whole_map(aino)
    aino.get_by_text("Valitkaa rivit (valittu 0)").click()
    for task in TASKS:
        aino.get_by_label(task, exact=True).check()
    aino.get_by_role("button", name="Ehdota annettavaksi tilaajalle").click()
    aino.locator("#out-preview").get_by_text(TASKS[1]).wait_for()
    group.looks(aino, "given-preview")
    aino.locator("#out-propose").click()
    aino.locator("#out-preview").wait_for(state="detached")
    proposes(aino, *QUALITY, NOTED)
    for words in (TASKS[1], NOTED, *QUALITY):
        shows_on_phones(aino, words, *group.guests.values())
    item = aino.locator('[data-out="proposed"]').filter(has_text=QUALITY[0])
    item.get_by_role("button", name="Näytä puhelimissa").click()
    group.guests["Oona"].locator("[data-ask=out]").wait_for()
    group.looks(aino, "given-proposed")
    group.looks(group.guests["Oona"], "guest-out")


def members_answer_alone(group: Group) -> None:
    """Each in the own notes on the own phone; Henna says no to one of four."""
    for who, page in group.members.items():
        page.get_by_role("button", name="Vastaa yksin").wait_for()
        if who == "henna":
            group.looks(page, "member-out")
        answers_alone(page, blocks=NOTED if who == "henna" else "")


def group_has_decided(group: Group) -> None:
    """Of three things that they may be given, of the fourth that it was not, and nothing more."""
    aino = group.aino
    to_given(aino)
    expect(aino.locator('[data-out="may_be_given"]')).to_have_count(3)
    refused = aino.locator('[data-out="not_given"]')
    assert refused.count() == 1
    assert NOTED in refused.inner_text()
    assert "Missään ei näy, kuka sanoi mitä tai kuinka moni." in refused.inner_text()
    group.looks(aino, "given-decided")
    to_room(aino)


# --- the third meeting ---------------------------------------------------------------------------------------


def one_device_is_enough(group: Group) -> None:
    """Topics as the device goes round, and the primary task worded anew; nobody has a phone out."""
    aino, topics = group.aino, topics_of(group.aino)
    assert aino.get_by_role("button", name="Näytä koodi").is_visible()  # nobody has been let in
    for name, text in (("Samuli", "Loma-ajan vuorot"), ("Oona", "Uuden työntekijän alku")):
        if not aino.locator("#topics-text").is_visible():
            topics.get_by_text("Lisää aihe").click()
        aino.locator("#topics-text").fill(text)
        aino.locator("#topics-name").fill(name)
        topics.get_by_role("button", name="Lisää listalle").press("Enter")
        topics.get_by_role("listitem").filter(has_text=text).wait_for()
    to_tool(aino, "Perustehtävä")
    assert aino.locator("p.ptask-agreed").inner_text() == TASK
    agrees_on_task(aino, SECOND_TASK)
    aino.get_by_text("Sanoista on vaihtunut", exact=False).first.wait_for()
    group.looks(aino, "primary-task-third")
    to_room(aino)


def what_is_agreed_is_given(group: Group) -> None:
    """Three of four."""
    aino = group.aino
    to_given(aino)
    for left in (2, 1, 0):
        aino.locator('[data-out="may_be_given"]').first.get_by_role("button", name="Anna tilaajalle").click()
        expect(aino.locator('[data-out="may_be_given"]')).to_have_count(left)
    assert aino.locator('[data-out="given"]').count() == 3
    group.looks(aino, "given-all")
    to_room(aino)


# --- whoever pays --------------------------------------------------------------------------------------------


def commissioner_at(group: Group) -> Window:
    """The contact person, in a browser of their own, behind their door."""
    payer = group.process.payer
    assert payer is not None
    asking, here = Client(), group.window(DESK_LIGHT)
    enter_by_door(asking, ContactPerson.objects.get(organisation=payer))
    carry(asking, here)
    return here


def sees_as_commissioner(group: Group) -> str:
    """Everything that the commissioner's page says."""
    here = commissioner_at(group)
    page = here.go("/commissioner/")
    for one in page.locator("details:not([open]) > summary").all():
        one.click()
    group.looks(page, "commissioner")
    words = " ".join(page.locator("body").inner_text().split())
    here.context.close()
    return words


def is_given_the_summary(group: Group) -> tuple[str, str]:
    """The summary goes to the commissioner as the group lets it. Gives the words of its page and of its paper."""
    aino, process = person("aino"), group.process
    draft_summary(process=process, parts=PARTS, by=aino, at=now())
    send_to_group(process=process, in_meeting=True, by=aino, at=now())
    count_slips(process=process, slips=Slips(ok=5), by=aino, at=now())
    give_summary(process=process, by=aino, at=now())
    here = commissioner_at(group)
    reader = Receiver("Kaarlo", here, DESK_LIGHT, Calendar())
    reader.reads_the_summary()
    words = " ".join(reader.page.locator("body").inner_text().split())
    paper = reader.downloads_the_summary()
    group.faults += reader.faults
    here.context.close()
    return words, paper
