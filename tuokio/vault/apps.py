"""Registers the context with Django."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "tuokio.vault"
    label = "vault"

    def ready(self) -> None:
        """Answer what the people below ask."""
        from tuokio.vault import own_data  # noqa: F401  # its receivers connect by being there
