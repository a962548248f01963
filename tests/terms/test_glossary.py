"""docs/glossary.md names every word of tuokio/terms in three languages."""

import importlib
import pkgutil
import re
from enum import StrEnum
from pathlib import Path

import pytest

from tuokio import terms

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
MODULES = [
    importlib.import_module(f"tuokio.terms.{found.name}") for found in pkgutil.iter_modules(terms.__path__)
]
WORDS = [
    member
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind.__module__ == module.__name__
    for member in kind
]


def rows() -> dict[str, list[str]]:
    found = {}
    for line in GLOSSARY.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and (code := re.fullmatch(r"`(\w+\.[A-Z][A-Z0-9_]*)`", cells[3])):
            found[code.group(1)] = cells[:3]
    return found


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{type(word).__name__}.{word.name}")
def test_every_word_stands_in_the_glossary_in_three_languages(word: StrEnum) -> None:
    suomi, svenska, english = rows()[f"{type(word).__name__}.{word.name}"]
    assert suomi
    assert svenska
    assert english


def test_the_glossary_names_no_word_that_is_gone() -> None:
    assert set(rows()) - {f"{type(word).__name__}.{word.name}" for word in WORDS} == set()


def test_each_heading_names_its_kind_in_three_languages_and_only_its_words_stand_below() -> None:
    things, *sections = re.split(r"^## ", GLOSSARY.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert things.startswith("Things\n")

    kinds = []
    for section in sections:
        heading = re.fullmatch(r"[^·]+ · [^·]+ · [^·]+ \(`(\w+)`\)", section.splitlines()[0])
        assert heading is not None, section.splitlines()[0]
        kinds.append(heading.group(1))
        assert set(re.findall(r"`(\w+)\.[A-Z]\w*` \|$", section, re.MULTILINE)) == {heading.group(1)}
    assert len(kinds) == len(set(kinds))
