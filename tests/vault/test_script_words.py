"""The words of the locked notes are no part of their scripts, and no page is ever left without them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tools.script_words import SAID, SAYING, WORKROOM, Words, catalogues, without_words
from tools.translations import LANGUAGES, Word, placeholders
from tuokio.kit.assets import BUILT

ROOT = Path(__file__).resolve().parents[2]
SOURCES, ALL = without_words(ROOT / "frontend")
WORDS = [*ALL.notes, *ALL.workroom]
SAYS = {path: text for path, text in SOURCES.items() if path.suffix == ".ts"}
NUMBER = re.compile(r"(?<![\w.$])(?:t\((\d+)(?=[,)\s])|tn\((\d+),0(?=,))")


def built(language: str) -> list[str | list[str]]:
    """What the notes say and what the workroom adds, as one list: so the workroom's script sees them."""
    both: list[str | list[str]] = []
    for part, own in {"vault": ALL.notes, "workroom": ALL.workroom}.items():
        (file,) = (BUILT / "vault").glob(f"{part}-{language}-*.json")
        both += json.loads(file.read_text("utf-8"))[: len(own)]
    return both


def numbers_in(text: str) -> list[int]:
    return [int(one or many) for one, many in NUMBER.findall(text)]


def test_every_number_has_words_in_each_language_and_every_word_has_a_number():
    said = {number for text in SAYS.values() for number in numbers_in(text)}
    assert said == set(range(len(WORDS)))
    assert len(WORDS) > 400 and sum(bool(word.plural) for word in WORDS) > 10
    for language in (*LANGUAGES, "en"):
        catalogue = built(language)
        assert [type(text) for text in catalogue] == [list if word.plural else str for word in WORDS]
        for word, text in zip(WORDS, catalogue, strict=True):
            forms = text if isinstance(text, list) else [text]
            assert len(forms) == (2 if word.plural else 1)
            assert all(form.strip() for form in forms), (language, word)
            assert placeholders(forms[-1]) == placeholders(word.plural or word.singular), (language, word)


def test_each_number_stands_where_its_english_stood():
    english = built("en")
    for path, text in SAYS.items():
        source = (ROOT / "frontend" / path).read_text("utf-8")
        meant = [
            json.loads(only) if only else [json.loads(one), json.loads(many)]
            for only, one, many in SAID.findall(source)
        ]
        assert [english[number] for number in numbers_in(text)] == meant, path
        assert not SAID.search(text), path


def test_no_script_of_the_page_carries_the_words():
    scripts = "".join(file.read_text("utf-8") for file in (BUILT / "vault").glob("*.js"))
    assert len(scripts) > 150_000
    sentences = [word.singular for word in WORDS if word.singular.count(" ") >= 2]
    assert len(sentences) > 200
    assert [sentence for sentence in sentences if sentence in scripts] == []


@pytest.mark.parametrize(
    "says",
    [
        "t(words)",
        "t(`Kept ${here}`)",
        "t('Kept')",
        't(isOne ? "One" : "Many")',
        't("Kept" + where)',
        'tn("One", many, n)',
        "[t(/* said below */ words)]",
    ],
)
def test_words_that_no_catalogue_could_hold_stop_the_build(tmp_path: Path, says: str):
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "page.ts").write_text(f'show(t("Notes"));\nshow({says});\n')
    with pytest.raises(SystemExit):
        without_words(tmp_path)


def test_what_only_looks_like_words_stays(tmp_path: Path):
    page = tmp_path / SAYING.replace("words", "page")
    page.parent.mkdir(parents=True)
    page.write_text('at("x"); text.replace(/t(?=.$)/, "d"); `${t("A \\"b\\"")} ${tn("1", "n", t.n)}`')
    sources, words = without_words(tmp_path)
    assert words == Words(notes=[Word('A "b"'), Word("1", "n")], workroom=[])
    assert list(sources.values()) == ['at("x"); text.replace(/t(?=.$)/, "d"); `${t(0)} ${tn(1,0, t.n)}`']


def test_a_word_without_a_translation_stops_the_build():
    with pytest.raises(SystemExit, match="No words in fi for 'Never said'"):
        catalogues(ROOT, "vault", [Word("Never said")])


def test_the_notes_load_no_words_of_the_workroom():
    said = {number for path, text in SAYS.items() if path.parts[0] != WORKROOM for number in numbers_in(text)}
    assert said == set(range(len(ALL.notes))) and len(ALL.workroom) > 100
