"""Answering on one's own phone: by a link, without an account, one question at a time, and nothing of the others."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import person
from tests.doors import newest_letter
from tests.mapping.conversation_cast import (
    TEAM,
    browser_of,
    mapped_process,
    path_of_link,
    phone_link,
    tell,
    voice_links,
)
from tests.mapping.page_cast import PAGE, aino_s_page, message
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.kit.models import Letter, OnceToken
from tuokio.mapping.answering_alone import NoMailToSendTo, mail_link, make_link
from tuokio.mapping.enquiring import take_enquiry
from tuokio.mapping.models import AloneLink, Enquiry, MappingConversation
from tuokio.mapping.parts import waiting
from tuokio.mapping.recording import advice_of, as_proposed, record_recommendation, reopen_mapping
from tuokio.supervision.usecases import move_process
from tuokio.terms.conversation_words import SaidBy
from tuokio.terms.words import FormOfWork, ProcessEvent

pytestmark = pytest.mark.django_db


def kept() -> MappingConversation:
    return MappingConversation.objects.get()


def test_a_link_opens_the_questions_without_an_account(client):
    link = phone_link(mapped_process())

    front = client.get(link)
    first = client.get(f"{link}questions/m05/")

    assert front.status_code == first.status_code == 200
    assert "Työnohjaus Aino Hurme" in front.text
    assert "Kysymys 1<" in first.text  # of how many is not promised before it is known
    assert "Auringon" not in front.text + first.text
    assert front.headers["cache-control"].startswith("max-age=0")


def test_each_answer_is_kept_as_one_goes_on(client):
    link = phone_link(mapped_process())

    on = client.post(f"{link}questions/m05/", {"concerned": "1", "attending": "1", "go": "next"})
    on = client.post(on.headers["location"], {"payer": "self", "go": "next"})
    back = client.post(on.headers["location"], {"dispute": "none", "go": "back"})

    assert on.headers["location"] == f"{link}questions/m10/"
    assert back.headers["location"] == f"{link}questions/m22/"
    assert kept().answers == {"concerned": 1, "attending": 1, "payer": "self", "dispute": "none"}
    assert set(kept().said.values()) == {SaidBy.ALONE}


def test_one_comes_back_to_where_one_was_and_corrects(client):
    link = phone_link(mapped_process())
    client.post(f"{link}questions/m17/", {"goal_1": "Jaksan paremmin", "go": "next"})

    again = Client().get(f"{link}questions/m17/")
    Client().post(f"{link}questions/m17/", {"goal_1": "Rooli on selvä", "go": "next"})

    assert "Jaksan paremmin" in again.text
    assert kept().answers["goals"] == ["Rooli on selvä"]


def test_a_self_payer_walks_nine_screens(client):
    link = phone_link(mapped_process())
    replies = {
        "m05": {"attending": "1", "concerned": "1"},
        "m22": {"payer": "self"},
        "m10": {"dispute": "none"},
        "m11": {"shock": "none"},
        "m03": {"theme_1": "own_role"},
        "m04": {"sharers": "me"},
        "m16": {"max_minutes": "45"},
        "m17": {"goal_1": "Rooli on selvä"},
    }
    here, walked = f"{link}questions/m05/", []
    while "/questions/" in here and not here.endswith("m12/"):
        question = here.rstrip("/").rsplit("/", 1)[1]
        walked.append(question)
        here = client.post(here, replies[question] | {"go": "next"}).headers["location"]
    last = client.get(here)

    assert [*walked, "m12"] == [*replies, "m12"]
    assert "Kysymys 9/9" in last.text


def test_health_is_answered_on_its_own_screen_and_kept_nowhere(client):
    link = phone_link(mapped_process())
    client.post(f"{link}questions/m05/", {"attending": "1", "go": "next"})
    before = (kept().answers, kept().said, kept().changed_at, Entry.objects.count(), Letter.objects.count())

    answer = client.post(f"{link}questions/m12/", {"health": "yes"})
    again = client.get(f"{link}questions/m12/")

    assert answer.status_code == 200
    assert "Työterveyshuolto" in answer.text
    assert "ei kirjattu minnekään" in answer.text
    assert "Työterveyshuolto" not in again.text
    assert "checked" not in again.text
    assert (
        kept().answers,
        kept().said,
        kept().changed_at,
        Entry.objects.count(),
        Letter.objects.count(),
    ) == before
    assert not client.session.items()


def test_harassment_on_the_phone_says_whom_to_turn_to(client):
    link = phone_link(mapped_process())

    on = client.post(f"{link}questions/m10/", {"dispute": "referred", "go": "next"})
    end = client.get(on.headers["location"])

    assert on.headers["location"] == f"{link}end/"
    assert "työsuojeluvaltuutetun" in end.text
    assert kept().answers == {"dispute": "referred"}
    assert "häirintä" not in str(kept().answers)


def test_the_end_shows_own_answers_and_nothing_that_was_said_together(client):
    process = mapped_process()
    tell(process, TEAM)
    link = phone_link(process)
    client.post(f"{link}questions/m17/", {"goal_1": "Oma merkkini", "go": "next"})

    end = client.get(f"{link}end/").text
    matter = client.get(f"{link}questions/m03/").text

    assert "Oma merkkini" in end
    assert "Työnjako on selvä" not in end
    assert "asiakas- ja potilastilanteet" not in end
    assert matter.count(" selected") == matter.count('value="" selected') == 3


def test_what_is_left_open_on_the_phone_takes_nothing_away_that_was_said_together(client):
    process = mapped_process()
    tell(process, TEAM)
    link = phone_link(process)

    client.post(f"{link}questions/m03/", {"theme_1": "", "go": "next"})

    assert kept().answers == TEAM


def test_needs_named_on_the_phone_are_not_shown_there_again(client):
    process = mapped_process()
    link = phone_link(process)
    client.post(f"{link}questions/m25/", {"needs": ["interpreter"], "go": "next"})

    again = client.get(f"{link}questions/m25/").text
    client.post(f"{link}questions/m25/", {"needs": ["breaks"], "go": "next"})

    assert "checked" not in again
    assert "tulkki" not in client.get(f"{link}end/").text
    assert [one.need for one in kept().needs.all()] == ["breaks", "interpreter"]
    assert "tulkki" in browser_of("aino").get(f"/processes/{process.pk}/mapping/").text


def test_being_ready_is_told_to_the_supervisor_until_the_talk(client):
    process = mapped_process()
    aino = person("aino")
    link = phone_link(process)
    client.post(f"{link}questions/m05/", {"attending": "1", "go": "next"})
    before = list(waiting(aino, on=now().date()))

    client.post(f"{link}end/", {})
    told = [(str(one.why), one.href) for one in waiting(aino, on=now().date())]
    record(process)

    assert before == []
    assert told == [("Kartoitus on vastattu.", f"/processes/{process.pk}/mapping/")]
    assert list(waiting(aino, on=now().date())) == []


def record(process):
    aino = person("aino")
    advice = advice_of(kept())
    chosen = as_proposed(advice, advice.proposal.form or FormOfWork.INDIVIDUAL)
    return record_recommendation(process=process, chosen=chosen, seen="", by=aino, at=now())


def test_no_question_that_is_only_talked_about_opens_on_the_phone(client):
    link = phone_link(mapped_process())

    for question in ("m02", "m08", "m18", "m19", "m99", "dispute"):
        assert client.get(f"{link}questions/{question}/").status_code == 404


@pytest.mark.parametrize("rest", ["", "end/", "questions/m05/"])
def test_a_guessed_an_old_and_a_closed_link_open_nothing(client, rest):
    process = mapped_process()
    old = phone_link(process)
    AloneLink.objects.update(expires_at=now() - timedelta(seconds=1))
    replaced = phone_link(process)
    closed = phone_link(process)
    browser_of("aino").post(f"/processes/{process.pk}/mapping/link/", {"act": "close"})

    for link in ("/mapping/" + "a" * 43 + "/", old, replaced, closed):
        assert client.get(link + rest).status_code == 404
        if rest:
            assert client.post(link + rest, {"attending": "1"}).status_code == 404
    assert kept().answers == {}


def test_a_link_opens_nothing_once_the_recommendation_is_recorded_or_the_process_declined(client):
    process = mapped_process()
    link = phone_link(process)
    record(process)
    other = mapped_process(name="Toinen")
    other_link = phone_link(other)
    move_process(process=other, event=ProcessEvent.DECLINE, by=person("aino"), at=now())

    assert client.get(link).status_code == client.get(other_link).status_code == 404


def test_only_a_fingerprint_of_the_link_is_kept():
    token = phone_link(mapped_process()).strip("/").rsplit("/", 1)[1]

    assert len(token) == 43
    assert token not in AloneLink.objects.get().fingerprint
    assert token not in str(list(Entry.objects.values()))


def test_the_link_is_shown_once(client):
    process, aino = mapped_process(), browser_of("aino")
    sent = {"act": "show", "once": "abcdefghijklmnop1234"}

    shown = aino.post(f"/processes/{process.pk}/mapping/link/", sent)
    again = aino.post(f"/processes/{process.pk}/mapping/link/", sent)
    address = re.search(r"http\S+/mapping/[\w-]+/\?lang=fi", shown.text)

    assert address
    assert "<svg" in shown.text
    assert client.get(path_of_link(address[0])).status_code == 200
    assert again.headers["location"] == f"/processes/{process.pk}/mapping/"
    assert AloneLink.objects.count() == 1


def test_a_link_that_could_not_be_made_can_be_asked_for_again_with_the_same_form():
    process, aino = mapped_process(), browser_of("aino")
    record(tell(process, TEAM).process)
    sent = {"act": "show", "once": "abcdefghijklmnop1234"}

    refused = aino.post(f"/processes/{process.pk}/mapping/link/", sent)
    reopen_mapping(process=process, by=person("aino"), at=now())
    shown = aino.post(f"/processes/{process.pk}/mapping/link/", sent)

    assert refused.status_code == 422
    assert "Kartoitus ei ole nyt auki" in refused.text
    assert "<svg" in shown.text


def test_a_mail_says_that_something_waits_and_never_what(client):
    aino_s_page()
    client.post(f"{PAGE}enquiry/", message(language="fi"))
    process = take_enquiry(enquiry=Enquiry.objects.get(), by=person("aino"), at=now())

    mail_link(process=process, by=person("aino"), at=now())

    letter = newest_letter("maija@example.org")
    address = re.search(r"http\S+", letter.text)
    assert address
    assert client.get(path_of_link(address[0])).status_code == 200
    for secret in ("kartoit", "kysymy", "Luoto", "ryhmä", "kuusi"):
        assert secret not in (letter.subject + letter.text).lower().replace(address[0].lower(), "")


def test_without_a_mail_address_the_link_is_shown_instead():
    process = mapped_process()

    with pytest.raises(NoMailToSendTo):
        mail_link(process=process, by=person("aino"), at=now())
    page = browser_of("aino").post(f"/processes/{process.pk}/mapping/link/", {"act": "mail"})

    assert page.status_code == 422
    assert "ei annettu sähköpostiosoitetta" in page.text
    assert not AloneLink.objects.exists()


def test_wrong_input_on_the_phone_is_kept_and_told(client):
    link = phone_link(mapped_process())

    page = client.post(f"{link}questions/m05/", {"concerned": "2", "attending": "9", "go": "next"})

    assert "Tarkista luvut" in page.text
    assert 'value="9"' in page.text
    assert kept().answers == {}


# --- M08 -----------------------------------------------------------------------------------------------------


def test_each_answers_safety_once_and_a_second_sending_comes_to_the_same_thanks(client):
    process = mapped_process()
    one, _other = voice_links(process, 2)

    told = client.get(one).text
    first = client.post(one, {"value": "2"})
    second = client.post(one, {"value": "5"})

    assert "vain matalimman numeron" in told
    assert first.headers["location"] == second.headers["location"] == "/own-answer/"
    assert [answer.value for answer in kept().safety_answers.all()] == [2]
    assert client.get(one).status_code == 404
    assert client.get("/own-answer/").status_code == 200


def test_wrong_guessed_and_closed_links_to_safety_open_nothing(client):
    process = mapped_process()
    link = voice_links(process, 1)[0]
    wrong = client.post(link, {"value": "9"})
    alone = phone_link(process).replace("/mapping/", "/own-answer/")
    voice_links(process, 1)

    assert wrong.status_code == 200
    assert "errors" in wrong.text or "Valitse" in wrong.text
    for closed in (link, alone, "/own-answer/" + "a" * 43 + "/"):
        assert client.get(closed).status_code == 404
        assert client.post(closed, {"value": "2"}).status_code == 404
    assert not kept().safety_answers.exists()


def test_a_link_made_again_replaces_the_one_before():
    process = mapped_process()
    make_link(process=process, by=person("aino"), at=now())
    make_link(process=process, by=person("aino"), at=now())

    assert AloneLink.objects.filter(revoked_at=None).count() == 1


def test_a_form_of_the_link_leaves_the_link_itself_nowhere(client):
    link = phone_link(mapped_process())
    token = link.strip("/").split("/")[-1]
    answers = {"concerned": "1", "attending": "1", "go": "next", "once": "a" * 32}

    first = client.post(f"{link}questions/m05/", answers)
    again = client.post(f"{link}questions/m05/", answers)
    done = client.post(f"{link}end/", {"once": "b" * 32})

    assert first.headers["location"] == again.headers["location"] == f"{link}questions/m22/"
    assert done.headers["location"] == f"{link}end/"
    assert OnceToken.objects.count() == 2
    assert not OnceToken.objects.filter(result__contains=token).exists()


def test_words_of_ones_own_are_marked_with_who_reads_them_and_how_they_are_kept(client):
    link = phone_link(mapped_process())

    page = client.get(f"{link}questions/m17/").text

    assert "Sinä ja työnohjaaja näette tämän" in page
    assert "tallessa selväkielisenä" in page
