"""Registers the context with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tuokio.audit"
    label = "audit"
