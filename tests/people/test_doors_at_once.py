"""The doors when many try at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.cast import person
from tests.doors import code_in_mail, wrong_for
from tuokio.kit.clock import now
from tuokio.kit.limits import allow
from tuokio.kit.models import Limit
from tuokio.people import doors
from tuokio.people.models import MailCode, Person
from tuokio.people.usecases import person_with

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[], object], times: int = 8) -> list[str]:
    """What each of them got: ok, or the name of its refusal."""

    def one(_number: int) -> str:
        try:
            act()
        except Exception as refusal:
            return type(refusal).__name__
        else:
            return "ok"
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as together:
        return sorted(together.map(one, range(times)))


def test_a_slip_opens_once_though_eight_type_it():
    code = doors.make_slip(person=person("bertta"), by=person("aino"), at=now())

    assert at_once(lambda: doors.use_slip(typed=code, at=now())) == ["SlipRefused"] * 7 + ["ok"]


def test_a_mailed_code_opens_once_though_eight_type_it():
    person("bertta")
    sent = doors.send_sign_in_code(email="bertta@example.org", language="fi", at=now())
    code = code_in_mail("bertta@example.org")

    got = at_once(
        lambda: doors.take_code(code_id=sent.pk, purpose=MailCode.Purpose.SIGN_IN, typed=code, at=now()), 5
    )

    assert got.count("ok") == 1


def test_five_wrong_tries_stay_five_though_twelve_come_together():
    person("bertta")
    sent = doors.send_sign_in_code(email="bertta@example.org", language="fi", at=now())
    wrong = wrong_for(code_in_mail("bertta@example.org"))

    got = at_once(
        lambda: doors.take_code(code_id=sent.pk, purpose=MailCode.Purpose.SIGN_IN, typed=wrong, at=now()), 12
    )

    assert "ok" not in got
    assert MailCode.objects.get().tries == 5


def test_a_start_link_opens_once_though_eight_click_it():
    token = doors.make_start_link(person=person("aino"), at=now()).rstrip("/").rsplit("/", 1)[1]

    assert at_once(lambda: doors.use_start_link(token=token, at=now())) == ["LinkSpent"] * 7 + ["ok"]


def test_an_address_entered_eight_times_at_once_is_one_person():
    assert at_once(lambda: person_with(email="uusi@example.org", language="fi")) == ["ok"] * 8
    assert Person.objects.count() == 1


def test_tries_are_counted_exactly():
    assert at_once(lambda: allow("a", limit=100, seconds=60), 12) == ["ok"] * 12
    assert Limit.objects.get().value == "12"
