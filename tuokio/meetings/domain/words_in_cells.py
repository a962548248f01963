"""Words in cells: which form of work is meant, who the members are, and when two names are the same."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from stdnum.fi import ytunnus

from tuokio.meetings.domain.column_words import (
    FORM_WHOLE_WORDS,
    FORM_WORDS,
    SUPERVISION_WORDS,
    TEAM_WORDS,
)
from tuokio.meetings.domain.numbers_in_cells import MOST_MEMBERS, count
from tuokio.meetings.domain.proposal import DoubtCode, Found, Members, RawCell, found_in
from tuokio.terms.words import FormOfWork

SEPARATORS = re.compile(r"\s*(?:[,;\n/&]|\b(?:ja|sekä|och|samt|and)\b)\s*")
NOT_WORD = re.compile(r"[^\w]+")


def text(cell: RawCell, column: int | None) -> Found[str]:
    """The words of a cell on one line."""
    return found_in(cell, column, " ".join(cell.text.split()) or None)


def form(cell: RawCell, column: int | None) -> Found[FormOfWork]:
    """The form of work that a cell names. "Tiimi" is taken as a group, with a doubt; two forms are none."""
    named = forms_named(cell.text)
    if len(named) == 1:
        return found_in(cell, column, named.pop())
    if named:
        return found_in(cell, column, None, DoubtCode.FORM_SEVERAL)
    if any(word in cell.text.casefold() for word in TEAM_WORDS):
        return found_in(cell, column, FormOfWork.GROUP, DoubtCode.TEAM_AS_GROUP)
    return found_in(cell, column, None, DoubtCode.FORM_UNKNOWN)


def form_in_name(name: str, column: int | None) -> Found[FormOfWork]:
    """The form of work that a process's own name tells, always with a doubt."""
    told = form(RawCell(name), column)
    if told.value is None:
        return found_in(RawCell(name), column, None, DoubtCode.FORM_UNKNOWN)
    return told.with_doubts(DoubtCode.FORM_FROM_NAME)


def forms_named(words: str) -> set[FormOfWork]:
    """All forms of work that the words name; a longer word covers a shorter one within it."""
    return set(_forms(" ".join(words.casefold().split())))


def looks_like_supervision(title: str) -> bool:
    """Whether a calendar entry's title has a word of the trade in it."""
    folded = title.casefold()
    return bool(forms_named(title)) or any(word in folded for word in (*SUPERVISION_WORDS, *TEAM_WORDS))


def members(cell: RawCell, column: int | None) -> Found[Members]:
    """How many are supervised, or who: "6", "6 hlö", "Aino, Bertta ja Cilla"."""
    number = count(cell, column, most=MOST_MEMBERS, least=1)
    if any(sign.isdigit() for sign in cell.text):
        value = None if number.value is None else Members(number.value)
        return Found(value, number.original, column, number.doubts)
    names = tuple(name for name in SEPARATORS.split(cell.text) if name.strip())
    if not names or len(names) > MOST_MEMBERS:
        return found_in(cell, column, None, DoubtCode.OUT_OF_RANGE)
    return found_in(cell, column, Members(len(names), names))


def business_id(cell: RawCell, column: int | None) -> Found[str]:
    """A Finnish business ID in its usual spelling, doubted when its check digit is wrong."""
    if not ytunnus.is_valid(cell.text):
        return found_in(cell, column, cell.text or None, DoubtCode.BUSINESS_ID_WRONG)
    return found_in(cell, column, str(ytunnus.format(cell.text)))


def name_key(name: str) -> str:
    """Two names with the same key are the same name, however spaced, capitalised or punctuated."""
    return NOT_WORD.sub(" ", normalize("NFKC", name).casefold()).strip()


def _forms(folded: str) -> Iterator[FormOfWork]:
    rest = folded
    for form_of_work, words in FORM_WORDS:
        for word in words:
            if word in rest:
                rest = rest.replace(word, " ")
                yield form_of_work
    for word in NOT_WORD.split(rest):
        if word in FORM_WHOLE_WORDS:
            yield FORM_WHOLE_WORDS[word]
