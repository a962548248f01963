"""Guessed addresses open nothing, and a process that has ended answers every act in a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.agreement.agreement_cast import CONTENT
from tests.agreement.offer_cast import offered
from tests.bad_days.pages import Form, forms_of
from tests.cast import person, process_of
from tests.doors import enter
from tests.goals.goal_cast import MEETINGS as LIGHT
from tests.test_who_opens_what import CONTEXTS, addresses, rows_of
from tests.who_opens import the_world, visitors
from tuokio.agreement.domain.content import Price
from tuokio.agreement.models import Acceptance, AgreementVersion, Offer, OfferChange
from tuokio.agreement.usecases.drafting import draft_version
from tuokio.agreement.usecases.offers import send_offer, write_offer
from tuokio.agreement.usecases.sending import send_version
from tuokio.evaluation.models import EvaluationPlan, Summary, Wave
from tuokio.evaluation.usecases.summaries import Parts, draft_summary, send_to_group
from tuokio.evaluation.usecases.waves import choose_statements, open_wave
from tuokio.goals.models import Goal, GoalWording, RatingRound, RecordedLevel, SupervisorLevel
from tuokio.goals.usecases.goals import set_goal
from tuokio.goals.usecases.rounds import open_round
from tuokio.kit.clock import now, today
from tuokio.meetings.models import Attendance, Charge, Meeting, MeetingChange
from tuokio.meetings.usecases.charges import mark_not_invoiced
from tuokio.meetings.usecases.course import close_process, end_early
from tuokio.meetings.usecases.one_meeting import cancel_meeting, hold_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.supervision.models import Lead, Process, StateChange, Term
from tuokio.supervision.usecases import move_process
from tuokio.terms.goal_words import RoundPoint
from tuokio.terms.meeting_words import CancellationReason, CancelledBy
from tuokio.terms.summary_words import Recommendation
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
    all_that_a_process_can_have(process)
    process.refresh_from_db()
    end_early(process=process, reason=EndingReason.OTHER, by=aino, at=at)
    move_process(process=process, event=ProcessEvent.NO_FINAL_REVIEW, by=aino, at=at)
    close_process(process=process, by=aino, at=at)
    process.refresh_from_db()
    assert process.has_ended
    return process, [held, cancelled]


def all_that_a_process_can_have(process: Process) -> None:
    """An offer and an agreement that wait, a goal that is being rated, an open evaluation, a summary in the group."""
    aino, at = person("aino"), now()
    set_goal(process=process, words=LIGHT, by=aino, at=at)
    open_round(process=process, point=RoundPoint.MIDDLE, by=aino, at=at)
    choose_statements(process=process, codes=["B1a", "B2a", "O3a"], by=aino, at=at)
    open_wave(wave=process.waves.get(point="t1"), by=aino, at=at)
    content = replace(CONTENT, price=Price(cents=18_000))
    version = draft_version(process=process, content=content, by=aino, at=at)
    send_version(version=version, seen=version.fingerprint, by=aino, at=at)
    until = today() + timedelta(days=30)
    offer = write_offer(process=process, offered=offered(valid_until=until), by=aino, at=at)
    send_offer(offer=offer, contact=None, by=aino, at=at)
    parts = Parts(
        period_from=today() - timedelta(days=90), period_until=today(), recommendation=Recommendation.END
    )
    draft_summary(process=process, parts=parts, by=aino, at=at)
    send_to_group(process=process, in_meeting=True, by=aino, at=at)


def ids_of(process: Process) -> dict[str, str]:
    """One of each thing that the process has."""
    version = process.agreements.get()
    return {
        "process_id": str(process.pk),
        "member_id": str(process.members.all()[0].pk),
        "offer_id": str(process.offers.get().pk),
        "version_id": str(version.pk),
        "language": "fi",
        "goal_id": str(process.goals.all()[0].pk),
        "round_id": str(process.rating_rounds.get().pk),
        "wave_id": str(process.waves.get(point="t1").pk),
        "step": "who",
    }


def what_stands() -> list[object]:
    """All that an act on a process could have changed; answers are not acts of the one who supervises."""
    return [
        sorted(map(str, kind.objects.values_list()))
        for kind in (
            *(Process, StateChange, Term, Meeting, MeetingChange, Attendance, Charge, Lead),
            *(Offer, OfferChange, AgreementVersion, Acceptance, Goal, GoalWording, RatingRound),
            *(RecordedLevel, SupervisorLevel, EvaluationPlan, Wave, Summary),
        )
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
    ids = ids_of(process)
    wrong = []
    for meeting in meetings:
        for address in addresses():
            if not re.match(r"/(processes|meetings|waves|goals|goals/rounds)/\{\w+_id\}/", address):
                continue
            if "paper_id" in address or address.endswith("/commissioner/"):  # these show, they do nothing
                continue
            if meeting is not meetings[0] and not address.startswith("/meetings/"):
                continue
            if address.endswith("/paper/"):  # a signed agreement may arrive late
                continue
            if address == "/waves/{wave_id}/closing/":  # so that it forgets who answered
                continue
            if "/given/{out_id}/" in address:  # what was given can be asked back after the end too
                continue
            if set(re.findall(r"\{(\w+)\}", address)) - {*ids, "meeting_id"}:
                continue  # about a thing that this process never had, such as a newcomer
            path = address.format(**ids, meeting_id=str(meeting.pk))
            page = browser.get(path)
            forms = forms_of(page.text) if page.status_code == 200 and is_page(page) else []
            only_shows = page.status_code in {200, 302} and not forms  # there is nothing to send
            sendings = [(path, {**FILL, "everyone": "1"})]
            sendings += [(one.action or path, one.filled(**fitting(one))) for one in forms]
            for target, fields in sendings:
                if target == "/vault/enter/":  # leads to the notes, whose acts their own tests hold
                    continue
                answer = browser.post(target, fields)
                while answer.status_code == 302:
                    answer = browser.get(answer.headers["location"])
                if answer.status_code >= 500:
                    wrong.append(f"{target} answers {answer.status_code}")
                if (stands := what_stands()) != before:
                    wrong.append(f"{target} changed something")
                    before = stands
                elif (
                    answer.status_code in {200, 422}
                    and not only_shows
                    and not TOLD.search(unescape(answer.text))
                ):
                    wrong.append(f"{target} says nothing")
    assert wrong == [], "\n".join(wrong)


def is_page(answer: Any) -> bool:
    """Whether it is read in a browser's window, and not a file."""
    return not answer.streaming and "text/html" in answer.headers.get("content-type", "")


def fitting(form: Form) -> dict[str, str]:
    return {one.name: FILL[one.name] for one in form.typed if one.name in FILL}


TOLD = re.compile(r'role="alert"|role="status"|class="notice|class="error|päättynyt|voi sopia, kun')
