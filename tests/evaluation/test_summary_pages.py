"""The pages of a summary, as each one sees them."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import MORNING, person
from tests.doors import enter, enter_by_door
from tests.evaluation.summary_cast import LATER, OVER, PARTS, all_say, given, group, in_group, say, summary_of
from tuokio.evaluation.models import SummaryVoice
from tuokio.evaluation.parts_summary import (
    on_commissioners_page,
    on_phone_home,
    on_process_page,
    waiting,
)
from tuokio.evaluation.usecases import summaries as acts
from tuokio.kit.models import OnceToken
from tuokio.supervision.usecases import member_leaves
from tuokio.terms.summary_words import GroupWord, SummaryState
from tuokio.terms.words import FormOfWork, OrganisationKind

pytestmark = pytest.mark.django_db
OK, BLOCK = GroupWord.OK, GroupWord.BLOCK
DRAFT = {"period_from": "1.8.2026", "period_until": "24.11.2026", "recommendation": "end"}


@pytest.fixture(autouse=True)
def that_day(monkeypatch):
    """It is the day of the cast."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def browser(who: str) -> Client:
    client = Client()
    enter(client, person(who))
    return client


def through_the_door(process) -> Client:
    client = Client()
    enter_by_door(client, process.contact_person)
    return client


def own(process) -> str:
    return f"/my/summaries/{summary_of(process).pk}/"


def test_the_supervisor_writes_looks_sends_and_gives():
    process = group()
    aino, base = browser("aino"), f"/processes/{process.pk}/summary/"

    assert "Kirjoita yhteenveto" in aino.get(base).text
    assert aino.post(f"{base}draft/", {**DRAFT, "with_meetings": "on"}).status_code == 302
    page = aino.get(base).text
    assert "Näkyy tilaajalle vasta kun se on annettu" in page
    assert "pidetty 0, sovittu 10" in page
    assert "läsnä" not in page
    assert aino.post(f"{base}group/", {}).status_code == 302
    assert "Kaikki eivät ole vastanneet. Vastata voi ke" in aino.get(base).text
    all_say(process)
    assert "Anna tilaajalle" in aino.get(base).text
    assert aino.post(f"{base}giving/", {}).status_code == 302

    assert summary_of(process).state == SummaryState.GIVEN


def test_what_was_typed_wrong_is_told_and_the_rest_is_kept():
    process = group()
    answer = browser("aino").post(
        f"/processes/{process.pk}/summary/draft/",
        {**DRAFT, "period_until": "1.7.2026", "recommendation": "change_form"},
    )

    assert "Viimeinen päivä on ennen ensimmäistä." in answer.text
    assert "Valitse, mitä muotoa suosittelet." in answer.text
    assert 'value="change_form"' in answer.text
    assert process.summaries.count() == 0


def test_the_form_of_an_act_sent_twice_does_it_once():
    process = group()
    aino, base = browser("aino"), f"/processes/{process.pk}/summary/"
    once = {"once": "a-token-of-this-showing"}
    for _ in range(2):
        assert aino.post(f"{base}nothing/", once).status_code == 302

    assert process.summaries.count() == 1


def test_the_second_tab_is_told_kindly():
    process = group()
    given(process)

    answer = browser("aino").post(f"/processes/{process.pk}/summary/giving/", {})

    assert "yhteenvedon tila on ”annettu tilaajalle”" in answer.text


def test_a_member_says_a_word_and_only_they_see_it():
    process = group()
    in_group(process)
    bertta = browser("bertta")
    seen = summary_of(process).fingerprint

    answer = bertta.post(own(process), {"word": "block", "seen": seen}, follow=True)

    assert "Olet vastannut" in answer.text
    assert "Olet vastannut" not in browser("henna").get(own(process)).text


def test_a_word_leaves_no_token_with_a_name_and_a_time():
    process = group()
    in_group(process)
    seen = summary_of(process).fingerprint
    before = OnceToken.objects.count()

    browser("bertta").post(own(process), {"word": "block", "seen": seen, "once": "a-token-of-this-showing"})

    assert OnceToken.objects.count() == before
    assert SummaryVoice.objects.filter(word="block").count() == 1


def test_without_a_choice_nothing_is_said():
    process = group()
    in_group(process)

    answer = browser("bertta").post(own(process), {"seen": summary_of(process).fingerprint})

    assert answer.status_code == 422
    assert "Valitse yksi kolmesta." in answer.text
    assert SummaryVoice.objects.exclude(word="").count() == 0


