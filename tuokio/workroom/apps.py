"""Registers the context with Django."""

from django.apps import AppConfig


class WorkroomConfig(AppConfig):
    name = "tuokio.workroom"
    label = "workroom"

    def ready(self) -> None:
        """Answer what is asked from below."""
        from tuokio.workroom import own_data_out, released  # noqa: F401  # receivers connect by being there
