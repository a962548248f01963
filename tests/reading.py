"""Reads a page the way a person does: its words, without markup."""

import html
import re
from typing import Any


def words_of(response: Any) -> str:
    """The words of the main part in one line; parts for the ear only are among them."""
    page = response.content.decode()
    main = page.split("<main", 1)[1].split(">", 1)[1].split("</main>")[0]
    words = html.unescape(re.sub(r"<[^>]+>", " ", main)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", words).strip()
