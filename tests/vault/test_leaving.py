"""Taking one's notes along: which files are told, and to whom; and that somebody did."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.cast import person
from tests.vault.asking import Asker
from tuokio.audit.models import Entry
from tuokio.vault.usecases.files import PART

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def with_a_journal(name: str) -> tuple[Asker, str]:
    asker, space = Asker(person(name)), str(uuid4())
    assert asker.opens_an_account().status_code == 200
    assert asker.founds("journal", None, space_id=space).status_code == 200
    return asker, space


def test_files_that_came_whole_are_told_with_their_parts_and_others_are_not():
    aino, space = with_a_journal("aino")
    whole, half = str(uuid4()), str(uuid4())
    for file in (whole, half):
        coming = {"space": space, "epoch": 1, "size": PART + 5}
        assert aino.asks("PUT", f"files/{file}", coming).status_code == 200
        assert aino.asks("PUT", f"files/{file}/0", body=bytes(PART)).status_code == 200
    assert aino.asks("PUT", f"files/{whole}/1", body=bytes(5)).status_code == 200

    told = aino.asks("GET", f"spaces/{space}/files").json()

    assert told == {"files": [{"id": whole, "epoch": 1, "parts": 2}]}


def test_an_outsider_is_told_of_no_files():
    _aino, space = with_a_journal("aino")
    bertta, _own = with_a_journal("bertta")

    answer = bertta.asks("GET", f"spaces/{space}/files")

    assert (answer.status_code, answer.json()) == (404, {"refused": "not-there"})


def test_of_an_export_the_fact_is_kept_and_nothing_else():
    aino, _space = with_a_journal("aino")
    before = Entry.objects.count()

    assert aino.asks("POST", "exports", {"titles": ["Yövuoro"]}).status_code == 200

    (entry,) = Entry.objects.order_by("-pk")[: Entry.objects.count() - before]
    assert (entry.act, entry.by_id, entry.detail) == ("notes exported", aino.person.pk, {})


def test_who_has_no_locked_notes_has_taken_none_along():
    answer = Asker(person("aino")).asks("POST", "exports", {})

    assert (answer.status_code, answer.json()) == (404, {"refused": "not-there"})
