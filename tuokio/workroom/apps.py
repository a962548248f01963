"""Registers the context with Django."""

from django.apps import AppConfig


class WorkroomConfig(AppConfig):
    name = "tuokio.workroom"
    label = "workroom"
