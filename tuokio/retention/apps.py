"""Registers the context with Django."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "tuokio.retention"
    label = "retention"
