"""Offers through the front door: Aino writes and sends, Kaarlo reads and answers, in three languages."""

import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.utils import timezone, translation

from tests.agreement.offer_cast import ON, TUESDAY, kaarlo, mapped, offered, sent, state_of
from tests.cast import commissioner, person, process_of, solo_practice
from tests.doors import enter_by_door
from tuokio.agreement.keeping_offers import (
    let_offers_go,
    let_unaccepted_go,
    unaccepted_due,
)
from tuokio.agreement.models import Offer
from tuokio.agreement.pages.offers import OfferSheet
from tuokio.agreement.parts_offers import next_step, on_commissioners_page, on_process_page, waiting
from tuokio.agreement.usecases.offer_answers import accept_offer, ask_again, decline_offer, expire_offers
from tuokio.agreement.usecases.offer_rules import Extra
from tuokio.agreement.usecases.offers import withdraw_offer, write_offer
from tuokio.kit.documents import compile_pdf
from tuokio.kit.models import Document, Letter
from tuokio.kit.once import new_token
from tuokio.mapping.models import PublicPage, RecordedRecommendation, Service
from tuokio.people.models import ContactPerson, OrganisationKind, Unit
from tuokio.people.usecases import payer_named
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import move_process
from tuokio.terms.offer_words import ExtraKind, OfferAnswerWay, OfferDeclineReason, OfferState
from tuokio.terms.words import PracticeKind, ProcessEvent, ProcessState

