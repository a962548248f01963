"""Aino's page and what stands on it, for the tests of this context."""

from __future__ import annotations

import time
from typing import Any
from unittest import mock

from tests.cast import MORNING, person, solo_practice
from tuokio.mapping.demo_page import make_demo_page
from tuokio.mapping.models import PublicPage
from tuokio.mapping.own_domains import forget_domains
from tuokio.mapping.rendering import forget_pages
from tuokio.mapping.stamps import new_stamp

SLUG = "tyonohjaus-aino-hurme"
PAGE = f"/p/{SLUG}/"


def aino_s_page() -> PublicPage:
    """Aino's published page in three languages, with prices."""
    forget_pages()
    forget_domains()
    return make_demo_page(solo_practice(person("aino")), at=MORNING)


def stamp_shown(seconds_ago: int = 60) -> str:
    """A stamp of a form that was shown a while ago."""
    with mock.patch.object(time, "time", return_value=time.time() - seconds_ago):
        return new_stamp()


def message(**fields: Any) -> dict[str, Any]:
    """A message as someone writes it."""
    return {
        "name": "Maija Luoto",
        "reply_to": "maija@example.org",
        "wish": "group",
        "words": "Meitä on kuusi.",
        "website": "",
        "stamp": stamp_shown(),
        **fields,
    }
