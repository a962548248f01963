"""Registers the context with Django."""

from django.apps import AppConfig


class WorkroomConfig(AppConfig):
    name = "tuokio.workroom"
    label = "workroom"

    def ready(self) -> None:
        """Answer what the people below ask."""
        from tuokio.workroom import own_data  # noqa: F401  # its receivers connect by being there
