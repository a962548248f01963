"""Whoever pays for themselves is not asked to give a summary to themselves."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import person, process_of
from tests.doors import enter
from tuokio.people.models import Organisation
from tuokio.supervision.models import Process
from tuokio.terms.words import OrganisationKind, ProcessState

pytestmark = pytest.mark.django_db
SUMMARY = "Yhteenveto tilaajalle"


@pytest.mark.parametrize("state", [ProcessState.RUNNING, ProcessState.FINAL_REVIEW])
def test_a_self_payers_page_does_not_lead_to_a_summary(client: Client, state: ProcessState) -> None:
    process = process_of(person("aino"))
    Process.objects.update(state=state)
    enter(client, person("aino"))
    page = reverse("desk:process", args=[process.pk])
    assert SUMMARY in client.get(page).text

    Organisation.objects.update(kind=OrganisationKind.SELF_PAYER)

    assert SUMMARY not in client.get(page).text


def test_the_address_of_the_summary_says_why_there_is_none(client: Client) -> None:
    process = process_of(person("aino"))
    Organisation.objects.update(kind=OrganisationKind.SELF_PAYER)
    enter(client, person("aino"))

    text = client.get(reverse("evaluation:summary", args=[process.pk])).text

    assert "yhteenvetoa ei ole kenelle antaa" in text
    assert "Kirjoita yhteenveto" not in text
