"""Attachments: sent in parts, whole or not at all, and to whoever is in the circle."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import person, process_of
from tests.vault.asking import HEAD, Asker
from tuokio.kit.clock import now
from tuokio.vault.models import SealedFile, SealedPart, Space
from tuokio.vault.usecases.files import MOST_PARTS, PART, sweep_unfinished

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def aino() -> Asker:
    process_of(person("aino"))
    found = Asker(person("aino"))
    found.opens_an_account()
    return found


@pytest.fixture
def space(aino) -> str:
    return aino.founds("journal").json()["spaces"][0]["id"]


def whole(size: int) -> bytes:
    return HEAD + bytes(number % 251 for number in range(size - len(HEAD)))


def parts_of(content: bytes) -> list[bytes]:
    return [content[start : start + PART] for start in range(0, len(content), PART)]


def sends(asker: Asker, space: str, file: str, number: int, of: int, content: bytes, epoch: int = 1):
    return asker.asks("PUT", f"files/{file}/{number}?space={space}&epoch={epoch}&of={of}", body=content)


def fetched(asker: Asker, file: str, of: int) -> bytes:
    return b"".join(asker.asks("GET", f"files/{file}/{number}").content for number in range(of))


def test_an_attachment_arrives_in_any_order_and_is_given_once_it_is_whole(aino, space):
    content, file = whole(2 * PART + 77), str(uuid4())
    parts = parts_of(content)
    for number in (2, 0):
        assert sends(aino, space, file, number, 3, parts[number]).status_code == 200
    assert aino.asks("GET", f"files/{file}").json() == {"parts": [0, 2]}
    assert aino.asks("GET", f"files/{file}/0").json() == {"refused": "not-there"}

    assert sends(aino, space, file, 1, 3, parts[1]).status_code == 200
    assert fetched(aino, file, 3) == content


def test_a_part_that_is_sent_again_changes_nothing(aino, space):
    file = str(uuid4())
    content = whole(100)
    assert sends(aino, space, file, 0, 1, content).status_code == 200
    assert sends(aino, space, file, 0, 1, whole(300)).status_code == 200
    assert fetched(aino, file, 1) == content


def test_an_outsider_neither_sends_nor_sees_nor_erases(aino, space):
    file = str(uuid4())
    sends(aino, space, file, 0, 1, whole(100))
    outi = Asker(person("outi"))
    outi.opens_an_account()
    hers = outi.founds("journal").json()["spaces"][0]["id"]
    for answer in (
        sends(outi, space, str(uuid4()), 0, 1, whole(100)),
        outi.asks("GET", f"files/{file}"),
        outi.asks("GET", f"files/{file}/0"),
        outi.asks("DELETE", f"files/{file}"),
    ):
        assert (answer.status_code, answer.json()) == (404, {"refused": "not-there"})
    assert sends(outi, hers, file, 0, 1, whole(100)).json() == {"refused": "overtaken"}
    assert fetched(aino, file, 1) == whole(100)


@pytest.mark.parametrize(
    ("number", "of", "content", "code"),
    [
        (0, 1, b"", "malformed"),
        (0, 1, b"plain text", "malformed"),
        (1, 1, whole(100), "malformed"),
        (0, 2, whole(100), "malformed"),  # only the last may be short
        (0, 1, whole(PART + 1), "too-large"),
        (0, MOST_PARTS + 1, whole(PART), "too-large"),
    ],
)
def test_what_is_no_part_of_an_attachment_is_refused(aino, space, number, of, content, code):
    assert sends(aino, space, str(uuid4()), number, of, content).json() == {"refused": code}
    assert SealedFile.objects.count() == 0


def test_nothing_is_kept_under_a_key_that_is_to_be_turned(aino, space):
    assert sends(aino, space, str(uuid4()), 0, 1, whole(100), epoch=2).json() == {"refused": "turn-due"}
    Space.objects.update(turn_due=True)
    assert sends(aino, space, str(uuid4()), 0, 1, whole(100)).json() == {"refused": "turn-due"}
    assert SealedPart.objects.count() == 0


def test_an_attachment_of_other_length_does_not_take_the_place_of_one(aino, space):
    file = str(uuid4())
    sends(aino, space, file, 0, 2, whole(PART))
    assert sends(aino, space, file, 0, 1, whole(100)).json() == {"refused": "overtaken"}


def test_an_erased_attachment_leaves_no_part(aino, space):
    file = str(uuid4())
    sends(aino, space, file, 0, 1, whole(100))
    assert aino.asks("DELETE", f"files/{file}").status_code == 200
    assert SealedPart.objects.count() == 0
    assert aino.asks("DELETE", f"files/{file}").json() == {"refused": "not-there"}


def test_sendings_that_were_given_up_are_swept_after_two_days(aino, space):
    given_up, finished = str(uuid4()), str(uuid4())
    sends(aino, space, given_up, 0, 2, whole(PART))
    sends(aino, space, finished, 0, 1, whole(100))
    sweep_unfinished(at=now() + timedelta(days=1))
    assert SealedFile.objects.count() == 2
    sweep_unfinished(at=now() + timedelta(days=3))
    assert [str(one.pk) for one in SealedFile.objects.all()] == [finished]


def test_many_documents_come_in_one_answer_and_those_of_others_never(aino, space):
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
