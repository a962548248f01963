"""The statements of our own (domain 5.5)."""

from __future__ import annotations

import pytest

from tuokio.evaluation.domain.statements import BY_CODE, STATEMENTS, WrongChoice, chosen, known
from tuokio.terms.evaluation_words import OutcomeFactor


def test_there_are_thirty_two_and_each_stands_in_three_languages():
    assert len(STATEMENTS) == 32
    assert len(BY_CODE) == 32
    for language in ("fi", "sv", "en"):
        words = [statement.words(language) for statement in STATEMENTS]
        assert len(set(words)) == 32
        assert all(text.endswith(".") for text in words)


def test_each_factor_has_one_core_statement():
    assert [s.factor for s in STATEMENTS if s.is_core] == list(OutcomeFactor)


def test_they_are_worded_as_the_bank_has_them():
    assert BY_CODE["B2a"].fi == "Minulle on selvää, mikä kuuluu tehtäviini ja mikä ei."
    assert BY_CODE["O6a"].sv == "Jag får stöd av min chef när jag behöver det."
    assert BY_CODE["B2c"].en == "I know who in the organisation decides on matters of my work."
    assert BY_CODE["O1c"].fi == "Ihmiset, joita palvelemme, saavat meiltä sen, mitä tarvitsevat."
    assert BY_CODE["O9b"].en == "The know-how of the different professions is put to use here."


def test_another_language_reads_finnish():
    assert BY_CODE["O3a"].words("de") == "Palaudun työstäni."


def test_three_to_six_are_chosen_in_the_order_of_the_bank_each_once():
    assert [s.code for s in chosen(["O3a", "B1a", "O3a", "B2b"])] == ["B1a", "B2b", "O3a"]
    assert len(chosen([s.code for s in STATEMENTS[:6]])) == 6


@pytest.mark.parametrize(
    "codes",
    [
        [],
        ["B1a", "B2a"],
        ["B1a", "B1a", "B1a"],
        [s.code for s in STATEMENTS[:7]],
        list(BY_CODE),
        ["B1a", "B2a", "X1a"],
    ],
)
def test_fewer_more_and_unknown_ones_are_refused(codes):
    with pytest.raises(WrongChoice):
        chosen(codes)


def test_what_was_stored_is_read_in_its_order():
    assert [s.code for s in known(["O3a", "B1a"])] == ["O3a", "B1a"]
