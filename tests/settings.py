"""The settings of the tests: the house's own, with data in a folder that is thrown away.

`TUOKIO_DATABASE` chooses the database, as everywhere; without it, SQLite in a file (threads share it).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="tuokio-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("TUOKIO_") and name != "TUOKIO_DATABASE"]:
    del os.environ[name]  # a developer's own settings do not reach the tests
os.environ["TUOKIO_DATA"] = str(FOLDER)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread of the test

from tuokio.config.settings import *  # noqa: E402, F403  # the environment had to be laid first
from tuokio.config.settings import DATABASES  # noqa: E402  # the same

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # An in-memory database would lock whole tables between threads.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.db")}
    DATABASES["keys"]["TEST"] = {"NAME": str(FOLDER / "test-keys.db")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
