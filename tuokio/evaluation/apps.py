"""Registers the context with Django."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "tuokio.evaluation"
    label = "evaluation"
