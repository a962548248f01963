"""From first contact to a result judged against its goals: a stranger, a supervisor, two phones, a paper list, a commissioner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from tests.cast import shared_practice
from tests.journeys.conftest import HELSINKI, Calendar, Open
from tests.journeys.looking import PHONE_DARK, STORY_SCREENS, Screen
from tests.journeys.post import Post
from tests.journeys.steps_evaluating import Answerer, Evaluator
from tests.journeys.steps_goals import GoalKeeper, Rater
from tests.journeys.steps_mapping import Enquirer, Mapper, answers_the_one_question
from tests.journeys.steps_offering import Member, Offerer, Orderer
from tests.journeys.steps_summary import Receiver, Reporter, Voice
from tuokio.kit.clock import now
from tuokio.mapping.demo_page import make_demo_page
from tuokio.mapping.models import MappingConversation
from tuokio.meetings.models import Meeting

GROUP = "Kotihoidon yötiimi"
MEMBERS = ("Anu", "Birgitta", "Dani", "Eeva", "Faris", "Gunilla")
SAME_WAY = "Yöllä ja päivällä toimitaan samalla tavalla."
SPEAKING_UP = "Ristiriidat otetaan puheeksi saman viikon aikana."
LEVELS = {
    "Selvästi odotettua vähemmän": "Ohjeet ovat eri, eikä niistä puhuta.",
    "Hieman odotettua vähemmän": "Ohjeista puhutaan, mutta ne ovat eri.",
    "Odotetusti": "Tärkeimmät ohjeet ovat samat.",
    "Hieman odotettua enemmän": "Kaikki ohjeet ovat samat.",
    "Selvästi odotettua enemmän": "Ohjeet ovat samat ja niitä korjataan yhdessä.",
}
REACHED, BEYOND = "Tärkeimmät ohjeet ovat samat. (0)", "Kaikki ohjeet ovat samat. (+1)"
HIDDEN = (
    "Alkuarviointi",
    "Väliarviointi",
    "Loppuarviointi",
    "hteenveto",
    "Odotetusti",
    "odotetusti",
    *LEVELS.values(),
)


class Saara(Mapper, Offerer, GoalKeeper, Evaluator, Reporter):
    """The supervisor of this story."""


class OnAPhone(Member, Answerer, Rater, Voice):
    """One of the two who have a phone with them."""


class Kaarlo(Orderer, Receiver):
    """The one who orders and pays."""


@dataclass
class Five:
    """Those of this story, the day it is and the mail they get."""

    saara: Saara
    maija: Enquirer
    anu: OnAPhone
    birgitta: OnAPhone
    kaarlo: Kaarlo
    calendar: Calendar
    post: Post

    def it_is_the_meeting(self, number: int) -> None:
        """Half an hour into the meeting of that number, as everyone has come in."""
        begins = Meeting.objects.order_by("starts_at")[number - 1].starts_at.astimezone(HELSINKI)
        self.calendar.it_is(begins.date(), f"{begins.hour}.30")
        self.saara.signs_in_by_mail("saara@example.org", self.post)
        self.anu.comes_again_with_her_digits("482913")
        self.birgitta.comes_again_with_her_digits("719305")
        self.saara.sends_the_link_anew("Rannikkolan kunta", "Kaarlo Virta")
        self.kaarlo.comes_through_the_door("kaarlo@example.org", self.post)

    def nothing_of_it_reaches_kaarlo(self) -> None:
        """Whatever the group rates and answers, its commissioner sees dates and the words of the goals."""
        self.kaarlo.goes_to("/commissioner/")
        self.kaarlo.sees(SAME_WAY, SPEAKING_UP)
        self.kaarlo.does_not_see(*HIDDEN, *MEMBERS)


@pytest.fixture(params=STORY_SCREENS, ids=str)
def five(request: pytest.FixtureRequest, window: Open, calendar: Calendar, post: Post) -> Five:
    """Saara in Olavi's practice and those she meets, each at a browser of their own."""
    screen: Screen = request.param
    calendar.it_is(date(2026, 11, 23), "9.00")
    make_demo_page(shared_practice(), at=now())

    def on_a_phone(name: str) -> OnAPhone:
        return OnAPhone(name, window(PHONE_DARK), PHONE_DARK, calendar)

    return Five(
        saara=Saara("Saara", window(screen), screen, calendar),
        maija=Enquirer("Maija", window(PHONE_DARK), PHONE_DARK, calendar),
        anu=on_a_phone("Anu"),
        birgitta=on_a_phone("Birgitta"),
        kaarlo=Kaarlo("Kaarlo", window(screen), screen, calendar),
        calendar=calendar,
        post=post,
    )


