"""A crowd of made-up practices has rooms that are full, and as true as if people had filled them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tuokio.agreement.models import AgreementVersion, Offer
from tuokio.desk.demo.crowd import make_crowd
from tuokio.evaluation.domain.summaries import fingerprint
from tuokio.evaluation.models import Summary, Wave
from tuokio.evaluation.models.waves import WaveFigure
from tuokio.evaluation.usecases.waves import _figures
from tuokio.goals.models import Goal
from tuokio.people.models import Person
from tuokio.supervision.models import Member, Process
from tuokio.terms.agreement_words import PartyKind
from tuokio.terms.evaluation_words import WaveState
from tuokio.terms.words import ProcessState, Standing

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture(scope="module", autouse=True)
def crowd(django_db_setup: Any, django_db_blocker: Any) -> Iterator[int]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_crowd(300, 1, lambda _line: None)
        transaction.set_rollback(True)


def test_every_process_has_its_rooms_full():
    for process in Process.objects.all():
        assert process.offers.get().state == "accepted"
        version = process.agreements.get()
        assert version.state == "in_force"
        assert version.acceptances.count() == 2 + process.members.count()
        assert process.goals.count() in (2, 3)
        assert process.rating_rounds.get().is_closed
        assert [wave.point for wave in process.waves.order_by("meeting_number")] == ["t1", "t2", "t3"]
        assert process.summaries.count() == (process.state == ProcessState.CLOSED)


def test_no_row_points_to_nowhere():
    connection.check_constraints()


def test_an_agreement_is_the_one_that_was_accepted():
    for version in AgreementVersion.objects.all():
        assert version.is_whole
        assert {one.fingerprint for one in version.acceptances.all()} == {version.fingerprint}
        assert [str(goal.id) for goal in version.says.frame_goals] == [
            str(g.pk) for g in version.process.goals.all()
        ]
        assert version.says.party(PartyKind.PAYER).name == version.process.payer.name
        assert version.changes.last().to_state == version.state


def test_an_offer_came_to_where_it_stands_step_by_step():
    for offer in Offer.objects.all():
        states = [(one.from_state, one.to_state) for one in offer.changes.all()]
        assert states == [("", "draft"), ("draft", "sent"), ("sent", offer.state)]


def test_a_goal_has_its_levels_in_words_since_the_first_meeting():
    for goal in Goal.objects.all():
        first, second = goal.wordings.all()
        assert (first.scale, len(second.levels)) == ("", 5)
        assert first.at < second.at
        assert goal.in_rounds.get().wording == second


def test_waves_stand_everywhere_on_their_way():
    assert {wave.now_in for wave in Wave.objects.all()} == {
        WaveState.SCHEDULED,
        WaveState.OPEN,
        WaveState.REPORTED,
    }


def test_figures_are_what_the_rules_let_be_told_of_the_answers():
    kept = Wave.objects.closed().filter(sheets__isnull=False).distinct()
    assert kept
    for wave in kept:
        told = _figures(wave, list(wave.sheets.prefetch_related("answers")))
        assert [_row(one) for one in wave.figures.all()] == sorted(_row(one) for one in told)
        assert wave.sheets.count() == wave.slots


def _row(figure: WaveFigure) -> tuple[Any, ...]:
    return figure.code, figure.answered, figure.now, figure.then


def test_answers_of_long_ago_are_gone_and_say_so():
    for wave in Wave.objects.closed():
        assert wave.sheets.exists() is (wave.rows_gone_at is None)


def test_a_summary_was_given_as_the_group_read_it():
    assert Summary.objects.count() == Process.objects.filter(state=ProcessState.CLOSED).count() > 0
    for summary in Summary.objects.all():
        assert summary.fingerprint == fingerprint(summary.content)
        assert summary.content["process"] == summary.process.name
        assert bytes(summary.pdf).startswith(b"%PDF")
        assert summary.changes.last().to_state == summary.state == "discussed"


def test_the_paper_of_a_summary_names_no_group():
    assert len({summary.pdf_fingerprint for summary in Summary.objects.all()}) == 1


def test_everyone_finds_the_rooms(client: Client):
    running = Process.objects.filter(state=ProcessState.RUNNING).first()
    assert running is not None
    leader = Person.objects.get(roles__standing=Standing.OWNER)
    client.force_login(leader)
    shown = client.get(f"/processes/{running.pk}/")
    assert f"/processes/{running.pk}/agreement/" in shown.content.decode()
    member = Member.objects.filter(process__state=ProcessState.RUNNING).exclude(person=None).first()
    assert member is not None
    client.force_login(member.person)
    assert client.get("/home/").status_code == 200
