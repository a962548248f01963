"""Registers the context with Django."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "tuokio.calendars"
    label = "calendars"

    def ready(self) -> None:
        """Follow the dates, and answer what the people below ask."""
        from tuokio.calendars import dates_followed, own_data  # noqa: F401  # their receivers connect by being there
        from tuokio.calendars.pages import accounts, replies  # noqa: F401  # the same
