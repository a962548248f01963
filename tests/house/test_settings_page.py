"""docs/operate/settings.md tells of every setting, and of none that is gone."""

import re
from pathlib import Path

from tuokio.config import settings

ROOT = Path(__file__).parents[2]


def test_every_setting_stands_on_the_page() -> None:
    told = re.findall(
        r"^\| `([A-Z_]+)` \| \S", (ROOT / "docs/operate/settings.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(told) == sorted(settings.ENVIRONMENT)


def test_every_variable_that_is_read_is_a_stated_setting() -> None:
    source = (ROOT / "tuokio/config/settings.py").read_text("utf-8")
    read = set(re.findall(r"_env\(\"([A-Z_]+)\"", source))
    assert read <= set(settings.ENVIRONMENT)
