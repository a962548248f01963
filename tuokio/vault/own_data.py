"""What the locked notes answer when a person asks for their own data or closes an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import ngettext

from tuokio.people.models import Person
from tuokio.people.signals import account_closed, closing_asked, own_data_asked
from tuokio.vault.usecases.closing import held_by, let_account_go
from tuokio.vault.usecases.reminding import wishes_reminder


@receiver(closing_asked)
def keeps_notes(person: Person, **_more: Any) -> str | None:
    """Whoever alone keeps locked notes decides first what becomes of them."""
    count = sum(one.is_open for one in held_by(person))
    if not count:
        return None
    words = ngettext(
        "You alone keep locked notes in %(count)s place. Decide first what becomes of them.",
        "You alone keep locked notes in %(count)s places. Decide first what becomes of them.",
        count,
    ) % {"count": count}
    return format_html('<a href="{}">{}</a>', reverse("vault:closing"), words)


@receiver(account_closed)
def notes_go(person: Person, at: datetime, **_more: Any) -> None:
    """What was decided about is erased; circles of others go on."""
    let_account_go(person=person, at=at)


@receiver(own_data_asked)
def own_wish(person: Person, **_more: Any) -> tuple[str, list[dict[str, Any]]]:
    """That the person wishes to be told the day after a meeting; what is sealed they take along themselves."""
    return "wished the day after a meeting", [{"mail": True}] if wishes_reminder(person) else []
