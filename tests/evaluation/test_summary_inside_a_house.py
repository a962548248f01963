"""Inside a house nobody pays: what a group gives goes to the coordinator, who accepted the agreement that says so."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.test import Client

from tests.cast import MORNING, commissioner, person, process_of, shared_practice
from tests.doors import enter
from tests.evaluation.summary_cast import (
    LATER,
    PARTS,
    given,
    given_inside_the_house,
    group,
    in_group,
    inside_the_house,
    summary_of,
)
from tests.reading import words_of
from tuokio.evaluation.usecases import summaries as acts
from tuokio.kit.models import Letter
from tuokio.people.models import Unit
from tuokio.people.usecases import give_role
from tuokio.supervision.models import Process
from tuokio.terms.words import FormOfWork, Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def dora(client: Client) -> Client:
    enter(client, person("dora"))
    return client


def test_the_coordinator_reads_what_was_given_and_takes_it_along(dora):
    summary = given_inside_the_house(coordinator=person("dora"))
    address = f"/coordination/summaries/{summary.pk}/"

    assert f'href="{address}"' in dora.get("/coordination/").text
    assert "Osasto 4 · Ryhmätyönohjaus" in words_of(dora.get(address))
    paper = dora.get(f"{address}summary.pdf").content
    assert sha256(paper).hexdigest() == summary.pdf_fingerprint
    assert "Näkyy koordinaattorille" in words_of(dora.get("/coordination/"))  # not to others of the house
    assert "Näkyy koordinaattorille" in words_of(dora.get(address))
    assert "tilaajalle" not in words_of(dora.get(address))
    assert summary.pdf_fingerprint in dora.get(address).text


def test_she_is_told_that_something_waits_and_not_what(dora):
    given_inside_the_house(coordinator=person("dora"))

    letters = Letter.objects.filter(to="dora@example.org")
    assert [letter.kind for letter in letters] == ["something waits"]
    assert "hteenve" not in letters[0].text + letters[0].subject


def test_before_it_is_given_nothing_tells_her_that_it_exists(dora):
    process = inside_the_house(person("dora"))
    before = words_of(dora.get("/coordination/"))
    in_group(process, in_meeting=True)

    assert words_of(dora.get("/coordination/")) == before
    assert dora.get(f"/coordination/summaries/{summary_of(process).pk}/").status_code == 404


def test_asked_back_it_is_listed_no_more_and_says_so_at_its_address(dora):
    summary = given_inside_the_house(coordinator=person("dora"))
    acts.ask_back(process=summary.process, by=person("aino"), at=LATER)

    assert str(summary.pk) not in dora.get("/coordination/").text
    page = words_of(dora.get(f"/coordination/summaries/{summary.pk}/"))
    assert "Osasto 4 · Ryhmätyönohjaus" not in page
    assert "Se pyydettiin takaisin" in page
    assert dora.get(f"/coordination/summaries/{summary.pk}/summary.pdf").status_code == 404


def test_a_coordinator_of_a_practice_that_sells_reads_no_summary_of_its_customers(dora):
    shared_practice()
    give_role(
        practice=shared_practice(), person=person("aino"), standing=Standing.SUPERVISOR, by=None, at=MORNING
    )
    process = process_of(person("aino"), practice=shared_practice())
    in_group(process, in_meeting=True)
    acts.count_slips(process=process, slips=acts.Slips(3, 0, 0), by=person("aino"), at=LATER)
    acts.give_summary(process=process, by=person("aino"), at=LATER)

    assert dora.get(f"/coordination/summaries/{summary_of(process).pk}/").status_code == 404
    assert "Talolle annetut" not in dora.get("/coordination/").text


@pytest.mark.parametrize("who", ["olavi", "saara", "outi", "bertta"])
def test_nobody_else_of_the_house_reads_it(client, who):
    summary = given_inside_the_house(coordinator=person("dora"))
    enter(client, person(who))
    for tail in ("", "summary.pdf"):
        assert client.get(f"/coordination/summaries/{summary.pk}/{tail}").status_code == 404


def test_a_group_that_sells_to_nobody_and_belongs_to_no_house_gives_to_nobody():
    process = group()
    process.payer = None
    process.save()
    acts.draft_summary(process=process, parts=PARTS, by=person("aino"), at=MORNING)
    with pytest.raises(acts.NoCommissioner):
        acts.send_to_group(process=process, in_meeting=True, by=person("aino"), at=MORNING)


def test_a_unit_with_its_customer_stays_inside_the_house(dora):
    """A unit is noted with the customer it belongs to, and it is still the coordinator who accepted the agreement."""
    process = inside_the_house(person("dora"))
    process.payer = commissioner(process.practice)
    process.unit = Unit.objects.create(
        practice=process.practice, organisation=process.payer, name="Vuodeosasto 4"
    )
    process.save()
    in_group(process, in_meeting=True)
    acts.count_slips(process=process, slips=acts.Slips(3, 0, 0), by=person("aino"), at=LATER)
    address = f"/coordination/summaries/{summary_of(process).pk}/"
    assert dora.get(address).status_code == 404

    acts.give_summary(process=process, by=person("aino"), at=LATER)

    assert f'href="{address}"' in dora.get("/coordination/").text
    assert "Osasto 4 · Ryhmätyönohjaus" in words_of(dora.get(address))
    assert [letter.kind for letter in Letter.objects.filter(to="dora@example.org")] == ["something waits"]


def test_supervision_of_one_person_is_listed_by_its_form(dora):
    """As in the table below it: such a process is often called after the person in it."""
    summary = given_inside_the_house(coordinator=person("dora"))
    Process.objects.update(form=FormOfWork.INDIVIDUAL, name="K. L., osastonhoitaja")

    page = words_of(dora.get("/coordination/"))

    assert f"/coordination/summaries/{summary.pk}/" in dora.get("/coordination/").text
    assert "osastonhoitaja" not in page
    assert page.count("Yksilöohjaus") == 3  # in the list, on its link, and in the table


def test_a_given_summary_of_another_practice_is_not_at_the_coordinators_address(dora):
    given_inside_the_house(coordinator=person("dora"))
    process = group("Bertta S.", "Henna", "T. K.")
    assert dora.get(f"/coordination/summaries/{given(process).pk}/").status_code == 404
