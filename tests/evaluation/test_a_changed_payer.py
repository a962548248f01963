"""When somebody else pays from now on, what was offered, agreed with and given to the one before stays theirs."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.agreement.agreement_cast import LATER, agreeing_process, in_force
from tests.agreement.offer_cast import kaarlo, mapped
from tests.agreement.offer_cast import sent as sent_offer
from tests.cast import commissioner, person
from tests.doors import enter_by_door
from tests.evaluation.summary_cast import PARTS
from tuokio.evaluation.usecases import summaries as acts
from tuokio.supervision.domain.deciding import Slips
from tuokio.supervision.models import Process

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses() -> tuple[Process, dict[str, str]]:
    process = agreeing_process()
    version = in_force(process)
    process.refresh_from_db()
    acts.draft_summary(process=process, parts=PARTS, by=person("aino"), at=LATER)
    acts.send_to_group(process=process, in_meeting=True, by=person("aino"), at=LATER)
    acts.count_slips(process=process, slips=Slips(3, 0, 0), by=person("aino"), at=LATER)
    summary = acts.give_summary(process=process, by=person("aino"), at=LATER)
    return process, {
        "agreement": f"/commissioner/agreements/{version.pk}/",
        "summary": f"/commissioner/summaries/{summary.pk}/",
        "paper": f"/commissioner/summaries/{summary.pk}/summary.pdf",
    }


def through_the_door(contact: object) -> Client:
    client = Client()
    enter_by_door(client, contact)
    return client


def test_the_next_payer_reads_nothing_of_what_the_one_before_got(addresses):
    process, there = addresses
    first = through_the_door(process.contact_person)
    assert {name: first.get(one).status_code for name, one in there.items()} == dict.fromkeys(there, 200)

    other = commissioner(process.practice, "Toinen tilaaja")
    process.payer, process.contact_person = other, other.contact_persons.get()
    process.save()
    second = through_the_door(process.contact_person)

    assert {name: second.get(one).status_code for name, one in there.items()} == dict.fromkeys(there, 404)
    page = second.get("/commissioner/").text
    assert "Päiväkoti Auringon tiimi" in page  # the process is theirs now
    assert [name for name, one in there.items() if one in page] == []
    assert {name: first.get(one).status_code for name, one in there.items()} == dict.fromkeys(there, 404)


def test_an_offer_is_read_by_the_one_it_was_made_to():
    process = mapped()
    offer = sent_offer(process)
    there = f"/commissioner/offers/{offer.pk}/"
    assert through_the_door(kaarlo(process)).get(there).status_code == 200

    other = commissioner(process.practice, "Toinen tilaaja")
    Process.objects.filter(pk=process.pk).update(payer=other, contact_person=other.contact_persons.get())

    second = through_the_door(other.contact_persons.get())
    assert second.get(there).status_code == 404
    assert there not in second.get("/commissioner/").text
