"""Finds the words of the pages, keeps their Finnish and Swedish, and compiles them. Needs no gettext.

    tools/translations.py update [CONTEXT …]    bring each context's .po in line with its code
    tools/translations.py missing [CONTEXT …]   print as JSON what still has no translation
    tools/translations.py fill < words.json     take in translations: {"msgid": {"fi": "…", "sv": "…"}}
    tools/translations.py check                 fail on anything empty, fuzzy, missing, obsolete or broken
    tools/translations.py compile               write the .mo files

The English words are the msgids themselves. The words of a context stand in its own folder,
`tuokio/<context>/locale/<language>/LC_MESSAGES/django.po`. In JSON a plural is a list of its two forms, and a
message with a context has the key "context|msgid".
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_javascript
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fi", "sv")
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg", ".md"}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

# What each gettext function's leading arguments are.
ARGUMENTS = {
    "gettext": ("singular",),
    "gettext_lazy": ("singular",),
    "gettext_noop": ("singular",),
    "ngettext": ("singular", "plural"),
    "ngettext_lazy": ("singular", "plural"),
    "pgettext": ("context", "singular"),
    "pgettext_lazy": ("context", "singular"),
    "npgettext": ("context", "singular", "plural"),
    "npgettext_lazy": ("context", "singular", "plural"),
}
IN_TEMPLATES = {name: roles for name, roles in ARGUMENTS.items() if "_" not in name} | {"_": ("singular",)}

STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL_IN_TEMPLATE = re.compile(
    rf"(?<!\w)(npgettext|ngettext|pgettext|gettext|_)\(\s*({STRING}(?:\s*,\s*{STRING})*)", re.S
)
PLACEHOLDER = re.compile(
    r"%\((\w[\w.|:]*)\)[#0\- +]*\d*(?:\.\d+)?[sdifrxeEgG]|%([sdifrx])|\{(\w*)(?:[.\[!:][^{}]*)?\}"
)


class Unreadable(Exception):
    """A source file cannot be parsed, so its words are unknown."""


@dataclass(frozen=True, order=True)
class Word:
    """One message as the code names it."""

    singular: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.singular, self.context)

    @property
    def as_json_key(self) -> str:
        return f"{self.context}|{self.singular}" if self.context else self.singular


@dataclass
class Found:
    """All words of one context: where each stands, and what could not be taken."""

    places: dict[Word, set[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, word: Word, place: str) -> None:
        self.places.setdefault(word, set()).add(place)

    def merged(self) -> dict[tuple[str, str], tuple[Word, set[str]]]:
        """By what gettext looks up; a message used with and without a plural is one message."""
        result: dict[tuple[str, str], tuple[Word, set[str]]] = {}
        for word in sorted(self.places):
            first, places = result.get(word.key, (word, set()))
            if first.plural and word.plural and first.plural != word.plural:
                self.faults.append(f"{word.singular!r} has two plurals: {first.plural!r} and {word.plural!r}")
            result[word.key] = (first if first.plural else word, places | self.places[word])
        return result


def words_in_python(source: str) -> tuple[list[Word], list[str]]:
    """The words a Python source asks for, and the faults in how it asks. Raises SyntaxError."""
    tree = ast.parse(source)
    called: dict[str, str] = {}
    modules: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        for alias in node.names:
            if node.module == "django.utils.translation" and alias.name in ARGUMENTS:
                called[alias.asname or alias.name] = alias.name
            if node.module == "django.utils" and alias.name == "translation":
                modules.add(alias.asname or alias.name)

    words: list[Word] = []
    faults: list[str] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = None
        if isinstance(node.func, ast.Name):
            function = called.get(node.func.id)
        elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            function = node.func.attr if node.func.value.id in modules else None
        if function not in ARGUMENTS:
            continue
        given: dict[str, str] = {}
        for role, argument in zip(ARGUMENTS[function], node.args, strict=False):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                given[role] = argument.value
            elif isinstance(argument, ast.JoinedStr | ast.BinOp):
                faults.append(
                    f"line {argument.lineno}: put values in with % or format after translating, not before"
                )
        if len(given) == len(ARGUMENTS[function]):
            words.append(Word(**given))
    return words, faults


def words_in_template(source: str) -> list[Word]:
    """The words a Django template asks for. Raises SyntaxError on what Django could not look up."""
    words = []
    for function, arguments in CALL_IN_TEMPLATE.findall(templatize(source)):
        strings = [ast.literal_eval(literal) for literal in re.findall(STRING, arguments, re.S)]
        if any(string.endswith("\\") for string in strings):
            raise SyntaxError(f"a quotation mark cannot be escaped inside a tag: {strings[-1]!r}")
        given = dict(zip(IN_TEMPLATES[function], strings, strict=False))
        words.append(Word(**given))
    return words


def words_in_script(source: bytes) -> list[Word]:
    """The words that a script of the vault asks for: t("…"), and tn("…", "…", n) for a count."""
    found = extract_javascript(BytesIO(source), {"t": None, "tn": (1, 2)}, [], {"template_string": False})
    words = []
    for _line, function, said, _comments in found:
        one, many = (*said, "")[:2] if isinstance(said, tuple) else (said, "")
        words.append(Word(str(one), str(many) if function == "tn" else ""))
    return words


def scripts_of(context: Path) -> list[Path]:
    """The scripts whose words stand in this context's catalogue."""
    folder = context.parent.parent / "frontend" / context.name
    return [path for path in sorted(folder.rglob("*.ts")) if not path.name.endswith(".test.ts")]