def test_a_word_that_comes_too_late_is_told_kindly_and_kept_nowhere():
    process = group()
    seen = in_group(process).fingerprint
    all_say(process)

    answer = browser("bertta").post(own(process), {"word": "block", "seen": seen})

    assert answer.status_code == 422
    assert "Valintaasi ei tallennettu, eikä kukaan näe sitä." in answer.text
    assert summary_of(process).state == SummaryState.APPROVED


def test_a_word_on_an_old_text_is_told_to_read_again():
    process = group()
    in_group(process)

    answer = browser("bertta").post(own(process), {"word": "ok", "seen": "0" * 64})

    assert "Teksti on muuttunut" in answer.text
    assert summary_of(process).fingerprint in answer.text


def test_strangers_and_those_who_left_find_nothing():
    process = group()
    in_group(process)
    member_leaves(member=process.members.get(name="Henna"), left_on=LATER.date(), by=None, at=LATER)

    for who in ("henna", "outi", "aino"):
        assert browser(who).get(own(process)).status_code == 404
        assert browser(who).post(own(process), {"word": "ok"}).status_code == 404


def test_the_rule_stands_on_the_page_before_anyone_answers():
    for names, told in (
        (("Bertta S.",), "Päätät yksin"),
        (("Bertta S.", "Henna"), "Teitä on kaksi"),
        (("Bertta S.", "Henna", "T. K."), "Teitä on kolme"),
    ):
        process = group(*names, name=f"Ryhmä {len(names)}")
        in_group(process)
        page = browser("bertta").get(own(process)).text
        assert told in page
        assert page.index("Miten tästä päätetään") < page.index("Sinun sanasi")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (OrganisationKind.MUNICIPALITY, "Tilaaja on viranomainen."),
        (OrganisationKind.SCHOOL, "Tilaaja voi olla viranomainen."),
        (OrganisationKind.COMPANY, ""),
    ],
)
def test_the_group_first_reads_that_it_becomes_an_official_document(kind, told):
    process = group()
    process.payer.kind = kind
    process.payer.save()
    in_group(process)

    page = browser("bertta").get(own(process)).text

    assert ("viranomaisen asiakirja" in page) is bool(told)
    if told:
        assert page.index(told) < page.index("Mitä siinä sanotaan")


def test_the_commissioner_reads_what_was_given_and_fetches_the_kept_bytes():
    process = group()
    summary = given(process)
    kaarlo = through_the_door(process)

    page = kaarlo.get(f"/commissioner/summaries/{summary.pk}/")
    paper = kaarlo.get(f"/commissioner/summaries/{summary.pk}/summary.pdf")

    assert "Työnohjaus päättyy sovitusti." in page.text
    assert summary.pdf_fingerprint in page.text
    assert sha256(paper.content).hexdigest() == summary.pdf_fingerprint
    assert "no-store" in paper.headers["cache-control"]
    assert "Työnohjauksen yhteenveto" in kaarlo.get("/commissioner/").text
    for name in ("Bertta", "Henna", "T. K."):
        assert name not in page.text


def test_another_commissioner_finds_nothing():
    process, other = group(), group(name="Toinen")
    other.payer = other.contact_person = None
    summary = given(process)
    stranger = process.practice.organisations.create(name="Toinen tilaaja")
    contact = stranger.contact_persons.create(practice=process.practice, name="Kielo", email="k@example.org")
    client = Client()
    enter_by_door(client, contact)

    assert client.get(f"/commissioner/summaries/{summary.pk}/").status_code == 404
    assert client.get(f"/commissioner/summaries/{summary.pk}/summary.pdf").status_code == 404


def test_asked_back_it_is_no_longer_shown_and_says_what_cannot_be_undone():
    process = group()
    summary = given(process)
    acts.ask_back(process=process, by=person("aino"), at=LATER)
    kaarlo = through_the_door(process)

    page = kaarlo.get(f"/commissioner/summaries/{summary.pk}/").text

    assert "Yhteenveto on pyydetty takaisin" in page
    assert "voi jäädä sen arkistoon" in page
    assert "Työnohjaus päättyy sovitusti." not in page + kaarlo.get("/commissioner/").text
    assert kaarlo.get(f"/commissioner/summaries/{summary.pk}/summary.pdf").status_code == 404


def test_slips_are_asked_for_and_counted():
    process = group()
    in_group(process)
    aino, base = browser("aino"), f"/processes/{process.pk}/summary/"

    assert aino.get(f"{base}slips.pdf").status_code == 302
    few = aino.post(f"{base}slips/", {"ok": "1", "change": "0", "block": "0"})
    assert "Tarvitaan vähintään 3 lippua" in few.text
    assert 'value="1"' in few.text
    assert aino.post(f"{base}slips/", {"ok": "3", "change": "0", "block": "0"}).status_code == 302
    assert summary_of(process).state == SummaryState.APPROVED


