"""A day on which one wishes to be told: one mail that something waits, at the pace of all asking, and never what."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import person, process_of
from tests.vault.asking import Asker
from tuokio.kit.clock import now, today
from tuokio.kit.models import Letter
from tuokio.people.models import Person
from tuokio.people.signals import account_closed, own_data_asked, persons_joined
from tuokio.supervision.asking import ask_members
from tuokio.terms.asking_words import AskKind
from tuokio.terms.words import WayIn
from tuokio.vault.models import SpaceMember
from tuokio.workroom.models import Reminder
from tuokio.workroom.usecases.reminding import MOST, remind_who_wished

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DAY = timedelta(days=1)


def night(days: int) -> datetime:
    """So many nights from now."""
    return now() + days * DAY


@pytest.fixture
def bertta() -> Asker:
    """Bertta is a member and has a journal."""
    process_of(person("aino"))
    found = Asker(person("bertta"))
    found.opens_an_account()
    assert found.founds("journal").status_code == 200
    return found


def wishes(asker: Asker, days: int, reminder_id: str = "") -> Any:
    on = (today() + days * DAY).isoformat()
    return asker.asks("PUT", f"reminders/{reminder_id or uuid4()}", {"on": on})


def told() -> list[str]:
    return list(Letter.objects.filter(kind="reminder").order_by("written_at").values_list("to", flat=True))


def test_one_is_told_on_the_day_and_once_however_often_the_night_runs(bertta):
    wishes(bertta, 3)
    assert remind_who_wished(night(2)) == 0
    assert [remind_who_wished(night(3)) for _time in range(3)] == [1, 0, 0]
    assert told() == ["bertta@example.org"]


def test_the_letter_names_nothing(bertta):
    wishes(bertta, 1)
    remind_who_wished(night(1))
    letter = Letter.objects.get(kind="reminder")
    said = (letter.subject + letter.text).lower()
    assert "odottaa" in said
    words = ("sovittu", "laatu", "tapaami", "muistu", "ryhmä", "auringon", "aino", "bertta")
    assert [one for one in words if one in said] == []


def test_what_is_known_is_an_id_a_person_and_a_day(bertta):
    assert {field.name for field in Reminder._meta.fields} == {"id", "person", "on", "mailed_on"}
    reminder_id = str(uuid4())
    shown = wishes(bertta, 2, reminder_id).json()
    assert shown == {"reminders": [{"id": reminder_id, "on": (today() + 2 * DAY).isoformat()}]}


def test_another_day_takes_the_place_and_clearing_takes_it_away(bertta):
    reminder_id = str(uuid4())
    wishes(bertta, 2, reminder_id)
    wishes(bertta, 9, reminder_id)
    assert remind_who_wished(night(2)) == 0
    assert bertta.asks("DELETE", f"reminders/{reminder_id}").json() == {"reminders": []}
    assert bertta.asks("DELETE", f"reminders/{reminder_id}").status_code == 200
    assert remind_who_wished(night(9)) == 0


def test_several_of_one_day_are_one_mail_and_the_next_waits_for_its_week(bertta):
    for days in (1, 1, 3, 12):
        wishes(bertta, days)
    assert [remind_who_wished(night(days)) for days in range(1, 13)] == [1, *[0] * 6, 1, *[0] * 4]
    assert remind_who_wished(night(15)) == 1
    moments = list(Letter.objects.order_by("written_at").values_list("written_at", flat=True))
    assert all(later - earlier >= 7 * DAY for earlier, later in pairwise(moments))


def test_it_keeps_the_pace_of_what_others_ask(bertta):
    member = process_of(person("aino"), name="Toinen ryhmä").members.get(person=person("bertta"))
    member.way_in = WayIn.MAIL
    member.save()
    wishes(bertta, 1)
    ask_members(members=[member], kind=AskKind.WAVE, about=uuid4(), minutes=3, at=now())
    assert [remind_who_wished(night(days)) for days in (1, 5, 7)] == [0, 0, 1]


@pytest.mark.parametrize("days", [0, -1, 801])
def test_only_a_day_to_come_and_not_too_far(bertta, days):
    assert wishes(bertta, days).json() == {"refused": "malformed"}


@pytest.mark.parametrize("on", ["", "tomorrow", "2026-13-01", None, 5])
def test_a_day_is_a_day(bertta, on):
    assert bertta.asks("PUT", f"reminders/{uuid4()}", {"on": on}).json() == {"refused": "malformed"}


def test_nobody_has_more_than_enough_and_nobody_takes_anothers(bertta):
    reminder_id = str(uuid4())
    wishes(bertta, 2, reminder_id)
    aino = Asker(person("aino"))
    aino.opens_an_account()
    aino.founds("journal")
    assert wishes(aino, 2, reminder_id).status_code == 404
    assert aino.asks("DELETE", f"reminders/{reminder_id}").json() == {"reminders": []}
    assert bertta.asks("GET", "reminders").json()["reminders"]
    Reminder.objects.bulk_create(
        Reminder(pk=uuid4(), person=person("bertta"), on=today() + DAY) for _one in range(MOST - 1)
    )
    assert wishes(bertta, 2).json() == {"refused": "too-many"}
    assert wishes(bertta, 5, reminder_id).status_code == 200  # the same one, on another day


def test_whoever_is_in_no_circle_any_more_is_left_alone(bertta):
    wishes(bertta, 1)
    SpaceMember.objects.update(left_at=now())
    assert wishes(bertta, 2).status_code == 404
    assert remind_who_wished(night(1)) == 0
    assert Reminder.objects.count() == 0


def test_without_an_address_nothing_leaves_and_nothing_waits(bertta):
    wishes(bertta, 1)
    Person.objects.filter(pk=person("bertta").pk).update(is_active=False)
    assert remind_who_wished(night(1)) == 0
    assert (told(), Reminder.objects.count()) == ([], 0)


def test_a_week_after_the_mail_nothing_is_left_of_it(bertta):
    wishes(bertta, 1)
    remind_who_wished(night(1))
    assert bertta.asks("GET", "reminders").json() == {"reminders": []}
    remind_who_wished(night(7))
    assert Reminder.objects.count() == 1
    remind_who_wished(night(8))
    assert Reminder.objects.count() == 0


def test_ones_own_data_tells_them_they_go_with_the_account_and_follow_a_person(bertta):
    wishes(bertta, 4)
    own = dict(one for _receiver, one in own_data_asked.send(Person, person=person("bertta")))
    assert own["reminders wished"] == [{"on": (today() + 4 * DAY).isoformat()}]
    persons_joined.send(Person, kept=person("henna"), gone=person("bertta"))
    assert Reminder.objects.get().person == person("henna")
    account_closed.send(Person, person=person("henna"), at=now())
    assert Reminder.objects.count() == 0
