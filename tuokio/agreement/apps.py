"""Registers the context with Django."""

from django.apps import AppConfig


class AgreementConfig(AppConfig):
    name = "tuokio.agreement"
    label = "agreement"

    def ready(self) -> None:
        """Answer what the people below ask."""
        from tuokio.agreement import own_data_agreements  # noqa: F401  # its receivers connect by being there
