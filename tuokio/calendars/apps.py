"""Registers the context with Django."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "tuokio.calendars"
    label = "calendars"
