"""Registers the context with Django."""

from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "tuokio.booking"
    label = "booking"
