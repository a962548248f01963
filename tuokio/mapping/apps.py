"""Registers the context with Django."""

from django.apps import AppConfig


class MappingConfig(AppConfig):
    name = "tuokio.mapping"
    label = "mapping"

    def ready(self) -> None:
        """Answer what the people below tell."""
        from tuokio.mapping import closing  # noqa: F401  # its receivers connect by being there
