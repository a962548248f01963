"""The pages of goals, through the front door."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from io import BytesIO

import pytest
from django.apps import apps
from django.test import Client
from pypdf import PdfReader

from tests.cast import MORNING, person
from tests.doors import enter, enter_by_door
from tests.goals.goal_cast import (
    FIVE,
    FOUR,
    MEETINGS,
    PRIMARY_TASK,
    answer,
    goal_of,
    group_of,
    levels,
    member,
    round_of,
)
from tuokio.goals.models import AnswerSheet, Goal, PrivateRating, RatingRound, RecordedLevel
from tuokio.goals.pages.goals import GoalsPage
from tuokio.goals.parts import CommissionersGoals, waiting
from tuokio.goals.usecases.goals import move_goal
from tuokio.goals.usecases.rounds import close_round, record_levels, record_supervisors_levels
from tuokio.kit.clock import today
from tuokio.kit.documents import compile_pdf
from tuokio.kit.models import Document
from tuokio.supervision.models import Ask
from tuokio.terms.goal_words import GoalReason, GoalState, RatingWay
from tuokio.terms.words import ProcessState

pytestmark = pytest.mark.django_db
FIVE_FIELDS = dict(zip(("much_less", "less", "expected", "more", "much_more"), FIVE, strict=True))
SENT = {
    "wording": "Vastuut ovat selvät",
    "indicator": "",
    "scale": "five_levels",
    "baseline": "-1",
    "seen": 0,
}


@pytest.fixture
def aino() -> Client:
    browser = Client()
    enter(browser, person("aino"))
    return browser


@pytest.fixture
def bertta() -> Client:
    browser = Client()
    enter(browser, person("bertta"))
    return browser


def recorded(process, *spans) -> RatingRound:
    """A rating that the group has closed and recorded."""
    one = close_round(round=round_of(process), by=person("aino"), at=MORNING)
    found = dict(zip(levels(one, *[0] * len(spans)), spans, strict=True))
    record_levels(round=one, spans=found, by=person("aino"), at=MORNING)
    return one


def once_in(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found.group(1)


# --- setting goals


def test_a_goal_with_five_levels_is_set(aino):
    process = group_of(*FOUR)
    response = aino.post(f"/processes/{process.pk}/goals/new/", {**SENT, **FIVE_FIELDS})

    assert response.headers["location"] == f"/processes/{process.pk}/goals/"
    goal = Goal.objects.get()
    assert (list(goal.current.levels.values()), goal.start) == (list(FIVE)[::-1], -1)


def test_a_form_sent_twice_sets_one_goal(aino):
    process = group_of(*FOUR)
    address = f"/processes/{process.pk}/goals/new/"
    token = once_in(aino.get(address).text)
    for _time in range(2):
        aino.post(address, {**SENT, **FIVE_FIELDS, "once": token})

    assert Goal.objects.count() == 1


def test_a_level_without_words_is_asked_for_and_what_was_typed_is_kept(aino):
    process = group_of(*FOUR)
    response = aino.post(f"/processes/{process.pk}/goals/new/", {**SENT, **FIVE_FIELDS, "more": ""})

    assert Goal.objects.count() == 0
    assert "Kirjoita tämä taso sanoin." in response.text
    assert FIVE[4] in response.text


def test_a_light_goal_with_words_for_five_levels_is_asked_about(aino):
    process = group_of(*FOUR)
    sent = {**SENT, **FIVE_FIELDS, "scale": "light", "start": "Alku"}
    response = aino.post(f"/processes/{process.pk}/goals/new/", sent)

    assert Goal.objects.count() == 0
    assert "Sanoja on tasoilla, joita tässä valinnassa ei ole." in response.text


def test_words_written_in_two_tabs_are_told_to_the_second(aino):
    goal = goal_of(group_of(*FOUR))
    sent = {**SENT, **FIVE_FIELDS, "seen": 1, "reason": "clearer"}
    aino.post(f"/goals/{goal.pk}/", {**sent, "wording": "Ensimmäinen"})
    response = aino.post(f"/goals/{goal.pk}/", {**sent, "wording": "Toinen"})

    assert "muutettiin sillä välin toisessa välilehdessä" in response.text
    assert "Toinen" in response.text
    assert goal.current.wording == "Ensimmäinen"


def test_levels_that_had_words_change_only_for_a_reason(aino):
    goal = goal_of(group_of(*FOUR))
    response = aino.post(f"/goals/{goal.pk}/", {**SENT, **FIVE_FIELDS, "seen": 1})

    assert response.status_code == 200
    assert goal.wordings.count() == 1


def test_giving_a_goal_up_asks_why(aino):
    goal = goal_of(group_of(*FOUR))
    aino.post(f"/goals/{goal.pk}/state/", {"to": "dropped"})
    assert Goal.objects.get().state == GoalState.ACTIVE

    aino.post(f"/goals/{goal.pk}/state/", {"to": "dropped", "reason": "too_high"})
    assert Goal.objects.get().state == GoalState.DROPPED


def test_an_ended_process_says_that_it_has_ended(aino):
    process = group_of(*FOUR)
    process.state = ProcessState.CLOSED
    process.save()
    response = aino.post(f"/processes/{process.pk}/goals/new/", {**SENT, **FIVE_FIELDS})

    assert "päättynyt" in response.text
    assert Goal.objects.count() == 0


# --- words first, the figure folded away


def test_one_goal_has_no_figure_on_the_page_and_two_have_it_folded_with_its_caution(aino):
    process = group_of(*FOUR)
    goal_of(process)
    recorded(process, (1, 1))
    page = aino.get(f"/processes/{process.pk}/goals/").text
    assert "Hieman odotettua enemmän" in page
    assert "(T)" not in page

    goal_of(process, MEETINGS)
    recorded(process, (1, 1), (0, 1))
    page = aino.get(f"/processes/{process.pk}/goals/").text
    folded = page[page.index("<details>", page.index("Miten tavoitteet toteutuivat")) :]
    assert re.findall(r'<dd class="num">([^<]+)</dd>', folded) == ["38", "56–62"]
    assert "Älä vertaa lukua toisiin prosesseihin" in folded
    assert page.index("Hieman odotettua enemmän") < page.index("(T)")


def test_what_was_dropped_does_not_enter_the_result_but_is_shown(aino):
    process = group_of(*FOUR)
    goal = goal_of(process)
    goal_of(process, MEETINGS)
    recorded(process, (1, 1), (-2, -2))
    move_goal(
        goal=Goal.objects.exclude(pk=goal.pk).get(),
        to=GoalState.DROPPED,
        reason=GoalReason.WORK_CHANGED,
        by=person("aino"),
        at=MORNING,
    )
    page = aino.get(f"/processes/{process.pk}/goals/").text

    assert "Yksi tavoite on arvioitu. Odotetusti tai paremmin: 1." in page
    assert "Ei enää työn alla" in page
    assert MEETINGS.wording in page


def test_the_page_asks_as_little_of_five_goals_as_of_one(aino, django_assert_max_num_queries):
    process = group_of(*FOUR)
    for _number in range(5):
        goal_of(process)
    recorded(process, *[(0, 1)] * 5)
    aino.get(f"/processes/{process.pk}/goals/")

    with django_assert_max_num_queries(14):
        aino.get(f"/processes/{process.pk}/goals/")


# --- rating


def test_a_rating_from_opening_to_the_recorded_level(aino, bertta):
    process = group_of(*FOUR)
    goal_of(process)
    opened = aino.post(f"/processes/{process.pk}/goals/rounds/new/", {"point": "middle"})
    one = RatingRound.objects.get()
    assert opened.headers["location"] == f"/goals/rounds/{one.pk}/"

    bertta.post(f"/my/goals/rounds/{one.pk}/", {"goal_0": "1"})
    for who in FOUR[1:]:
        answer(one, who, 0)
    assert "Kaikki ovat vastanneet." in aino.get(f"/goals/rounds/{one.pk}/").text
    aino.post(f"/goals/rounds/{one.pk}/closing/")
    shown = aino.get(f"/goals/rounds/{one.pk}/").text
    low, high = FIVE[2].rstrip("."), FIVE[3].rstrip(".")
    assert f"4 vastausta: ”{low}” – ”{high}”, keskimmäinen ”{low}”." in shown

    aino.post(f"/goals/rounds/{one.pk}/levels/", {"low_0": "0", "high_0": "1"})
    assert RecordedLevel.objects.get().span == (0, 1)
    assert "Odotetusti – Hieman odotettua enemmän" in bertta.get(f"/my/goals/{process.pk}/").text


def test_one_person_is_taken_straight_to_the_common_screen(aino):
    process = group_of("bertta")
    goal_of(process, MEETINGS)
    opened = aino.post(f"/processes/{process.pk}/goals/rounds/new/", {"point": "end"})
    one = RatingRound.objects.get(way=RatingWay.TOGETHER)

    assert opened.headers["location"] == f"/goals/rounds/{one.pk}/levels/"
    aino.post(f"/goals/rounds/{one.pk}/levels/", {"low_0": "partly", "high_0": ""})
    assert RecordedLevel.objects.get().span == (-0.5, -0.5)


def test_the_own_answers_are_always_visible_to_the_one_who_gave_them(bertta):
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    bertta.post(f"/my/goals/rounds/{one.pk}/", {"goal_0": "cannot_say", "turns_up": "on"})
    assert "En osaa sanoa" in bertta.get(f"/my/goals/{process.pk}/").text

    bertta.post(f"/my/goals/rounds/{one.pk}/", {"goal_0": "-2"})
    close_round(round=one, by=person("aino"), at=MORNING)

    page = bertta.get(f"/my/goals/rounds/{one.pk}/").text
    assert FIVE[0] in page[page.index("Omat vastaukseni") :]
    assert [row.level for row in PrivateRating.objects.filter(sheet__is_answered=True)] == [-2]


@pytest.mark.django_db(databases=["default", "keys"])
def test_answering_leaves_no_row_that_says_who_or_when(bertta):
    """Neither among the tokens of forms sent once, nor in the audit, nor among the requests."""
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    bertta.get(f"/my/goals/rounds/{one.pk}/")

    def rows() -> dict[str, int]:
        kept = [model for model in apps.get_models() if model._meta.label != "sessions.Session"]
        return {model._meta.label: model._default_manager.count() for model in kept}

    before = rows()
    bertta.post(f"/my/goals/rounds/{one.pk}/", {"goal_0": "1"})

    assert AnswerSheet.objects.filter(is_answered=True).count() == 1
    assert rows() == before


def test_a_sheet_that_was_not_answered_has_nothing_chosen(bertta):
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)

    assert "checked" not in bertta.get(f"/my/goals/rounds/{one.pk}/").text
    assert "Omat vastaukseni" not in bertta.get(f"/my/goals/{process.pk}/").text


def test_an_answer_that_comes_after_the_closing_is_told_so(bertta):
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    close_round(round=one, by=person("aino"), at=MORNING)
    response = bertta.post(f"/my/goals/rounds/{one.pk}/", {"goal_0": "1"})

    assert "Arviointi on suljettu, eikä siihen voi enää vastata." in response.text
    assert not AnswerSheet.objects.filter(is_answered=True).exists()


def test_a_goal_left_without_an_answer_is_asked_again_and_the_others_are_kept(bertta):
    process = group_of(*FOUR)
    goal_of(process)
    goal_of(process, MEETINGS)
    one = round_of(process)
    response = bertta.post(f"/my/goals/rounds/{one.pk}/", {"goal_0": "1"})

    assert "Valitse yksi näistä." in response.text
    assert re.search(r'name="goal_0" value="1"[^>]*checked', response.text)
    assert not AnswerSheet.objects.filter(is_answered=True).exists()


def test_turning_up_from_the_phones_in_a_group_of_three(aino, bertta):
    process = group_of(*FOUR[:3])
    goal_of(process)
    one = round_of(process)
    for who in FOUR[:3]:
        answer(one, who, 1, turns_up=who != "bertta")
    close_round(round=one, by=person("aino"), at=MORNING)
    assert "liian vähän" in aino.get(f"/goals/rounds/{one.pk}/").text

    bertta.post(f"/my/goals/rounds/{one.pk}/turning/", {"turns_up": "yes"})

    assert "Kaikki vastasivat samoin" in aino.get(f"/goals/rounds/{one.pk}/").text
    bertta.post(f"/my/goals/rounds/{one.pk}/turning/", {"turns_up": "no"})
    assert one.sheet_of(member(process, "bertta")).turns_up


def test_who_left_finds_no_rating_any_more(bertta):
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    process.members.filter(name="Bertta").update(left_on=today())

    assert bertta.get(f"/my/goals/rounds/{one.pk}/").status_code == 404
    assert bertta.post(f"/my/goals/rounds/{one.pk}/", {"goal_0": "1"}).status_code == 404
    assert bertta.get(f"/my/goals/{process.pk}/").status_code == 404


def test_slips_are_typed_one_after_the_other(aino):
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    address = f"/goals/rounds/{one.pk}/slips/"
    token = once_in(aino.get(address).text)
    for _time in range(2):
        response = aino.post(address, {"goal_0": "0", "once": token})
    assert response.headers["location"] == address

    assert AnswerSheet.objects.filter(from_slip=True).count() == 1
    for _number in range(3):
        aino.post(address, {"goal_0": "1"})
    response = aino.post(address, {"goal_0": "1"})
    assert "Lappuja on jo syötetty" in response.text


def test_the_paper_has_a_sheet_for_each_and_no_place_for_a_name(aino):
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    response = aino.post(f"/goals/rounds/{one.pk}/sheet/")
    document = Document.objects.get(template="goals/sheet")

    assert response.headers["location"] == f"/documents/{document.pk}/"
    assert document.content is not None or document.data["copies"] == 4
    data = {
        "title": "Missä mennään?",
        "copies": 2,
        "lead": "Merkitse",
        "cannot": "En osaa sanoa",
        "turns_up": "Saa kääntää",
        "goals": [{"wording": PRIMARY_TASK.wording, "indicator": "", "levels": list(FIVE)}],
    }
    pages = PdfReader(BytesIO(compile_pdf("goals/sheet", data, "fi"))).pages
    texts = [page.extract_text() for page in pages]
    assert len(texts) == 2
    assert texts[0] == texts[1]  # no number, nothing else by which one sheet is known from another
    assert FIVE[4] in texts[0]


# --- where else goals show


def test_the_commissioner_reads_words_and_indicator_of_active_goals_and_no_level(client):
    process = group_of(*FOUR)
    goal_of(process)
    over = goal_of(process, MEETINGS)
    one = recorded(process, (2, 2), (-2, -2))
    first = levels(one, 0, 0)
    record_supervisors_levels(round=one, levels=dict.fromkeys(first, 1), by=person("aino"), at=MORNING)
    move_goal(goal=over, to=GoalState.DROPPED, reason=GoalReason.MISTAKE, by=person("aino"), at=MORNING)
    assert process.contact_person is not None
    enter_by_door(client, process.contact_person)
    page = client.get("/commissioner/").text

    assert PRIMARY_TASK.wording in page
    assert PRIMARY_TASK.indicator in page
    assert "Sovitut tavoitteet" in page
    for hidden in (*FIVE, MEETINGS.wording, MEETINGS.start, "odotettua", "Odotetusti", "gas"):
        assert hidden not in page
    assert {field.name for field in fields(CommissionersGoals)} == {"process", "card_id", "goals"}


def test_that_a_goal_was_reached_does_not_show_to_the_commissioner(client):
    process = group_of(*FOUR)
    goal = goal_of(process)
    goal_of(process, MEETINGS)
    assert process.contact_person is not None
    enter_by_door(client, process.contact_person)

    def read() -> str:
        return re.sub(
            r"(csrftoken\": \"|csrfmiddlewaretoken\" value=\")[^\"]+", "", client.get("/commissioner/").text
        )

    before = read()
    move_goal(goal=goal, to=GoalState.REACHED, reason=None, by=person("aino"), at=MORNING)

    assert PRIMARY_TASK.wording in before
    assert read() == before


@pytest.mark.parametrize("state", ["enquired", "mapping", "recommended", "offered", "agreeing"])
def test_before_the_work_is_agreed_on_the_commissioner_reads_no_goals(client, state):
    process = group_of(*FOUR)
    goal_of(process)
    process.state = state
    process.save()
    assert process.contact_person is not None
    enter_by_door(client, process.contact_person)

    page = client.get("/commissioner/").text

    assert PRIMARY_TASK.wording not in page
    assert (process.name in page) == (state not in {"enquired", "mapping"})


def test_a_contact_of_another_customer_reads_nothing(client):
    process = group_of(*FOUR)
    goal_of(process)
    other = group_of("ulla")
    other.payer = None
    other.save()
    goal_of(other, MEETINGS)
    assert process.contact_person is not None
    enter_by_door(client, process.contact_person)

    assert MEETINGS.wording not in client.get("/commissioner/").text


def test_the_process_page_shows_where_the_goals_stand(aino):
    process = group_of(*FOUR)
    assert "Tavoitteita ei ole kirjattu." in aino.get(f"/processes/{process.pk}/").text
    goal_of(process)
    recorded(process, (0, 1))
    page = aino.get(f"/processes/{process.pk}/").text

    assert PRIMARY_TASK.wording in page
    assert re.findall(r'<li class="gas-(\w+)">', page) == ["full", "full", "full", "part", "none"]


def test_the_phone_home_shows_a_rating_only_while_it_waits(bertta):
    process = group_of(*FOUR)
    goal_of(process)
    assert "Missä tavoitteissamme mennään?" not in bertta.get("/home/").text
    one = round_of(process)
    assert f"/my/goals/rounds/{one.pk}/" in bertta.get("/home/").text
    close_round(round=one, by=person("aino"), at=MORNING)
    assert "Missä tavoitteissamme mennään?" not in bertta.get("/home/").text


def waits(process) -> list[str]:
    return [str(one.why) for one in waiting(person("aino"), on=MORNING.date())]


def test_what_waits_for_the_supervisor_and_how_it_goes_away():
    process = group_of(*FOUR)
    goal = goal_of(process, MEETINGS.__class__(wording="Ilman tasoja"))
    assert waits(process) == ["Jonkin tavoitteen tasoja ei ole vielä sanoitettu."]

    goal.delete()
    goal_of(process)
    assert waits(process) == []
    one = round_of(process)
    assert waits(process) == []
    for who in FOUR:
        answer(one, who, 1)
    assert waits(process) == ["Kaikki ovat vastanneet, arvioinnin voi sulkea."]
    one = close_round(round=one, by=person("aino"), at=MORNING)
    assert waits(process) == ["Arviointi on suljettu. Yhteistä tasoa ei ole vielä kirjattu."]
    record_levels(round=one, spans=dict.fromkeys(levels(one, 0), (1, 1)), by=person("aino"), at=MORNING)
    assert waits(process) == []


def test_twenty_ratings_that_wait_cost_no_more_questions_than_one(django_assert_max_num_queries):
    for number in range(20):
        process = group_of(*FOUR, name=f"Ryhmä {number}")
        goal_of(process)
        one = round_of(process)
        for who in FOUR:
            answer(one, who, 1)

    aino = person("aino")
    with django_assert_max_num_queries(4):
        assert len(list(waiting(aino, on=MORNING.date()))) == 20


# --- more of the bad and the rare days


def test_the_figure_leaves_out_what_was_dropped(aino):
    process = group_of(*FOUR)
    dropped = goal_of(process)
    goal_of(process)
    goal_of(process, MEETINGS)
    recorded(process, (-2, -2), (1, 1), (1, 1))
    move_goal(goal=dropped, to=GoalState.REPLACED, reason=GoalReason.TOO_LOW, by=person("aino"), at=MORNING)
    page = aino.get(f"/processes/{process.pk}/goals/").text

    assert re.findall(r'<dd class="num">([^<]+)</dd>', page) == ["38", "62"]
    assert "2 tavoitetta on arvioitu. Odotetusti tai paremmin: 2." in page


def test_a_reached_goal_stays_in_the_result(aino):
    process = group_of(*FOUR)
    goal = goal_of(process)
    goal_of(process, MEETINGS)
    recorded(process, (1, 1), (1, 1))
    aino.post(f"/goals/{goal.pk}/state/", {"to": "reached"})

    page = aino.get(f"/processes/{process.pk}/goals/").text
    assert re.findall(r'<dd class="num">([^<]+)</dd>', page) == ["38", "62"]
    assert "saavutettu" in page


def test_an_agreed_goal_offers_neither_replacing_nor_dropping(aino):
    process = group_of(*FOUR)
    goal = goal_of(process)
    Goal.objects.update(agreed=True)
    page = aino.get(f"/goals/{goal.pk}/state/").text

    assert re.findall(r'name="to" value="(\w+)"', page) == ["reached"]
    assert 'name="wording"' not in aino.get(f"/goals/{goal.pk}/").text
    aino.post(f"/goals/{goal.pk}/state/", {"to": "dropped", "reason": "too_high"})
    assert Goal.objects.get().state == GoalState.ACTIVE


def test_from_the_lower_start_no_change_and_worse_are_one_level_told_in_both_words(aino):
    process = group_of("bertta")
    goal_of(process, replace(MEETINGS, baseline=-2))
    one = round_of(process)
    aino.post(f"/goals/rounds/{one.pk}/levels/", {"low_0": "worse", "high_0": ""})

    assert RecordedLevel.objects.get().span == (-2, -2)
    assert "ei muutosta / huonompaan suuntaan" in aino.get(f"/goals/rounds/{one.pk}/").text


def test_the_two_ends_of_a_range_may_be_given_in_either_order(aino):
    process = group_of("bertta")
    goal_of(process)
    one = round_of(process)
    aino.post(f"/goals/rounds/{one.pk}/levels/", {"low_0": "2", "high_0": "-1"})

    assert RecordedLevel.objects.get().span == (-1, 2)


def test_what_was_recorded_anew_counts_and_the_former_stays(aino):
    process = group_of("bertta")
    goal_of(process)
    one = round_of(process)
    for level in ("0", "1"):
        aino.post(f"/goals/rounds/{one.pk}/levels/", {"low_0": level, "high_0": ""})

    assert sorted(row.span for row in RecordedLevel.objects.all()) == [(0, 0), (1, 1)]
    assert "Hieman odotettua enemmän" in aino.get(f"/goals/rounds/{one.pk}/").text


def test_the_supervisors_own_view_stands_beside_and_may_be_left_out(aino):
    process = group_of(*FOUR)
    goal_of(process)
    goal_of(process, MEETINGS)
    one = recorded(process, (0, 0), (0, 0))
    aino.post(f"/goals/rounds/{one.pk}/own-levels/", {"goal_0": "-1", "goal_1": ""})

    page = aino.get(f"/processes/{process.pk}/goals/").text
    assert page.count("Työnohjaajan oma näkemys") == 1
    assert "Hieman odotettua vähemmän" in page


def test_everyone_is_asked_alike_and_those_without_a_way_in_are_not(aino):
    process = group_of(*FOUR)
    process.members.filter(name="Tarja").update(person=None)
    goal_of(process)
    one = round_of(process)
    aino.post(f"/goals/rounds/{one.pk}/asking/")

    asks = Ask.objects.filter(about=one.pk)
    assert sorted(ask.member.name for ask in asks) == ["Bertta", "Henna", "Samuli"]
    close_round(round=one, by=person("aino"), at=MORNING)
    page = aino.post(f"/goals/rounds/{one.pk}/asking/", follow=True).text
    assert "Arviointi on suljettu" in page


def test_closing_twice_is_told_and_changes_nothing(aino):
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)
    aino.post(f"/goals/rounds/{one.pk}/closing/")
    closed_at = RatingRound.objects.get().closed_at
    page = aino.post(f"/goals/rounds/{one.pk}/closing/", follow=True).text

    assert "Arviointi on suljettu" in page
    assert RatingRound.objects.get().closed_at == closed_at


def test_after_the_end_the_goals_can_be_read_and_nothing_is_offered(aino, bertta):
    process = group_of(*FOUR)
    goal_of(process)
    one = recorded(process, (1, 1))
    process.state = ProcessState.CLOSED
    process.save()

    page = aino.get(f"/processes/{process.pk}/goals/").text
    assert "Hieman odotettua enemmän" in page
    assert "Lisää tavoite" not in page
    assert "Kirjaa" not in aino.get(f"/goals/rounds/{one.pk}/").text
    assert PRIMARY_TASK.wording in bertta.get(f"/my/goals/{process.pk}/").text


def test_goals_of_another_process_are_not_reached_by_their_address(aino, bertta):
    process = group_of(*FOUR)
    goal = goal_of(process)
    one = round_of(process)
    saara = Client()
    enter(saara, person("saara"))
    ulla = Client()
    enter(ulla, person("ulla"))

    for address in (f"/goals/{goal.pk}/", f"/goals/{goal.pk}/state/", f"/goals/rounds/{one.pk}/levels/"):
        assert saara.post(address, {**SENT, **FIVE_FIELDS}).status_code == 404
        assert bertta.get(address).status_code == 404
    assert ulla.post(f"/my/goals/rounds/{one.pk}/", {"goal_0": "1"}).status_code == 404
    assert aino.get(f"/my/goals/rounds/{one.pk}/").status_code == 404


def test_a_member_finds_the_goals_from_the_phone_home_rated_or_not(bertta):
    henna = Client()
    enter(henna, person("henna"))
    process = group_of("bertta", "samuli", "tarja")
    href = f'href="/my/goals/{process.pk}/"'
    assert href not in bertta.get("/home/").text

    goal_of(process)

    assert href in bertta.get("/home/").text
    assert href not in henna.get("/home/").text
    assert "Avaa tavoitteet" in bertta.get("/home/").text


def test_what_was_agreed_for_a_light_goal_stands_in_its_own_words():
    process = group_of(*FOUR)
    goal_of(process, MEETINGS)
    recorded(process, (0, 0))

    (row,) = GoalsPage.of(process).goals

    assert (row.standing, row.words) == ("Odotetusti", "Jokainen tietää vastuunsa.")


def test_whoever_types_slips_goes_back_to_the_rating_and_cancels_nothing(aino):
    process = group_of(*FOUR)
    goal_of(process)
    one = round_of(process)

    page = aino.get(f"/goals/rounds/{one.pk}/slips/").text

    assert "Takaisin arviointiin" in page
    assert "Jätä tekemättä" not in page