@pytest.mark.also_postgresql
def test_from_first_contact_to_a_result_judged_against_its_goals(five: Five) -> None:
    an_enquiry_is_mapped(five)
    an_offer_becomes_an_agreement(five)
    each_accepts_in_the_first_meeting_or_not(five)
    goals_get_levels_and_the_start_is_asked(five)
    halfway_it_is_asked_again(five)
    each_says_alone_where_the_goals_stand(five)
    then_and_now_are_asked_on_one_form(five)
    the_summary_goes_to_the_group(five)
    the_summary_is_given_and_talked_about(five)
    the_process_is_closed(five)

    for one in (five.saara, five.maija, five.anu, five.birgitta, five.kaarlo):
        assert not one.faults, "\n".join(one.faults)


def an_enquiry_is_mapped(five: Five) -> None:
    """A stranger writes; what would fit is found out together."""
    saara, maija, anu, birgitta = five.saara, five.maija, five.anu, five.birgitta

    # Given a stranger who writes on the public page of the practice
    saara.signs_in_by_mail("saara@example.org", five.post)
    maija.asks_on_the_public_page("vire", "maija@example.org")

    # When they map it, partly alone on the phone and partly together, nothing of health is kept
    saara.answers_the_enquiry("Ota kartoitukseen")
    maija.answers_some_questions_alone(saara.opens_the_questions_for_a_phone())
    saara.asks_the_rest_together()
    before = MappingConversation.objects.values().get()
    saara.asks_about_health_and_writes_nothing_down()
    assert MappingConversation.objects.values().get() == before

    # And how safe it is to speak is answered apart, on two phones and on four slips
    one, other = saara.prints_slips_for_the_one_question(2)
    answers_the_one_question(anu, one, "4")
    answers_the_one_question(birgitta, other, "2")
    saara.enters_the_slips_and_closes({3: 2, 4: 2})
    saara.sees("Matalin vastaus: 2 / 5")

    # Then the recommendation is recorded with its reasons seen
    saara.records_the_recommendation()


def an_offer_becomes_an_agreement(five: Five) -> None:
    """Kaarlo, who pays, accepts an offer and the agreement drafted from it."""
    saara, kaarlo = five.saara, five.kaarlo

    # Given a customer and six who take part, an offer goes out
    saara.names_the_customer(
        "Yhteydenotto M. L.", name=GROUP, customer="Rannikkolan kunta", kind="kunta", speaker="Kaarlo Virta"
    )  # fmt: skip
    saara.names_the_members(GROUP, *MEMBERS)
    saara.offers(GROUP, price="240")

    # When Kaarlo accepts it by door and code, he sees one number and no zeros
    kaarlo.comes_through_the_door("kaarlo@example.org", five.post)
    kaarlo.does_not_see("0 min", "0 kertaa", "turvallis", *MEMBERS)
    kaarlo.accepts_the_offer()

    # Then the agreement is drafted from it, ties disclosed, and is seen by nobody before it is sent
    saara.draws_up_the_agreement(
        GROUP,
        ties="Olen ohjannut kunnan toista tiimiä vuonna 2023.",
        sign="Yö- ja päivävuoron ohjeet ovat samat.",
        second=SPEAKING_UP,
        its_sign="Viikkopalaverissa on aina kohta ”mitä jäi sanomatta”.",
        first="2026-12-02",
    )
    kaarlo.goes_to("/commissioner/")
    kaarlo.does_not_see("Odottaa hyväksyntääsi", "Yö- ja päivävuoron ohjeet")
    saara.sends_the_agreement()
    kaarlo.accepts_the_agreement()
    saara.plans_the_series(GROUP, first="2026-12-02", clock="13:00")


def each_accepts_in_the_first_meeting_or_not(five: Five) -> None:
    """Two phones, a paper list, a voice and two who say nothing."""
    saara, anu, birgitta, kaarlo = five.saara, five.anu, five.birgitta, five.kaarlo

    # When they meet, two accept on their phones or not, one on the list, one aloud, two say nothing
    slips = {name: saara.hands_a_slip_to(GROUP, name) for name in ("Anu", "Birgitta")}
    five.calendar.it_is(date(2026, 12, 2), "13.05")
    anu.comes_in_with_a_slip(slips["Anu"], digits="482913")
    birgitta.comes_in_with_a_slip(slips["Birgitta"], digits="719305")
    saara.opens_the_agreement_on_the_phones(GROUP)
    anu.accepts_her_own_part()
    birgitta.does_not_accept()
    saara.writes_down_the_acceptances(GROUP, Dani="paperilla", Eeva="ääneen")
    saara.sees("ei hyväksy")

    # Then nobody else sees who has answered, and how
    kaarlo.comes_through_the_door("kaarlo@example.org", five.post)
    kaarlo.sees(GROUP, "Yö- ja päivävuoron ohjeet ovat samat.", "75 min")
    kaarlo.does_not_see("ei hyväksy", *MEMBERS)
    anu.goes_to("/home/")
    anu.does_not_see("ei hyväksy", *MEMBERS[1:])


