"""The main steps of a process in Swedish and in English: each page says back, in that language, what was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.agreement.agreement_cast import CONTENT, agreeing_process
from tests.agreement.agreement_cast import sent as sent_agreement
from tests.agreement.offer_cast import mapped
from tests.agreement.offer_cast import sent as sent_offer
from tests.cast import person, solo_practice
from tests.doors import enter_by_door
from tests.evaluation.summary_cast import group as group_with_phones
from tests.evaluation.summary_cast import in_group
from tests.goals.goal_cast import FOUR, MEETINGS, goal_of, group_of, round_of
from tests.journeys.conftest import Calendar, Open, Window
from tests.journeys.looking import PHONE_LIGHT, faults_of
from tests.journeys.test_in_swedish_and_english import LOCALES, Foreign, all_speak
from tests.journeys.test_keyboard_and_zoom import carry, signed_in
from tests.mapping.conversation_cast import mapped_process, phone_link
from tuokio.goals.models import PrivateRating
from tuokio.mapping.models import MappingConversation
from tuokio.people.models import ContactPerson
from tuokio.terms.summary_words import GroupWord

SAID = {
    "sv": {
        "begin": "Börja",
        "concerned": "Hur många personer saken gäller",
        "attending": "Hur många kan delta",
        "go on": "Spara och fortsätt",
        "second question": "Fråga 2 av",
        "ready": "Jag är klar",
        "mapped": "Arbetshandledaren vet att du har svarat.",
        "accept offer": "Jag godkänner offerten",
        "offer accepted": "Tack, offerten är godkänd. Arbetshandledaren får veta det.",
        "accept agreement": "Jag godkänner avtalet",
        "accept as member": "Jag godkänner för egen del",
        "accepted": "Du har godkänt",
        "send answers": "Skicka svaren",
        "wave answered": "Dina svar är sparade. Du kan ändra dem tills utvärderingen stängs.",
        "partly": "delvis",
        "send ratings": "Skicka mina svar",
        "rated": "Tack. Du kan ändra dina svar tills bedömningen avslutas.",
        "as it is": "Den kan ges som den är",
        "say": "Svara",
        "word said": "Du har svarat. Du kan ändra ditt svar till",
    },
    "en": {
        "begin": "Begin",
        "concerned": "How many people it concerns",
        "attending": "How many can take part",
        "go on": "Save and go on",
        "second question": "Question 2 of",
        "ready": "I am ready",
        "mapped": "The supervisor knows that you have answered.",
        "accept offer": "Accept the offer",
        "offer accepted": "Thank you, the offer is accepted. Your supervisor knows.",
        "accept agreement": "I accept the agreement",
        "accept as member": "I accept for my part",
        "accepted": "You have accepted",
        "send answers": "Send the answers",
        "wave answered": "Your answers are kept. You may change them until the evaluation is closed.",
        "partly": "partly",
        "send ratings": "Send my answers",
        "rated": "Thank you. You can change your answers until the rating is closed.",
        "as it is": "It may be given as it is",
        "say": "Say this",
        "word said": "You have answered. You can change your word until",
    },
}


class Speaker:
    """Somebody on a phone, who reads in one language only."""

    def __init__(self, one: Window, language: str, foreign: Foreign) -> None:
        self.one, self.foreign, self.words = one, foreign, SAID[language]

    @property
    def page(self) -> Page:
        return self.one.page

    def presses(self, what: str) -> None:
        self.page.get_by_role("button", name=self.words[what]).click()

    def reads(self, what: str) -> None:
        """The page says so, nothing on it is in another language, and everybody can use it."""
        self.page.locator("main").get_by_text(self.words[what]).first.wait_for()
        assert self.foreign.in_page(self.page) == []
        assert faults_of(self.page, (PHONE_LIGHT,)) == []


class Speak:
    """Who does the steps: strangers, those who are signed in, and those who come by the door."""

    def __init__(self, language: str, window: Open) -> None:
        self.language, self.window, self.foreign = language, window, Foreign.to(language)

    def _new(self, client: Client | None = None) -> Speaker:
        one = self.window(PHONE_LIGHT, locale=LOCALES[self.language])
        if client:
            carry(client, one)
        return Speaker(one, self.language, self.foreign)

    def stranger(self) -> Speaker:
        all_speak(self.language)
        return self._new()

    def bertta(self) -> Speaker:
        all_speak(self.language)
        return self._new(signed_in("bertta"))

    def payer(self, contact: ContactPerson) -> Speaker:
        all_speak(self.language)
        client = Client()
        enter_by_door(client, contact)
        return self._new(client)


@pytest.fixture(params=["sv", "en"])
def speak(request: pytest.FixtureRequest, window: Open, calendar: Calendar) -> Speak:
    """One afternoon in November, in each of the two languages; what the house itself writes is in it from the start."""
    calendar.it_is(date(2026, 11, 24), "14.30")
    solo_practice(person("aino"))
    all_speak(request.param)
    return Speak(request.param, window)


def test_a_mapping_question_is_answered_on_the_phone_by_link(speak: Speak) -> None:
    address = phone_link(mapped_process())
    one = speak.stranger()
    one.one.go(address)

    one.page.get_by_role("link", name=one.words["begin"]).click()
    one.page.get_by_role("spinbutton", name=one.words["concerned"]).fill("7")
    one.page.get_by_role("spinbutton", name=one.words["attending"]).fill("6")
    one.presses("go on")
    one.reads("second question")
    one.one.go(f"{address}end/")
    one.presses("ready")

    one.reads("mapped")
    assert MappingConversation.objects.get().answers == {"concerned": 7, "attending": 6}


def test_an_offer_is_accepted(speak: Speak) -> None:
    process = mapped()
    offer = sent_offer(process, language=speak.language)
    kaarlo = speak.payer(process.contact_person)
    kaarlo.one.go(f"/commissioner/offers/{offer.pk}/")

    kaarlo.presses("accept offer")

    kaarlo.reads("offer accepted")
    offer.refresh_from_db()
    assert offer.state == "accepted"


def test_an_agreement_is_accepted_by_payer_and_by_member(speak: Speak) -> None:
    process = agreeing_process()
    version = sent_agreement(process, replace(CONTENT, binding_language=speak.language))
    kaarlo, bertta = speak.payer(process.contact_person), speak.bertta()
    kaarlo.one.go(f"/commissioner/agreements/{version.pk}/")
    bertta.one.go(f"/my/agreements/{version.pk}/")

    kaarlo.presses("accept agreement")
    bertta.presses("accept as member")

    kaarlo.reads("accepted")
    bertta.reads("accepted")
    assert sorted(version.acceptances.values_list("party", flat=True)) == ["member", "payer", "supervisor"]


def test_a_goal_is_rated_alone(speak: Speak) -> None:
    process = group_of(*FOUR)
    goal_of(process, MEETINGS)
    rating = round_of(process)
    bertta = speak.bertta()
    bertta.one.go(f"/my/goals/rounds/{rating.pk}/")

    bertta.page.get_by_role("radio", name=bertta.words["partly"]).check()
    bertta.presses("send ratings")

    bertta.reads("rated")
    assert PrivateRating.objects.filter(sheet__is_answered=True).count() == 1


def test_a_word_is_given_on_a_summary(speak: Speak) -> None:
    summary = in_group(group_with_phones())
    bertta = speak.bertta()
    bertta.one.go(f"/my/summaries/{summary.pk}/")

    bertta.page.get_by_label(bertta.words["as it is"]).check()
    bertta.presses("say")

    bertta.reads("word said")
    assert summary.voices.filter(word=GroupWord.OK).count() == 1
