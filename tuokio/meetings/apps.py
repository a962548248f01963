"""Registers the context with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tuokio.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Answer what the people below ask."""
        from tuokio.meetings import own_data  # noqa: F401  # its receivers connect by being there
