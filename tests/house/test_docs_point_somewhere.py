"""What the documentation points at is there: files of the tree, other pages, their headings."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "frontend/vault/words/README.md"])
IN_THE_TREE = re.compile(
    r"`((?:tests|frontend|tuokio|tools|docs|bench)/[\w./*-]+\.(?:py|ts|md|txt|html|json))`"
)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)")
MADE_BY_A_BUILD = ("tuokio/built/",)


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    bare = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in bare}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_points_at_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    named = {one for one in IN_THE_TREE.findall(text) if not one.startswith(MADE_BY_A_BUILD)}
    missing = {one for one in named if not any(ROOT.glob(one))}
    for target, heading in LINK.findall(text):
        there = (page.parent / target).resolve() if target else page
        if not there.exists() or (heading and there.suffix == ".md" and heading not in anchors(there)):
            missing.add(f"{target}#{heading}")

    assert missing == set()
