"""Registers the context with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tuokio.desk"
    label = "desk"
