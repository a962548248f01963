"""Registers the context with Django."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "tuokio.supervision"
    label = "supervision"
