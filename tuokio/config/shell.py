"""The frame round every page: the parts of the house that this person can go to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.people.access import standings_of
from tuokio.people.models import Person
from tuokio.terms.words import Standing

Link = tuple[str, str, bool]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for the frame: `shell.nav`, `.tabs`, `.menu`, `.foot`, `.person_name`, `.home`; languages; whether a demo."""
    person = getattr(request, "user", None)
    frame: dict[str, Any] = {"home": "/", "nav": [], "tabs": [], "menu": [], "person_name": ""}
    frame["foot"] = [
        (reverse("retention:accessibility"), _("Accessibility statement"), False),
        (reverse("retention:privacy"), _("Privacy in Tuokio"), False),
    ]
    if isinstance(person, Person):
        frame["person_name"] = person.short_name or _("You")
        frame["nav"] = _nav(request, standings_of(request))
        frame["tabs"] = [] if frame["nav"] else _tabs(request)
        frame["menu"] = [
            (reverse("people:own"), _("Own data"), False),
            (reverse("vault:about"), _("Locked notes"), False),
        ]
        if standings_of(request) & {Standing.OWNER, Standing.SUPERVISOR}:
            frame["menu"].append((reverse("people:customers"), _("Customers"), False))
            frame["menu"].append((reverse("mapping:edit"), _("Public page"), False))
    return {"shell": frame, "languages": settings.LANGUAGES, "demo": settings.DEMO}


def _nav(request: HttpRequest, standings: frozenset[str]) -> list[Link]:
    links: list[tuple[str, str]] = []
    if standings:
        links += [
            (reverse("desk:today"), _("Today")),
            (reverse("desk:processes"), _("Processes")),
            (reverse("desk:calendar"), _("Calendar")),
            (reverse("desk:to_invoice"), _("To invoice")),
        ]
    if Standing.OWNER in standings:
        links.append((reverse("people:practice"), _("Practice")))
    return [(href, label, _is_here(request.path, href)) for href, label in links]


def _tabs(request: HttpRequest) -> list[Link]:
    """The bottom bar of those who are supervised."""
    links = [(reverse("desk:home"), _("Home")), (reverse("people:own"), _("Own data"))]
    return [(href, label, _is_here(request.path, href)) for href, label in links]


def _is_here(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href))
