"""The server's rule of versions, in the few lines that frontend/vault/drafts/standing-in.ts repeats for its tests."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.cast import person, process_of
from tests.vault.asking import Asker

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def keeps():
    process_of(person("aino"))
    aino = Asker(person("aino"))
    aino.opens_an_account()
    space = aino.founds("journal").json()["spaces"][0]["id"]

    class Kept:
        note = str(uuid4())

        def keep(self, rev: int, text: str = "") -> str:
            answer = aino.keeps(space, text, document_id=self.note, rev=rev)
            return "kept" if answer.status_code == 200 else answer.json()["refused"]

        def fetch(self) -> str:
            answer = aino.asks("GET", f"documents/{self.note}")
            return answer.headers["X-Rev"] if answer.status_code == 200 else answer.json()["refused"]

        def erase(self, rev: int) -> str:
            answer = aino.asks("DELETE", f"documents/{self.note}?rev={rev}")
            return "erased" if answer.status_code == 200 else answer.json()["refused"]

    return Kept()


def test_a_version_follows_the_one_before_it_and_no_other(keeps):
    assert keeps.fetch() == "not-there"
    assert keeps.keep(2) == "overtaken"  # of nothing there is no second version
    assert [keeps.keep(1), keeps.keep(1), keeps.fetch()] == ["kept", "overtaken", "1"]
    assert [keeps.keep(3), keeps.keep(2), keeps.keep(2), keeps.fetch()] == [
        "overtaken",
        "kept",
        "overtaken",
        "2",
    ]


def test_what_is_erased_may_begin_anew(keeps):
    keeps.keep(1)
    assert [keeps.erase(2), keeps.erase(1), keeps.erase(1)] == ["overtaken", "erased", "not-there"]
    assert [keeps.keep(2), keeps.keep(1), keeps.fetch()] == ["overtaken", "kept", "1"]


def test_many_documents_come_in_one_answer_and_those_of_others_never():
    process_of(person("aino"))
    aino = Asker(person("aino"))
    aino.opens_an_account()
    space = aino.founds("journal").json()["spaces"][0]["id"]
    notes = [str(uuid4()) for _ in range(3)]
    for note in notes:
        aino.keeps(space, f"text {note}", document_id=note)
    outi = Asker(person("outi"))
    outi.opens_an_account()
    hers = outi.founds("journal").json()["spaces"][0]["id"]
    outi.keeps(hers, "hers", document_id=(other := str(uuid4())))
    wanted = {"documents": [{"id": one} for one in [*notes, other, str(uuid4())]]}

    found = aino.asks("POST", f"spaces/{space}/documents", wanted).json()["documents"]

    assert {(one["id"], one["rev"], one["epoch"]) for one in found} == {(note, 1, 1) for note in notes}
    assert outi.asks("POST", f"spaces/{space}/documents", wanted).json() == {"refused": "not-there"}
    many = {"documents": [{"id": str(uuid4())} for _ in range(101)]}
    assert aino.asks("POST", f"spaces/{space}/documents", many).json() == {"refused": "malformed"}