def script_catalogue(root: Path, language: str) -> dict[str, str | list[str]]:
    """What the vault's scripts say in a language, as they look it up."""
    context = root / "tuokio" / "vault"
    catalogue = read_catalogue(po_path(context, language), language)
    said = {word for path in scripts_of(context) for word in words_in_script(path.read_bytes())}
    result: dict[str, str | list[str]] = {}
    for word in sorted(said):
        message = catalogue.get(word.singular)
        if message is not None and is_given(message):
            forms = forms_of(message)
            result[word.singular] = list(forms) if word.plural else forms[-1]
    return result


def find(context: Path) -> Found:
    """Everything that the code and the templates of a context say. Raises Unreadable."""
    found = Found()
    for path in sorted(context.rglob("*")):
        inside = path.relative_to(context).parts
        if not path.is_file() or "migrations" in inside or "__pycache__" in inside:
            continue
        place = f"{context.parent.name}/{path.relative_to(context.parent).as_posix()}"
        try:
            if path.suffix == ".py":
                words, faults = words_in_python(path.read_text("utf-8"))
                found.faults += [f"{place}: {fault}" for fault in faults]
            elif path.suffix in TEMPLATE_SUFFIXES and "templates" in inside:
                words = words_in_template(path.read_text("utf-8"))
            else:
                continue
        except (SyntaxError, UnicodeDecodeError) as error:
            raise Unreadable(f"{place}: {error}") from error
        for word in words:
            if word.singular:  # the empty msgid is the header of a catalogue
                found.add(word, place)
    for path in scripts_of(context):
        for word in words_in_script(path.read_bytes()):
            found.add(word, path.relative_to(context.parent.parent).as_posix())
    return found


class Words(Catalog):
    """A catalogue in which, of two entries for one message, the one with a translation wins."""

    def __setitem__(self, id: str | tuple[str, ...] | list[str], message: Message) -> None:
        earlier = self.get(id, message.context) if id else None
        if earlier and is_given(message) and not is_given(earlier):
            earlier.string = message.string
        super().__setitem__(id, message)


def forms_of(message: Message) -> tuple[str, ...]:
    """The translation as forms: two of a plural, else one; a form without translation is empty."""
    string = message.string
    return tuple(form or "" for form in (string if isinstance(string, list | tuple) else [string]))


def is_given(message: Message) -> bool:
    """Whether every form of a message has been translated."""
    return all(form.strip() for form in forms_of(message))


