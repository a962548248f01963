"""Registers the context with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tuokio.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Answer what the people below ask, and follow what was agreed."""
        from tuokio.meetings import (  # noqa: F401  # their receivers connect by being there
            agreement_followed,
            clock_followed,
            continuation_followed,
            members_followed,
            own_data,
            places_followed,
        )
