"""Registers the context with Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "tuokio.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Answer what the people below ask."""
        from tuokio.evaluation import own_data_summaries  # noqa: F401  # its receivers connect by being there