def po_path(context: Path, language: str) -> Path:
    return context / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path, language: str) -> Words:
    """The catalogue of a file, empty when there is none. Raises Unreadable."""
    catalogue = Words(locale=language)
    if path.exists():
        try:
            with path.open("rb") as file:
                PoFileParser(catalogue, ignore_obsolete=True, abort_invalid=True).parse(file)
        except (PoFileError, UnicodeDecodeError, ValueError, AssertionError) as error:
            raise Unreadable(f"{path}: {error}") from error
    return catalogue


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The messages without the header."""
    return (message for message in catalogue if message.id)


def key_of(message: Message) -> tuple[str, str]:
    singular = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return (singular, message.context or "")


def written(catalogue: Catalog, language: str) -> bytes:
    """A catalogue as the text of a .po file: the same catalogue always gives the same bytes."""
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, include_lineno=False, ignore_obsolete=True)
    return HEADER.format(language=language).encode() + body.getvalue().rstrip() + b"\n"


def update(root: Path, only: Iterable[str] = ()) -> list[str]:
    """Bring the .po files in line with the code. Returns what was found wrong, file by file.

    Translations are kept, also when a message has moved to another context; a context with an unreadable source
    is left as it is.
    """
    troubles: list[str] = []
    everywhere: dict[str, dict[tuple[str, str], Message]] = {language: {} for language in LANGUAGES}
    for context in contexts(root):
        for language in LANGUAGES:
            try:
                catalogue = read_catalogue(po_path(context, language), language)
            except Unreadable:
                continue  # said below, where the file is brought in line
            for message in messages(catalogue):
                if is_given(message) and not message.fuzzy:
                    everywhere[language].setdefault(key_of(message), message)

    for context in contexts(root, only):
        try:
            found = find(context)
            catalogues = {
                language: read_catalogue(po_path(context, language), language) for language in LANGUAGES
            }
        except Unreadable as trouble:
            troubles.append(f"{trouble} (the words of {context.name} are left as they are)")
            continue
        merged = found.merged()
        troubles += found.faults
        for language, earlier in catalogues.items():
            path = po_path(context, language)
            if not merged:
                path.unlink(missing_ok=True)
                remove_empty_folders(path.parent, context)
                continue
            known = {key_of(message): message for message in messages(earlier)}
            fresh = Catalog(locale=language)
            for key, (word, places) in sorted(merged.items()):
                kept = known.get(key)
                if kept is None or not is_given(kept):
                    kept = everywhere[language].get(key, kept)
                fresh.add(
                    (word.singular, word.plural) if word.plural else word.singular,
                    string_for(word, kept),
                    locations=[(place, 0) for place in sorted(places)],
                    flags={"fuzzy"} if kept is not None and kept.fuzzy else (),
                    user_comments=kept.user_comments if kept is not None else (),
                    context=word.context or None,
                )
            write_if_changed(path, written(fresh, language))
    return troubles


def string_for(word: Word, kept: Message | None) -> str | tuple[str, ...]:
    """What was translated before, in the shape that the message has now."""
    forms = [] if kept is None else list(forms_of(kept))
    if word.plural:
        return tuple([*forms, "", ""][:2])
    return forms[-1] if forms else ""


def missing(root: Path, only: Iterable[str] = ()) -> dict[str, dict[str, str | list[str]]]:
    """What has no translation yet, in the shape that `fill` takes."""
    result: dict[str, dict[str, str | list[str]]] = {}
    for context in contexts(root, only):
        for word, _places in find(context).merged().values():
            for language in LANGUAGES:
                known = read_catalogue(po_path(context, language), language).get(
                    word.singular, word.context or None
                )
                if known is None or not is_given(known) or known.fuzzy:
                    result.setdefault(word.as_json_key, {})[language] = ["", ""] if word.plural else ""
    return result


def fill(root: Path, given: dict[str, dict[str, str | list[str]]]) -> list[str]:
    """Put translations into every context that says the message. Returns the keys that no context says."""
    unused = set(given)
    for context in contexts(root):
        for language in LANGUAGES:
            path = po_path(context, language)
            catalogue = read_catalogue(path, language)
            for message in messages(catalogue):
                singular, message_context = key_of(message)
                key = Word(singular, context=message_context).as_json_key
                if key not in given:
                    continue
                unused.discard(key)
                string = given[key].get(language)
                if string:
                    message.string = tuple(string) if isinstance(string, list) else string
                    message.flags.discard("fuzzy")
            if path.exists():
                write_if_changed(path, written(catalogue, language))
    return sorted(unused)


def check(root: Path) -> list[str]:
    """Everything that keeps the translations from being whole, a line each."""
    faults: list[str] = []
    said: dict[tuple[str, str, str], dict[tuple[str, ...], list[str]]] = {}
    for context in contexts(root):
        try:
            found = find(context)
        except Unreadable as trouble:
            faults.append(str(trouble))
            continue
        merged = found.merged()
        faults += found.faults
        for language in LANGUAGES:
            name = f"{context.name}/{language}"
            try:
                catalogue = read_catalogue(po_path(context, language), language)
            except Unreadable as trouble:
                faults.append(str(trouble))
                continue
            known = {key_of(message): message for message in messages(catalogue)}
            for key, (word, _places) in merged.items():
                message = known.get(key)
                if message is None:
                    faults.append(f"{name}: missing: {word.singular!r} (run tools/translations.py update)")
                elif word.plural and not message.pluralizable:
                    faults.append(
                        f"{name}: has no plural: {word.singular!r} (run tools/translations.py update)"
                    )
                elif message.fuzzy:
                    faults.append(f"{name}: fuzzy: {word.singular!r}")
                elif not is_given(message):
                    faults.append(f"{name}: empty: {word.singular!r}")
                else:
                    faults += [f"{name}: {fault}" for fault in faults_of(word, message)]
                    said.setdefault((language, *key), {}).setdefault(forms_of(message), []).append(
                        context.name
                    )
            faults += [f"{name}: obsolete: {key[0]!r}" for key in known if key not in merged]
    for (language, singular, _context), variants in said.items():
        if len(variants) > 1:
            told = "; ".join(
                f"{' / '.join(forms)!r} in {', '.join(where)}" for forms, where in variants.items()
            )
            faults.append(f"{language}: {singular!r} is translated in two ways: {told}")
    return faults


def faults_of(word: Word, message: Message) -> Iterator[str]:
    """What is wrong in a translation: a value lost or invented, or the white space round it changed."""
    if not word.plural:
        (only,) = forms_of(message)
        if placeholders(only) != placeholders(word.singular):
            yield unlike(word.singular, only)
        if edges(only) != edges(word.singular):
            yield f"begins or ends with other white space than {word.singular!r}: {only!r}"
        return
    one, many = forms_of(message)
    # Languages may leave the number out of the singular ("yksi tapaaminen") or keep it in.
    if placeholders(one) not in (placeholders(word.singular), placeholders(word.plural)):
        yield unlike(word.singular, one)
    if placeholders(many) != placeholders(word.plural):
        yield unlike(word.plural, many)


def placeholders(text: str) -> set[str]:
    return {"".join(match) for match in PLACEHOLDER.findall(text.replace("%%", ""))}


def unlike(source: str, translation: str) -> str:
    return f"the values in {translation!r} are not those in {source!r}"


def edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def compile_all(root: Path) -> int:
    """Write a .mo beside each .po. Returns how many were written anew."""
    count = 0
    for context in contexts(root):
        for language in LANGUAGES:
            path = po_path(context, language)
            if path.exists():
                catalogue = read_catalogue(path, language)
                # Babel stamps the time of compiling into the file; the same words must give the same bytes.
                catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
                body = BytesIO()
                write_mo(body, catalogue)
                count += write_if_changed(path.with_suffix(".mo"), body.getvalue())
    return count


def contexts(root: Path, only: Iterable[str] = ()) -> list[Path]:
    """The folders of the contexts, all of them unless named."""
    wanted = set(only)
    folders = [path.parent for path in sorted((root / "tuokio").glob("*/__init__.py"))]
    unknown = wanted - {folder.name for folder in folders}
    if unknown:
        raise SystemExit(f"no such context: {', '.join(sorted(unknown))}")
    return [folder for folder in folders if not wanted or folder.name in wanted]


def write_if_changed(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
    return True


def remove_empty_folders(folder: Path, top: Path) -> None:
    while folder != top:
        with contextlib.suppress(OSError):
            folder.rmdir()
        folder = folder.parent


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="The words of the pages in Finnish and Swedish.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the tree to work on")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="bring the .po files in line with the code").add_argument(
        "contexts", nargs="*"
    )
    commands.add_parser("missing", help="print what has no translation, as JSON").add_argument(
        "contexts", nargs="*"
    )
    commands.add_parser("fill", help="read translations as JSON from standard input")
    commands.add_parser("check", help="fail unless every word is translated")
    commands.add_parser("compile", help="write the .mo files")
    options = parser.parse_args(arguments)

    try:
        if options.command == "update":
            lines = update(options.root, options.contexts)
        elif options.command == "missing":
            print(json.dumps(missing(options.root, options.contexts), ensure_ascii=False, indent=1))
            return 0
        elif options.command == "fill":
            lines = [f"no context says {key!r}" for key in fill(options.root, json.load(sys.stdin))]
        elif options.command == "check":
            lines = check(options.root)
        else:
            compile_all(options.root)
            return 0
    except Unreadable as trouble:
        lines = [str(trouble)]
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
