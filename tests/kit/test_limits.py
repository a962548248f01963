"""How often something may be tried."""

from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test.utils import override_settings

from tuokio.kit.clock import now
from tuokio.kit.limits import address_of, allow, forget, is_spent
from tuokio.kit.models import Limit

pytestmark = pytest.mark.django_db


def test_so_many_tries_and_no_more():
    assert [allow("door:1.2.3.4", limit=3, seconds=60) for _ in range(5)] == [True, True, True, False, False]


def test_each_key_counts_by_itself():
    allow("a", limit=1, seconds=60)

    assert allow("b", limit=1, seconds=60)


def test_the_counting_begins_anew_when_its_time_is_over():
    for _ in range(4):
        allow("a", limit=3, seconds=60)
    Limit.objects.update(expires=now() - timedelta(seconds=1))

    assert (is_spent("a", limit=3), allow("a", limit=3, seconds=60)) == (False, True)


def test_a_success_begins_it_anew_too():
    for _ in range(3):
        allow("a", limit=3, seconds=60)
    forget("a")

    assert allow("a", limit=3, seconds=60)


def test_looking_counts_nothing():
    for _ in range(9):
        assert not is_spent("a", limit=1)


def test_no_address_stands_in_the_table():
    allow("sign-in:bertta@example.org", limit=3, seconds=60)

    assert "bertta" not in str(Limit.objects.values().get())


def test_what_is_long_over_is_forgotten():
    allow("a", limit=3, seconds=60)
    Limit.objects.update(expires=now() - timedelta(days=2))

    allow("b", limit=3, seconds=60)

    assert Limit.objects.count() == 1


def request_from(forwarded: str) -> HttpRequest:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
    return request


def test_nobody_chooses_their_own_address_by_a_header():
    assert address_of(request_from("6.6.6.6")) == "127.0.0.1"


@override_settings(BEHIND_PROXY=True)
def test_behind_the_proxy_its_own_word_is_the_last():
    assert address_of(request_from("6.6.6.6, 10.1.2.3")) == "10.1.2.3"
