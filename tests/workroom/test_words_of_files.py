"""What the workroom's files of data say is no part of its script: each browser is sent its own language alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.script_words import numbered, without_words
from tuokio.kit.assets import BUILT

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "frontend" / "workroom" / "rounds" / "scripts").glob("*.json"))
SOURCES, WORDS = without_words(ROOT / "frontend")


def built(language: str) -> list[str | list[str]]:
    (file,) = (BUILT / "vault").glob(f"workroom-{language}-*.json")
    return json.loads(file.read_text("utf-8"))


def test_a_file_says_in_each_language_what_its_numbers_stand_for():
    before = len(WORDS.notes)
    for file in SCRIPTS:
        data = json.loads(file.read_text("utf-8"))
        numbers = json.loads(SOURCES[file.relative_to(ROOT / "frontend")])
        assert numbers["steps"][0]["minutes"] == data["steps"][0]["minutes"]
        for language in ("fi", "sv", "en"):
            catalogue = built(language)
            assert catalogue[numbers["title"] - before] == data["title"][language]
            for step, source in zip(numbers["steps"], data["steps"], strict=True):
                assert catalogue[step["prompt"] - before] == source["prompt"][language]
    assert len(SCRIPTS) >= 5


def test_no_prompt_stands_in_the_script_itself():
    script = "".join(file.read_text("utf-8") for file in (BUILT / "vault").glob("workroom-*.js"))
    prompts = [text for texts in WORDS.files for text in texts.values() if text.count(" ") >= 4]
    assert len(prompts) > 100
    assert [prompt for prompt in prompts if prompt in script] == []


def test_a_text_that_lacks_a_language_stops_the_build_and_says_where():
    said = {"fi": "Kerro.", "sv": "Berätta."}
    with pytest.raises(SystemExit, match=r"own\.json: this is not said in en, fi, sv alone"):
        numbered({"steps": [{"prompt": said}]}, [], 0, Path("own.json"))


def test_numbers_go_on_where_the_others_ended():
    texts: list[dict[str, str]] = []
    said = {"fi": "Kerro.", "sv": "Berätta.", "en": "Tell."}
    assert numbered({"title": said, "steps": [said, 3, False]}, texts, 40, Path("own.json")) == {
        "title": 40,
        "steps": [41, 3, False],
    }
    assert texts == [said, said]