def goals_get_levels_and_the_start_is_asked(five: Five) -> None:
    """What the goals mean is worded with the group, and the first evaluation answered in the room."""
    saara, anu, birgitta = five.saara, five.anu, five.birgitta

    # When the goals of the agreement get their levels, one with five and one lightly, each with its start
    saara.opens_the_goals_of(GROUP)
    saara.words_five_levels(SAME_WAY, LEVELS, baseline="−1")
    saara.words_lightly(
        SPEAKING_UP,
        start="Ristiriidoista puhutaan käytävillä.",
        expected="Ristiriidat otetaan puheeksi saman viikon aikana niiden kanssa, joita ne koskevat.",
    )

    # Then the members see them in full, and Kaarlo only the words he agreed on
    anu.reads_the_goals()
    anu.sees("Ohjeista puhutaan, mutta ne ovat eri.", "Ristiriidoista puhutaan käytävillä.")
    five.nothing_of_it_reaches_kaarlo()

    # When the first evaluation is answered in the room by two phones and four sheets, nobody is told how many have
    saara.chooses_what_is_evaluated(GROUP)
    address = saara.opens_in_the_room(GROUP, "Alkuarviointi")
    anu.answers_in_the_room(address, 4)
    birgitta.answers_in_the_room(address, 2)
    saara.types_in_sheets(3, 3, 4, 5)
    saara.does_not_see("6 vastausta")
    saara.closes_the_open_evaluation(GROUP)
    saara.sees("Vastauksia")
    five.calendar.it_is(date(2026, 12, 2), "18.00")
    saara.marks_everyone_present(GROUP)


def halfway_it_is_asked_again(five: Five) -> None:
    """The fourth meeting: some answer in the room, one at home in the evening."""
    saara, anu, birgitta = five.saara, five.anu, five.birgitta

    # Given three meetings that were held
    five.it_is_the_meeting(4)
    saara.marks_the_meetings(GROUP, 2)

    # When Anu answers in the room and Birgitta the same evening at home, and the others on paper
    address = saara.opens_in_the_room(GROUP, "Väliarviointi")
    anu.answers_in_the_room(address, 4)
    saara.types_in_sheets(3, 4, 4, 5)
    birgitta.answers_at_home(3)
    saara.closes_the_open_evaluation(GROUP)

    # Then the group sees what was told, and Kaarlo nothing of it
    anu.looks_at_what_was_told()
    five.nothing_of_it_reaches_kaarlo()


def each_says_alone_where_the_goals_stand(five: Five) -> None:
    """The last meeting: two phones, four slips, a talk, and then one level for the group."""
    saara, anu, birgitta = five.saara, five.anu, five.birgitta

    # Given seven meetings that were held, and the last one
    five.it_is_the_meeting(8)
    saara.marks_the_meetings(GROUP, 4)

    # When two rate alone on their phones and four on slips, nobody is told more than whether all have
    saara.lets_everyone_rate(GROUP, "Lopussa")
    anu.rates_alone({SAME_WAY: BEYOND, SPEAKING_UP: "odotetusti"})
    birgitta.rates_alone({SAME_WAY: REACHED, SPEAKING_UP: "osittain"})
    saara.goes_to(saara.page.url)
    saara.sees("Kaikki eivät ole vielä vastanneet.")
    saara.does_not_see("2 vastausta", "keskimmäinen")
    saara.types_in_slips(
        {SAME_WAY: BEYOND, SPEAKING_UP: "vähän paremmin kuin odotettiin"},
        {SAME_WAY: REACHED, SPEAKING_UP: "odotetusti"},
        {SAME_WAY: REACHED, SPEAKING_UP: "odotetusti"},
        {SAME_WAY: BEYOND, SPEAKING_UP: "En osaa sanoa"},
    )
    saara.sees("Kaikki ovat vastanneet.")
    saara.closes_the_rating()

    # Then the two on phones are too few to be shown beside slips, until each one chooses to turn up
    saara.sees("Vastauksia on liian vähän näytettäväksi nimettöminä.")
    for one in (anu, birgitta):
        one.reads_the_goals()
        one.turns_up_with_the_others()
    saara.goes_to(saara.page.url)
    saara.sees("6 vastausta: ”Tärkeimmät ohjeet ovat samat” – ”Kaikki ohjeet ovat samat”")
    saara.does_not_see(*MEMBERS)

    # When they have talked, the group records its level, and her own view stands beside it
    saara.records_the_groups_levels({SAME_WAY: REACHED, SPEAKING_UP: "odotetusti"})
    saara.records_her_own_view({SAME_WAY: BEYOND})
    anu.reads_the_goals()
    five.nothing_of_it_reaches_kaarlo()


