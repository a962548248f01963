"""Every address of the house, and everyone who might ask for it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import who_opens
from tests.who_opens import ALL, Row, addresses, as_it_was, the_world, visitors

FILES = (
    importlib.import_module(f"tests.who_opens.{found.name}")
    for found in pkgutil.iter_modules(who_opens.__path__)
)
# the locked notes' own host has a table of its own kind: test_who_opens_locked_notes.py
CONTEXTS: dict[str, ModuleType] = {
    file.__name__.rpartition(".")[2]: file for file in FILES if hasattr(file, "WHO_OPENS")
}


def rows_of(context: str) -> dict[str, Row]:
    table: dict[str, set[str] | Row] = CONTEXTS[context].WHO_OPENS
    return {address: row if isinstance(row, Row) else Row(row) for address, row in table.items()}


def test_every_address_stands_in_the_table():
    named = [address for context in CONTEXTS for address in rows_of(context)]
    house = set(addresses())

    assert sorted(house - set(named)) == [], "these addresses stand in no table"
    assert sorted(set(named) - house) == [], "these rows are about no address"
    assert len(named) == len(set(named)), "an address stands in two tables"


def test_the_table_speaks_of_people_we_know():
    spoken = {who for context in CONTEXTS for row in rows_of(context).values() for who in row.who}

    assert spoken <= ALL


def is_open(answer: HttpResponse) -> bool:
    """200, or a way further in; not a 404, not the sign-in page, not the page about a lost door."""
    if answer.status_code in {301, 302, 303}:
        return not re.match(r"/(sign-in|door)/", answer.headers["location"])
    return answer.status_code in {200, 409, 410, 422}


@pytest.mark.parametrize("context", sorted(CONTEXTS))
@pytest.mark.django_db(databases=["default", "keys"])
def test_who_opens_what(context):
    world = the_world()
    with_ids = getattr(CONTEXTS[context], "ids", lambda world: {})
    ids = world.ids | with_ids(world)
    browsers = visitors(world)
    wrong = {}
    cached = set()
    for address, row in rows_of(context).items():
        asked = address.format(**(ids | row.ids)) + row.query
        answers = {who: answer_to(browser, asked, row) for who, browser in browsers.items()}
        opened = {who for who, answer in answers.items() if is_open(answer)}
        if "nobody" not in opened and not all(stays_private(answers[who]) for who in opened):
            cached.add(address)
        if opened != set(row.who):
            wrong[address] = {
                "opens though it should not": sorted(opened - set(row.who)),
                "does not open though it should": sorted(set(row.who) - opened),
            }
    assert wrong == {}
    assert cached == set(), "a cache between might keep what a person sees there"


def stays_private(answer: HttpResponse) -> bool:
    """Whether no cache between the house and the person keeps it; a mere way further holds nothing."""
    if answer.status_code in {301, 302, 303}:
        return True
    said = answer.headers.get("Cache-Control", "")
    return "private" in said or "no-store" in said


def answer_to(browser: Client, asked: str, row: Row) -> HttpResponse:
    """Ask, and leave everything as it was."""
    cookies = browser.cookies.output()
    with as_it_was():
        answer = browser.get(asked) if row.post is None else browser.post(asked, row.post)
        if answer.status_code == 405:
            raise AssertionError(f"{asked} does not answer this method: give the row post={{…}}")
    browser.cookies.load(cookies)
    return answer
