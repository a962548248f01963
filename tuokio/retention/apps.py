"""Registers the context with Django."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "tuokio.retention"
    label = "retention"

    def ready(self) -> None:
        """Answer what the people below ask."""
        from tuokio.retention import keeping_told  # noqa: F401  # its receivers connect by being there