pytestmark = pytest.mark.django_db
CHRISTMAS = datetime(2026, 12, 25, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, half past two in Finland."""
    it_is(monkeypatch, TUESDAY)


def it_is(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def process() -> Process:
    return mapped()


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(person("aino"))
    return client


@pytest.fixture
def at_the_door(process: Process) -> Client:
    """Kaarlo's browser."""
    browser = Client()
    enter_by_door(browser, kaarlo(process), at=TUESDAY)
    Letter.objects.all().delete()
    return browser


def typed(**fields: str) -> dict[str, str]:
    return {
        "form": "group",
        "composition": "",
        "minutes": "75",
        "planned": "10",
        "interval_weeks": "3",
        "starts_on": "",
        "valid_until": "24.12.2026",
        "price_cents": "160",
        "vat_code": "standard",
        "free_until_hours": "48",
        "late_percent": "50",
        "no_show_percent": "100",
        "language": "fi",
        **fields,
    }


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\N{NO-BREAK SPACE}", " ")


def offer_page(process: Process) -> str:
    return f"/processes/{process.pk}/offer/"


def of(offer: Offer, what: str = "") -> str:
    return f"/processes/{offer.process_id}/offers/{offer.pk}/{what}"


def by_door(offer: Offer, what: str = "") -> str:
    return f"/commissioner/offers/{offer.pk}/{what}"


# --- the supervisor ---------------------------------------------------------------------------------------


def test_from_an_empty_form_to_a_sent_offer(desk: Client, process: Process) -> None:
    assert desk.get(offer_page(process)).headers["location"] == f"{offer_page(process)}text/"

    written = desk.post(f"{offer_page(process)}text/", typed(travel_cents="25,50", travel_times="10"))
    assert written.headers["location"] == offer_page(process)
    preview = words_of(desk.get(offer_page(process)).text)
    assert "Tämän maksaja näkee, sanasta sanaan." in preview
    assert "Matkat 10 × 25,50 € 255,00 € 320,00 €" in preview
    assert not Letter.objects.exists()

    offer = Offer.objects.get()
    done = desk.post(of(offer, "sending/"), {"contact": str(kaarlo(process).pk)})

    assert done.headers["location"] == offer_page(process)
    assert state_of(process) == ProcessState.OFFERED
    assert [letter.to for letter in Letter.objects.all()] == ["kaarlo@example.org"]


def test_the_preview_is_what_the_payer_reads_word_for_word(
    desk: Client, at_the_door: Client, process: Process
) -> None:
    offer = sent(process, extras=(Extra(ExtraKind.OTHER, 3_000, 2, "Tilavuokra"),))

    def sheet(html: str) -> str:
        found = re.search(r'<section class="card" lang="fi".*?</section>', html, re.S)
        assert found
        return found.group(0)

    assert sheet(desk.get(offer_page(process)).text) == sheet(at_the_door.get(by_door(offer)).text)


def test_what_was_typed_wrong_stays_and_is_told(desk: Client, process: Process) -> None:
    wrong = typed(
        price_cents="sata", planned="0", valid_until="23.11.2026", other_cents="10", travel_times="3"
    )
    answer = desk.post(f"{offer_page(process)}text/", wrong)

    assert answer.status_code == 200
    assert 'value="sata"' in answer.text
    told = words_of(answer.text)
    for sentence in (
        "Tämä päivä on mennyt. Valitse tämä päivä tai myöhempi.",
        "Kerro parilla sanalla, mistä kulu tulee.",
        "Kirjoita myös hinta tai jätä molemmat tyhjiksi.",
    ):
        assert sentence in told
    assert not Offer.objects.exists()


def test_an_offer_is_not_open_for_more_than_a_year(desk: Client, process: Process) -> None:
    answer = desk.post(f"{offer_page(process)}text/", typed(valid_until="26.11.2027"))

    assert "enintään vuoden" in answer.text
    assert not Offer.objects.exists()


def test_the_form_begins_with_the_practices_own_page(desk: Client, process: Process) -> None:
    page = PublicPage.objects.create(practice=process.practice)
    Service.objects.create(page=page, slug="r", form="group", lengths=[[75, 14_500], [120, 22_000]])

    form = desk.get(f"{offer_page(process)}text/").context["form"]

    assert (form["minutes"].value(), form["price_cents"].value()) == (75, "145,00")
    assert form["valid_until"].value() == date(2026, 12, 24)


def test_the_form_begins_with_what_was_recommended_and_its_price_on_the_page(desk: Client) -> None:
    process = mapped(ProcessState.RECOMMENDED)
    page = PublicPage.objects.create(practice=process.practice)
    Service.objects.create(page=page, slug="y", form="individual", lengths=[[45, 7_500], [60, 9_500]])
    recommended = RecordedRecommendation.objects.create(
        process=process,
        rules="mapping-1",
        form="individual",
        minutes=45,
        meetings=12,
        interval_weeks=2,
        by=person("aino"),
        at=TUESDAY,
    )
    asked = ("form", "minutes", "planned", "interval_weeks", "price_cents")

    form = desk.get(f"{offer_page(process)}text/").context["form"]
    assert [form[name].value() for name in asked] == ["individual", 45, 12, 2, "75,00"]

    recommended.minutes = 90  # a length that the page has no price for
    recommended.save()
    form = desk.get(f"{offer_page(process)}text/").context["form"]
    assert [form[name].value() for name in asked] == ["individual", 90, 12, 2, None]


def test_the_next_version_begins_with_the_last_one(desk: Client, process: Process) -> None:
    sent(process, price_cents=15_500, extras=(Extra(ExtraKind.OTHER, 3_000, 2, "Tilavuokra"),))

    form = desk.get(f"{offer_page(process)}text/").context["form"]

    assert form["price_cents"].value().startswith("155,00")
    assert (form["other_text"].value(), form["other_times"].value()) == ("Tilavuokra", 2)


def test_a_form_sent_twice_writes_one_change(desk: Client, process: Process) -> None:
    once = {"once": new_token()}
    for _click in range(2):
        desk.post(f"{offer_page(process)}text/", typed() | once)

    assert Offer.objects.get().changes.count() == 1


def test_sending_twice_sends_one_mail(desk: Client, process: Process) -> None:
    desk.post(f"{offer_page(process)}text/", typed())
    offer = Offer.objects.get()
    once = {"once": new_token(), "contact": str(kaarlo(process).pk)}
    answers = [desk.post(of(offer, "sending/"), one) for one in (once, once, {"contact": once["contact"]})]

    assert [answer.status_code for answer in answers] == [302, 302, 200]  # the third came from another tab
    assert "toisessa välilehdessä" in answers[2].text
    assert Letter.objects.count() == 1


def test_only_contact_persons_who_can_open_it_are_offered_as_its_readers(
    desk: Client, process: Process
) -> None:
    organisation = process.payer
    assert organisation is not None
    unit = Unit.objects.create(practice=process.practice, organisation=organisation, name="Etelä")
    for name, email, fields in (
        ("Ei Osoitetta", "", {}),
        ("Lähtenyt Henkilö", "pois@example.org", {"ended_on": ON}),
        ("Toinen Yksikkö", "etela@example.org", {"unit": unit}),
    ):
        ContactPerson.objects.create(
            practice=process.practice, organisation=organisation, name=name, email=email, **fields
        )
    stranger = commissioner(process.practice, "Toinen tilaaja").contact_persons.get()
    write_offer(process=process, offered=offered(), by=person("aino"), at=TUESDAY)

    form = desk.get(offer_page(process)).context["form"]
    assert [key for key, _label in form.fields["contact"].choices] == [str(process.contact_person_id), ""]

    answer = desk.post(of(Offer.objects.get(), "sending/"), {"contact": str(stranger.pk)})
    assert answer.status_code == 200
    assert Offer.objects.get().now_in == OfferState.DRAFT


def test_an_answer_by_telephone_is_recorded(desk: Client, process: Process) -> None:
    offer = sent(process, by_hand=True)
    answer = desk.post(
        of(offer, "answer/"), {"answer": "accepted", "way": "telephone", "answered_on": "24.11.2026"}
    )

    assert answer.status_code == 302
    assert state_of(process) == ProcessState.AGREEING
    assert "hyväksynyt tarjouksen puhelimitse" in words_of(desk.get(offer_page(process)).text)


@pytest.mark.parametrize(
    ("day", "told"), [("25.11.2026", "vasta tulossa"), ("23.11.2026", "ei ollut vielä annettu")]
)
def test_an_answer_of_an_impossible_day_is_not_taken(
    desk: Client, process: Process, day: str, told: str
) -> None:
    offer = sent(process)
    answer = desk.post(of(offer, "answer/"), {"answer": "declined", "way": "paper", "answered_on": day})

    assert told in answer.text
    assert Offer.objects.get().now_in == OfferState.SENT


def test_a_declined_offer_shows_its_reason_and_the_two_ways_on(desk: Client, process: Process) -> None:
    offer = sent(process)
    decline_offer(
        offer=offer,
        way=OfferAnswerWay.LINK,
        reason=OfferDeclineReason.PRICE,
        contact=kaarlo(process),
        at=TUESDAY,
    )
    page = desk.get(offer_page(process)).text

    assert "ei hyväksynyt tarjousta sähköpostilinkillä ja koodilla: hinta." in words_of(page)
    assert f'href="{offer_page(process)}text/"' in page
    assert f'href="/processes/{process.pk}/declining/"' in page


def test_one_press_renews(desk: Client, process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = sent(process)
    it_is(monkeypatch, CHRISTMAS)
    desk.force_login(person("aino"))
    answer = desk.post(of(offer, "renewal/"), {"once": new_token()}, follow=True)

    assert "Tarjous on taas voimassa." in answer.text
    assert [one.state for one in process.offers.all()] == [OfferState.SUPERSEDED, OfferState.SENT]


def test_renewing_what_still_holds_is_refused_with_words(desk: Client, process: Process) -> None:
    answer = desk.post(of(sent(process), "renewal/"), follow=True)

    assert "se on yhä voimassa. Mitään ei muutettu." in answer.text
    assert process.offers.count() == 1


def test_taking_back_is_asked_first(desk: Client, process: Process) -> None:
    offer = sent(process)
    assert '<button class="btn">Peru tarjous</button>' in desk.get(of(offer, "withdrawal/")).text

    desk.post(of(offer, "withdrawal/"))
    assert Offer.objects.get().now_in == OfferState.WITHDRAWN


def test_the_former_version_leads_to_the_newest(desk: Client, process: Process) -> None:
    first = sent(process)
    sent(process, price_cents=15_000)

    assert "Uudempi versio on olemassa" in desk.get(of(first)).text
    assert of(first) in desk.get(offer_page(process)).text


def test_an_internal_unit_has_no_page_for_offers(desk: Client, at_the_door: Client, process: Process) -> None:
    offer = sent(process)
    process.practice.kind = PracticeKind.INTERNAL
    process.practice.save()

    for address in (offer_page(process), f"{offer_page(process)}text/", of(offer), of(offer, "answer/")):
        assert desk.get(address).status_code == 404
    assert at_the_door.get(by_door(offer)).status_code == 404
    assert next_step(Process.objects.get(pk=process.pk)) is None


def test_a_process_past_its_offer_says_so(desk: Client) -> None:
    process = mapped(ProcessState.AGREED)

    assert "ei ole tehty tarjousta" in desk.get(offer_page(process)).text
    assert "ohittanut tarjouksen" in desk.get(f"{offer_page(process)}text/").text


def test_another_supervisors_offer_is_not_found(process: Process) -> None:
    offer = sent(process)
    orvokki = Client()
    solo_practice(person("orvokki"))
    orvokki.force_login(person("orvokki"))

    assert orvokki.get(of(offer)).status_code == 404
    assert orvokki.post(of(offer, "withdrawal/")).status_code == 404


def test_an_offer_is_found_only_under_its_own_process(desk: Client, process: Process) -> None:
    offer, other = sent(process), mapped()

    assert desk.get(f"/processes/{other.pk}/offers/{offer.pk}/").status_code == 404


# --- the payer --------------------------------------------------------------------------------------------


def test_the_price_in_euros_with_vat_stands_before_the_button(at_the_door: Client, process: Process) -> None:
    page = at_the_door.get(by_door(sent(process))).text
    before, after = page.split('acceptance/"', 1)

    assert "10 tapaamista, kukin alv mukaan lukien 200,80 €." in words_of(before)
    assert "Hyväksyn tarjouksen, 2 008,00 €" in words_of(after)


def test_one_press_accepts_and_a_second_tab_changes_nothing(at_the_door: Client, process: Process) -> None:
    offer = sent(process)
    for token in (new_token(), new_token()):
        answer = at_the_door.post(by_door(offer, "acceptance/"), {"once": token}, follow=True)
        assert "Kiitos, tarjous on hyväksytty." in answer.text

    assert Offer.objects.get().changes.filter(event="accept").count() == 1
    assert state_of(process) == ProcessState.AGREEING


def test_declining_asks_for_no_reason(at_the_door: Client, process: Process) -> None:
    offer = sent(process)
    answer = at_the_door.post(by_door(offer, "refusal/"), {"reason": ""}, follow=True)

    assert "Mitään ei ole tilattu." in answer.text
    assert (Offer.objects.get().now_in, Offer.objects.get().decline_reason) == (OfferState.DECLINED, "")


def test_a_reason_in_own_words_is_not_taken(at_the_door: Client, process: Process) -> None:
    offer = sent(process)
    answer = at_the_door.post(by_door(offer, "refusal/"), {"reason": "Aino on liian kallis"})

    assert answer.status_code == 200
    assert Offer.objects.get().now_in == OfferState.SENT


def test_an_accepted_offer_is_not_declined_from_an_old_tab(at_the_door: Client, process: Process) -> None:
    offer = sent(process)
    at_the_door.post(by_door(offer, "acceptance/"))
    answer = at_the_door.post(by_door(offer, "refusal/"), {"reason": ""}, follow=True)

    assert "Tarjoukseen on jo vastattu" in answer.text
    assert Offer.objects.get().now_in == OfferState.ACCEPTED


def test_a_superseded_version_leads_to_the_newest_and_cannot_be_accepted(
    at_the_door: Client, process: Process
) -> None:
    old = sent(process)
    new = sent(process, price_cents=15_000)
    page = at_the_door.get(by_door(old)).text
    assert by_door(new) in page
    assert "acceptance/" not in page

    answer = at_the_door.post(by_door(old, "acceptance/"), follow=True)
    assert "Uudempi tarjous on tullut tämän tilalle. Katso uusin." in answer.text
    assert state_of(process) == ProcessState.OFFERED


def test_a_withdrawn_version_says_so(at_the_door: Client, process: Process) -> None:
    offer = sent(process)
    withdraw_offer(offer=offer, by=person("aino"), at=TUESDAY)

    assert "Työnohjaaja on perunut tämän tarjouksen." in at_the_door.get(by_door(offer)).text
    answer = at_the_door.post(by_door(offer, "acceptance/"), follow=True)
    assert "Tämä tarjous on peruttu." in answer.text
    assert Offer.objects.get().now_in == OfferState.WITHDRAWN


def test_after_the_last_day_one_press_asks_for_it_again(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = sent(process)
    it_is(monkeypatch, CHRISTMAS)
    at_the_door = Client()
    enter_by_door(at_the_door, kaarlo(process), at=CHRISTMAS)
    late = at_the_door.post(by_door(offer, "acceptance/"), follow=True)
    assert "voimassaolo on päättynyt, joten vastausta ei kirjattu" in late.text
    assert "Pyydän tarjouksen uudelleen voimaan" in late.text

    asked = at_the_door.post(by_door(offer, "renewal-wish/"), follow=True)

    assert "Olet pyytänyt tarjousta uudelleen voimaan." in asked.text
    with translation.override("fi"):
        (waits,) = waiting(person("aino"), on=CHRISTMAS.date())
    assert (waits.why, waits.action) == ("Maksaja pyytää samaa tarjousta uudelleen.", "Uusi tarjous voimaan")


def test_an_ended_process_takes_no_answer(at_the_door: Client, process: Process) -> None:
    offer = sent(process)
    move_process(process=process, event=ProcessEvent.DECLINE, by=person("aino"), at=TUESDAY)

    page = at_the_door.get(by_door(offer)).text
    assert "acceptance/" not in page
    answer = at_the_door.post(by_door(offer, "acceptance/"), follow=True)
    assert "Mitään ei tallennettu" in answer.text
    assert Offer.objects.get().now_in == OfferState.SENT


def test_a_draft_is_nobodys_but_the_supervisors(at_the_door: Client, process: Process) -> None:
    offer = write_offer(process=process, offered=offered(), by=person("aino"), at=TUESDAY)
    assert at_the_door.get(by_door(offer)).status_code == 404

    withdraw_offer(offer=offer, by=person("aino"), at=TUESDAY)
    assert at_the_door.get(by_door(offer)).status_code == 404


def test_the_contact_person_of_another_organisation_or_unit_finds_nothing(process: Process) -> None:
    offer = sent(process)
    organisation = process.payer
    assert organisation is not None
    unit = Unit.objects.create(practice=process.practice, organisation=organisation, name="Etelä")
    other_unit = ContactPerson.objects.create(
        practice=process.practice, organisation=organisation, unit=unit, name="E", email="e@example.org"
    )
    stranger = commissioner(process.practice, "Toinen tilaaja").contact_persons.get()
    for contact in (stranger, other_unit):
        browser = Client()
        enter_by_door(browser, contact)
        assert browser.get(by_door(offer)).status_code == 404
        assert browser.post(by_door(offer, "acceptance/")).status_code == 404
    assert Offer.objects.get().now_in == OfferState.SENT


def test_without_the_code_the_address_opens_nothing(process: Process) -> None:
    answer = Client().get(by_door(sent(process)))

    assert answer.headers["location"] == "/door/"


def test_one_who_pays_for_themselves_answers_the_same_way(process: Process) -> None:
    payer = payer_named(practice=process.practice, name="Bertta Salo", kind=OrganisationKind.SELF_PAYER)
    contact = ContactPerson.objects.create(
        practice=process.practice, organisation=payer, name="Bertta Salo", email="bertta@example.org"
    )
    process.payer, process.contact_person = payer, contact
    process.save()
    offer = sent(process, form="individual", minutes=45, price_cents=9_000)
    browser = Client()
    enter_by_door(browser, contact)

    assert "Kiitos" in browser.post(by_door(offer, "acceptance/"), follow=True).text
    assert state_of(process) == ProcessState.AGREEING


# --- three languages, and the paper ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ("Offert", "Ditt svar", "Jag godkänner offerten, 2 008,00 €", "Jag vill inte säga")),
        ("en", ("Offer", "Your answer", "Accept the offer, €2,008.00", "I would rather not say")),
    ],
)
def test_the_payer_answers_in_their_own_language_though_the_offer_was_written_in_finnish(
    at_the_door: Client, process: Process, language: str, words: tuple[str, ...]
) -> None:
    page = words_of(at_the_door.get(f"{by_door(sent(process))}?lang={language}", follow=True).text)

    for expected in words:
        assert expected in page
    for finnish in ("Tarjous", "tapaamista", "Hyväksyn", "alv"):
        assert finnish not in page


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", ("Tarjous 1", "ryhmätyönohjaus", "2 008,00 €", "Arvonlisävero 25,5 %", "24.12.2026")),
        ("sv", ("Offert 1", "grupp", "2 008,00 €", "Moms 25,5 %", "24.12.2026")),
        ("en", ("Offer 1", "group", "€2,008.00", "VAT 25.5 %", "24 Dec 2026")),
    ],
)
def test_the_paper_speaks_its_readers_language(
    process: Process, language: str, expected: tuple[str, ...]
) -> None:
    sheet = OfferSheet.of(sent(process), language)
    pdf = compile_pdf("agreement/offer", json.loads(json.dumps(sheet.as_data())), language)
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    text = text.replace("\N{NO-BREAK SPACE}", " ")

    for words in expected:
        assert words.casefold() in text.casefold()
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1


