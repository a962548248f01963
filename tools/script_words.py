"""Takes the words out of the vault's scripts: they say numbers, and each language's catalogue says the words.

The sources say `t("English")`. Scripts are built from a copy that says `t(17)`, so that nobody is sent the words of
another language than their own. A catalogue is a list: what stands at 17, a text or the two forms of a count.
A file of data in the workroom says its texts in all languages itself; in the copy they are numbers as well.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tools.translations import (
    LANGUAGES,
    Word,
    forms_of,
    is_given,
    po_path,
    read_catalogue,
    words_in_script,
)

type Catalogue = list[str | list[str]]

TEXT = r'"(?:[^"\\\n]|\\.)*"'
SAID = re.compile(rf"(?<![\w.$])(?:t\(\s*({TEXT})|tn\(\s*({TEXT}),\s*({TEXT}))")
UNSAID = re.compile(r"(?<![\w.$])tn?\((?!\d+\s*[,)]|\?)")  # t(? is of a pattern
WORKROOM = "workroom"  # the folder of what is loaded in the workroom alone
SAYING = "vault/app/words.ts"  # where t and tn themselves are


@dataclass(frozen=True)
class Words:
    """Every word that the scripts say, in the order of its number: those of the notes, then what the workroom adds."""

    notes: list[Word]
    workroom: list[Word]
    files: list[dict[str, str]] = field(default_factory=list)
    """What the workroom's files of data say, by language: the last numbers of its catalogue."""


def without_words(frontend: Path) -> tuple[dict[Path, str], Words]:
    """The sources of the vault's page with numbers for words, and the words in the order of the numbers.

    What only the workroom says comes last, so that its catalogue is loaded there and nowhere else. The reader is left out: it is one file that has its languages in it. Raises SystemExit when a source says anything
    but plain texts in double quotation marks, since that would leave a page without its words.
    """
    sources = {
        path.relative_to(frontend): path.read_text("utf-8")
        for path in sorted(frontend.rglob("*.ts"))
        if not path.name.endswith(".test.ts") and path.parent.name not in {"reader", "proof"}
    }
    # in the order in which they are said: what stands together is squeezed together
    both = [
        said_by(text for path, text in sources.items() if (path.parts[0] == WORKROOM) == inside)
        for inside in (False, True)
    ]
    words = Words(both[0], [word for word in both[1] if word not in set(both[0])])
    numbers = {word: number for number, word in enumerate([*words.notes, *words.workroom])}

    def number_for(found: re.Match[str]) -> str:
        only, one, many = (json.loads(text) if text else "" for text in found.groups())
        number = numbers.get(Word(only or one, many))
        if number is None:
            raise SystemExit(f"These words are in no catalogue: {found[0]}")
        return f"t({number}" if only else f"tn({number},0"

    result = {path: SAID.sub(number_for, text) for path, text in sources.items()}
    for file in sorted((frontend / WORKROOM).rglob("*.json")):
        path = file.relative_to(frontend)
        data = numbered(json.loads(file.read_text("utf-8")), words.files, len(numbers), path)
        result[path] = json.dumps(data)
    for path, text in result.items():
        left = UNSAID.search(text)
        if left and path.as_posix() != SAYING:
            line = text[: left.start()].count("\n") + 1
            raise SystemExit(f"{path}:{line}: t and tn take their words as plain texts, for the catalogues.")
    return result, words


def numbered(data: object, texts: list[dict[str, str]], first: int, path: Path) -> object:
    """The same data with a number for each text, which is added to `texts`. Raises SystemExit at a text that lacks a language."""
    if isinstance(data, list):
        return [numbered(one, texts, first, path) for one in data]
    if not isinstance(data, dict):
        return data
    languages = {*LANGUAGES, "en"}
    if not data.keys() & languages:
        return {key: numbered(one, texts, first, path) for key, one in data.items()}
    if data.keys() != languages:
        raise SystemExit(f"{path}: this is not said in {', '.join(sorted(languages))} alone: {data}")
    texts.append(data)
    return first + len(texts) - 1


def said_by(texts: Iterable[str]) -> list[Word]:
    return list(dict.fromkeys(word for text in texts for word in words_in_script(text.encode())))


def written_without_words(frontend: Path, target: Path) -> Words:
    """Write the sources of the page without words. Returns the words in the order of their numbers."""
    sources, words = without_words(frontend)
    shutil.rmtree(target, ignore_errors=True)
    for path, text in sources.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, "utf-8")
    return words


def catalogues(root: Path, context: str, words: list[Word]) -> dict[str, Catalogue]:
    """Each language's words in their order, from that context's catalogues. Raises SystemExit when some are missing."""
    result: dict[str, Catalogue] = {
        "en": [in_catalogue(word, (word.singular, word.plural)) for word in words]
    }
    for language in LANGUAGES:
        known = read_catalogue(po_path(root / "tuokio" / context, language), language)
        result[language] = []
        for word in words:
            message = known.get(word.singular)
            if message is None or not is_given(message) or (word.plural and not message.pluralizable):
                raise SystemExit(
                    f"No words in {language} for {word.singular!r}: run tools/translations.py check."
                )
            result[language].append(in_catalogue(word, forms_of(message)))
    return result


def in_catalogue(word: Word, forms: tuple[str, ...]) -> str | list[str]:
    """As `t` and `tn` look it up; what is said with and without a count is one message, and `t` has its first form."""
    return list(forms) if word.plural else forms[0]
