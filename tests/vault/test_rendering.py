"""A note becomes headings, lists, links and words, and nothing else, whatever was written (T10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.vault.hostile import PATTERNS_THAT_COST, TEXTS
from tests.vault.script_page import NEEDS_CHROMIUM, bundled, page_with

pytestmark = [pytest.mark.browser, NEEDS_CHROMIUM]
TAGS = {"DIV", "P", "BR", "H2", "H3", "H4", "UL", "OL", "LI", "STRONG", "EM", "A", "SPAN"}
ATTRIBUTES = {
    ("A", "href"), ("A", "rel"), ("A", "target"), ("DIV", "class"), ("LI", "class"), ("SPAN", "aria-hidden"),
}  # fmt: skip
LOOK = """(text) => {
    const root = rendered(text);
    document.body.replaceChildren(root);
    const nodes = [root, ...root.querySelectorAll("*")];
    return {
        tags: nodes.map((node) => node.tagName),
        attributes: nodes.flatMap((node) => [...node.attributes].map(({ name }) => [node.tagName, name])),
        schemes: [...root.querySelectorAll("a")].map(({ protocol }) => protocol),
        text: root.textContent,
    };
}"""
SHAPE = """(text) => {
    const plain = (node) => node.nodeType === Node.TEXT_NODE ? node.data : {
        [node.localName + (node.href ? `=${node.href}` : "")]: [...node.childNodes].map(plain)
    };
    return [...rendered(text).childNodes].map(plain);
}"""


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    script = bundled("rendering-in-browser", tmp_path_factory.mktemp("script") / "rendering.js")
    watching = (
        "self.ran = 0; self.x = () => { self.ran += 1; }; self.broken = [];"
        "addEventListener('securitypolicyviolation', ({violatedDirective}) => broken.push(violatedDirective));"
    )
    with page_with(script, first=watching) as opened:
        yield opened


@pytest.mark.parametrize(
    "around", ["{}", "# {}", "- {}", "- [x] {}", "1. {}", "**{}**", "[{}](https://ok.example/)", "[a]({})"]
)
def test_nothing_that_was_written_becomes_more_than_it_may(notes: Page, around: str):
    asked: list[str] = []
    notes.on("request", lambda request: asked.append(request.url))
    for text in TEXTS:
        found = notes.evaluate(LOOK, around.format(text))
        assert set(found["tags"]) <= TAGS, text
        assert {tuple(one) for one in found["attributes"]} <= ATTRIBUTES, text
        assert set(found["schemes"]) <= {"http:", "https:", "mailto:"}, text
    notes.wait_for_timeout(50)
    assert notes.evaluate("() => [self.ran, self.broken]") == [0, []]
    assert asked == []


def test_what_is_no_mark_stands_as_it_was_typed(notes: Page):
    for text in TEXTS:
        if text.startswith(("#", "-", "1.", "**")) or "](" in text:
            continue
        written = "".join(text.split("\n")) if "\n" in text else text
        assert notes.evaluate(LOOK, text)["text"].replace("\r", "") == written.replace("\r", ""), text


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("# Otsikko", [{"h2": ["Otsikko"]}]),
        ("## Pienempi", [{"h2": ["Pienempi"]}]),  # no step of the headings is left out
        ("# Iso\n## Pienempi", [{"h2": ["Iso"]}, {"h3": ["Pienempi"]}]),
        ("#Ei otsikko", [{"p": ["#Ei otsikko"]}]),
        ("a\nb\n\nc", [{"p": ["a", {"br": []}, "b"]}, {"p": ["c"]}]),
        ("- yksi\n- kaksi", [{"ul": [{"li": ["yksi"]}, {"li": ["kaksi"]}]}]),
        ("1. yksi\n2) kaksi", [{"ol": [{"li": ["yksi"]}, {"li": ["kaksi"]}]}]),
        (
            "- [x] tehty\n- [ ] ei",
            [{"ul": [{"li": [{"span": ["☑ "]}, "tehty"]}, {"li": [{"span": ["☐ "]}, "ei"]}]}],
        ),
        ("**lihava** ja *vino*", [{"p": [{"strong": ["lihava"]}, " ja ", {"em": ["vino"]}]}]),
        ("[sivu](https://ok.example/a)", [{"p": [{"a=https://ok.example/a": ["sivu"]}]}]),
        ("[posti](mailto:a@b.fi)", [{"p": [{"a=mailto:a@b.fi": ["posti"]}]}]),
        ("[a](ftp://ok.example)", [{"p": ["[a](ftp://ok.example)"]}]),
        ("2 * 3 * 4", [{"p": ["2 ", {"em": [" 3 "]}, " 4"]}]),
    ],
)
def test_what_is_marked_looks_so(notes: Page, text: str, shape: list[Any]):
    assert without_empty(notes.evaluate(SHAPE, text)) == shape


def without_empty(nodes: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for node in nodes:
        if isinstance(node, dict):
            ((name, inside),) = node.items()
            kept.append({name: without_empty(inside)})
        elif node:
            kept.append(node)
    return kept


@pytest.mark.parametrize("pattern", PATTERNS_THAT_COST)
def test_a_megabyte_on_one_line_holds_nobody_up(notes: Page, pattern: str):
    took = notes.evaluate(
        """(pattern) => {
            const text = pattern.repeat(Math.ceil(1_000_000 / pattern.length));
            const begun = performance.now();
            rendered(text);
            return performance.now() - begun;
        }""",
        pattern,
    )
    assert took < 2500, f"{took:.0f} ms"
