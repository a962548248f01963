"""Under which name a built file stands: styles, scripts and fonts are named by their content."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

BUILT = Path(__file__).resolve().parent.parent / "built"


class AssetsNotBuilt(ImproperlyConfigured):
    """There are no styles and scripts yet; `python tools/build_assets.py` (or `make start`) makes them."""


@cache
def _manifest() -> dict[str, str]:
    try:
        names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text())
    except FileNotFoundError:
        raise AssetsNotBuilt(
            f"{BUILT / 'manifest.json'} is missing: run `make start`, or `python tools/build_assets.py` after `npm ci`."
        ) from None
    return names


def asset_address(name: str) -> str:
    """The address of a built file by its plain name, such as "app.css". Raises AssetsNotBuilt, or KeyError for a name nobody built."""
    return f"{settings.STATIC_URL}{_manifest()[name]}"