def test_the_reason_of_no_vat_stands_in_the_readers_language(process: Process) -> None:
    offer = sent(process, vat_code="exempt_care")

    assert [OfferSheet.of(offer, code).vat for code in ("fi", "sv", "en")] == [
        "Ei arvonlisäveroa, osa verotonta sosiaali- tai terveydenhuoltoa.",
        "Ingen mervärdesskatt, del av skattefri social- eller hälsovård.",
        "No VAT, part of exempt social or health care.",
    ]


def test_cancelling_is_told_in_euros(process: Process) -> None:
    lines = OfferSheet.of(sent(process), "fi").cancelling

    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines] == [
        "Maksutta viimeistään 48 tuntia ennen.",
        "Sitä myöhemmin hinta on 80,00 €, alv mukaan lukien 100,40 €.",
        "Jos kukaan ei tule, hinta on 160,00 €, alv mukaan lukien 200,80 €.",
        "Jos työnohjaaja estyy, mitään ei veloiteta ja sovitaan uusi aika.",
    ]


def test_the_supervisors_paper_is_in_the_offers_language_the_payers_in_their_own(
    desk: Client, at_the_door: Client, process: Process
) -> None:
    offer = sent(process, language="sv")
    desk.get(of(offer, "paper/"))
    at_the_door.get(by_door(offer, "paper/"))

    assert [document.language for document in Document.objects.order_by("asked_at", "pk")].count("sv") == 1
    assert Document.objects.filter(language="fi").count() == 1


