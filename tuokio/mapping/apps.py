"""Registers the context with Django."""

from django.apps import AppConfig


class MappingConfig(AppConfig):
    name = "tuokio.mapping"
    label = "mapping"
