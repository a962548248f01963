"""The locked notes' own host: every address and method it answers, and everyone who might ask."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from tests.vault.asking import Asker
from tests.who_opens import addresses, as_it_was, the_world
from tests.who_opens.vault_host import EVERYBODY, VAULT_HOST, WITHOUT_A_WORD, Ask, askers, furnish
from tuokio.config.vault_host import ADDRESSES, HEADERS

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
AN_ID = "00000000-0000-4000-8000-000000000000"


class AnyId(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return AN_ID


def answered_there() -> set[str]:
    return set(addresses(get_resolver(ADDRESSES)))


@pytest.mark.django_db(databases=["default", "keys"])
def test_who_is_answered_at_the_locked_notes_host():
    world = the_world()
    found = askers(world)
    ids = furnish(world, found)
    assert set(found) == EVERYBODY

    wrong = {}
    for number, row in enumerate(VAULT_HOST):
        answers = {who: answer_to(asker, row, ids) for who, asker in found.items()}
        wrong |= {
            (number, row.method, row.address, who): answer.status_code
            for who, answer in answers.items()
            if not as_the_table_says(answer.status_code, row, who)
        }
        assert all(is_told_apart(answer, row) for answer in answers.values()), row
    assert wrong == {}


def as_the_table_says(status: int, row: Ask, who: str) -> bool:
    """In: 200, or a refusal that speaks of what was sent; out: 401 without a word that still works, else 404."""
    if who in row.who:
        return status in {200, 409, 413, 422}
    without = who in WITHOUT_A_WORD or row.address.startswith(
        "/api/guest"
    )  # a sign-in is no word at that door
    return status == (401 if without else 404)


def is_told_apart(answer: HttpResponse, row: Ask) -> bool:
    """Under the host's own headers, with no cookie; and of what is somebody's no cache keeps anything."""
    kept = answer.headers.get("Cache-Control", "")
    return (
        all(answer.headers[name] == value for name, value in HEADERS.items())
        and not answer.cookies
        and (kept == "no-store" or row.who == EVERYBODY)
    )


def answer_to(asker: Asker, row: Ask, ids: dict[str, str]) -> HttpResponse:
    """Ask, and leave everything as it was."""
    own = {name: ids.get(other, other) for name, other in row.ids.items()}
    known = ids | own
    with as_it_was():
        return asker.sends(
            row.method,
            (row.address + row.query).format(**known),
            said=filled(row.said, known),
            body=row.body,
        )


def filled(said: Any, ids: dict[str, str]) -> Any:
    """What is sent, with the names in it looked up."""
    if isinstance(said, dict):
        return {key: filled(value, ids) for key, value in said.items()}
    if isinstance(said, list):
        return [filled(value, ids) for value in said]
    return said.format(**ids) if isinstance(said, str) else said


def test_every_address_of_that_host_stands_in_the_table():
    named = {row.address for row in VAULT_HOST}

    assert sorted(answered_there() - named) == [], "these addresses stand in no row"
    assert sorted(named - answered_there()) == [], "these rows are about no address"


@pytest.mark.django_db(databases=["default", "keys"])
def test_every_method_that_an_address_answers_stands_in_the_table():
    world = the_world()
    found = askers(world)
    ids = AnyId(furnish(world, found))
    named = {(row.method, row.address) for row in VAULT_HOST}
    unnamed = [(m, address) for address in answered_there() for m in METHODS if (m, address) not in named]

    with as_it_was():
        answers = {
            (method, address): found["aino"].sends(method, address.format_map(ids)).status_code
            for method, address in unnamed
        }

    assert {asked: status for asked, status in answers.items() if status not in {403, 405}} == {}


@pytest.mark.django_db(databases=["default", "keys"])
def test_neither_host_answers_the_addresses_of_the_other():
    house, notes = set(addresses()), answered_there()
    there = {"host": settings.VAULT_DOMAIN}
    at_notes = {
        one: Client().get(one.format_map(AnyId()), headers=there).status_code for one in house - notes
    }
    at_house = {one: Client().get(one.format_map(AnyId())).status_code for one in notes - house}

    assert {one for one, status in at_notes.items() if status != 404} == set()
    assert {one for one, status in at_house.items() if status != 404} == set()
    assert notes & house == {"/"}