def test_the_preview_speaks_the_offers_language_although_the_page_speaks_the_supervisors(
    desk: Client, process: Process
) -> None:
    sent(process, language="sv")
    page = desk.get(offer_page(process)).text

    assert 'lang="sv"' in page
    assert "Om en träff avbokas" in page
    assert "Mitä voi tehdä" in page


# --- the desk ---------------------------------------------------------------------------------------------


def test_the_commissioners_page_shows_what_waits(at_the_door: Client, process: Process) -> None:
    offer = sent(process)
    page = at_the_door.get("/commissioner/").text

    assert by_door(offer) in page
    assert "1 600,00 €, alv mukaan lukien 2 008,00 €" in words_of(page)


def test_the_commissioners_page_shows_only_the_newest_of_a_process(process: Process) -> None:
    sent(process)
    new = sent(process, price_cents=15_000)
    write_offer(process=process, offered=offered(price_cents=1), by=person("aino"), at=TUESDAY)

    (part,) = on_commissioners_page(kaarlo(process), at=TUESDAY)
    assert part.content.standing.pk == new.pk


def test_an_answer_leaves_the_commissioners_page_after_a_month(process: Process) -> None:
    accept_offer(offer=sent(process), way=OfferAnswerWay.LINK, contact=kaarlo(process), at=TUESDAY)

    assert list(on_commissioners_page(kaarlo(process), at=TUESDAY + timedelta(days=29)))
    assert not list(on_commissioners_page(kaarlo(process), at=TUESDAY + timedelta(days=31)))


