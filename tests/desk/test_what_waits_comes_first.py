"""What waits for the reader stands first, what is settled last, and nothing is offered twice on one page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.agreement.agreement_cast import LATER, in_force, later_dates, member_says_yes, other_goal
from tests.agreement.agreement_cast import sent as agreement_sent
from tests.agreement.offer_cast import TUESDAY, kaarlo, mapped
from tests.agreement.offer_cast import sent as offer_sent
from tests.cast import person, process_of, solo_practice
from tests.doors import enter_by_door
from tests.goals.goal_cast import answer, goal_of, group_of, round_of
from tests.reading import words_of
from tuokio.agreement.usecases.offer_answers import accept_offer
from tuokio.desk.pages.commissioner.page import commissioner_page
from tuokio.kit.parts import Part, Place
from tuokio.supervision.models import Process
from tuokio.terms.offer_words import OfferAnswerWay
from tuokio.terms.words import ProcessState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the Tuesday of the offers."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY)


def templates(parts: Iterable[Part]) -> list[str]:
    return [part.template for part in parts]


def offer_accepted(process: Process) -> None:
    offer = offer_sent(process)
    accept_offer(offer=offer, way=OfferAnswerWay.LINK, contact=kaarlo(process), at=TUESDAY)


def payers_page(client: Client, process: Process) -> str:
    enter_by_door(client, kaarlo(process))
    return words_of(client.get("/commissioner/"))


def test_a_waiting_agreement_stands_above_the_offer_that_led_to_it(client: Client) -> None:
    process = mapped()
    offer_accepted(process)
    agreement_sent(process, at=TUESDAY)

    shown = payers_page(client, process)

    page = client.get("/commissioner/").context["page"]
    assert templates(page.waiting) == ["agreement/part_commissioner.html"]
    assert templates(page.settled) == ["agreement/commissioner_offer_card.html"]
    assert (page.told, page.standing) == ((), ())
    assert shown.index("Odottaa hyväksyntääsi") < shown.index("Sopimukset ja vastatut tarjoukset Tarjous")


def test_an_offer_that_waits_comes_first_and_one_that_ran_out_is_told_above_the_meetings() -> None:
    process = mapped()
    offer_sent(process)
    later = TUESDAY + timedelta(days=40)

    waits, over = (commissioner_page(kaarlo(process), on=at.date(), at=at) for at in (TUESDAY, later))

    assert [part.place for part in waits.parts] == [Place.WAITS]
    assert [part.place for part in over.parts] == [Place.TOLD]


def test_goals_and_agreements_that_hold_stand_below_the_meetings(client: Client) -> None:
    process = mapped()
    in_force(process)

    shown = payers_page(client, process)

    order = [
        shown.index(words) for words in ("Aikoja ei ole vielä sovittu", "Sovitut tavoitteet", "Lue sopimus")
    ]
    assert order == sorted(order)


def test_a_rating_that_waits_stands_above_the_answered_one(client: Client) -> None:
    process = group_of("bertta", "henna", "tiina")
    goal_of(process)
    begun = round_of(process)
    client.force_login(person("bertta"))

    waits = [
        part.place
        for part in client.get("/home/").context["page"].first
        if "goals/phone_card" in part.template
    ]
    answer(begun, "bertta", 0)
    answered = [
        part.place
        for part in client.get("/home/").context["page"].first
        if "goals/phone_card" in part.template
    ]

    assert (waits, answered) == ([Place.WAITS], [Place.TOLD])


def test_a_change_that_waits_and_the_agreement_that_holds_stand_apart(client: Client) -> None:
    process = process_of(person("aino"))
    process.members.filter(name="Bertta S.").update(person=person("bertta"), way_in="mail")
    member_says_yes(in_force(process))
    agreement_sent(process, other_goal(), at=LATER, ask_now=True)
    client.force_login(person("bertta"))

    page = client.get("/home/").context["page"]

    # the way to the goals stands there too, after what waits
    assert [part.template for part in page.first] == ["agreement/part_home.html", "goals/phone_goals.html"]
    assert page.first[0].content.waits is True
    assert [part.template for part in page.settled] == ["agreement/part_home.html", "vault/home_card.html"]
    assert page.settled[0].content.waits is False


def test_the_page_of_a_process_offers_each_room_once(client: Client) -> None:
    process = process_of(person("aino"))
    in_force(process, later_dates())
    client.force_login(person("aino"))

    page = client.get(f"/processes/{process.pk}/").context["page"]

    rooms = {part.leads_to for part in page.parts}
    at = f"/processes/{process.pk}/"
    # the locked notes are no room of the process: their card leads to a host of its own
    assert rooms - {""} == {f"{at}agreement/", f"{at}goals/", f"{at}evaluation/"}
    assert rooms & {act.href for act in page.acts} == set()
    assert len({act.href for act in page.acts}) == len(page.acts)
    shown = client.get(at).text
    for room in rooms - {""}:
        assert shown.count(f'href="{room}"') == 1


def test_agreeing_on_dates_is_asked_once(client: Client) -> None:
    process = process_of(person("aino"))
    client.force_login(person("aino"))
    asked = f'href="/processes/{process.pk}/series/"'

    shown = client.get(f"/processes/{process.pk}/").text

    assert shown.count(asked) == 1


@pytest.mark.parametrize("state", [ProcessState.MAPPING, ProcessState.OFFERED, ProcessState.AGREEING])
def test_who_has_begun_is_not_shown_how_to_begin(client: Client, state: ProcessState) -> None:
    mapped(state)
    client.force_login(person("aino"))

    shown = words_of(client.get("/today/"))

    assert "Aloita tästä" not in shown
    assert "Tänään ei ole tapaamisia." in shown
    assert "Käynnissä 0" not in shown


def test_who_has_not_begun_is(client: Client) -> None:
    solo_practice(person("aino"))
    client.force_login(person("aino"))

    assert "Aloita tästä" in words_of(client.get("/today/"))
