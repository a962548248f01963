"""Registers the context with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tuokio.meetings"
    label = "meetings"