def test_the_process_page_shows_state_and_price(desk: Client, process: Process) -> None:
    sent(process)
    page = desk.get(f"/processes/{process.pk}/").text

    assert "odottaa vastausta" in page
    assert offer_page(process) in page


def test_an_offer_of_long_ago_leaves_the_page_of_the_process_that_runs(process: Process) -> None:
    accept_offer(offer=sent(process), way=OfferAnswerWay.LINK, contact=kaarlo(process), at=TUESDAY)
    process.refresh_from_db()
    later = TUESDAY + timedelta(days=31)
    assert len(list(on_process_page(process, at=later))) == 1  # its agreement is still open

    process = move_process(
        process=process, event=ProcessEvent.ALL_PARTIES_ACCEPTED, by=person("aino"), at=TUESDAY
    )
    assert len(list(on_process_page(process, at=later - timedelta(days=2)))) == 1
    assert list(on_process_page(process, at=later)) == []


@pytest.mark.parametrize(("days", "waits"), [(4, 0), (3, 1), (0, 1)])
def test_an_offer_waits_in_today_three_days_before_its_time_is_over(
    process: Process, days: int, waits: int
) -> None:
    sent(process, valid_until=ON + timedelta(days=days))

    assert len(list(waiting(person("aino"), on=ON))) == waits


