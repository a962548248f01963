"""M08: numbers without people, shown to the supervisor as the lowest, once and for all of them."""

from __future__ import annotations

import pytest
from django.db import models

from tests.cast import person
from tests.mapping.conversation_cast import TEAM, browser_of, mapped_process, tell, voice_links
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.kit.models import OnceToken
from tuokio.mapping.conversing import (
    TooFewVoices,
    VoicesKnown,
    ask_voices_anew,
    close_voices,
    enter_voices,
    lowest_voice,
)
from tuokio.mapping.models import MappingConversation, SafetyAnswer, SafetyLink

pytestmark = pytest.mark.django_db


def own_answers(process) -> str:
    return f"/processes/{process.pk}/mapping/own-answers/"


def conversation() -> MappingConversation:
    return MappingConversation.objects.get()


def enter(process, *values: int) -> None:
    enter_voices(process=process, values=values, by=person("aino"), at=now())


def close(process) -> None:
    close_voices(process=process, by=person("aino"), at=now())


def test_an_answer_is_a_number_and_nothing_else():
    columns = {field.name for field in SafetyAnswer._meta.concrete_fields}
    link = {field.name: field for field in SafetyLink._meta.concrete_fields}

    assert columns == {"id", "conversation", "value"}
    assert set(link) == {"id", "conversation", "fingerprint", "expires_at", "spent", "is_only"}
    assert isinstance(link["spent"], models.BooleanField)


def test_answering_leaves_no_other_trace(client):
    process = mapped_process()
    one, _two = voice_links(process, 2)
    acts, tokens, changed = Entry.objects.count(), OnceToken.objects.count(), conversation().changed_at

    client.post(one, {"value": "3", "once": "abcdefghijklmnop1234"})

    assert SafetyAnswer.objects.count() == 1
    assert (Entry.objects.count(), OnceToken.objects.count()) == (acts, tokens)
    assert conversation().changed_at == changed
    assert not client.session.items()


def test_the_lowest_is_shown_when_the_answers_are_closed_and_not_before(client):
    process, aino = mapped_process(), browser_of("aino")
    tell(process, TEAM)
    for link, value in zip(voice_links(process, 3), ("4", "2", "5"), strict=True):
        client.post(link, {"value": value})

    before = aino.get(own_answers(process)).text
    aino.post(own_answers(process), {"act": "close"})
    after = aino.get(own_answers(process)).text

    assert "3 vastausta" in before
    assert "Matalin vastaus:" not in before
    assert 'Matalin vastaus: <strong class="num">2</strong>' in after
    assert lowest_voice(conversation()) == 2


def test_one_answer_is_not_shown_when_several_take_part(client):
    process, aino = mapped_process(), browser_of("aino")
    tell(process, TEAM)
    enter(process, 1)

    page = aino.get(own_answers(process)).text
    refused = aino.post(own_answers(process), {"act": "close"})

    assert 'value="close"' not in page
    assert "Ainakin kahden on vastattava" in refused.text
    with pytest.raises(TooFewVoices):
        close(process)
    assert lowest_voice(conversation()) is None


def test_one_who_takes_part_alone_is_told_that_the_number_is_seen(client):
    process = mapped_process()
    tell(process, {"attending": 1, "concerned": 1})
    link = voice_links(process, 1)[0]

    told = client.get(link).text
    client.post(link, {"value": "2"})
    close(process)

    assert "Ohjaaja näkee numerosi" in told
    assert lowest_voice(conversation()) == 2


def test_what_was_promised_when_answering_holds_when_others_fall_away(client):
    process = mapped_process()
    tell(process, TEAM)
    link = voice_links(process, 3)[0]

    told = client.get(link).text
    client.post(link, {"value": "1"})
    tell(process, {"attending": 1, "concerned": 1})

    assert "ennen kuin ainakin kaksi on vastannut" in told
    with pytest.raises(TooFewVoices):
        close(process)
    assert 'value="close"' not in browser_of("aino").get(own_answers(process)).text


def test_no_answer_tells_by_what_it_changed():
    process = mapped_process()
    tell(process, TEAM)
    enter(process, 4, 5)
    close(process)

    with pytest.raises(VoicesKnown):
        enter(process, 1)
    assert not SafetyLink.objects.exists()
    assert lowest_voice(conversation()) == 4


def test_asking_anew_lets_the_answers_go_first():
    process = mapped_process()
    tell(process, TEAM)
    enter(process, 4, 5)
    close(process)

    ask_voices_anew(process=process, by=person("aino"), at=now())

    assert not SafetyAnswer.objects.exists()
    assert lowest_voice(conversation()) is None


def test_paper_slips_are_entered_as_how_many_bear_each_number():
    process, aino = mapped_process(), browser_of("aino")

    empty = aino.post(own_answers(process), {"act": "paper"})
    wrong = aino.post(own_answers(process), {"act": "paper", "count_2": "-1", "count_4": "3"})
    aino.post(own_answers(process), {"act": "paper", "count_2": "1", "count_4": "3"})

    assert "monessa lapussa" in empty.text
    assert 'value="3"' in wrong.text
    assert sorted(SafetyAnswer.objects.values_list("value", flat=True)) == [2, 4, 4, 4]


def test_slips_with_links_are_shown_once_and_as_many_as_asked(client):
    process, aino = mapped_process(), browser_of("aino")
    sent = {"act": "links", "count": "4", "once": "abcdefghijklmnop1234"}

    shown = aino.post(own_answers(process), sent)
    again = aino.post(own_answers(process), sent)

    assert shown.text.count("<svg") == 4
    assert again.headers["location"] == own_answers(process)
    assert SafetyLink.objects.count() == 4


def test_papers_sent_twice_are_entered_once():
    process, aino = mapped_process(), browser_of("aino")
    sent = {"act": "paper", "count_3": "2", "once": "abcdefghijklmnop1234"}

    aino.post(own_answers(process), sent)
    aino.post(own_answers(process), sent)

    assert SafetyAnswer.objects.count() == 2
