"""Topics and what was agreed, from one meeting to the next: hidden on two phones and on the leader's own screen, shown
at once, voted on, talked of; what was agreed is the first thing next time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import BOTH, DESK_DARK, PHONE_DARK, PHONE_LIGHT, ZOOMED, faults_of
from tests.journeys.test_circle_of_notes import shows, with_notes
from tests.journeys.workroom_page import begins_meeting, ends_meeting, joins, shows_square, to_workroom
from tuokio.kit.clock import today
from tuokio.supervision.models import Process
from tuokio.terms.words import FormOfWork
from tuokio.workroom.models import Reminder

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
ALTERS_WHAT_IT_SHOWS = """{
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (call, ...rest) {
        const body = call?.room === "posts" && call.act === "send" ? call.given[2] : null;
        if (body?.nonce) body.said = { ...body.said, text: "Aivan muuta" };
        return post.call(this, call, ...rest);
    };
}"""
SUBSTITUTE = "Kuka päättää sijaisen kutsumisesta, kun aamulla puuttuu kaksi?"
FEEDBACK = "Palaute jää illaksi mieleen"
FRAME = "Uusi palaverirunko tuntui ensin jäykältä"


@pytest.fixture
def process() -> Process:
    return process_of(person("aino"))


def topics_of(page: Page) -> Locator:
    return page.locator("[data-tool=topics]")


def actions_of(page: Page) -> Locator:
    return page.locator("[data-tool=actions]")


def order_of(page: Page) -> list[str]:
    return topics_of(page).locator(".topict").all_inner_texts()


def brings(phone: Page, text: str, kind: str) -> None:
    asked = phone.locator("[data-ask=words]")
    asked.locator("textarea").fill(text)
    asked.get_by_role("radio", name=kind, exact=True).check()
    asked.get_by_role("button", name="Lähetä").click()
    asked.get_by_text("piilossa, kunnes kaikki näytetään").wait_for()


def gives_votes(phone: Page, *topics: str) -> None:
    asked = phone.locator("[data-ask=pick]")
    for topic in topics:
        asked.get_by_role("checkbox", name=topic).check()
        expect(asked.get_by_role("checkbox", name=topic)).to_be_checked()


def test_topics_are_hidden_shown_at_once_voted_on_and_kept_for_next_time(
    window: Open, process: Process
) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    topics = topics_of(aino)
    assert actions_of(aino).get_by_text("Ei vielä sovittuja asioita.").is_visible()
    begins_meeting(aino, 75)
    address = shows_square(aino)
    oona, samuli = joins(window, address, "Oona"), joins(window, address, "Samuli")

    # bringing: two on phones, one on the leader's screen as it goes round
    topics.get_by_role("button", name="Kysy aiheita puhelimilla").click()
    brings(oona, SUBSTITUTE, "kysymys")
    brings(samuli, FEEDBACK, "tunne")
    topics.get_by_text("2 aihetta odottaa").wait_for(timeout=4000)
    aino.locator("#topics-text").fill(FRAME)
    topics.get_by_role("radio", name="kokemus", exact=True).check()
    topics.get_by_role("radio", name="toimintatavat", exact=True).check()
    aino.locator("#topics-name").fill("Ilkka")
    aino.locator("#topics-hide").check()
    topics.get_by_role("button", name="Lisää listalle").click()
    topics.get_by_text("3 aihetta odottaa").wait_for()
    said = aino.locator("main").inner_text()
    assert [word for word in (SUBSTITUTE, FEEDBACK, FRAME, "Oona", "Samuli", "Ilkka") if word in said] == []
    assert faults_of(aino, BOTH) == []
    shows(aino, "topics-waiting")

    # all at once, with their writers
    topics.get_by_role("button", name="yhtä aikaa").click()
    for text, writer in ((SUBSTITUTE, "Oona"), (FEEDBACK, "Samuli"), (FRAME, "Ilkka")):
        row = topics.get_by_role("listitem").filter(has_text=text)
        row.get_by_text(writer, exact=True).wait_for(timeout=6000)
    assert topics.get_by_text("Ei vastaa sitä").count() == 0
    assert topics.locator(".topicwait").count() == 0

    # votes on phones and by hands, and the order that they make
    topics.get_by_role("button", name="Äänestetään järjestyksestä").click()
    gives_votes(oona, FRAME, FEEDBACK)
    gives_votes(samuli, FEEDBACK)
    topics.get_by_text("2 puhelinta on äänestänyt").wait_for(timeout=4000)
    shows(oona, "topics-voting")
    topics.get_by_role("button", name="Muuta järjestystä").click()
    hands = topics.get_by_role("listitem").filter(has_text=FEEDBACK).get_by_label("Käsiä nousi")
    hands.fill("2")
    hands.press("Tab")
    assert faults_of(aino, BOTH) == []
    shows(aino, "topics-order")
    topics.get_by_role("button", name="Järjestys on hyvä").click()
    topics.get_by_role("button", name="Päätä äänestys").click()
    assert order_of(aino) == [FEEDBACK, FRAME, SUBSTITUTE]
    assert topics.locator(".topicvotes").all_inner_texts() == ["4 ääntä", "1 ääni", "0 ääntä"]

    # up again by keyboard alone, and begun
    topics.get_by_role("button", name="Muuta järjestystä").press("Enter")
    up = topics.get_by_role("listitem").filter(has_text=FRAME).get_by_role("button", name="Ylemmäs")
    up.press("Enter")
    assert order_of(aino) == [FRAME, FEEDBACK, SUBSTITUTE]
    assert aino.evaluate("document.activeElement.textContent").startswith("Ylemmäs")
    topics.get_by_role("button", name="Järjestys on hyvä").press("Enter")
    topics.get_by_role("button", name="Aloita aiheesta 1").press("Enter")
    topics.locator(".topicnow").filter(has_text=FRAME).wait_for()
    oona.get_by_role("heading", name="Tästä puhutaan nyt").wait_for(timeout=6000)
    assert faults_of(aino, BOTH) == []
    shows(aino, "topics-talk")

    # what comes of it, and how the meeting leaves the list
    topics.get_by_label("Mitä tästä sovitaan?").fill("Palaverirunko kokeiluun kolmeksi viikoksi")
    topics.get_by_role("button", name="Sovitaan näin").click()
    actions_of(aino).get_by_text("Palaverirunko kokeiluun kolmeksi viikoksi").first.wait_for()
    agrees(aino, "Roolikartta taukohuoneen seinälle", who="kaikki", by="2030-12-04")
    topics.get_by_role("button", name="Aihe on käsitelty").click()
    topics.get_by_role("heading", name="Tänään käsitelty").wait_for()
    shows(aino, "topics-after")
    ends_meeting(aino)

    # the next meeting: what was agreed first, and what was not reached
    begins_meeting(aino, 60)
    agreed = actions_of(aino).locator(".agreedone .strong")
    assert agreed.all_inner_texts() == [
        "Roolikartta taukohuoneen seinälle",
        "Palaverirunko kokeiluun kolmeksi viikoksi",
    ]
    assert order_of(aino) == [FEEDBACK, SUBSTITUTE]
    assert topics.get_by_text("viime kerralta").count() == 2
    becomes_of_them(aino)
    assert faults_of(aino, BOTH) == []
    shows(aino, "actions")


def test_other_words_than_one_was_bound_to_are_shown_and_said_to_be_so(
    window: Open, process: Process
) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 60)
    address = shows_square(aino)
    phone = window(PHONE_DARK).page
    phone.add_init_script(ALTERS_WHAT_IT_SHOWS)
    phone.goto(address)
    phone.locator("#guest-name").fill("Oona")
    topics = topics_of(aino)
    topics.get_by_role("button", name="Kysy aiheita puhelimilla").click()
    brings(phone, SUBSTITUTE, "kysymys")
    topics.get_by_text("Yksi aihe odottaa").wait_for()
    topics.get_by_role("button", name="yhtä aikaa").click()
    row = topics.get_by_role("listitem").filter(has_text="Aivan muuta")
    row.get_by_text("Ei vastaa sitä, mihin kirjoittaja sitoutui ennen näyttämistä.").wait_for()
    assert row.get_by_text("Oona", exact=True).is_visible()
    assert faults_of(aino, BOTH) == []


def test_topics_are_put_together_on_one_screen_by_keyboard_alone(window: Open, process: Process) -> None:
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    topics = topics_of(aino)
    for text in (SUBSTITUTE, FEEDBACK, FRAME, "Kuka tilaa sijaisen"):
        aino.locator("#topics-text").fill(text)
        aino.locator("#topics-name").fill("Henna")
        aino.locator("#topics-name").press("Enter")
        topics.get_by_role("listitem").filter(has_text=text).wait_for()
    topics.get_by_role("button", name="Muuta järjestystä").press("Enter")
    put_together = topics.get_by_role("button", name="Yhdistä valitut yhdeksi aiheeksi")
    put_together.press("Enter")
    aino.get_by_text("Valitse ensin vähintään kaksi aihetta.").wait_for()
    for number in (1, 4):
        topics.get_by_role("checkbox", name=f"Valitse aihe {number}").press("Space")
    put_together.press("Enter")
    assert order_of(aino) == [SUBSTITUTE, FEEDBACK, FRAME]
    assert (
        topics.get_by_role("listitem").filter(has_text="Samaa asiaa:").get_by_text("Kuka tilaa").is_visible()
    )
    aino.locator("#topics-heading").fill("Arki")
    for number in (1, 3):
        topics.get_by_role("checkbox", name=f"Valitse aihe {number}").press("Space")
    topics.get_by_role("button", name="Kokoa valitut otsikon alle").press("Enter")
    topics.get_by_role("heading", name="Arki").wait_for()
    assert order_of(aino) == [SUBSTITUTE, FRAME, FEEDBACK]
    last = topics.locator(".topic").last
    last.locator("summary").press("Enter")
    last.get_by_label("Aihe sanoina").fill("Palaute jää mieleen")
    last.get_by_label("Aihe sanoina").press("Tab")
    last.get_by_role("radio", name="tunne", exact=True).press("Space")
    assert faults_of(aino, (ZOOMED, PHONE_LIGHT, DESK_DARK)) == []
    topics.get_by_role("button", name="Järjestys on hyvä").press("Enter")
    assert order_of(aino) == [SUBSTITUTE, FRAME, "Palaute jää mieleen"]
    assert topics.locator(".topic").last.locator(".tag").inner_text() == "tunne"
    assert faults_of(aino, BOTH) == []
    shows(aino, "topics-together")

    # the page on its own, and on paper
    aino.get_by_role("button", name="Muistiinpanoihin").click()
    aino.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()
    to_workroom(aino, process)
    assert order_of(aino) == [SUBSTITUTE, FRAME, "Palaute jää mieleen"]


def agrees(page: Page, what: str, *, who: str = "", by: str = "") -> None:
    actions_of(page).get_by_text("Sovi uusi asia").click()
    page.locator("#actions-new-what").fill(what)
    page.locator("#actions-new-who").fill(who)
    page.locator("#actions-new-by").fill(by)
    page.locator("#actions-new-agree").click()
    actions_of(page).get_by_text(what).first.wait_for()


def becomes_of_them(page: Page) -> None:
    """One is agreed otherwise, then dropped; the other is done. All of it by keyboard."""
    actions = actions_of(page)
    actions.locator("summary").filter(has_text="Palaverirunko").press("Enter")
    one = actions.locator(".agreedone").filter(has_text="Palaverirunko").first
    one.get_by_label("Kuka").fill("Samuli")
    one.get_by_label("Sana siitä, miksi").fill("aloitetaan pienestä")
    one.get_by_role("button", name="Muutetaan näin").press("Enter")
    one.get_by_text("aloitetaan pienestä").wait_for()
    assert one.get_by_text("Samuli", exact=True).is_visible()
    one.locator("summary").press("Enter")
    one.get_by_role("button", name="Jätetään pois").press("Enter")
    one.get_by_text("Kirjoita sana siitä, miksi tämä jätetään pois.").wait_for()
    one.get_by_label("Sana siitä, miksi").fill("ei tarvita enää")
    one.get_by_role("button", name="Jätetään pois").press("Enter")
    actions.get_by_role("button", name="Tehty Roolikartta").press("Enter")
    actions.get_by_text("Mitään ei ole avoinna.").wait_for()
    actions.locator("#actions-history summary").press("Enter")
    actions.get_by_text("ei tarvita enää").wait_for()
    assert actions.locator("#actions-history .agreedone").count() == 2


def test_for_one_supervisee_there_is_no_group_and_no_vote(window: Open) -> None:
    process = process_of(
        person("aino"), form=FormOfWork.INDIVIDUAL, member_names=("Bertta S.",), name="Yksilöohjaus"
    )
    aino = with_notes(window, "aino")
    to_workroom(aino, process)
    begins_meeting(aino, 45)
    topics = topics_of(aino)
    for text in (SUBSTITUTE, FEEDBACK):
        aino.locator("#topics-text").fill(text)
        aino.locator("#topics-text").press("Tab")
        topics.get_by_role("button", name="Lisää listalle").press("Enter")
        topics.get_by_role("listitem").filter(has_text=text).wait_for()
    topics.get_by_role("button", name="Muuta järjestystä").press("Enter")
    said = topics.inner_text()
    for word in (
        "Ääni",
        "ääntä",
        "Äänest",
        "uhelim",
        "Käsiä",
        "otsikon",
        "Valitse",
        "Kenen aihe",
        "Piilossa",
    ):
        assert word not in said, word
    minutes = topics.get_by_role("listitem").filter(has_text=FEEDBACK).get_by_label("Minuutit")
    minutes.fill("20")
    minutes.press("Tab")
    topics.get_by_role("listitem").filter(has_text=FEEDBACK).get_by_role("button", name="Ylemmäs").press(
        "Enter"
    )
    assert order_of(aino) == [FEEDBACK, SUBSTITUTE]
    topics.get_by_role("button", name="Järjestys on hyvä").press("Enter")
    assert topics.locator(".topicv").all_inner_texts() == ["20 min", "ehkä ensi kerralla"]
    assert faults_of(aino, BOTH) == []
    shows(aino, "topics-one")

    # a reminder says nothing to the server but a day
    agrees(aino, "Kirjaan yhden tilanteen", by="2030-12-04")
    actions_of(aino).locator(".agreedone summary").press("Enter")
    actions_of(aino).get_by_label("Muistutuspäivä").fill("2020-01-01")
    actions_of(aino).get_by_role("button", name="Muistuta minua").press("Enter")
    actions_of(aino).get_by_text("Valitse päivä, joka on vielä edessä.").wait_for()
    actions_of(aino).get_by_label("Muistutuspäivä").fill(in_a_week().isoformat())
    assert faults_of(aino, BOTH) == []
    shows(aino, "actions-remind")
    actions_of(aino).get_by_role("button", name="Muistuta minua").press("Enter")
    actions_of(aino).get_by_text("Saat muistutuksen").wait_for()
    assert [(one.person.email, one.on) for one in Reminder.objects.all()] == [
        ("aino@example.org", in_a_week())
    ]

    # and goes with what is done; the page loaded anew has everything
    actions_of(aino).get_by_role("button", name="Tehty Kirjaan").press("Enter")
    actions_of(aino).get_by_text("Mitään ei ole avoinna.").wait_for()
    aino.get_by_role("button", name="Muistiinpanoihin").click()
    aino.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()
    to_workroom(aino, process)
    assert order_of(aino) == [FEEDBACK, SUBSTITUTE]
    actions_of(aino).get_by_text("Yksi tehty tai pois jätetty").wait_for()
    assert not Reminder.objects.exists()


def in_a_week() -> date:
    return today() + timedelta(days=7)
