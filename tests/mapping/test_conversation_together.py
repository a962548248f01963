"""The supervisor asks together: screen by screen, everything optional, nothing lost on the way back."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import person, process_of, shared_practice
from tests.mapping.conversation_cast import TEAM, browser_of, mapped_process, tell
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.mapping.domain.kept_answers import NotKept
from tuokio.mapping.models import MappingConversation
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import move_process
from tuokio.terms.conversation_words import SaidBy
from tuokio.terms.words import ProcessEvent, ReferralReason

pytestmark = pytest.mark.django_db


def at(process: Process, rest: str = "") -> str:
    return f"/processes/{process.pk}/mapping/{rest}"


def kept(process: Process) -> MappingConversation:
    return MappingConversation.objects.get(process=process)


def test_looking_begins_nothing():
    process = mapped_process()

    page = browser_of("aino").get(at(process))

    assert page.status_code == 200
    assert "kysytty 0/22" in page.text
    assert not MappingConversation.objects.exists()


def test_a_screen_keeps_what_was_said_and_goes_on_to_the_next():
    process, aino = mapped_process(), browser_of("aino")

    answer = aino.post(
        at(process, "steps/who/"),
        {"concerned": "7", "attending": "6", "payer": "employer", "max_sessions": "12", "go": "next"},
    )

    assert answer.headers["location"] == at(process, "steps/first/")
    assert kept(process).answers == {"concerned": 7, "attending": 6, "payer": "employer", "max_sessions": 12}
    assert set(kept(process).said.values()) == {SaidBy.TOGETHER}


def test_back_and_stop_keep_it_too():
    process, aino = mapped_process(), browser_of("aino")

    back = aino.post(at(process, "steps/first/"), {"dispute": "none", "go": "back"})
    stop = aino.post(at(process, "steps/matter/"), {"theme_1": "change", "go": "stop"})

    assert back.headers["location"] == at(process, "steps/who/")
    assert stop.headers["location"] == at(process)
    assert kept(process).answers == {"dispute": "none", "themes": ["change"]}


def test_what_was_kept_stands_on_the_screen_again():
    process, aino = mapped_process(), browser_of("aino")
    tell(process, TEAM)

    matter = aino.get(at(process, "steps/matter/")).text
    hopes = aino.get(at(process, "steps/hopes/")).text

    assert '<option value="client_cases" selected>' in matter
    assert "Työnjako on selvä" in hopes


def test_an_answer_is_taken_back_by_leaving_it_open():
    process, aino = mapped_process(), browser_of("aino")
    tell(process, TEAM)

    aino.post(at(process, "steps/together/"), {"manager_part": "", "same_people": "no", "go": "next"})

    answers = kept(process).answers
    assert "manager_part" not in answers
    assert "same_work" not in answers
    assert answers["same_people"] == "no"
    assert answers["themes"] == TEAM["themes"]


def test_what_was_only_talked_about_is_a_tick():
    process, aino = mapped_process(), browser_of("aino")

    aino.post(at(process, "steps/first/"), {"M02_tick": "on", "M02": "Kaksi lähti", "go": "next"})
    aino.post(at(process, "steps/supervisor/"), {"M19_tick": "on", "go": "next"})

    conversation = kept(process)
    assert conversation.talked_about == ["M02", "M19"]
    assert conversation.answers == {}


def test_two_tabs_each_keep_their_own_screen():
    process = mapped_process()
    one, other = browser_of("aino"), browser_of("aino")
    one.get(at(process, "steps/who/"))
    other.get(at(process, "steps/matter/"))

    one.post(at(process, "steps/who/"), {"attending": "4", "go": "stop"})
    other.post(at(process, "steps/matter/"), {"sharers": "team", "go": "stop"})

    assert kept(process).answers == {"attending": 4, "sharers": "team"}


def test_a_screen_sent_twice_is_kept_once():
    process, aino = mapped_process(), browser_of("aino")
    sent = {"attending": "4", "go": "next", "once": "abcdefghijklmnop1234"}

    first = aino.post(at(process, "steps/who/"), sent)
    tell(process, {"attending": 5, "concerned": 5})
    second = aino.post(at(process, "steps/who/"), sent)

    assert first.headers["location"] == second.headers["location"]
    assert kept(process).answers["attending"] == 5


def test_wrong_input_is_told_and_kept_on_the_screen():
    process, aino = mapped_process(), browser_of("aino")

    numbers = aino.post(at(process, "steps/who/"), {"concerned": "3", "attending": "9", "payer": "self"})
    themes = aino.post(at(process, "steps/matter/"), {"theme_1": "change", "theme_2": "change"})

    assert "Tarkista luvut" in numbers.text
    assert 'value="9"' in numbers.text
    assert "Valitse kukin teema vain kerran" in themes.text
    assert not MappingConversation.objects.exists()


def test_answers_from_the_talk_sheet_are_marked_so():
    process, aino = mapped_process(), browser_of("aino")

    aino.post(at(process, "steps/who/"), {"attending": "4", "from_paper": "1", "go": "next"})

    assert kept(process).said == {"attending": SaidBy.PAPER}


def test_needs_are_words_of_a_closed_list():
    process, aino = mapped_process(), browser_of("aino")

    aino.post(at(process, "steps/needs/"), {"needs": ["step_free", "interpreter"], "go": "stop"})
    refused = aino.post(at(process, "steps/needs/"), {"needs": ["diagnosis"], "go": "stop"})

    assert [one.need for one in kept(process).needs.all()] == ["interpreter", "step_free"]
    assert refused.status_code == 200
    assert "tulkki" in aino.get(at(process)).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"health": "yes"},
        {"dispute": "harassment"},
        {"M02": "Kaksi lähti"},
        {"voice": 1},
        {"private": 6},
        {"private": True},
        {"goals": ["x" * 121]},
        {"goals": ["1", "2", "3", "4"]},
        {"themes": ["change", "change"]},
        {"ties": "Serkku"},
        {"weekdays": [7]},
    ],
)
def test_nothing_outside_the_closed_list_can_be_kept(wrong):
    conversation = tell(mapped_process(), TEAM)
    conversation.answers |= wrong

    with pytest.raises(NotKept):
        conversation.save()

    assert kept(conversation.process).answers == TEAM


def test_a_tick_or_a_way_outside_the_closed_list_cannot_be_kept():
    conversation = tell(mapped_process(), TEAM)

    conversation.talked_about = ["M12"]
    with pytest.raises(NotKept):
        conversation.save()
    conversation.refresh_from_db()
    conversation.said["health"] = "alone"
    with pytest.raises(NotKept):
        conversation.save()


def test_health_shows_its_word_on_that_screen_and_is_nowhere_after():
    process, aino = mapped_process(), browser_of("aino")
    tell(process, TEAM)
    before = everything_of(process)

    yes = aino.post(at(process, "steps/health/"), {"health": "yes"})
    unsure = aino.post(at(process, "steps/health/"), {"health": "unsure"})
    no = aino.post(at(process, "steps/health/"), {"health": "no"})

    assert yes.status_code == unsure.status_code == no.status_code == 200
    assert "Työterveyshuolto" in yes.text
    assert "Työterveyshuolto" in unsure.text
    assert "Työterveyshuolto" not in no.text
    assert everything_of(process) == before
    assert "health" not in str(dict(aino.session))


def everything_of(process: Process) -> tuple[object, ...]:
    conversation = kept(process)
    return (
        conversation.answers,
        conversation.said,
        conversation.talked_about,
        conversation.changed_at,
        Entry.objects.count(),
        process.recommendations.count(),
    )


def test_harassment_is_kept_as_to_be_seen_to_elsewhere_and_ends_the_questions():
    process, aino = mapped_process(), browser_of("aino")
    tell(process, TEAM)

    answer = aino.post(at(process, "steps/first/"), {"dispute": "referred", "go": "next"})
    page = aino.get(f"/processes/{process.pk}/recommendation/")
    later = aino.get(at(process, "steps/matter/"))

    assert answer.headers["location"] == f"/processes/{process.pk}/recommendation/"
    assert kept(process).answers["dispute"] == "referred"
    assert "työsuojelu" in page.text
    assert f"/processes/{process.pk}/referral/" in page.text
    assert "Kirjaa suositus" not in page.text
    assert later.status_code == 404


def test_a_mapping_that_is_over_takes_no_answers_and_can_still_be_read():
    process, aino = mapped_process(), browser_of("aino")
    tell(process, TEAM)
    move_process(
        process=process,
        event=ProcessEvent.REFER,
        by=person("aino"),
        at=now(),
        reason=ReferralReason.MEDIATION,
    )

    screen = aino.post(at(process, "steps/who/"), {"attending": "2", "go": "next"})
    page = aino.get(at(process))

    assert screen.status_code == 404
    assert page.status_code == 200
    assert "Vaikeat tilanteet puhutaan läpi" in page.text
    assert kept(process).answers["attending"] == 6


def test_nobody_else_opens_it():
    process = mapped_process()
    shared_practice()
    for who in ("olavi", "saara", "bertta", "outi"):
        assert browser_of(who).get(at(process)).status_code == 404
    assert Client().get(at(process)).status_code == 302


def test_audit_tells_that_it_began_and_nothing_of_what_was_said():
    process = mapped_process()
    tell(process, TEAM)

    acts = Entry.objects.filter(about_id=str(process.pk), act__startswith="mapping")

    assert [(one.act, one.detail) for one in acts] == [("mapping begun", {})]


def test_a_running_process_shows_no_way_to_begin():
    process = process_of(person("aino"))

    page = browser_of("aino").get(at(process))

    assert "steps/" not in page.text
