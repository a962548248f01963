"""Who answers for what is written in a circle: the practice or its supervisor as chosen, of a journal the writer."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.cast import person, process_of, shared_practice
from tests.doors import enter
from tests.vault.asking import Asker
from tuokio.audit.models import ChainLink
from tuokio.people.models import Practice
from tuokio.retention.notices import controller_of, privacy_notice

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_practice_chooses_and_every_circle_names_it_while_a_journal_is_ones_own(client):
    practice = shared_practice()
    process = process_of(person("saara"), practice=practice)
    saara, bertta = Asker(person("saara")), Asker(person("bertta"))
    saara.opens_an_account(), bertta.opens_an_account()
    own, journal = str(uuid4()), str(uuid4())
    saara.founds("own", process.pk, space_id=own)
    bertta.founds("journal", process.pk, space_id=journal)
    assert saara.asks("GET", f"spaces/{own}").json()["controller"] == "Vire"

    enter(client, person("olavi"))
    asked = {"name": "Vire", "kind": "practice", "language": "fi", "controller": "supervisor"}
    client.post(f"/practice/{practice.pk}/", asked)

    assert saara.asks("GET", f"spaces/{own}").json()["controller"] == "Saara Niemi"
    assert bertta.asks("GET", f"spaces/{journal}").json()["controller"] == "Bertta Salo"
    process.practice.refresh_from_db()
    assert controller_of(process).endswith("Saara Niemi")
    assert "varje handledare" in str(privacy_notice(process.practice, language="sv").sections[0])
    assert ChainLink.objects.filter(act="controller chosen").count() == 1


def test_what_is_not_said_stays_as_it_was(client):
    practice = shared_practice()
    Practice.objects.update(controller="supervisor")
    enter(client, person("olavi"))
    client.post(f"/practice/{practice.pk}/", {"name": "Vire Oy", "kind": "practice", "language": "fi"})
    practice.refresh_from_db()
    assert (practice.name, practice.controller) == ("Vire Oy", "supervisor")
    assert not ChainLink.objects.filter(act="controller chosen").exists()
