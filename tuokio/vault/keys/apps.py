"""Registers the store of sealed keys with Django."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "tuokio.vault.keys"
    label = "vault_keys"
