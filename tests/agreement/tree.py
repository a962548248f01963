"""A page as the tree that a browser makes of it, to ask it what stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.template.loader import render_to_string

EMPTY = {"input", "br", "meta", "link", "img", "hr"}


@dataclass(eq=False)
class Node:
    """One element."""

    tag: str
    given: dict[str, str]
    above: Node | None = None
    inside: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words and those of what is inside."""
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    def all(self, *tags: str, **given: str) -> Iterator[Node]:
        """Elements inside with one of the tags and those attributes, in the order of the page."""
        for part in self.inside:
            if isinstance(part, Node):
                if part.tag in tags and all(part.given.get(name) == value for name, value in given.items()):
                    yield part
                yield from part.all(*tags, **given)

    def one(self, *tags: str, **given: str) -> Node:
        """The first of them."""
        return next(self.all(*tags, **given))

    def up(self, tag: str) -> Node | None:
        """The nearest element of the tag round it."""
        above = self.above
        while above is not None and above.tag != tag:
            above = above.above
        return above


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = self.here = Node("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.inside.append(node)
        if tag not in EMPTY:
            self.here = node

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"<{self.here.tag}> is closed by </{tag}>"
        assert self.here.above is not None
        self.here = self.here.above

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


def tree_of(template: str, content: dict[str, Any]) -> Node:
    """The template with that content; each element of it must be closed."""
    reader = _Reader()
    reader.feed(render_to_string(template, content))
    assert reader.here is reader.top
    return reader.top
