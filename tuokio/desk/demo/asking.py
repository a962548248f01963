"""Enquiries from the public page of a demo practice: one waits, one has been taken and answered alone on a phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from tuokio.kit import clock
from tuokio.kit.when import local
from tuokio.mapping.answering_alone import finish_alone, keep_alone, make_link
from tuokio.mapping.conversing import Told
from tuokio.mapping.domain.asking import Wish
from tuokio.mapping.domain.questions import QUESTIONS
from tuokio.mapping.enquiring import Asked, receive_enquiry, take_enquiry
from tuokio.mapping.models import Enquiry
from tuokio.mapping.usecases import page_of
from tuokio.people.models import Person, Practice
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import Frame, fill_in

WAITING = Asked(
    name="Marja Sorsala",
    reply_to="marja.sorsala@example.org",
    wish=Wish.GROUP,
    words="Meitä on kuusi lähiesihenkilöä eri yksiköistä. Toivomme yhteistä aikaa esihenkilötyölle. Milloin voisit soittaa?",
    language="fi",
)
TAKEN = Asked(
    name="Pirkko Niittynen",
    reply_to="pirkko.niittynen@example.org",
    wish=Wish.GROUP,
    words="Päivätiimissä on vaihtunut väkeä ja työnjako hakee muotoaan. Tapaamisen voi pitää vuoron jälkeen.",
    language="fi",
)
ANSWERED_ALONE: dict[str, Any] = {
    "concerned": 14, "attending": 7, "payer": "employer", "budget": "unit", "dispute": "none", "shock": "none",
    "decision_awaited": False, "wanted": "yes", "initiative": "team", "themes": ["roles_tasks", "team_cooperation"],
    "sharers": "team", "private": 2, "same_work": True, "same_team": True, "same_org": True, "manager_part": "no",
    "same_people": "mostly", "max_minutes": 120, "interval_weeks": 4, "weekdays": [1, 2], "shift_work": True,
    "place": "theirs", "goals": ["Työnjako on kaikille selvä", "Uudet pääsevät nopeasti mukaan"],
}  # fmt: skip


def ask_from_page(practice: Practice) -> Enquiry:
    """An enquiry that nobody has answered yet."""
    at = clock.now() - timedelta(hours=20)
    return receive_enquiry(page=page_of(practice), asked=WAITING, stamp="demo-waiting", at=at)


def enquired(practice: Practice, leader: Person, frame: Frame) -> Process:
    """A process that began with an enquiry and is being mapped."""
    at = clock.now() - timedelta(days=6)
    enquiry = receive_enquiry(page=page_of(practice), asked=TAKEN, stamp="demo-taken", at=at)
    process = take_enquiry(enquiry=enquiry, by=leader, at=at + timedelta(hours=3))
    return fill_in(
        process=process, frame=frame, joined_on=local(at).date(), by=leader, at=at + timedelta(hours=4)
    )


def answer_alone(process: Process, leader: Person) -> None:
    """The link was sent, and the questions were answered by it one after the other."""
    at = clock.now() - timedelta(days=2)
    address = make_link(process=process, by=leader, at=at)
    token = urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]
    for minute, question in enumerate(QUESTIONS):
        given = {key: ANSWERED_ALONE[key] for key in question.keys if key in ANSWERED_ALONE}
        if given:
            told = Told(questions=[question.id], answers=given)
            keep_alone(token=token, told=told, at=at + timedelta(hours=5, minutes=minute))
    finish_alone(token=token, at=at + timedelta(hours=6))
