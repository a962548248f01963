"""Registers the context with Django."""

from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "tuokio.booking"
    label = "booking"

    def ready(self) -> None:
        """Answer what the public page and the people below ask."""
        from tuokio.booking import own_data_polls, page_shown  # noqa: F401  # their receivers connect by being there
