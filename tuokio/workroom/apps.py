"""Registers the context with Django."""

from django.apps import AppConfig


class WorkroomConfig(AppConfig):
    name = "tuokio.workroom"
    label = "workroom"

    def ready(self) -> None:
        """Answer what is asked from below."""
        from tuokio.workroom import (  # noqa: F401  # receivers connect by being there
            own_data,
            own_data_out,
            released,
        )
