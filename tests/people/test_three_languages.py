"""The pages of this context in Finnish, Swedish and English."""

import re

import pytest

from tests.doors import enter
from tests.who_opens import the_world
from tests.who_opens.people import WHO_OPENS, ids
from tuokio.people.models import Person

pytestmark = pytest.mark.django_db

LOOKED_AT = [address for address, row in WHO_OPENS.items() if not hasattr(row, "post") and "olavi" in row]
HEADINGS = {"fi": "Omat tiedot", "sv": "Egna uppgifter", "en": "Own data"}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_speaks_the_readers_language(client, language):
    world = the_world()
    known = world.ids | ids(world)
    olavi = world.people["olavi"]
    Person.objects.filter(pk=olavi.pk).update(language=language)
    enter(client, olavi)
    wrong = {}
    for address in LOOKED_AT:
        answer = client.get(address.format(**known), headers={"accept-language": language})
        if answer.status_code == 302 or not answer.headers["content-type"].startswith("text/html"):
            continue
        said = re.search(r'<html lang="(\w+)"', answer.text)
        headings = len(re.findall(r"<h1\b", answer.text))
        if not said or (said[1], headings) != (language, 1):
            wrong[address] = (answer.status_code, said and said[1], headings)

    assert wrong == {}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_own_data_is_headed_in_the_readers_language(client, language):
    person = the_world().people["bertta"]
    Person.objects.filter(pk=person.pk).update(language=language)
    enter(client, person)

    assert f"<h1>{HEADINGS[language]}</h1>" in client.get("/me/").text
