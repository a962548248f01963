"""Reading a page as a browser would: its forms, what stands in them, and where they are sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

TYPED = {"text", "search", "tel", "url", "email", "number", "date", "time", "textarea", "month", "password"}
WORDS = {"text", "search", "tel", "textarea"}
VOID = {"input", "br", "meta", "link", "img", "hr"}


@dataclass
class Field:
    """One field of a form."""

    name: str
    kind: str
    value: str = ""
    checked: bool = False
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    @property
    def typed(self) -> list[Field]:
        """What a person writes into."""
        return [one for one in self.fields if one.kind in TYPED]

    @property
    def buttons(self) -> list[Field]:
        """What sends it and says how; a form whose button has no name has none."""
        return [one for one in self.fields if one.kind == "submit"]

    @property
    def words(self) -> list[Field]:
        """What a person writes words into."""
        return [one for one in self.fields if one.kind in WORDS]

    def filled(self, **typed: str) -> dict[str, Any]:
        """What its first button would send: what stands in the form, the first of each choice, and what was typed."""
        sent: dict[str, Any] = {one.name: one.value for one in self.buttons[:1]}
        for one in self.fields:
            if one.kind in {"file", "submit", "button"}:
                continue
            if one.kind == "checkbox":
                sent |= {one.name: [*sent.get(one.name, []), one.value or "on"]} if one.checked else {}
                continue
            if one.kind == "radio":
                sent.setdefault(one.name, one.value)
            elif one.kind == "select":
                sent[one.name] = one.value or next((choice for choice in one.options if choice), "")
            else:
                sent[one.name] = one.value
        return {**sent, **typed}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select: Field | None = None
        self.area: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.open)
        elif self.open is None or not given.get("name"):
            if tag == "option" and self.select is not None:
                self.select.options.append(given.get("value", ""))
                if "selected" in given:
                    self.select.value = given.get("value", "")
        elif tag == "input":
            one = Field(given["name"], given.get("type", "text"), given.get("value", ""), "checked" in given)
            if one.kind == "radio" and one.checked:
                self.open.fields.insert(0, one)
            else:
                self.open.fields.append(one)
        elif tag == "button":
            self.open.fields.append(Field(given["name"], given.get("type", "submit"), given.get("value", "")))
        elif tag == "select":
            self.select = Field(given["name"], "select")
            self.open.fields.append(self.select)
        elif tag == "textarea":
            self.area = Field(given["name"], "textarea")
            self.open.fields.append(self.area)

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def forms_of(html: str) -> list[Form]:
    """The forms of a page that are sent by POST, without the one for signing out."""
    reader = _Reader()
    reader.feed(html)
    return [one for one in reader.forms if one.method == "post" and one.action != "/sign-out/"]
