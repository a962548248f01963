"""Two worlds that differ in M08 only look the same to everyone but the supervisor of the process."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import person
from tests.doors import enter, enter_by_door
from tests.mapping.conversation_cast import path_of_link
from tests.who_opens import World, the_world
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.mapping.answering_alone import answer_safety, make_link, make_safety_links
from tuokio.mapping.conversing import Told, close_voices, keep_answers
from tuokio.mapping.explaining import RecommendationShown
from tuokio.mapping.keeping import let_mapping_answers_go
from tuokio.mapping.models import MappingConversation, RecordedRecommendation
from tuokio.mapping.recommended import recommended_for
from tuokio.mapping.recording import advice_of, as_proposed, record_recommendation, reopen_mapping
from tuokio.supervision.models import Process
from tuokio.terms.conversation_words import SaidBy
from tuokio.terms.words import Audience, FormOfWork, ProcessState

pytestmark = pytest.mark.django_db

# M08 alone decides here: without it a group leads by a little, with its lowest answers one person alone does
ON_THE_EDGE: dict[str, Any] = {
    "attending": 5,
    "concerned": 5,
    "payer": "employer",
    "dispute": "none",
    "themes": ["own_role"],
    "sharers": "team",
    "private": 2,
    "same_work": True,
    "goals": ["Työnjako on selvä"],
}
VOICES = [(5, 5, 5), (1, 1, 1), (2, 4, 5), (1, 5, 5)]
QUESTIONS = ["M05", "M22", "M10", "M03", "M04", "M09", "M06", "M17"]
EVERYONE_ELSE = ("nobody", "kaarlo", "bertta", "veera", "dora", "olavi", "saara", "pekka", "sari", "outi")
ALTERS = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+"|name="once" value="[^"]+"|x-csrftoken": "[^"]+"|nonce-[\w-]+|nonce="[^"]*"'
)
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def the_mapping(world: World) -> Process:
    """Aino's process in mapping, answered by the one who enquired on their own phone."""
    Process.objects.filter(pk=world.process.pk).update(state=ProcessState.MAPPING)
    process = Process.objects.get(pk=world.process.pk)
    told = Told(questions=QUESTIONS, answers=ON_THE_EDGE)
    keep_answers(process=process, told=told, said_by=SaidBy.ALONE, by=None, at=AT)
    return process


AT = now()


def speak(process: Process, voices: tuple[int, ...]) -> None:
    addresses = make_safety_links(process=process, count=len(voices), by=person("aino"), at=AT)
    for address, value in zip(addresses, voices, strict=True):
        token = path_of_link(address).strip("/").rsplit("/", 1)[1]
        answer_safety(token=token, value=value, at=AT)
    close_voices(process=process, by=person("aino"), at=AT)


def browsers(world: World) -> dict[str, Client]:
    found = {who: Client() for who in EVERYONE_ELSE}
    enter_by_door(found["kaarlo"], world.contact)
    for who in EVERYONE_ELSE[2:]:
        enter(found[who], world.people[who])
    return found


def pages_to_try(process: Process) -> list[str]:
    """The addresses at which something of a process or of its mapping could show."""
    mapping = f"/processes/{process.pk}/mapping/"
    return [
        "/",
        "/processes/",
        f"/processes/{process.pk}/",
        mapping,
        f"{mapping}steps/together/",
        f"{mapping}own-answers/",
        f"/processes/{process.pk}/recommendation/",
        reverse("desk:commissioner"),
        "/own/",
        "/own-answer/",
    ]


def plain(text: str) -> str:
    """A page without what alters with every showing, ids numbered by their first appearance."""
    numbers: dict[str, str] = {}
    text = ALTERS.sub("", text)
    return ID.sub(lambda found: numbers.setdefault(found[0], f"id{len(numbers)}"), text)


def seen_by_others(world: World, process: Process, link: str) -> dict[str, str]:
    """Everything that anyone but the supervisor of the process gets to see, byte by byte."""
    seen = {}
    for who, browser in browsers(world).items():
        for address in pages_to_try(process):
            answer = browser.get(address)
            seen[f"{who} {address}"] = f"{answer.status_code} {plain(answer.text)}"
    if link:
        phone = Client()
        for rest in ("", "end/", *(f"questions/{one.lower()}/" for one in (*QUESTIONS, "M08", "M25", "M12"))):
            answer = phone.get(link + rest)
            seen[f"phone {rest}"] = f"{answer.status_code} {plain(answer.text)}"
    seen["audit"] = json.dumps(
        [[one.act, one.about_kind, one.detail] for one in Entry.objects.order_by("pk")], sort_keys=True
    )
    seen["letters"] = json.dumps([[one.kind, one.to, one.subject] for one in Letter.objects.order_by("to")])
    seen["prefill"] = repr(recommended_for(process))
    return seen


