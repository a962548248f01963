"""Makes the three word lists of the locked notes from published lists. Run by hand; the lists are kept in the project.

    pip download --no-deps xkcdpass==1.30.0 wordfreq==3.1.1 -d FOLDER
    npm pack dictionary-sv@4.0.0 --pack-destination FOLDER
    pip install msgpack
    python tools/make_word_lists.py FOLDER

Check words are read from these lists, so that a list, once released, never changes: tests/vault/test_word_lists.py
holds the hash of each. A better list would be a new file with a new name beside the old one.

Each list has 7,776 words of four to nine letters. No word is the beginning of another, no two begin with the same
five letters, and no two differ in a doubled letter alone, so that what is read aloud is hard to mishear. Of the words
that may stand in a list, the most common are taken. What may not is in tools/denied_words/.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import re
import sys
import tarfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "frontend" / "vault" / "words"
DENIED = ROOT / "tools" / "denied_words"
LENGTH = 7776
LETTERS = {
    "fi": "abdefghijklmnoprstuvyäö",
    "sv": "abcdefghijklmnoprstuvxyåäö",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
SHORTEST, LONGEST, TELLING = 4, 9, 5
PACKAGES = {
    "xkcdpass-1.30.0-py3-none-any.whl": "3653a4a1e13de230808bcaf11f8c04207a5d3df8e2f7e1de698e11c262b5b797",
    "wordfreq-3.1.1-py3-none-any.whl": "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473",
    "dictionary-sv-4.0.0.tgz": "bbecca87cf98c9902d0cd1b0f9b373ac6d1410a78ade851ea453a7b922e7164f",
}
NOT_FOUND = 10_000  # the rank of a word that nobody was seen to write


def main(folder: Path) -> int:
    for name, expected in PACKAGES.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
            print(f"{name} is not the file that the lists were made from.", file=sys.stderr)
            return 1
    for language, sources in SOURCES.items():
        chosen = list_of(language, [source(folder) for source in sources], ranks(folder, language))
        content = "".join(f"{word}\n" for word in chosen)
        (LISTS / f"{language}.txt").write_text(content, encoding="utf-8")
        print(language, len(chosen), hashlib.sha256(content.encode()).hexdigest())
    return 0


def list_of(language: str, sources: Iterable[Iterable[str]], rank: dict[str, int]) -> list[str]:
    """The sorted list: the most common words of the first source, then of the next, that can stand beside each other."""
    letters, denied = set(LETTERS[language]), denial(language)
    shelf = Shelf()
    for source in sources:
        fit = {
            word
            for word in (unicodedata.normalize("NFC", one) for one in source)
            if SHORTEST <= len(word) <= LONGEST and set(word) <= letters and not denied(word)
        }
        for word in sorted(fit, key=lambda one: (rank.get(one, NOT_FOUND), one)):
            if len(shelf.words) < LENGTH:
                shelf.take(word)
    return sorted(shelf.words)


class Shelf:
    """Words that can be told from each other."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._heard: set[str] = set()
        self._beginnings: set[str] = set()
        self._telling: set[str] = set()

    def take(self, word: str) -> None:
        """Put the word beside the others, unless it could be taken for one of them."""
        beginnings = {word[:end] for end in range(1, len(word))}
        if (
            word in self._beginnings
            or beginnings & self.words
            or word[:TELLING] in self._telling
            or heard(word) in self._heard
        ):
            return
        self.words.add(word)
        self._heard.add(heard(word))
        self._beginnings |= beginnings
        self._telling.add(word[:TELLING])


def heard(word: str) -> str:
    """The word with doubled letters written once: tuli, tuuli and tulli sound alike on a bad line."""
    return re.sub(r"(.)\1+", r"\1", word)


def denial(language: str) -> Callable[[str], bool]:
    """Tells whether a word may not stand in a list: `=whole`, `^beginning` or `anywhere` in tools/denied_words."""
    lines = (DENIED / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    stems = [stem for line in lines if not line.startswith("#") for stem in line.split()]
    whole = {stem[1:] for stem in stems if stem.startswith("=")}
    beginnings = tuple(stem[1:] for stem in stems if stem.startswith("^"))
    inside = [stem for stem in stems if stem[0] not in "=^"]

    def denied(word: str) -> bool:
        return word in whole or word.startswith(beginnings) or any(stem in word for stem in inside)

    return denied


def ranks(folder: Path, language: str) -> dict[str, int]:
    """How rare each word is, by wordfreq: a hundredth of a bel for each step. Only this order is taken from it."""
    msgpack = importlib.import_module("msgpack")  # not a dependency of the product
    with zipfile.ZipFile(folder / "wordfreq-3.1.1-py3-none-any.whl") as wheel:
        packed = gzip.decompress(wheel.read(f"wordfreq/data/large_{language}.msgpack.gz"))
    _about, *steps = msgpack.unpackb(packed, raw=False)
    found: dict[str, int] = {}
    for step, words in enumerate(steps):
        for word in words:
            found.setdefault(word, step)
    return found


def of_xkcdpass(name: str, *, common: str = "") -> Callable[[Path], Iterator[str]]:
    """A list inside xkcdpass; with `common`, only the words that wordfreq has seen in that language."""

    def read(folder: Path) -> Iterator[str]:
        with zipfile.ZipFile(folder / "xkcdpass-1.30.0-py3-none-any.whl") as wheel:
            words = wheel.read(f"xkcdpass/static/{name}").decode().split()
        seen = ranks(folder, common) if common else {}
        return (word for word in words if not common or word in seen)

    return read


def swedish(folder: Path) -> Iterator[str]:
    """The base forms of Den stora svenska ordlistan, by the flags that say how each is inflected."""
    flags: dict[str, set[str]] = defaultdict(set)
    with tarfile.open(folder / "dictionary-sv-4.0.0.tgz") as package:
        file = package.extractfile("package/index.dic")
        if file is None:
            raise FileNotFoundError("index.dic")
        for line in file.read().decode().splitlines():
            word, _slash, given = line.strip().partition("/")
            flags[word] |= set(given)
    seen = ranks(folder, "sv")
    return (word for word, given in flags.items() if word in seen and is_base_form(word, given))


def is_base_form(word: str, flags: set[str]) -> bool:
    """A noun that takes an ending for the definite, an adjective that is compared, or an infinitive."""
    if flags & set("!%R"):  # not to be suggested, not a word of its own, an imperative
        return False
    adjective = "O" in flags or {"K", "L"} <= flags or {"P", "Q"} <= flags
    return bool(flags & set("DEFGHIT")) or adjective or (word.endswith("a") and bool(flags & set("NPM")))


SOURCES: dict[str, list[Callable[[Path], Iterator[str]]]] = {
    "fi": [of_xkcdpass("fin-kotus", common="fi")],
    "sv": [swedish],
    "en": [of_xkcdpass("eff-long"), of_xkcdpass("legacy", common="en")],
}

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
