"""A form sent twice does its work once."""

import pytest
from django.db import transaction

from tests.cast import MORNING
from tuokio.kit import once


@pytest.mark.django_db
def test_the_second_sending_of_a_form_leads_to_the_first_result() -> None:
    token = once.new_token()
    with transaction.atomic():
        once.settle(once.claim(token, person_id=None, at=MORNING), "/processes/1/")

    with pytest.raises(once.AlreadySubmitted) as second, transaction.atomic():
        once.claim(token, person_id=None, at=MORNING)

    assert second.value.result == "/processes/1/"


@pytest.mark.django_db
def test_a_form_whose_act_failed_can_be_sent_again() -> None:
    token = once.new_token()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        once.claim(token, person_id=None, at=MORNING)
        raise ZeroDivisionError

    assert once.claim(token, person_id=None, at=MORNING) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "a b" * 10, "å" * 30, "x" * 65])
def test_a_token_of_another_shape_is_no_token(token: str) -> None:
    assert once.claim(token, person_id=None, at=MORNING) is None
