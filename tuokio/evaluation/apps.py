"""Registers the context with Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "tuokio.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Hear what happens below, and answer what is asked there."""
        from tuokio.evaluation import (  # noqa: F401  # receivers connect by being there
            own_data_summaries,
            own_data_waves,
            parts_waves,
            signals_heard,
        )
