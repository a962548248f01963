"""What every page's frame shows: the practice's parts that this person can go to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for the frame of a page: languages, the address asked, whether this is a demo."""
    return {"languages": settings.LANGUAGES, "demo": settings.DEMO, "here": request.get_full_path()}
