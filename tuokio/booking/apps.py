"""Registers the context with Django."""

from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "tuokio.booking"
    label = "booking"

    def ready(self) -> None:
        """Answer what the people below ask."""
        from tuokio.booking import own_data_polls  # noqa: F401  # its receiver connects by being there
