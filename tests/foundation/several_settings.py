"""The tests' settings on a database that several processes open: only ever in a folder the test names."""

import os
from pathlib import Path

from portal.settings.test import *  # noqa: F403

DATA_DIR = Path(os.environ["DATA_DIR"])
MEDIA_ROOT, KEYS_DIR, SEARCH_DIR = DATA_DIR / "media", DATA_DIR / "keys", DATA_DIR / "search"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"]["NAME"] = str(DATA_DIR / "gongshi.sqlite3")  # noqa: F405
