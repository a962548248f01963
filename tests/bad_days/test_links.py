"""Guessed addresses open nothing, and a process that has ended answers every act in a sentence."""

from __future__ import annotations

import re
from datetime import time, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from tests.bad_days.pages import Form, forms_of
from tests.cast import person, process_of
from tests.doors import enter
from tests.test_who_opens_what import CONTEXTS, addresses, rows_of
from tests.who_opens import the_world, visitors
from tuokio.kit.clock import now, today
from tuokio.meetings.models import Attendance, Charge, Meeting, MeetingChange
from tuokio.meetings.usecases.charges import mark_not_invoiced
from tuokio.meetings.usecases.course import close_process, end_early
from tuokio.meetings.usecases.one_meeting import cancel_meeting, hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.supervision.models import Lead, Process, StateChange, Term
from tuokio.supervision.usecases import move_process
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.words import EndingReason, NotInvoicedReason, ProcessEvent

pytestmark = pytest.mark.django_db
ID = re.compile(r"\{(\w+_id)\}")


@pytest.mark.parametrize("who", ["nobody", "kaarlo", "bertta", "aino", "olavi", "outi"])
def test_a_guessed_id_opens_nothing(who: str) -> None:
    world = the_world()
    ids = dict(world.ids)
    for room in sorted(CONTEXTS):
        ids |= getattr(CONTEXTS[room], "ids", lambda world: {})(world)
    browser = visitors(world)[who]
    opened = []
    for room in sorted(CONTEXTS):
        for address, row in rows_of(room).items():
            last = ID.findall(address)[-1:]
            if not last or last[0] in {
                "passkey_id",
                "role_id",
            }:  # numbers, tried in the table of who opens what
                continue
            path = address.format(**(ids | row.ids | {last[0]: str(uuid4())}))
            answer = browser.get(path) if row.post is None else browser.post(path, row.post)
            led_away = answer.status_code == 302 and re.match(r"/(sign-in|door)/", answer.headers["location"])
            if answer.status_code not in {404, 405} and not led_away:
                opened.append(f"{path} answers {answer.status_code}")
    assert opened == []


def ended_process() -> tuple[Process, list[Meeting]]:
    """A process that has ended, with a held and a cancelled meeting, settled."""
    aino, at = person("aino"), now()
    process = process_of(aino)
    term = process.current_term
    assert term is not None
    first = today() - timedelta(days=28)
    rhythm = Rhythm(first_on=first, at_time=time(12), count=2, every_weeks=1, minutes=75)
    held, cancelled = plan_series(process=process, term=term, rhythm=rhythm, by=aino, at=at).meetings
    hold_meeting(meeting=held, present=[one.pk for one in process.members.all()], by=aino, at=at)
    cancel_meeting(
        meeting=cancelled,
        cancelled_by=CancelledBy.SUPERVISOR,
        reason=CancellationReason.SUPERVISOR_ABSENT,
        by=aino,
        at=at,
    )
    mark_not_invoiced(
        charges=[one.pk for one in process.charges.all()],
        reason=NotInvoicedReason.OTHER,
        word="",
        practice_id=process.practice_id,
        by=aino,
        at=at,
    )
    process.refresh_from_db()
    end_early(process=process, reason=EndingReason.OTHER, by=aino, at=at)
    move_process(process=process, event=ProcessEvent.NO_FINAL_REVIEW, by=aino, at=at)
    close_process(process=process, by=aino, at=at)
    process.refresh_from_db()
    assert process.has_ended
    return process, [held, cancelled]


def what_stands() -> list[object]:
    """All that an act on a process could have changed; answers are not acts of the one who supervises."""
    return [
        sorted(map(str, kind.objects.values_list()))
        for kind in (Process, StateChange, Term, Meeting, MeetingChange, Attendance, Charge, Lead)
    ]


FILL = {
    "on": "2026-12-01",
    "first_on": "2026-12-01",
    "from_on": "2026-12-01",
    "at_time": "12:00",
    "minutes": "75",
    "count": "3",
    "every_weeks": "2",
    "name": "Uusi nimi",
    "member_names": "Uusi",
    "price_cents": "160,00",
    "planned": "5",
    "interval_weeks": "2",
    "starts_on": "2026-12-01",
    "joined_on": "2026-12-01",
    "left_on": "2026-12-01",
}


def test_an_ended_process_answers_every_act_in_a_sentence() -> None:
    process, meetings = ended_process()
    browser = Client()
    enter(browser, person("aino"))
    before = what_stands()
    member = process.members.first()
    assert member is not None
    ids = {"process_id": str(process.pk), "member_id": str(member.pk)}
    wrong = []
    for meeting in meetings:
        for address in addresses():
            if not re.match(r"/(processes|meetings)/\{(process_id|meeting_id)\}/", address):
                continue
            if "paper_id" in address or address.endswith("/commissioner/"):  # these show, they do nothing
                continue
            if meeting is not meetings[0] and address.startswith("/processes/"):
                continue
            if address.endswith("/paper/"):  # a signed agreement may arrive late
                continue
            path = address.format(**ids, meeting_id=str(meeting.pk))
            page = browser.get(path)
            forms = forms_of(page.text) if page.status_code == 200 and not page.streaming else []
            sendings = [(path, {**FILL, "everyone": "1"})]
            sendings += [(one.action or path, one.filled(**fitting(one))) for one in forms]
            for target, fields in sendings:
                answer = browser.post(target, fields)
                while answer.status_code == 302:
                    answer = browser.get(answer.headers["location"])
                if answer.status_code >= 500:
                    wrong.append(f"{target} answers {answer.status_code}")
                if (stands := what_stands()) != before:
                    wrong.append(f"{target} changed something")
                    before = stands
                elif answer.status_code in {200, 422} and not TOLD.search(unescape(answer.text)):
                    wrong.append(f"{target} says nothing")
    assert wrong == []


def fitting(form: Form) -> dict[str, str]:
    return {one.name: FILL[one.name] for one in form.typed if one.name in FILL}


TOLD = re.compile(r'role="alert"|role="status"|class="notice|class="error|päättynyt|voi sopia, kun')
