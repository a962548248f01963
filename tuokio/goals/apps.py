"""Registers the context with Django."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "tuokio.goals"
    label = "goals"

    def ready(self) -> None:
        """Hear of agreements, and answer what the people below ask."""
        from tuokio.goals import own_data  # noqa: F401  # its receivers connect by being there
        from tuokio.goals.usecases import from_agreement  # noqa: F401  # so do these
