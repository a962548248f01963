"""A public page does not outlive the people behind it."""

import pytest

from tests.cast import MORNING, person, shared_practice, solo_practice
from tuokio.mapping.models import PublicPage
from tuokio.people.models import Practice
from tuokio.people.usecases import close_account

pytestmark = pytest.mark.django_db


def page_of(practice: Practice) -> PublicPage:
    page, _new = PublicPage.objects.update_or_create(practice=practice, defaults={"published": True})
    return page


def test_the_page_of_one_who_worked_alone_goes_with_them():
    page = page_of(solo_practice())

    close_account(person=person("aino"), at=MORNING)

    page.refresh_from_db()
    assert page.published is False


def test_the_page_of_a_practice_with_others_stays():
    page = page_of(shared_practice())

    close_account(person=person("saara"), at=MORNING)

    page.refresh_from_db()
    assert page.published is True
