"""The way from a practice's public page to booking, while somebody there opens times to strangers."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tuokio.booking.pages.talks import path_of
from tuokio.booking.usecases.offered import talk_rules
from tuokio.kit.parts import Link
from tuokio.mapping.models import PublicPage
from tuokio.mapping.signals import page_shown


@receiver(page_shown)
def way_to_booking(page: PublicPage, **_more: Any) -> Link | None:
    """The address of the free times, in the language of the page."""
    if not talk_rules(page.practice):
        return None
    return Link(
        path_of(page, get_language() or page.practice.language), _("Choose a time for a conversation")
    )
