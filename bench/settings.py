"""The house's own settings, with a hello beside its addresses."""

from tuokio.config.settings import *  # noqa: F403  # the very same settings

ROOT_URLCONF = "bench.urls"
