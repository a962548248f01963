"""Building blocks without the field."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "tuokio.kit"
    label = "kit"