def test_an_answer_waits_until_it_is_seen(desk: Client, process: Process) -> None:
    offer = accept_offer(offer=sent(process), way=OfferAnswerWay.LINK, contact=kaarlo(process), at=TUESDAY)
    assert len(list(waiting(person("aino"), on=ON))) == 1

    desk.post(of(offer, "note/"))
    assert list(waiting(person("aino"), on=ON)) == []


def test_others_in_the_practice_are_not_told(process: Process) -> None:
    sent(process, valid_until=ON)

    assert list(waiting(person("saara"), on=ON)) == []


def test_an_offer_for_the_next_term_keeps_the_running_process_as_it_is(desk: Client) -> None:
    process = process_of(person("aino"), practice=solo_practice(person("aino")))
    answer = desk.get(f"{offer_page(process)}text/")
    assert answer.context["form"]["minutes"].value() == 75
    assert "Tarjous seuraavasta kaudesta" in answer.text

    empty = desk.post(f"{offer_page(process)}text/", typed())
    assert "Valitse päivä" in empty.text  # a next term needs its first day
    desk.post(f"{offer_page(process)}text/", typed(starts_on="11.1.2027"))
    assert (Offer.objects.get().continues, state_of(process)) == (True, ProcessState.RUNNING)


# --- keeping ----------------------------------------------------------------------------------------------


