"""Registers the context with Django."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "tuokio.supervision"
    label = "supervision"

    def ready(self) -> None:
        """Answer what the people below ask."""
        from tuokio.supervision import own_data  # noqa: F401  # its receivers connect by being there
