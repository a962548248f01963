"""Registers the context with Django."""

from django.apps import AppConfig


class AgreementConfig(AppConfig):
    name = "tuokio.agreement"
    label = "agreement"