def test_what_nobody_accepted_goes_after_half_a_year_and_the_process_with_it(process: Process) -> None:
    offer = sent(process)
    decline_offer(offer=offer, way=OfferAnswerWay.LINK, contact=kaarlo(process), at=TUESDAY)
    assert list(unaccepted_due(process.practice, TUESDAY)) == []
    due = list(unaccepted_due(process.practice, TUESDAY + timedelta(seconds=1)))
    assert due == [offer]

    let_unaccepted_go(due, TUESDAY)
    let_unaccepted_go(due, TUESDAY)

    assert not Offer.objects.exists()
    assert state_of(process) == ProcessState.DECLINED


def test_an_old_version_goes_and_the_one_that_waits_stays(process: Process) -> None:
    sent(process)
    new = sent(process)
    let_unaccepted_go(list(unaccepted_due(process.practice, CHRISTMAS)), CHRISTMAS)

    assert list(Offer.objects.all()) == [new]
    assert state_of(process) == ProcessState.OFFERED


def test_an_accepted_offer_stays_as_long_as_its_agreement(process: Process) -> None:
    offer = accept_offer(offer=sent(process), way=OfferAnswerWay.LINK, contact=kaarlo(process), at=TUESDAY)
    assert list(unaccepted_due(process.practice, CHRISTMAS)) == []
    assert list(Offer.objects.all()) == [offer]

    for _again in range(2):
        let_offers_go([process], CHRISTMAS)
    assert not Offer.objects.exists()


def test_asking_again_is_known_to_the_night(process: Process) -> None:
    offer = sent(process)
    ask_again(offer=offer, contact=kaarlo(process), at=CHRISTMAS)

    assert expire_offers(CHRISTMAS) == 1
    assert Offer.objects.get().renewal_asked_at == CHRISTMAS


def test_queries_of_the_desk_parts_do_not_grow_with_the_offers(
    process: Process, django_assert_max_num_queries: Any
) -> None:
    for _number in range(5):
        sent(mapped(), valid_until=ON)
    aino = person("aino")
    with django_assert_max_num_queries(1):
        assert len(list(waiting(aino, on=ON))) == 5
    contact = ContactPerson.objects.select_related("practice").get(pk=kaarlo(process).pk)
    with django_assert_max_num_queries(2):
        assert len(list(on_commissioners_page(contact, at=TUESDAY))) == 5