def shown_outside(process: Process) -> Iterator[str]:
    """The recommendation as it would be shown to others, before and after it is recorded."""
    advice = advice_of(MappingConversation.objects.get(process=process))
    answers, proposal = advice.voiced_answers or advice.answers, advice.voiced or advice.proposal
    chosen = RecordedRecommendation.objects.filter(process=process).first()
    for audience in (Audience.GROUP, Audience.COMMISSIONER, Audience.PRACTICE):
        yield repr(
            RecommendationShown.of(
                answers, proposal, assumed=answers.assumed, audience=audience, chosen=chosen
            )
        )


def in_a_world(world: World, process: Process, voices: tuple[int, ...]) -> list[dict[str, str]]:
    """What others see while it is open, once recorded, and after the answers have been let go; then undone."""
    seen = []
    with transaction.atomic():
        speak(process, voices)
        link = path_of_link(make_link(process=process, by=person("aino"), at=AT))
        seen.append(renamed(seen_by_others(world, process, link), link))
        advice = advice_of(MappingConversation.objects.get(process=process))
        assert advice.proposal.form is not None
        chosen = as_proposed(advice, advice.proposal.form)
        record_recommendation(process=process, chosen=chosen, seen="", by=person("aino"), at=AT)
        seen.append(seen_by_others(world, process, ""))
        seen[-1] |= {f"shown {n}": text for n, text in enumerate(shown_outside(process))}
        reopen_mapping(process=process, by=person("aino"), at=AT)
        seen.append(seen_by_others(world, process, ""))
        let_mapping_answers_go([MappingConversation.objects.get(process=process)], AT)
        seen.append(seen_by_others(world, process, ""))
        seen[-1]["kept"] = repr(
            list(RecordedRecommendation.objects.values("result", "answers", "voice", "form"))
        )
        transaction.set_rollback(True)
    return seen


def renamed(seen: dict[str, str], link: str) -> dict[str, str]:
    token = link.strip("/").rsplit("/", 1)[1]
    return {name: text.replace(token, "token") for name, text in seen.items()}


def test_the_worlds_do_differ_for_the_supervisor():
    """There is something that could leak: M08 alone changes the form that the rules lead to."""
    world = the_world()
    process = the_mapping(world)
    aino = Client()
    enter(aino, world.people["aino"])
    forms, pages = [], []
    for voices in ((5, 5, 5), (1, 1, 1)):
        with transaction.atomic():
            speak(process, voices)
            advice = advice_of(MappingConversation.objects.get(process=process))
            assert advice.voiced is not None
            forms.append(advice.voiced.form)
            pages.append(plain(aino.get(f"/processes/{process.pk}/recommendation/").text))
            transaction.set_rollback(True)

    assert forms == [FormOfWork.GROUP, FormOfWork.INDIVIDUAL]
    assert pages[0] != pages[1]


def test_nobody_else_can_tell_the_worlds_apart():
    world = the_world()
    process = the_mapping(world)

    first, *others = [in_a_world(world, process, voices) for voices in VOICES]

    for other in others:
        for moment, (mine, theirs) in enumerate(zip(first, other, strict=True)):
            assert {name for name in mine if mine[name] != theirs.get(name)} == set(), moment
            assert set(mine) == set(theirs)


def test_the_phone_of_the_one_who_enquired_names_neither_m08_nor_its_rule():
    world = the_world()
    process = the_mapping(world)
    speak(process, (1, 2, 5))
    link = path_of_link(make_link(process=process, by=person("aino"), at=AT))
    phone = Client()

    for rest in ("", "end/", "questions/m03/"):
        text = phone.get(link + rest).text
        for word in ("turvallista", "M08", "R4", "matalin"):
            assert word not in text
    assert phone.get(f"{link}questions/m08/").status_code == 404


def test_a_former_a_substitute_and_a_coordinator_do_not_open_what_tells_it():
    world = the_world()
    process = the_mapping(world)
    speak(process, (1, 2, 5))

    for who in ("pekka", "sari", "dora", "olavi", "saara", "bertta"):
        browser = Client()
        enter(browser, world.people[who])
        for rest in ("mapping/", "mapping/own-answers/", "mapping/steps/together/", "recommendation/"):
            assert browser.get(f"/processes/{process.pk}/{rest}").status_code == 404