def then_and_now_are_asked_on_one_form(five: Five) -> None:
    """At the end each says how it is now, and how it was when they began."""
    saara, anu, birgitta = five.saara, five.anu, five.birgitta

    # When two phones and four sheets answer, each statement twice
    address = saara.opens_in_the_room(GROUP, "Loppuarviointi")
    anu.answers_in_the_room(address, 4, then=2)
    birgitta.answers_in_the_room(address, 4, then=3)
    saara.types_in_sheets(3, 4, 4, 5, then=3)
    saara.closes_the_open_evaluation(GROUP)

    # Then the group sees then and now, in halves and never to the end of the scale, and Kaarlo nothing of it
    saara.sees("Kun aloitimme 3, nyt vähintään 4.", "Alku arvioitiin jälkikäteen, lopussa.")
    five.nothing_of_it_reaches_kaarlo()


def the_summary_goes_to_the_group(five: Five) -> None:
    """Written with goals and figures, read in the room; two say yes on phones, all on slips."""
    saara, kaarlo = five.saara, five.kaarlo

    # Given that the last meeting is at its end
    five.calendar.it_is(date(2027, 4, 28), "14.20")
    saara.marks_everyone_present(GROUP)

    # When the summary is written from what was counted, recorded and told, it stays with her
    saara.writes_the_summary(GROUP)
    saara.sees("pidetty 8, sovittu 8", "Tärkeimmät ohjeet ovat samat (toteutui sovitusti)", "vähintään 4")
    saara.does_not_see("ohjeet ovat samat. (", "eri..")
    five.nothing_of_it_reaches_kaarlo()

    # When the group has read that it becomes a municipality's document, two say yes on phones and four on slips
    saara.takes_it_to_the_group()
    for voice in (five.anu, five.birgitta):
        voice.says_that_it_may_be_given()
    saara.sees("Kaikki eivät ole vastanneet")
    saara.counts_the_slips(4)

    # Then it is still not there for Kaarlo, not even that it exists
    kaarlo.goes_to("/commissioner/")
    kaarlo.does_not_see(*HIDDEN, *MEMBERS)


def the_summary_is_given_and_talked_about(five: Five) -> None:
    """When the week is over and nobody has said no, Kaarlo reads it: goals, figures, and no name in it."""
    saara, kaarlo = five.saara, five.kaarlo

    # When it is given
    five.calendar.it_is(date(2027, 5, 10), "9.00")
    saara.gives_the_summary(GROUP)

    # Then Kaarlo reads the goals as they came out, the figures and what is recommended
    kaarlo.comes_through_the_door("kaarlo@example.org", five.post)
    kaarlo.reads_the_summary()
    told = (
        "Tärkeimmät ohjeet ovat samat (toteutui sovitusti)",
        "vähintään 4",
        "Työnohjaus päättyy sovitusti.",
    )
    kaarlo.sees(*told, "Ohjeista puhutaan, mutta ne ovat eri.", "6")
    kaarlo.does_not_see(*MEMBERS, "Työnohjaajan oma näkemys", REACHED, BEYOND)

    # And takes the same along on paper
    paper = kaarlo.downloads_the_summary()
    assert [one for one in told if one not in paper] == []
    assert [name for name in MEMBERS if name in paper] == []

    # When they have talked about it together, it is marked as talked about
    saara.marks_the_talk_as_held(GROUP, date(2027, 5, 10))
    saara.sees("keskusteltu yhdessä")


def the_process_is_closed(five: Five) -> None:
    """What has been held is invoiced, and nothing waits any more; what was given stays where it was given."""
    saara, anu, kaarlo = five.saara, five.anu, five.kaarlo

    # When every month is invoiced and the process closed, nothing waits for Saara
    saara.marks_every_month_as_invoiced("Rannikkolan kunta", "VIRE-31")
    saara.closes_in_time(GROUP)
    saara.opens_process(GROUP)
    saara.sees("päättynyt", "8/8", "keskusteltu yhdessä")
    saara.sees_nothing_waiting_about(GROUP)

    # Then Anu finds her own answers and what was given, and no request any more
    anu.goes_to("/home/")
    anu.sees("Prosessisi on päättynyt.", "Katso tulos ja omat vastauksesi")
    anu.reads_the_goals()
    anu.sees("Kaikki ohjeet ovat samat.")

    # And Kaarlo keeps the summary, and sees that it was talked about
    kaarlo.goes_to("/commissioner/")
    kaarlo.sees("Päättyneet")
    kaarlo.does_not_see("0 työnohjausta", "ei ole vielä sovittu")
    kaarlo.reads_the_summary()
    kaarlo.sees("Keskusteltu yhdessä")
    kaarlo.does_not_see(*MEMBERS)
