"""Registers the context with Django."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "tuokio.goals"
    label = "goals"
