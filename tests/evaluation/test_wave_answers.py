"""Answering a wave: on the own page, by the picture in the room, from paper; and what each sees of it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.cast import MORNING, person
from tests.doors import enter_by_door
from tests.evaluation.waves_cast import CODES, closed, group, opened, papers, phones, says, wave_of
from tests.reading import words_of
from tuokio.audit.models import Entry
from tuokio.evaluation.keeping_waves import answers_due, let_answers_go, let_evaluation_go
from tuokio.evaluation.models import Answer, AnswerSheet, EvaluationPlan, Invited, Wave, WaveFigure
from tuokio.evaluation.refusals_waves import (
    EveryoneHasAnswered,
    NothingAnswered,
    NotOpen,
    NotYours,
    OnPaperAlone,
)
from tuokio.evaluation.usecases.answering import (
    answer_as_member,
    answer_in_room,
    enter_paper,
    sheet_of,
    show_answers,
)
from tuokio.evaluation.usecases.waves import ask_at_home
from tuokio.evaluation.views.wave_paper import paper_data
from tuokio.kit.documents import compile_pdf
from tuokio.kit.models import OnceToken
from tuokio.kit.once import new_token
from tuokio.people.usecases import own_data
from tuokio.supervision.models import Ask, Member, Process
from tuokio.terms.words import ProcessState

pytestmark = pytest.mark.django_db
FULL = {"B1a-now": "4", "B2a-now": "2", "O3a-now": "cannot"}


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday morning, 24 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


@pytest.fixture
def bertta(client: Client) -> Client:
    client.force_login(person("bertta"))
    return client


def bertta_of(wave: Wave) -> Member:
    return wave.process.members.get(person=person("bertta"))


def given(sheet: AnswerSheet) -> dict[str, int | None]:
    return {f"{a.code}-{a.question}": a.value for a in sheet.answers.all()}


# --- signed in --------------------------------------------------------------------------------------------


def test_a_member_answers_at_home_and_mends_it_from_another_device(bertta):
    wave = opened(group())
    address = f"/my/waves/{wave.pk}/"

    first = bertta.post(address, FULL)
    other = Client()
    other.force_login(person("bertta"))
    other.post(address, {**FULL, "B2a-now": "3"})

    assert (first.status_code, first.headers["location"]) == (302, address)
    assert [given(s) for s in wave.sheets.all()] == [{"B1a-now": 4, "B2a-now": 3, "O3a-now": None}]
    page = other.get(address, {"lang": "fi"})
    assert words_of(page).count("Vastauksesi on tallennettu") == 1
    assert page.content.count(b"checked") == 3


def test_double_sending_is_one_sheet(bertta):
    wave = opened(group())

    for _ in range(3):
        bertta.post(f"/my/waves/{wave.pk}/", FULL)

    assert wave.sheets.count() == 1
    assert Answer.objects.count() == 3


def test_any_statement_may_be_left_empty_but_not_all(bertta):
    wave = opened(group())

    nothing = bertta.post(f"/my/waves/{wave.pk}/?lang=fi", {})
    bertta.post(f"/my/waves/{wave.pk}/", {"B1a-now": "1"})

    assert "Mitään ei ollut vielä valittu" in words_of(nothing)
    assert [given(s) for s in wave.sheets.all()] == [{"B1a-now": 1}]


def test_what_is_not_on_the_scale_is_refused_and_the_rest_is_kept_on_the_page(bertta):
    wave = opened(group())

    refused = bertta.post(f"/my/waves/{wave.pk}/?lang=fi", {**FULL, "B2a-now": "6"})

    assert "Valitse numero 1–5" in words_of(refused)
    assert refused.content.count(b"checked") == 2
    assert not wave.sheets.exists()


def test_the_end_asks_each_statement_twice_and_the_start_only_once(bertta):
    process = group()
    first = bertta.get(f"/my/waves/{opened(process).pk}/").text
    closed(wave_of(process))
    last = bertta.get(f"/my/waves/{opened(process, 't3').pk}/").text

    assert len(set(re.findall(r'name="(\w+-(?:now|then))"', first))) == 3
    assert len(set(re.findall(r'name="(\w+-(?:now|then))"', last))) == 6


def test_answers_of_a_wave_that_closed_meanwhile_stay_on_the_page(bertta):
    wave = opened(group())
    closed(wave)

    late = bertta.post(f"/my/waves/{wave.pk}/?lang=fi", FULL)

    assert "Arviointi suljettiin, kun olit vielä vastaamassa" in words_of(late)
    assert late.content.count(b"checked") == 3
    assert "Lähetä vastaukset" not in words_of(late)
    assert not AnswerSheet.objects.exists()


def test_the_last_moment_counts_also_before_the_night_has_closed_it():
    wave = opened(group())
    member = bertta_of(wave)
    last = wave.closes_at
    assert last is not None

    answer_as_member(wave=wave, member=member, answers=says(3), at=last - timedelta(microseconds=1))
    with pytest.raises(NotOpen):
        answer_as_member(wave=wave, member=member, answers=says(5), at=last)

    assert {a.value for a in Answer.objects.all()} == {3}


def test_a_member_who_leaves_meanwhile_keeps_their_answers_and_gives_no_more(bertta):
    wave = opened(group())
    bertta.post(f"/my/waves/{wave.pk}/", FULL)
    Member.objects.filter(pk=bertta_of(wave).pk).update(left_on=MORNING.date())

    assert bertta.post(f"/my/waves/{wave.pk}/", {"B1a-now": "5"}).status_code == 404
    page = words_of(bertta.get(f"/my/waves/{wave.pk}/", {"lang": "fi"}))

    assert "Omat vastauksesi" in page
    assert "Nyt: 4" in page
    assert "Lähetä vastaukset" not in page


def test_an_ended_process_takes_no_answers(bertta):
    wave = opened(group())
    Process.objects.filter(pk=wave.process_id).update(state=ProcessState.CLOSED)

    assert bertta.post(f"/my/waves/{wave.pk}/", FULL).status_code == 200

    assert not AnswerSheet.objects.exists()


def test_who_was_not_asked_finds_nothing(client):
    wave = opened(group())
    client.force_login(person("outi"))

    assert client.get(f"/my/waves/{wave.pk}/").status_code == 404
    assert client.post(f"/my/waves/{wave.pk}/", FULL).status_code == 404
    assert client.post(f"/my/waves/{wave.pk}/shown/", {}).status_code == 404


# --- in the room ------------------------------------------------------------------------------------------


def test_one_phone_is_one_sheet_and_as_many_as_were_asked(client):
    wave = opened(group(names=("Bertta S.", "Henna", "T. K.")))
    address = f"/w/{wave.token}/"
    browsers = [Client() for _ in range(4)]

    for browser in browsers[:3]:
        assert browser.post(address, FULL).status_code == 302
    browsers[0].post(address, {**FULL, "B1a-now": "5"})
    full = browsers[3].post(address + "?lang=fi", FULL)

    assert sorted(s["B1a-now"] or 0 for s in map(given, wave.sheets.all())) == [4, 4, 5]
    assert "Kaikki ovat vastanneet" in words_of(full)
    assert full.content.count(b"checked") == 3


def test_the_picture_leads_a_signed_in_member_to_their_own_sheet(bertta):
    wave = opened(group())

    assert bertta.get(f"/w/{wave.token}/").headers["location"] == f"/my/waves/{wave.pk}/"
    bertta.post(f"/w/{wave.token}/", FULL)
    bertta.post(f"/my/waves/{wave.pk}/", FULL)

    assert wave.sheets.count() == 1
    assert sheet_of(wave, bertta_of(wave).pk) is not None


def test_the_phone_that_answered_reads_its_own_answers_after_closing(client):
    wave = opened(group())
    client.post(f"/w/{wave.token}/", FULL)
    stranger = Client().get(f"/w/{wave.token}/", {"lang": "fi"})
    closed(wave)

    own = words_of(client.get(f"/w/{wave.token}/", {"lang": "fi"}))

    assert "Nyt: 4" in own
    assert "Vastauksia on liian vähän" in own
    assert "Nyt: 4" not in words_of(stranger)
    assert "Nyt: 4" not in words_of(Client().get(f"/w/{wave.token}/", {"lang": "fi"}))


def test_a_guessed_address_is_nothing_and_guessing_is_slowed_down(client):
    wave = opened(group())

    answers = [client.get(f"/w/{n:022}/").status_code for n in range(31)]

    assert answers == [404] * 30 + [429]
    assert client.get(f"/w/{wave.token}/").status_code == 429


def test_a_wave_that_is_not_open_yet_has_no_room(client):
    wave = wave_of(group())

    assert client.get(f"/w/{wave.token}/").status_code == 404


def test_before_answering_each_is_told_who_sees_what(client):
    words = words_of(client.get(f"/w/{opened(group()).token}/", {"lang": "fi"}))

    assert "Nimeäsi ei tallenneta vastausten kanssa" in words
    assert "Jos ryhmässä on esihenkilö, hän näkee saman kuin muut, ei enempää." in words
    assert "Yksittäistä vastausta ei näe työnohjaaja, esihenkilö eikä tilaaja." in words


def test_fewer_than_five_are_told_that_nothing_is_reckoned(client):
    wave = opened(group(names=("Bertta S.", "Henna", "T. K.")))

    words = words_of(client.get(f"/w/{wave.token}/", {"lang": "fi"}))

    assert "Teitä on alle viisi, joten tulosta ei lasketa" in words


def test_sending_again_and_again_is_slowed_down(client, monkeypatch):
    monkeypatch.setattr("tuokio.evaluation.views.wave_answers.SENT_TRIES", 2)
    wave = opened(group())

    answers = [client.post(f"/w/{wave.token}/", FULL).status_code for _ in range(3)]

    assert answers == [302, 302, 429]
    assert wave.sheets.count() == 1


def test_a_phone_that_was_given_another_word_is_another_phone(client):
    wave = opened(group())
    client.post(f"/w/{wave.token}/", FULL)
    kept = client.cookies[f"wave-{wave.pk}"]

    assert (kept["path"], kept["httponly"], kept["samesite"]) == (f"/w/{wave.token}/", True, "Lax")
    assert not AnswerSheet.objects.filter(key=kept.value).exists()  # the word itself is not in the tables
    client.cookies.clear()
    client.post(f"/w/{wave.token}/", FULL)
    assert wave.sheets.count() == 2


@pytest.mark.django_db(transaction=True)
def test_phones_that_send_at_the_same_moment_take_no_more_places_than_there_are():
    wave = opened(group(names=("Bertta S.", "Henna", "T. K.")))

    def send(number: int) -> bool:
        try:
            answer_in_room(wave=wave, browser=f"phone {number}", answers=says(3), at=MORNING)
        except EveryoneHasAnswered:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as together:
        kept = list(together.map(send, range(6)))

    assert sum(kept) == 3
    assert wave.sheets.count() == 3


# --- paper ------------------------------------------------------------------------------------------------


def test_a_sheet_from_paper_is_typed_in_once_and_tells_no_order(client):
    wave = opened(group())
    client.force_login(person("aino"))
    token = new_token()

    for _ in range(2):
        client.post(f"/waves/{wave.pk}/paper/", {**FULL, "once": token})
    client.post(f"/waves/{wave.pk}/paper/", {**FULL, "B1a-now": "1", "once": new_token()})

    assert wave.sheets.filter(from_paper=True).count() == 2
    assert [s.pk for s in wave.sheets.all()] == sorted(s.pk for s in wave.sheets.all())
    refused = client.post(f"/waves/{wave.pk}/paper/?lang=fi", {"B1a-now": "7", "B2a-now": "2"})
    assert "Valitse numero 1–5" in words_of(refused)
    assert refused.content.count(b"checked") == 1


def test_paper_and_phones_share_the_places():
    wave = opened(group(names=("Bertta S.", "Henna", "T. K.")))
    phones(wave, says(1), says(2))
    papers(wave, says(3))

    with pytest.raises(EveryoneHasAnswered):
        enter_paper(wave=wave, answers=says(4), at=MORNING)
    with pytest.raises(NothingAnswered):
        enter_paper(wave=wave, answers={}, at=MORNING)


def test_the_form_is_printed_in_three_languages(client):
    wave = opened(group(), "t3")
    for language, then in (("fi", "Kun aloitimme"), ("sv", "När vi började"), ("en", "When we began")):
        data = paper_data(wave, language=language)
        assert data["questions"][1] == then
        assert compile_pdf("evaluation/wave", data, language).startswith(b"%PDF")
    client.force_login(person("aino"))
    asked = client.post(f"/waves/{wave.pk}/slips/", {"language": "xx"})
    assert asked.headers["location"].startswith("/documents/")


# --- one person or a pair ---------------------------------------------------------------------------------


def test_a_pair_gets_no_figures_no_picture_and_no_paper(client):
    wave = opened(group(names=("Bertta S.", "Henna")))

    assert client.get(f"/w/{wave.token}/").status_code == 404
    with pytest.raises(OnPaperAlone):
        enter_paper(wave=wave, answers=says(3), at=MORNING)
    client.force_login(person("aino"))
    words = words_of(client.get(f"/waves/{wave.pk}/", {"lang": "fi"}))
    assert "Sinä näet vain sen, minkä he haluavat näyttää." in words
    assert wave.token not in words


def test_the_person_shows_one_answer_and_takes_it_back(bertta):
    process = group(names=("Bertta S.",))
    wave = opened(process)
    bertta.post(f"/my/waves/{wave.pk}/", FULL)
    one, other = Answer.objects.get(code="B1a"), Answer.objects.get(code="B2a")
    desk = Client()
    desk.force_login(person("aino"))
    seen = f"/processes/{process.pk}/evaluation/"

    before = words_of(desk.get(seen, {"lang": "fi"}))
    bertta.post(f"/my/waves/{wave.pk}/shown/", {"shown": [str(one.pk), "nonsense", str(process.pk)]})
    shown = words_of(desk.get(seen, {"lang": "fi"}))
    bertta.post(f"/my/waves/{wave.pk}/", {**FULL, "B1a-now": "5"})  # mending keeps what is shown
    mended = words_of(desk.get(seen, {"lang": "fi"}))
    bertta.post(f"/my/waves/{wave.pk}/shown/", {})
    after = words_of(desk.get(seen, {"lang": "fi"}))

    assert "Bertta S. näyttää sinulle" in shown
    assert shown.split("näyttää sinulle")[1].split("Mitä kysytään")[0].count("Alkuarviointi") == 1
    assert "nyt: 4" in shown
    assert "nyt: 5" in mended
    assert other.value == 2
    assert "nyt: 2" not in shown
    assert before == after
    assert "näyttää sinulle" not in before


def test_showing_is_for_one_or_two_until_the_process_ends(bertta):
    alone = opened(group(names=("Bertta S.",)))
    bertta.post(f"/my/waves/{alone.pk}/", FULL)
    shown = Answer.objects.get(code="B1a")
    bertta.post(f"/my/waves/{alone.pk}/shown/", {"shown": [str(shown.pk)]})
    Process.objects.filter(pk=alone.process_id).update(state=ProcessState.CLOSED)
    told = bertta.post(f"/my/waves/{alone.pk}/shown/?lang=fi", {}, follow=True)
    assert "Prosessi on päättynyt" in words_of(told)
    assert Answer.objects.get(pk=shown.pk).shown

    wave = opened(group(name="Ryhmä"))
    bertta.post(f"/my/waves/{wave.pk}/", FULL)
    with pytest.raises(NotYours):
        show_answers(wave=wave, member=bertta_of(wave), shown=[], at=MORNING)
    bertta.post(f"/my/waves/{wave.pk}/shown/", {"shown": [str(a.pk) for a in Answer.objects.all()]})
    assert not Answer.objects.filter(sheet__wave=wave, shown=True).exists()


def test_one_cannot_show_the_answers_of_the_other_of_a_pair(bertta):
    wave = opened(group(names=("Bertta S.", "Henna")))
    henna = wave.process.members.get(name="Henna")
    theirs = answer_as_member(wave=wave, member=henna, answers=says(1), at=MORNING)
    bertta.post(f"/my/waves/{wave.pk}/", FULL)

    bertta.post(f"/my/waves/{wave.pk}/shown/", {"shown": [str(a.pk) for a in theirs.answers.all()]})

    assert not Answer.objects.filter(shown=True).exists()


def test_the_person_sees_their_own_way_through_the_waves(bertta):
    process = group(names=("Bertta S.",))
    first = opened(process)
    bertta.post(f"/my/waves/{first.pk}/", FULL)
    closed(first)
    last = opened(process, "t3")
    bertta.post(f"/my/waves/{last.pk}/", {"B1a-then": "2", "B1a-now": "5", "B2a-now": "3"})
    closed(last)

    words = words_of(bertta.get(f"/my/waves/{last.pk}/", {"lang": "fi"}))

    assert "Väittämä Alkuarviointi: nyt Loppuarviointi: kun aloitimme Loppuarviointi: nyt" in words
    assert "pyritään. 4 2 5" in words
    assert "ja mikä ei. 2 – 3" in words


# --- what can be reckoned back ----------------------------------------------------------------------------


def test_the_tables_alone_link_no_answer_to_anyone_and_know_no_time(bertta):
    wave = opened(group())
    ask_at_home(wave=wave, by=person("aino"), at=MORNING)
    bertta.post(f"/my/waves/{wave.pk}/", FULL)
    member = bertta_of(wave)

    assert {f.name for f in AnswerSheet._meta.get_fields()} == {"id", "wave", "key", "from_paper", "answers"}
    assert {f.name for f in Answer._meta.get_fields()} == {
        "id",
        "sheet",
        "code",
        "question",
        "value",
        "shown",
    }
    sheet = wave.sheets.get()
    assert str(member.pk).replace("-", "") not in sheet.key
    assert Ask.objects.get(about=wave.pk).settled_at == wave.opened_at
    assert not Entry.objects.filter(act__contains="answer").exists()
    assert not OnceToken.objects.filter(person_id=person("bertta").pk).exists()


def test_another_secret_key_finds_nobodys_sheet(bertta, settings):
    wave = opened(group())
    bertta.post(f"/my/waves/{wave.pk}/", FULL)

    settings.SECRET_KEY = "somebody else's"

    assert sheet_of(wave, bertta_of(wave).pk) is None


def test_after_closing_nothing_tells_who_answered_signed_in(bertta):
    wave = opened(group())
    bertta.post(f"/my/waves/{wave.pk}/", FULL)
    assert Invited.objects.filter(answered=True).count() == 1

    closed(wave)

    assert not Invited.objects.filter(answered=True).exists()
    assert "Nyt: 4" in words_of(bertta.get(f"/my/waves/{wave.pk}/", {"lang": "fi"}))


@pytest.mark.parametrize(
    ("group_one", "group_two"),
    [
        # the first is who looks, and knows their own answer; the others could have given one thing or another
        ((5, 5, 5, 5, 5), (5, 4, 4, 4, 4)),
        ((1, 1, 1, 1, 1), (1, 2, 2, 2, 2)),
        ((5, 1, 1, 1, 1), (5, 1, 1, 1, 2)),
        ((1, 5, 5, 5, 5), (1, 5, 5, 5, 4)),
        ((3, 3, 3, 3, 3), (3, 2, 2, 4, 4)),
        ((2, 1, 5, 3, 3), (2, 4, 1, 4, 3)),
    ],
)
def test_with_five_answers_no_page_lets_anybody_but_the_person_read_a_single_one(
    bertta, group_one, group_two
):
    """Every combination is tried in test_thresholds; here the pages of two of them are the same to each reader."""
    desk = Client()
    desk.force_login(person("aino"))
    pages = []
    for number, answers in enumerate((group_one, group_two)):
        process = group(name=f"Ryhmä {number}")
        wave = opened(process)
        answer_as_member(wave=wave, member=bertta_of(wave), answers=says(answers[0]), at=MORNING)
        phones(wave, *[says(answer) for answer in answers[1:]])
        closed(wave)
        readers = (
            (desk, f"/processes/{process.pk}/evaluation/"),
            (desk, f"/waves/{wave.pk}/"),
            (desk, f"/processes/{process.pk}/"),
            (bertta, f"/my/waves/{wave.pk}/"),
            (bertta, "/home/"),
            (Client(), f"/w/{wave.token}/"),
        )
        read = [words_of(browser.get(address, {"lang": "fi"})) for browser, address in readers]
        pages.append([words.replace(f"Ryhmä {number}", "Ryhmä") for words in read])
        Process.objects.filter(pk=process.pk).update(state=ProcessState.ERASED)  # one group at a time
    assert pages[0] == pages[1]


def test_a_commissioner_finds_no_figures_anywhere(client):
    process = group()
    wave = opened(process)
    phones(wave, *[says(4)] * 6)
    closed(wave)
    contact = process.contact_person
    assert contact is not None
    enter_by_door(client, contact)

    page = client.get("/commissioner/", {"lang": "fi"})

    assert page.status_code == 200
    assert "vähintään 4" not in page.text
    assert "arviointi" not in words_of(page).lower().replace("loppuarviointi", "")
    for address in (f"/waves/{wave.pk}/", f"/processes/{process.pk}/evaluation/", f"/my/waves/{wave.pk}/"):
        assert client.get(address).status_code == 302  # to sign in


# --- own data, and letting go -----------------------------------------------------------------------------


def test_own_data_holds_own_answers_and_nobody_elses(bertta):
    wave = opened(group())
    phones(wave, says(1), says(5))
    bertta.post(f"/my/waves/{wave.pk}/", FULL)

    rows = own_data(person("bertta"))["evaluation answers"]

    assert [(r["statement"], r["asked"], r["answer"]) for r in rows] == [
        ("B1a", "now", 4),
        ("B2a", "now", 2),
        ("O3a", "now", None),
    ]


def test_single_answers_go_three_months_after_the_last_report_and_the_figures_stay():
    process = group()
    first = opened(process)
    phones(first, *[says(4)] * 5)
    closed(first)
    practice = process.practice
    later = MORNING + timedelta(days=200)
    assert not answers_due(practice, later).exists()  # the end has not been reported

    last = opened(process, "t3", at=MORNING + timedelta(days=100))
    phones(last, *[says(4, 2)] * 5, at=MORNING + timedelta(days=100))
    closed(last, at=MORNING + timedelta(days=101))
    assert not answers_due(practice, MORNING + timedelta(days=101)).exists()
    due = list(answers_due(practice, MORNING + timedelta(days=102)))
    let_answers_go(due, later)
    let_answers_go(due, later)

    assert {w.pk for w in due} == {first.pk, last.pk}
    assert not AnswerSheet.objects.exists()
    assert [w.figures.count() for w in process.waves.closed()] == [3, 3]
    assert not answers_due(practice, later).exists()


def test_answers_of_a_process_that_ended_without_an_end_wave_go_as_well():
    process = group()
    closed(opened(process))
    Process.objects.filter(pk=process.pk).update(state=ProcessState.CLOSED, state_since=MORNING)

    assert answers_due(process.practice, MORNING + timedelta(days=1)).count() == 1
    assert answers_due(process.practice, MORNING).count() == 0


def test_with_the_process_everything_of_its_evaluation_goes():
    process, other = group(), group(name="Toinen ryhmä")
    for one in (process, other):
        wave = opened(one)
        phones(wave, *[says(3)] * 5)
        closed(wave)

    let_evaluation_go([process], MORNING)
    let_evaluation_go([process], MORNING)

    assert {w.process_id for w in Wave.objects.all()} == {other.pk}
    assert {f.wave.process_id for f in WaveFigure.objects.all()} == {other.pk}
    assert EvaluationPlan.objects.get().process == other
    assert AnswerSheet.objects.count() == 5


def test_a_sheet_is_written_in_few_questions(django_assert_max_num_queries: Any):
    wave = opened(group())

    with django_assert_max_num_queries(14):
        answer_in_room(wave=wave, browser="a", answers=says(3), at=MORNING)
    assert connection.vendor in {"sqlite", "postgresql"}
    assert len(CODES) == 3
