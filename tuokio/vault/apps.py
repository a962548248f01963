"""Registers the context with Django."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "tuokio.vault"
    label = "vault"
