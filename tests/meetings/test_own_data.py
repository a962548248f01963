"""What a member takes along of their meetings."""

from datetime import timedelta

import pytest

from tests.cast import MORNING, person, process_of
from tuokio.meetings.models import Attendance, Meeting, Substitute
from tuokio.people.usecases import close_account, own_data

pytestmark = pytest.mark.django_db


def test_a_member_takes_along_their_own_presences_and_nobody_elses():
    process = process_of(person("aino"))
    term = process.current_term
    assert term is not None
    meeting = Meeting.objects.create(
        practice=process.practice,
        process=process,
        term=term,
        supervisor=person("aino"),
        starts_at=MORNING - timedelta(days=7),
        minutes=75,
        made_at=MORNING,
    )
    for member in process.members.all():
        Attendance.objects.create(meeting=meeting, member=member, present=True, on_paper=True)

    assert own_data(person("bertta"))["attendance"] == [
        {
            "process": process.name,
            "starts_at": "2026-11-17T07:00:00+00:00",
            "minutes": 75,
            "answer": "",
            "present": True,
            "on_paper": True,
        }
    ]


def test_whoever_closes_their_account_stands_in_for_nobody():
    process = process_of(person("aino"))
    Substitute.objects.create(
        practice=process.practice, supervisor=person("aino"), person=person("sari"), since=MORNING.date()
    )

    close_account(person=person("sari"), at=MORNING)

    assert Substitute.objects.filter(ended_on=None).count() == 0
