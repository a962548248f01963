"""Naming a form of work, in three languages."""

import pytest

from tuokio.mapping.domain.form_words import mentions_in
from tuokio.terms.words import FormOfWork

INDIVIDUAL, PAIR = FormOfWork.INDIVIDUAL, FormOfWork.PAIR
GROUP, COMMUNITY = FormOfWork.GROUP, FormOfWork.WORK_COMMUNITY


def sure_forms(text):
    return [mention.form for mention in mentions_in(text) if mention.sure]


def all_forms(text):
    return [mention.form for mention in mentions_in(text)]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Yksilöohjaus", [INDIVIDUAL]),
        ("YKSILÖTYÖNOHJAUS", [INDIVIDUAL]),
        ("yksilötyönohjauksessa", [INDIVIDUAL]),
        ("Henkilökohtainen työnohjaus", [INDIVIDUAL]),
        ("Parityönohjaus", [PAIR]),
        ("Työparin työnohjaus", [PAIR]),
        ("Ryhmätyönohjaus", [GROUP]),
        ("Tiimien työnohjaus", [GROUP]),
        ("Työyhteisötyönohjaus", [COMMUNITY]),
        ("Koko työyhteisön työnohjaus", [COMMUNITY]),
        ("Yksilö-, pari- ja ryhmätyönohjaus", [INDIVIDUAL, PAIR, GROUP]),
        ("yksilön, parin tai ryhmän työnohjaus", [INDIVIDUAL, PAIR, GROUP]),
        ("Individuell handledning", [INDIVIDUAL]),
        ("Parhandledning", [PAIR]),
        ("Handledning för arbetspar eller team", [PAIR, GROUP]),
        ("Grupphandledning", [GROUP]),
        ("Handledning för hela arbetsgemenskapen", [COMMUNITY]),
        ("Individual supervision", [INDIVIDUAL]),
        ("One-to-one supervision", [INDIVIDUAL]),
        ("Pair supervision", [PAIR]),
        ("Supervision for teams and groups", [GROUP, GROUP]),
        ("Work community supervision", [COMMUNITY]),
    ],
)
def test_what_speaks_of_supervision_is_sure(text, forms):
    assert sure_forms(text) == forms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Työpari", [PAIR]),
        ("Arbetspar", [PAIR]),
        ("Pararbete", [PAIR]),
        ("Meidän tiimi", [GROUP]),
        ("Ryhmän työnohjaus yksilön tueksi", [GROUP, INDIVIDUAL]),
    ],
)
def test_other_words_are_only_likely(text, forms):
    assert all_forms(text) == forms
    assert len(sure_forms(text)) < len(forms)


@pytest.mark.parametrize(
    "text", ["", "paras mahdollinen", "parantaa työtä", "Teamsissa", "partnerit", "työnohjaus", "ohjaaja"]
)
def test_look_alikes_are_no_forms(text):
    assert all_forms(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ryhmätyönohjauksessa", "Ryhmätyönohjaus"),
        ("yksilöohjausta", "Yksilöohjaus"),
        ("työparin", "Työpari"),
        ("työnohjausryhmään", "Työnohjausryhmä"),
        ("grupphandledningen", "Grupphandledning"),
    ],
)
def test_an_inflected_word_gets_its_basic_shape(text, name):
    assert [mention.name for mention in mentions_in(text)] == [name]


def test_a_sentence_ends_what_belongs_together():
    assert sure_forms("Olen tiimi. Työnohjaus alkaa.") == []
