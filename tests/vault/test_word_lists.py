"""The word lists of the locked notes: whole, easy to tell apart, decent, and never changed."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from tools.make_word_lists import LENGTH, LETTERS, LISTS, LONGEST, SHORTEST, TELLING, Shelf, denial, heard

# Check words that were read in a meeting, and passphrases on paper, are words of these lists. A changed list would
# tell people that they see different things: make a new list under a new name instead (tools/make_word_lists.py).
AS_RELEASED = {
    "fi": "488faae231450d25984cf74362dbfd72cebed35c2df577425c08ccdeb4a6ae4e",
    "sv": "e1b789acfc49d6f574ad8b02b85465eb87797edb6d829ea35393f98f7f3f9bb5",
    "en": "f28d53059aaf98b7089808473c783de181dce9e7d2826825340feab92de8e1f5",
}
NEVER = {
    "fi": (
        "vittu",
        "perkele",
        "homostelu",
        "neekeri",
        "murhaaja",
        "itsemurha",
        "raiskaus",
        "syöpä",
        "krapula",
        "läski",
    ),
    "sv": (
        "fitta",
        "jävlar",
        "negerboll",
        "mördare",
        "självmord",
        "våldtäkt",
        "cancer",
        "bakfylla",
        "fetto",
        "zigenare",
    ),
    "en": (
        "fucking",
        "bastard",
        "niggard",
        "murderer",
        "suicide",
        "rapist",
        "cancer",
        "hangover",
        "fatso",
        "retarded",
    ),
}


@pytest.fixture(params=sorted(AS_RELEASED))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def content(language: str) -> str:
    return (LISTS / f"{language}.txt").read_text(encoding="utf-8")


def test_a_released_list_never_changes(language):
    assert hashlib.sha256(content(language).encode()).hexdigest() == AS_RELEASED[language]


def test_a_list_has_7776_words_in_order_none_twice(language):
    words = content(language).split("\n")[:-1]

    assert len(words) == LENGTH == 6**5
    assert words == sorted(set(words))
    assert content(language) == unicodedata.normalize("NFC", content(language))


def test_a_word_is_four_to_nine_letters_of_its_language(language):
    odd = [
        word
        for word in content(language).split()
        if not SHORTEST <= len(word) <= LONGEST or set(word) - set(LETTERS[language])
    ]

    assert odd == []


def test_no_word_could_be_taken_for_another(language):
    words = content(language).split()
    whole = set(words)

    assert [word for word in words if any(word[:end] in whole for end in range(1, len(word)))] == []
    assert len({word[:TELLING] for word in words}) == len(words)
    assert len({heard(word) for word in words}) == len(words)


def test_no_word_is_one_that_we_would_not_read_to_a_client(language):
    denied = denial(language)

    assert [word for word in content(language).split() if denied(word)] == []
    assert [word for word in NEVER[language] if not denied(word)] == []


def test_a_word_that_could_be_taken_for_another_is_left_out():
    shelf = Shelf()
    for word in ("tuuli", "tulli", "tuulikki", "kana", "kanala", "kannatin", "kannatus", "kala"):
        shelf.take(word)

    assert shelf.words == {"tuuli", "kana", "kannatin", "kala"}
