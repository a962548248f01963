"""From first contact to a summary given to the commissioner: a stranger, a supervisor, two phones, a paper list, a commissioner."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import shared_practice
from tests.journeys.conftest import Calendar, Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, Screen
from tests.journeys.post import Post
from tests.journeys.steps_evaluating import Answerer, Evaluator
from tests.journeys.steps_mapping import Enquirer, Mapper, answers_the_one_question
from tests.journeys.steps_offering import Member, Offerer, Orderer
from tests.journeys.steps_summary import Receiver, Reporter, Voice
from tuokio.kit.clock import now
from tuokio.mapping.demo_page import make_demo_page
from tuokio.mapping.models import MappingConversation

GROUP = "Kotihoidon yötiimi"
MEMBERS = ("Anu", "Birgitta", "Dani", "Eeva", "Faris", "Gunilla")


class Saara(Mapper, Offerer, Evaluator, Reporter):
    """The supervisor of this story."""


class OnAPhone(Member, Answerer, Voice):
    """One of the two who have a phone with them."""


class Kaarlo(Orderer, Receiver):
    """The one who orders and pays."""


@pytest.mark.also_postgresql
@pytest.mark.parametrize("screen", [PHONE_DARK, DESK_LIGHT], ids=str)
def test_from_first_contact_to_a_result_given_to_the_commissioner(
    screen: Screen, window: Open, calendar: Calendar, post: Post
) -> None:
    # Given Saara in Olavi's practice, and a stranger who writes on its public page
    calendar.it_is(date(2026, 11, 23), "9.00")
    make_demo_page(shared_practice(), at=now())
    saara = Saara("Saara", window(screen), screen, calendar)
    saara.signs_in_by_mail("saara@example.org", post)
    maija = Enquirer("Maija", window(PHONE_DARK), PHONE_DARK, calendar)
    maija.asks_on_the_public_page("vire", "maija@example.org")

    # When they map it, partly alone on the phone and partly together, nothing of health is kept
    saara.answers_the_enquiry("Ota kartoitukseen")
    maija.answers_some_questions_alone(saara.opens_the_questions_for_a_phone())
    saara.asks_the_rest_together()
    before = MappingConversation.objects.values().get()
    saara.asks_about_health_and_writes_nothing_down()
    assert MappingConversation.objects.values().get() == before

    # And how safe it is to speak is answered apart, on two phones and on four slips
    anu = OnAPhone("Anu", window(PHONE_DARK), PHONE_DARK, calendar)
    birgitta = OnAPhone("Birgitta", window(PHONE_DARK), PHONE_DARK, calendar)
    one, other = saara.prints_slips_for_the_one_question(2)
    answers_the_one_question(anu, one, "4")
    answers_the_one_question(birgitta, other, "2")
    saara.enters_the_slips_and_closes({3: 2, 4: 2})
    saara.sees("Matalin vastaus: 2 / 5")

    # Then the recommendation is recorded with its reasons seen, and an offer goes out
    saara.records_the_recommendation()
    saara.names_the_customer(
        "Yhteydenotto M. L.", name=GROUP, customer="Rannikkolan kunta", kind="kunta", speaker="Kaarlo Virta"
    )  # fmt: skip
    saara.names_the_members(GROUP, *MEMBERS)
    saara.offers(GROUP, price="240")

    # When Kaarlo accepts it by door and code, he sees one number and no zeros
    kaarlo = Kaarlo("Kaarlo", window(screen), screen, calendar)
    kaarlo.comes_through_the_door("kaarlo@example.org", post)
    kaarlo.does_not_see("0 min", "0 kertaa", "turvallis", *MEMBERS)
    kaarlo.accepts_the_offer()

    # Then the agreement is drafted from it, ties disclosed, and is seen by nobody before it is sent
    saara.draws_up_the_agreement(
        GROUP,
        ties="Olen ohjannut kunnan toista tiimiä vuonna 2023.",
        sign="Yö- ja päivävuoron ohjeet ovat samat.",
        first="2026-12-02",
    )
    kaarlo.goes_to("/commissioner/")
    kaarlo.does_not_see("Odottaa hyväksyntääsi", "Yö- ja päivävuoron ohjeet")
    saara.sends_the_agreement()
    kaarlo.accepts_the_agreement()
    saara.plans_the_series(GROUP, first="2026-12-02", clock="13:00")

    # When they meet, two accept on their phones or not, one on the list, one aloud, two say nothing
    slips = {name: saara.hands_a_slip_to(GROUP, name) for name in ("Anu", "Birgitta")}
    calendar.it_is(date(2026, 12, 2), "13.05")
    anu.comes_in_with_a_slip(slips["Anu"], digits="482913")
    birgitta.comes_in_with_a_slip(slips["Birgitta"], digits="719305")
    saara.opens_the_agreement_on_the_phones(GROUP)
    anu.accepts_her_own_part()
    birgitta.does_not_accept()
    saara.writes_down_the_acceptances(GROUP, Dani="paperilla", Eeva="ääneen")
    saara.sees("ei hyväksy")

    # Then nobody else sees who has answered, and how
    kaarlo.comes_through_the_door("kaarlo@example.org", post)
    kaarlo.sees(GROUP, "Yö- ja päivävuoron ohjeet ovat samat.", "75 min")
    kaarlo.does_not_see("ei hyväksy", *MEMBERS)
    anu.goes_to("/home/")
    anu.does_not_see("ei hyväksy", *MEMBERS[1:])

    # When the first evaluation is answered in the room by two phones and four sheets, nobody is told how many have
    saara.chooses_what_is_evaluated(GROUP)
    address = saara.opens_in_the_room(GROUP, "Alkuarviointi")
    anu.answers_in_the_room(address, 4)
    birgitta.answers_in_the_room(address, 2)
    for number in (3, 3, 4, 5):
        saara.types_in_a_sheet(number)
    saara.does_not_see("6 vastausta")
    kaarlo.goes_to("/commissioner/")
    kaarlo.does_not_see("Alkuarviointi")

    # When the meeting has been held, a summary is written and read in the room; two say yes on phones, four on slips
    saara.closes_the_open_evaluation(GROUP)
    calendar.it_is(date(2026, 12, 2), "18.00")
    saara.marks_everyone_present(GROUP)
    saara.writes_the_summary(GROUP)
    kaarlo.goes_to("/commissioner/")
    kaarlo.does_not_see("hteenveto")
    saara.takes_it_to_the_group()
    for voice in (anu, birgitta):
        voice.says_that_it_may_be_given()
    saara.sees("Kaikki eivät ole vastanneet")
    saara.counts_the_slips(4)
    kaarlo.goes_to("/commissioner/")
    kaarlo.does_not_see("yhteenveto")

    # Then, when the week is over and nobody has said no, it is given: Kaarlo reads it, and no name in it
    calendar.it_is(date(2026, 12, 11), "9.00")
    saara.gives_the_summary(GROUP)
    kaarlo.comes_through_the_door("kaarlo@example.org", post)
    kaarlo.reads_the_summary()
    kaarlo.sees("Työnohjaus jatkuu samassa muodossa.")
    kaarlo.does_not_see(*MEMBERS)

    for one_of_them in (saara, maija, anu, birgitta, kaarlo):
        assert not one_of_them.faults, "\n".join(one_of_them.faults)
