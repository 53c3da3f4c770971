"""For the tests: fast hashing, tasks at once, mail in memory, plain static files."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.processes"]  # noqa: F405  (a kind of case that only tests know)

DEBUG = False
SECRET_KEY = "for-the-tests-only"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO_ALLOWED = True

DATA_DIR = Path(tempfile.gettempdir()) / "gongshi-tests"
MEDIA_ROOT = DATA_DIR / "media"
KEYS_DIR = DATA_DIR / "keys"
SEARCH_DIR = DATA_DIR / "search"
SEARCH_WORDS_DIR = DATA_DIR / "search-words"
SEARCHES_A_MINUTE = 100_000

# Whatever a test does wrong, it never opens the data of this machine's own site.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"]["NAME"] = str(DATA_DIR / "not-made-by-the-test-runner.sqlite3")  # noqa: F405

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True  # a fresh clone has no collected files
AXES_ENABLED = False  # signing in by lock-out is tested where it is switched on
