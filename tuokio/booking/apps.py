"""Registers the context with Django."""

from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "tuokio.booking"
    label = "booking"

    def ready(self) -> None:
        """Answer what the public page asks."""
        from tuokio.booking import page_shown  # noqa: F401  # its receiver connects by being there