def test_no_title_tells_whose_summary_it_is():
    process = group()
    given(process)

    for page in (
        browser("aino").get(f"/processes/{process.pk}/summary/"),
        browser("bertta").get(own(process)),
        through_the_door(process).get(f"/commissioner/summaries/{summary_of(process).pk}/"),
    ):
        title = page.text.partition("<title>")[2].partition("</title>")[0]
        assert "Auringon" not in title


def test_the_phone_home_says_that_it_waits_until_the_word_is_said():
    process = group()
    in_group(process)
    (card,) = on_phone_home(person("bertta"), at=LATER)
    assert (card.content.waits, card.content.answered) == (True, False)
    assert "Yhteenveto odottaa sanaasi" in browser("bertta").get("/home/").text

    say(process, "Bertta S.", BLOCK)

    (card,) = on_phone_home(person("bertta"), at=LATER)
    assert (card.content.waits, card.content.answered) == (False, True)
    (other,) = on_phone_home(person("henna"), at=LATER)
    assert (other.content.waits, other.content.answered) == (True, False)


def test_what_came_back_is_opened_from_what_waits():
    process = group()
    in_group(process)
    all_say(process, GroupWord.BLOCK)

    (told,) = waiting(person("aino"), on=LATER.date())

    assert (told.why, told.action) == ("Se palasi ryhmältä.", "Avaa yhteenveto")


def test_what_waits_for_the_supervisor_follows_the_outcome():
    process = group()
    aino, on = person("aino"), LATER.date()
    in_group(process)
    assert list(waiting(aino, on=on)) == []

    all_say(process)
    (told,) = waiting(aino, on=on)
    assert (told.why, told.href) == ("Sen voi antaa tilaajalle.", f"/processes/{process.pk}/summary/giving/")

    acts.give_summary(process=process, by=aino, at=LATER)
    (told,) = waiting(aino, on=on)
    assert told.href == f"/processes/{process.pk}/summary/talk/"
    acts.mark_discussed(process=process, on=on, by=aino, at=LATER)
    assert list(waiting(aino, on=on)) == []


def test_the_page_of_a_process_has_a_card_only_when_there_is_something():
    process = group()
    process.summary_state = None
    assert list(on_process_page(process, at=LATER)) == []
    assert list(on_commissioners_page(process.contact_person, at=LATER)) == []

    in_group(process)

    page = browser("aino").get(f"/processes/{process.pk}/").text
    assert "Kaikki eivät ole vastanneet." in page
    assert list(on_commissioners_page(process.contact_person, at=LATER)) == []


def test_a_dead_worker_changes_nothing_on_any_page(monkeypatch):
    process = group()
    in_group(process, at=MORNING)
    say(process, "Henna", BLOCK)
    monkeypatch.setattr(timezone, "now", lambda: OVER + timedelta(hours=1))

    assert "Kuka tai kuinka moni" in browser("aino").get(f"/processes/{process.pk}/summary/").text
    page = browser("bertta").get(own(process)).text
    assert "Sitä ei annettu." in page
    assert 'name="word"' not in page


def test_the_pages_speak_swedish_and_english():
    process = group()
    in_group(process)
    for language, told in (("sv", "Så här avgörs det"), ("en", "How it is decided")):
        bertta = person("bertta")
        bertta.language = language
        bertta.save()
        client = browser("bertta")
        client.cookies["django_language"] = language
        assert told in client.get(own(process), headers={"accept-language": language}).text


def test_one_person_is_told_that_the_yes_is_theirs_alone():
    process = group("Bertta S.", form=FormOfWork.INDIVIDUAL)
    acts.draft_summary(process=process, parts=PARTS, by=person("aino"), at=LATER)
    aino, base = browser("aino"), f"/processes/{process.pk}/summary/"
    assert "Ohjattava päättää yksin" in aino.get(f"{base}group/").text
    acts.send_to_group(process=process, in_meeting=False, by=person("aino"), at=LATER)

    assert "vain jos sanot niin" in browser("bertta").get("/home/").text
    page = browser("bertta").get(own(process)).text
    assert "Päätät yksin" in page
    assert "Kaikki eivät ole vastanneet" not in page + aino.get(base).text
    say(process, "Bertta S.", BLOCK)
    assert "Ohjattava toivoo muutoksia" in aino.get(base).text
