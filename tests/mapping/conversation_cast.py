"""A mapping conversation for tests: Aino's process in mapping, and answers by the way the pages take them."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from tests.cast import person, process_of
from tests.doors import enter
from tuokio.kit.clock import now
from tuokio.mapping.answering_alone import make_link, make_safety_links
from tuokio.mapping.conversing import Told, keep_answers
from tuokio.mapping.domain.questions import QUESTIONS
from tuokio.mapping.models import MappingConversation
from tuokio.supervision.models import Process
from tuokio.terms.conversation_words import SaidBy
from tuokio.terms.words import ProcessEvent

# a team of six with clients' situations and its strain: the group form leads clearly
TEAM: dict[str, Any] = {
    "concerned": 7,
    "attending": 6,
    "payer": "employer",
    "max_sessions": 20,
    "dispute": "none",
    "shock": "none",
    "decision_awaited": False,
    "wanted": "yes",
    "themes": ["client_cases", "emotional_load"],
    "sharers": "team",
    "private": 2,
    "same_work": True,
    "same_team": True,
    "same_org": True,
    "manager_part": "no",
    "same_people": "yes",
    "max_minutes": 120,
    "goals": ["Vaikeat tilanteet puhutaan läpi", "Työnjako on selvä"],
}


def mapped_process(**fields: Any) -> Process:
    """A process of Aino's that is in mapping."""
    return process_of(person("aino"), event=ProcessEvent.OPEN_PROCESS, **fields)


def tell(process: Process, answers: dict[str, Any], said_by: SaidBy = SaidBy.TOGETHER) -> MappingConversation:
    """Give these answers, each to its question."""
    questions = [one.id for one in QUESTIONS if set(one.keys) & set(answers)]
    told = Told(questions=questions, answers=answers)
    return keep_answers(process=process, told=told, said_by=said_by, by=person("aino"), at=now())


def browser_of(who: str) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    enter(client, person(who))
    return client


def path_of_link(address: str) -> str:
    """The path in a whole address, without the language."""
    found = re.fullmatch(r"https?://[^/]+(/[^?]+)\?lang=\w\w", address)
    assert found, address
    return found.group(1)


def phone_link(process: Process) -> str:
    """The path of a new link to answer alone."""
    return path_of_link(make_link(process=process, by=person("aino"), at=now()))


def voice_links(process: Process, count: int) -> list[str]:
    """Paths of new links to M08."""
    made = make_safety_links(process=process, count=count, by=person("aino"), at=now())
    return [path_of_link(address) for address in made]
