"""Whatever is typed into whatever form: never a broken page, and what was typed is kept or told why not."""

from __future__ import annotations

import os
import random
import re
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client

from tests.bad_days.pages import Form, forms_of
from tests.test_who_opens_what import CONTEXTS, rows_of
from tests.who_opens import the_world, visitors
from tuokio.kit.fields import DayField

HOSTILE = {
    "20,000 letters": "Pitkä nimi " * 1819,
    "20,000 letters without a space": "ä" * 20_000,
    "emoji": "Tiimi 🧑🏽‍🤝‍🧑🏻 👩‍👩‍👧‍👦 🏳️‍🌈",
    "right to left": "\u202eשלום\u202c \u2066مرحبا\u2069",
    "NUL and other controls": "Auri\x00nko\x07\x1b[31m\x85",
    "HTML": "\"'><script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7|add:7 }}{% now %}${7*7}",
    "a formula": '=HYPERLINK("http://x.example";"Avaa")',
    "a table": "a;b\tc\r\n=1+1;@SUM(A1)\r\n",
    "only spaces": " \u00a0\u2003\u200b ",
    "half a surrogate": "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
    "a percent": "%s %(name)s %n 100 %",
    "huge number": "9" * 400,
    "odd number": "-1e309",
    "odd date": "31.2.2026",
    "far date": "9999-12-31",
    "first date": "0001-01-01",
}
PROOF = os.environ.get("PROOF") == "1"
RAW = re.compile(r"<script>alert|<img src=x")
SHOWS_AGAIN = {"/page/text/"}  # takes so long a text, and shows what it has understood before it keeps it


def addresses_with_forms(room: str) -> list[tuple[str, str]]:
    """The addresses of a context that one of these opens, with the first who does."""
    found = []
    for address, row in rows_of(room).items():
        who = next((one for one in ("aino", "olavi", "bertta", "nobody") if one in row.who), None)
        if who and row.post is None:
            found.append((address, who))
    return found


def sent(browser: Client, path: str, fields: dict[str, Any]) -> Any:
    """Send, and leave everything as it was."""
    cookies = browser.cookies.output()
    with transaction.atomic():
        answer = browser.post(path, fields)
        followed = browser.get(answer.headers["location"]) if answer.status_code in {302, 303} else answer
        transaction.set_rollback(True)
    browser.cookies.load(cookies)
    return answer, followed


def ways_to_fill(form: Form, chance: random.Random) -> list[dict[str, str]]:
    """One text in all fields, for each text in a proof; else a few times all texts dealt out to the fields."""
    if PROOF:
        return [{one.name: value for one in form.typed} for value in HOSTILE.values()]
    values = list(HOSTILE.values())
    chance.shuffle(values)
    fields = [one.name for one in form.typed]
    return [
        {name: values[(place * 4 + turn) % len(values)] for place, name in enumerate(fields)}
        for turn in range(4)
    ]


def trouble_with(browser: Client, path: str, form: Form, typed: dict[str, str]) -> str:
    """What is wrong with the answer to a form filled like this; empty when nothing is."""
    try:
        answer, followed = sent(browser, path, form.filled(**typed))
    except Exception as broken:
        return f"{type(broken).__name__}: {str(broken)[:160]}"
    if answer.status_code >= 500:
        return f"answers {answer.status_code}"
    for page in (answer, followed):
        if "text/html" in page.headers.get("content-type", "") and RAW.search(page.text):
            return "shows the HTML raw"
    return ""


@pytest.mark.parametrize("room", sorted(CONTEXTS))
@pytest.mark.django_db
def test_nothing_typed_breaks_a_page(room: str, chance: random.Random) -> None:
    world = the_world()
    ids = world.ids | getattr(CONTEXTS[room], "ids", lambda world: {})(world)
    browsers = visitors(world)
    wrong = []
    for address, who in addresses_with_forms(room):
        row = rows_of(room)[address]
        path = address.format(**(ids | row.ids))
        page = browsers[who].get(path + row.query)
        if page.status_code != 200 or "text/html" not in page.headers.get("content-type", ""):
            continue
        for number, form in enumerate(forms_of(page.text)):
            if not form.typed:
                continue
            for typed in ways_to_fill(form, chance):
                if found := trouble_with(browsers[who], form.action or path, form, typed):
                    short = {name: value[:30] for name, value in typed.items()}
                    wrong.append(f"{address} form {number}, {short}: {found}")
    assert wrong == []


@pytest.mark.parametrize("room", sorted(CONTEXTS))
@pytest.mark.django_db
def test_what_could_not_be_taken_is_told_and_still_stands_in_the_form(room: str) -> None:
    world = the_world()
    ids = world.ids | getattr(CONTEXTS[room], "ids", lambda world: {})(world)
    browsers = visitors(world)
    mark = "Tämä tässä jäi talteen"
    too_long = mark + " ja jatkuu" * 2000
    wrong = []
    for address, who in addresses_with_forms(room):
        row = rows_of(room)[address]
        path = address.format(**(ids | row.ids))
        page = browsers[who].get(path + row.query)
        if page.status_code != 200 or "text/html" not in page.headers.get("content-type", ""):
            continue
        for number, form in enumerate(forms_of(page.text)):
            if not form.words:
                continue
            fields = form.filled(**{one.name: too_long for one in form.words})
            answer, _followed = sent(browsers[who], form.action or path, fields)
            if answer.status_code not in {200, 422} or address in SHOWS_AGAIN:
                continue  # taken, or told in words on another page
            text = unescape(answer.text)
            if mark not in text:
                wrong.append(f"{address} form {number}: what was typed is gone")
            elif 'role="alert"' not in text and "error" not in text:
                wrong.append(f"{address} form {number}: nothing is said")
    assert wrong == []


def test_a_day_far_from_any_calendar_is_told_and_not_counted_with() -> None:
    for typed in ("1.1.0001", "31.12.9999"):
        with pytest.raises(ValidationError):
            DayField().clean(typed)
